/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/markdown_internal.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "render/finding_words.h"
#include "render/metric_name.h"
#include "render/quantity.h"
#include "render/verdict_word.h"
#include "store/quality_kind.h"

#define GATES_SHOWN 20 /* where the headline alone has room */

static bool is_compared(struct markdown *m, const struct load *load,
    const char *metric)
{
	for (size_t i = 0; i < load->len; i++) {
		const struct comparison *c =
		    results_comparison(m->results, load->cells[i], metric);

		if (c && !markdown_leaves(m, c))
			return true;
	}
	return false;
}

/* Is a row of the table of changes about it? */
static bool has_row(struct markdown *m, const struct cell *c)
{
	bool has = m->extent == MARKDOWN_ALL;

	for (size_t i = 0; !has && markdown_metrics[i]; i++)
		has = !markdown_leaves(m,
		    results_comparison(m->results, c, markdown_metrics[i]));
	return has && !c->is_baseline;
}

void markdown_references(struct markdown *m, const char *reasons)
{
	struct span rest = span_of(reasons ? reasons : "");

	while (rest.len) {
		struct span line = span_cut(&rest, '\n');

		if (line.len)
			fprintf(m->out, " <sup>%s</sup>",
			    footnote_word(&m->notes,
				footnote_add(&m->notes,
				    arena_span(m->arena, line))));
	}
}

/* Of shares, which have no ratio: " +50 pp [+49.2 to +50.8 pp]" */
static void put_difference(struct markdown *m, const struct comparison *c)
{
	if (isfinite(c->change))
		fprintf(m->out, " %s",
		    change_text(m->arena, c->change, c->unit));
	if (isfinite(c->change_low) || isfinite(c->change_high))
		fprintf(m->out, " \\[%s\\]",
		    change_interval_text(m->arena, c->change_low,
			c->change_high, c->unit));
}

/* " +61 % [+50 to +73 %] (+0.23 ms)" */
static void put_ratio(struct markdown *m, const struct comparison *c)
{
	fprintf(m->out, " %s", ratio_text(m->arena, c->ratio));
	if (isfinite(c->ratio_low) || isfinite(c->ratio_high))
		fprintf(m->out, " \\[%s\\]",
		    ratio_interval_text(m->arena, c->ratio_low, c->ratio_high));
	if (isfinite(c->change))
		fprintf(m->out, " (%s)",
		    change_text(m->arena, c->change, c->unit));
}

void markdown_change(struct markdown *m, const struct comparison *c)
{
	struct comparison shown;

	if (!c) {
		fputs(" —", m->out);
		return;
	}
	shown = comparison_shown(c);
	fprintf(m->out, " %s", comparison_glyph(c));
	if (isfinite(c->ratio))
		put_ratio(m, &shown);
	else
		put_difference(m, &shown);
	fprintf(m->out, " %s",
	    markdown_text(m->arena, comparison_words(m->arena, c)));
	markdown_references(m, c->reasons);
}

static void put_head(struct markdown *m, const struct load *load)
{
	const struct analysis *a = &m->results->analysis;
	size_t n = 0;

	fprintf(m->out, "\n| %s |", markdown_text(m->arena, a->factor));
	for (size_t i = 0; markdown_metrics[i]; i++) {
		if (!is_compared(m, load, markdown_metrics[i]))
			continue;
		fprintf(m->out, " %s |",
		    metric_label(m->arena, markdown_metrics[i]));
		n++;
	}
	fputs("\n|---|", m->out);
	while (n--)
		fputs("---|", m->out);
	fputs("\n", m->out);
}

static void put_row(struct markdown *m, const struct load *load, size_t i)
{
	fprintf(m->out, "| %s |",
	    markdown_text(m->arena, load->variants[i]->value));
	for (size_t k = 0; markdown_metrics[k]; k++) {
		if (!is_compared(m, load, markdown_metrics[k]))
			continue;
		markdown_change(m, results_comparison(m->results,
				       load->cells[i], markdown_metrics[k]));
		fputs(" |", m->out);
	}
	fputs("\n", m->out);
}

static void put_table(struct markdown *m, const struct load *load)
{
	put_head(m, load);
	for (size_t i = 0; i < load->len; i++) {
		if (has_row(m, load->cells[i]))
			put_row(m, load, i);
	}
}

static void put_load(struct markdown *m, const struct load *load)
{
	bool any = false;

	for (size_t k = 0; markdown_metrics[k]; k++)
		any = any || is_compared(m, load, markdown_metrics[k]);
	if (!any && m->extent != MARKDOWN_ALL)
		return;
	if (*load->label)
		fprintf(m->out, "\n### %s\n",
		    markdown_text(m->arena, load->label));
	if (any && markdown_is_pair(m, load)) {
		markdown_pair(m, load);
	} else {
		if (m->extent == MARKDOWN_ALL)
			markdown_values(m, load, any);
		if (any)
			put_table(m, load);
	}
	if (any && m->extent == MARKDOWN_ALL)
		markdown_shifts(m, load);
}

/* "8.81 ms [7.9 to 9.7 ms]"; the limit is in the gate's own text. */
static void put_gate_value(struct markdown *m, const struct gate *g)
{
	const char *interval = gate_interval_text(m->arena, g);

	fprintf(m->out, " %s", gate_value_text(m->arena, g));
	if (interval)
		fprintf(m->out, " \\[%s\\]", interval);
	fputs(" |", m->out);
}

static size_t gates_passed(const struct gate_list *gates)
{
	size_t n = 0;

	for (size_t i = 0; i < gates->len; i++)
		n += strcmp(gates->at[i].state, "pass") == 0;
	return n;
}

static bool leaves_gate(const struct markdown *m, const struct gate *g,
    size_t shown)
{
	return (m->extent != MARKDOWN_ALL && strcmp(g->state, "pass") == 0) ||
	       (m->extent == MARKDOWN_HEADLINE && shown >= GATES_SHOWN);
}

static void put_gates(struct markdown *m)
{
	const struct gate_list *gates = &m->results->gates;
	size_t shown = 0, left = 0;

	if (!gates->len)
		return;
	fputs("\n| gate | of | value | state |\n|---|---|---|---|\n", m->out);
	for (size_t i = 0; i < gates->len; i++) {
		const struct gate *g = &gates->at[i];

		if (leaves_gate(m, g, shown)) {
			left++;
			continue;
		}
		shown++;
		fprintf(m->out, "| %s | %s |", markdown_text(m->arena, g->text),
		    markdown_text(m->arena, g->subject));
		put_gate_value(m, g);
		fprintf(m->out, " %s |\n", markdown_text(m->arena, g->state));
	}
	if (left)
		fprintf(m->out, "\nOf %zu gates %zu pass; %zu are left out.\n",
		    gates->len, gates_passed(gates), left);
}

/* "(a) p99 needs ...", "(d) to (k) say the same ..." */
static void put_note_line(struct markdown *m, struct footnote_line l)
{
	if (*l.letter)
		fprintf(m->out, "(%s) ", l.letter);
	if (l.to)
		fprintf(m->out, "to (%s) ", l.to);
	fputs(markdown_text(m->arena, l.text), m->out);
}

static void put_notes(struct markdown *m)
{
	if (m->notes.len)
		fputs("\n", m->out);
	for (size_t i = 1; i <= m->notes.len; i++) {
		fprintf(m->out, "%zu. ", i);
		for (size_t k = 0; k < footnote_lines(&m->notes, i); k++) {
			fputs(k ? "<br>" : "", m->out);
			put_note_line(m, footnote_line(&m->notes, i, k));
		}
		fputs("\n", m->out);
	}
}

/* "- warn: outlier-run, 3 times; worst: ..." */
static void put_kind(struct markdown *m, const struct quality_kind *k)
{
	const struct quality *q = k->worst;

	fprintf(m->out, "- %s: %s", q->state,
	    markdown_text(m->arena, q->check));
	if (k->times > 1)
		fprintf(m->out, ", %zu times; worst", k->times);
	fprintf(m->out, ": %s\n", markdown_text(m->arena, q->detail));
}

/* A line for each kind of check that stops a comparison, or warns. */
static void put_checks(struct markdown *m)
{
	static const char *const states[] = { "stop", "warn" };
	struct quality_kind_list kinds =
	    quality_kinds(&m->results->qualities, m->arena);
	const char *before = "\n";

	for (size_t i = 0; i < 2 * kinds.len; i++) {
		const struct quality_kind *k = &kinds.at[i % kinds.len];

		if (strcmp(k->worst->state, states[i / kinds.len]) != 0)
			continue;
		fputs(before, m->out);
		put_kind(m, k);
		before = "";
	}
}

/* The differences that the study accepts, whatever they do. */
static void put_allowed(struct markdown *m)
{
	cJSON *study = cJSON_Parse(m->results->analysis.study);
	const cJSON *allow = cJSON_GetObjectItemCaseSensitive(study, "allow");
	const cJSON *key;
	const char *before = "\nAllowed to differ: ";

	cJSON_ArrayForEach(key, allow)
	{
		if (!cJSON_IsString(key))
			continue;
		fprintf(m->out, "%s%s", before,
		    markdown_text(m->arena, key->valuestring));
		before = ", ";
	}
	if (*before == ',')
		fputs(".\n", m->out);
	cJSON_Delete(study);
}

static void put_opening(struct markdown *m)
{
	const struct analysis *a = &m->results->analysis;

	fprintf(m->out, "## %s\n\n%s\n", markdown_text(m->arena, a->title),
	    markdown_text(m->arena, a->conclusion));
	if (a->baseline)
		fprintf(m->out, "\nChanges are against %s %s.\n",
		    markdown_text(m->arena, a->factor),
		    markdown_text(m->arena, a->baseline));
}

static void put_all(struct markdown *m)
{
	const struct analysis *a = &m->results->analysis;

	put_opening(m);
	markdown_omission(m);
	put_gates(m);
	for (size_t i = 0; m->extent < MARKDOWN_HEADLINE && i < m->loads.len;
	     i++)
		put_load(m, &m->loads.at[i]);
	if (m->extent < MARKDOWN_HEADLINE)
		markdown_findings(m);
	else
		markdown_largest(m);
	put_notes(m);
	put_checks(m);
	put_allowed(m);
	fprintf(m->out,
	    "\n%g %% intervals over runs, margin %.3g %% of latency, Holm's "
	    "correction over %lld tests of latency, meshstat %s.\n",
	    100 * a->confidence, 100 * a->margin_latency, (long long)a->family,
	    VERSION);
}

/* Twice, so that all notes are known when the first is named. */
static int put_twice(struct markdown *m, FILE *out, struct err *err)
{
	m->out = fopen("/dev/null", "w");
	if (!m->out)
		return err_set(err, "/dev/null: %s", strerror(errno));
	put_all(m);
	fclose(m->out);
	m->out = out;
	put_all(m);
	return 0;
}

/* The text in the extent of m, which the caller frees. */
static int text_of(struct markdown *m, char **text, size_t *len,
    struct err *err)
{
	FILE *out = open_memstream(text, len);
	int status;

	if (!out)
		return err_set(err, "Markdown: %s", strerror(errno));
	m->notes = (struct footnotes){ .arena = m->arena };
	status = put_twice(m, out, err);
	if (fclose(out) != 0 && !status)
		status = err_set(err, "Markdown: %s", strerror(errno));
	return status;
}

int markdown_render(const struct results *results, struct markdown_room *room,
    FILE *out, struct err *err)
{
	struct arena arena = { 0 };
	struct markdown m = { .results = results,
		.loads = loads_of(results, &arena),
		.arena = &arena };
	char *text = NULL;
	size_t len = 0;
	int status = text_of(&m, &text, &len, err);

	room->whole = len;
	while (!status && room->most && len > room->most &&
	       m.extent + 1 < MARKDOWN_EXTENTS) {
		free(text);
		text = NULL;
		m.extent++;
		status = text_of(&m, &text, &len, err);
	}
	room->used = len;
	if (!status)
		fwrite(text, 1, len, out);
	free(text);
	arena_release(&arena);
	return status;
}
