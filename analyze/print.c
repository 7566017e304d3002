/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The comparison on a terminal: a block a pair of cells, a line a figure, and
 * every doubt as a footnote.
 */
#include "analyze/analyze.h"

#include <math.h>
#include <string.h>

#include "analyze/print_internal.h"
#include "base/columns.h"
#include "base/footnotes.h"
#include "base/units.h"

struct printer {
	const struct results *results;
	struct arena *arena;
	struct ui *ui;
	struct footnotes notes;
};

static const char *paint(const struct printer *p, const char *verdict,
    bool survives)
{
	const char *color = "";

	if (survives && (strcmp(verdict, "regression") == 0 ||
			    strncmp(verdict, "slower", 6) == 0))
		color = COLOR_WORSE;
	else if (survives)
		color = COLOR_BETTER;
	return p->ui->color && *color
		   ? arena_printf(p->arena, "%s%s" COLOR_END, color, verdict)
		   : verdict;
}

static const char *value(const struct printer *p, double v, const char *unit)
{
	char text[UNIT_TEXT];

	if (isnan(v))
		return "-";
	return arena_strdup(p->arena, value_text(v, unit, text));
}

static const char *change(const struct printer *p, const struct comparison *c)
{
	if (isnan(c->change))
		return "-";
	if (isnan(c->change_low))
		return cell_change(c->change, c->unit, p->arena);
	return arena_printf(p->arena, "%s [%s, %s]",
	    cell_change(c->change, c->unit, p->arena),
	    cell_change(c->change_low, c->unit, p->arena),
	    cell_change(c->change_high, c->unit, p->arena));
}

static const char *percent(const struct printer *p, double ratio)
{
	char text[UNIT_TEXT];

	if (isinf(ratio))
		return "no end";
	return arena_strdup(p->arena, percent_text(ratio - 1, text));
}

static const char *ratio(const struct printer *p, const struct comparison *c)
{
	if (isnan(c->ratio))
		return "-";
	if (isnan(c->ratio_low))
		return percent(p, c->ratio);
	return arena_printf(p->arena, "%s [%s, %s]", percent(p, c->ratio),
	    percent(p, c->ratio_low), percent(p, c->ratio_high));
}

static const char *footnotes(struct printer *p, const char *reasons)
{
	struct span rest = span_of(reasons ? reasons : "");
	const char *marks = "";

	while (rest.len) {
		struct span line = span_cut(&rest, '\n');
		struct footnote_mark mark = footnote_add(&p->notes,
		    tame_line(p->arena, arena_span(p->arena, line)));

		marks = arena_printf(p->arena, "%s[%s]", marks,
		    footnote_word(&p->notes, mark));
	}
	return marks;
}

/* All that will be printed, so that each mark is worded as it stays. */
static void footnotes_collect(struct printer *p)
{
	const struct results *r = p->results;

	for (size_t i = 0; i < r->comparisons.len; i++)
		footnotes(p, r->comparisons.at[i].reasons);
	for (size_t i = 0; !r->comparisons.len && i < r->estimates.len; i++)
		footnotes(p, r->estimates.at[i].reason);
}

bool is_denied(const struct comparison *c)
{
	bool claims = strcmp(c->verdict, "regression") == 0 ||
		      strcmp(c->verdict, "improvement") == 0 ||
		      strstr(c->verdict, "size-uncertain");

	return claims && !c->survives;
}

static const char *verdict(const struct printer *p, const struct comparison *c)
{
	if (is_denied(c))
		return arena_printf(p->arena, "%s (not significant after Holm)",
		    c->verdict);
	return paint(p, c->verdict, c->survives);
}

static void line_add(struct printer *p, struct columns *table,
    const struct comparison *c)
{
	struct columns_row *row = columns_row(table);
	struct comparison shown = comparison_shown(c);

	row->cells[0] = c->metric;
	row->cells[1] = value(p, c->baseline_value, c->unit);
	row->cells[2] = value(p, c->candidate_value, c->unit);
	row->cells[3] = change(p, &shown);
	row->cells[4] = ratio(p, c);
	row->cells[5] = verdict(p, c);
	row->cells[6] = footnotes(p, c->reasons);
}

static void head_add(const struct printer *p, struct columns *table,
    const struct cell *baseline, const struct cell *candidate)
{
	struct columns_row *row = columns_row(table);

	row->cells[1] = baseline ? tame_line(p->arena, baseline->name) : "-";
	row->cells[2] = tame_line(p->arena, candidate->name);
	row->cells[3] = "change";
	row->cells[4] = "change %";
	row->cells[5] = "verdict";
}

/* "5 runs each", "4 runs against 5" */
static const char *runs_text(const struct printer *p,
    const struct comparison *c)
{
	const char *many = c->candidate_runs == 1 ? "" : "s";

	if (c->candidate_runs == c->baseline_runs)
		return arena_printf(p->arena, "%lld run%s each",
		    (long long)c->candidate_runs, many);
	return arena_printf(p->arena, "%lld run%s against %lld",
	    (long long)c->candidate_runs, many, (long long)c->baseline_runs);
}

/* The next of the parts that a label has between ", ". */
static struct span part_cut(struct span *rest)
{
	ptrdiff_t end = span_find(*rest, SPAN(", "));
	struct span part = { rest->at, end < 0 ? rest->len : (size_t)end };

	*rest = span_skip(*rest, part.len + (end < 0 ? 0 : 2));
	return part;
}

static bool has_part(const char *label, struct span part)
{
	struct span rest = span_of(label);

	while (rest.len) {
		if (span_equal(part_cut(&rest), part))
			return true;
	}
	return false;
}

/* What a label has and the other has not: "4 connections". */
static const char *parts_beyond(struct arena *a, const char *label,
    const char *other)
{
	struct span rest = span_of(label);
	const char *text = "";

	while (rest.len) {
		struct span part = part_cut(&rest);

		if (!has_part(other, part))
			text = arena_printf(a, "%s%s%.*s", text,
			    *text ? ", " : "", SPAN_ARG(part));
	}
	return *text ? text : "nothing";
}

/* "; 4 connections against 2 connections", where a pair's loads differ. */
static const char *loads_text(struct arena *a, const struct cell *baseline,
    const struct cell *candidate)
{
	if (!baseline || strcmp(baseline->label, candidate->label) == 0)
		return "";
	return arena_printf(a, "; %s against %s",
	    parts_beyond(a, candidate->label, baseline->label),
	    parts_beyond(a, baseline->label, candidate->label));
}

/* The comparisons of one candidate, from the i-th on; the next one's index. */
static size_t pair_print(struct printer *p, size_t i)
{
	const struct comparison_list *list = &p->results->comparisons;
	const struct comparison *first = &list->at[i];
	const struct cell *b = results_cell(p->results, first->baseline);
	const struct cell *c = results_cell(p->results, first->candidate);
	struct columns table = { .arena = p->arena, .align = "lrrllll" };

	fprintf(p->ui->out, "\n%s against %s%s%s (%s%s)\n",
	    tame_line(p->arena, c->name),
	    b ? tame_line(p->arena, b->name) : "nothing", *c->label ? ", " : "",
	    tame_line(p->arena, c->label), runs_text(p, first),
	    tame_line(p->arena, loads_text(p->arena, b, c)));
	head_add(p, &table, b, c);
	for (; i < list->len && list->at[i].candidate == first->candidate; i++)
		line_add(p, &table, &list->at[i]);
	columns_print(&table, p->ui->out);
	return i;
}

/* Without a baseline there is still what was measured. */
static void cell_print(struct printer *p, const struct cell *c)
{
	struct columns table = { .arena = p->arena, .align = "lrl" };

	fprintf(p->ui->out, "\n%s%s%s (%zu run%s)\n",
	    tame_line(p->arena, c->name), *c->label ? ", " : "",
	    tame_line(p->arena, c->label), c->n_runs,
	    c->n_runs == 1 ? "" : "s");
	for (size_t i = 0; i < p->results->estimates.len; i++) {
		const struct estimate *e = &p->results->estimates.at[i];
		struct columns_row *row;

		if (e->cell != c->row)
			continue;
		row = columns_row(&table);
		row->cells[0] = e->metric;
		row->cells[1] = value(p, e->value, e->unit);
		row->cells[2] = footnotes(p, e->reason);
	}
	columns_print(&table, p->ui->out);
}

static void gates_print(struct printer *p)
{
	struct columns table = { .arena = p->arena, .align = "lllrl" };

	for (size_t i = 0; i < p->results->gates.len; i++) {
		const struct gate *g = &p->results->gates.at[i];
		struct columns_row *row = columns_row(&table);

		row->cells[0] = g->state;
		row->cells[1] = g->text;
		row->cells[2] = g->subject;
		row->cells[3] = value(p, g->value, g->unit);
		row->cells[4] = isnan(g->low)
				    ? ""
				    : arena_printf(p->arena, "[%s, %s]",
					  value(p, g->low, g->unit),
					  value(p, g->high, g->unit));
	}
	if (table.len)
		fputs("\ngates\n", p->ui->out);
	columns_print(&table, p->ui->out);
}

/* "[5a] p99 needs ...", "[5d] to [5k] say the same ..." */
static void notes_print(const struct printer *p)
{
	FILE *out = p->ui->out;

	for (size_t i = 1; i <= p->notes.len; i++) {
		for (size_t k = 0; k < footnote_lines(&p->notes, i); k++) {
			struct footnote_line l = footnote_line(&p->notes, i, k);

			fprintf(out, "[%zu%s]", i, l.letter);
			if (l.to)
				fprintf(out, " to [%zu%s]", i, l.to);
			fprintf(out, " %s\n", l.text);
		}
	}
}

static void all_print(const struct results *r, struct ui *ui)
{
	struct arena arena = { 0 };
	struct printer p = { r, &arena, ui, { .arena = &arena } };

	footnotes_collect(&p);
	fprintf(ui->out, "%s\n", tame_line(&arena, r->analysis.conclusion));
	for (size_t i = 0; i < r->comparisons.len;)
		i = pair_print(&p, i);
	for (size_t i = 0; !r->comparisons.len && i < r->cells.len; i++)
		cell_print(&p, &r->cells.at[i]);
	loads_print(r, &arena, ui);
	trends_print(r, &arena, ui);
	meshmarks_print(r, &arena, ui);
	gates_print(&p);
	checks_print(r, &arena, ui);
	if (p.notes.len)
		fputc('\n', ui->out);
	notes_print(&p);
	fprintf(ui->out, "\n%g %% intervals over runs",
	    r->analysis.confidence * 100);
	if (r->comparisons.len)
		fprintf(ui->out,
		    "; Holm's correction over %lld tests of latency,\n"
		    "and over %lld of throughput and resources",
		    (long long)r->analysis.family,
		    (long long)r->analysis.family_cost);
	fputc('\n', ui->out);
	arena_release(&arena);
}

void results_print(const struct results *r, struct ui *ui)
{
	struct held h;

	held_begin(&h, ui);
	all_print(r, &h.ui);
	held_end(&h);
}
