/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/markdown.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "render/load.h"
#include "render/quantity.h"
#include "render/safe_text.h"
#include "render/verdict_word.h"

#define ENTITY_MAX 7 /* bytes of "&#126;" and a NUL */

const char *markdown_text(struct arena *a, const char *text)
{
	static const char active[] = "\\`*_{}[]<>()#|@~&!:";
	const char *safe = text_safe_line(a, text);
	size_t room = strlen(safe) * ENTITY_MAX + 1, n = 0;
	char *out = arena_alloc(a, room, 1);

	for (const char *s = safe; *s; s++) {
		if (strchr(active, *s))
			n += (size_t)snprintf(out + n, room - n, "&#%d;", *s);
		else
			out[n++] = *s;
	}
	return out;
}

/* What all parts are made from. */
struct markdown {
	const struct results *results;
	struct load_list loads;
	struct arena *arena;
	FILE *out;
};

static const struct comparison *find(const struct markdown *m,
    const struct cell *cell, const char *metric)
{
	const struct comparison_list *all = &m->results->comparisons;

	for (size_t i = 0; i < all->len; i++) {
		if (all->at[i].candidate == cell->row &&
		    strcmp(all->at[i].metric, metric) == 0)
			return &all->at[i];
	}
	return NULL;
}

static bool is_compared(const struct markdown *m, const struct load *load,
    const char *metric)
{
	for (size_t i = 0; i < load->len; i++) {
		if (find(m, load->cells[i], metric))
			return true;
	}
	return false;
}

/* "▲ +61 % (+0.23 ms) regression" */
static void put_change(const struct markdown *m, const struct comparison *c)
{
	if (!c) {
		fputs(" —", m->out);
		return;
	}
	fprintf(m->out, " %s", comparison_glyph(c));
	if (isfinite(c->ratio))
		fprintf(m->out, " %s", ratio_text(m->arena, c->ratio));
	if (isfinite(c->change))
		fprintf(m->out, " (%s)",
		    change_text(m->arena, c->change, c->unit));
	fprintf(m->out, " %s",
	    markdown_text(m->arena, comparison_words(m->arena, c)));
}

static const char *const columns[] = { "latency_p50", "latency_p90",
	"latency_p99", "latency_p99.9", "throughput", NULL };

static void put_head(const struct markdown *m, const struct load *load)
{
	const struct analysis *a = &m->results->analysis;
	size_t n = 0;

	if (*load->label)
		fprintf(m->out, "\n### %s\n",
		    markdown_text(m->arena, load->label));
	fprintf(m->out, "\n| %s |", markdown_text(m->arena, a->factor));
	for (size_t i = 0; columns[i]; i++) {
		if (!is_compared(m, load, columns[i]))
			continue;
		fprintf(m->out, " %s |",
		    strncmp(columns[i], "latency_", 8) == 0 ? columns[i] + 8
							    : columns[i]);
		n++;
	}
	fputs("\n|---|", m->out);
	while (n--)
		fputs("---|", m->out);
	fputs("\n", m->out);
}

static void put_row(const struct markdown *m, const struct load *load, size_t i)
{
	fprintf(m->out, "| %s |",
	    markdown_text(m->arena, load->cells[i]->value));
	for (size_t k = 0; columns[k]; k++) {
		if (!is_compared(m, load, columns[k]))
			continue;
		put_change(m, find(m, load->cells[i], columns[k]));
		fputs(" |", m->out);
	}
	fputs("\n", m->out);
}

static void put_load(const struct markdown *m, const struct load *load)
{
	bool any = false;

	for (size_t k = 0; columns[k]; k++)
		any = any || is_compared(m, load, columns[k]);
	if (!any)
		return;
	put_head(m, load);
	for (size_t i = 0; i < load->len; i++) {
		if (!load->cells[i]->is_baseline)
			put_row(m, load, i);
	}
}

static void put_gates(const struct markdown *m)
{
	const struct gate_list *gates = &m->results->gates;

	if (!gates->len)
		return;
	fputs("\n| gate | of | state |\n|---|---|---|\n", m->out);
	for (size_t i = 0; i < gates->len; i++) {
		const struct gate *g = &gates->at[i];

		fprintf(m->out, "| %s | %s | %s |\n",
		    markdown_text(m->arena, g->text),
		    markdown_text(m->arena, g->subject),
		    markdown_text(m->arena, g->state));
	}
}

static void put_opening(const struct markdown *m)
{
	const struct analysis *a = &m->results->analysis;

	fprintf(m->out, "## %s\n\n%s\n", markdown_text(m->arena, a->title),
	    markdown_text(m->arena, a->conclusion));
	if (a->baseline)
		fprintf(m->out, "\nChanges are against %s %s.\n",
		    markdown_text(m->arena, a->factor),
		    markdown_text(m->arena, a->baseline));
}

int markdown_render(const struct results *results, FILE *out, struct err *err)
{
	struct arena arena = { 0 };
	struct markdown m = { results, loads_of(results, &arena), &arena, out };
	const struct analysis *a = &results->analysis;

	(void)err;
	put_opening(&m);
	put_gates(&m);
	for (size_t i = 0; i < m.loads.len; i++)
		put_load(&m, &m.loads.at[i]);
	fprintf(out,
	    "\n%g %% intervals over runs, margin %.3g %% of latency, Holm's "
	    "correction over %lld tests of latency, meshstat %s.\n",
	    100 * a->confidence, 100 * a->margin_latency, (long long)a->family,
	    VERSION);
	arena_release(&arena);
	return 0;
}
