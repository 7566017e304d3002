/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/print_pairs.h"

#include <math.h>
#include <string.h>

#include "analyze/print_internal.h"
#include "base/columns.h"
#include "base/units.h"

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

const char *printer_notes(struct printer *p, const char *reasons)
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

void pairs_notes(struct printer *p, const struct comparison_list *list,
    shown_fn *is_shown)
{
	for (size_t i = 0; i < list->len; i++) {
		if (is_shown(&list->at[i]))
			printer_notes(p, list->at[i].reasons);
	}
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

	row->cells[0] =
	    c->series ? tame_line(p->arena, arena_printf(p->arena, "%s %s",
						c->series, c->metric))
		      : c->metric;
	row->cells[1] = cell_value(c->baseline_value, c->unit, p->arena);
	row->cells[2] = cell_value(c->candidate_value, c->unit, p->arena);
	row->cells[3] = change(p, &shown);
	row->cells[4] = ratio(p, c);
	row->cells[5] = verdict(p, c);
	row->cells[6] = printer_notes(p, c->reasons);
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

/* Those of one candidate that are shown; none print nothing. */
static void pair_print(struct printer *p, const struct comparison *first,
    size_t n, shown_fn *is_shown)
{
	const struct cell *b = results_cell(p->results, first->baseline);
	const struct cell *c = results_cell(p->results, first->candidate);
	struct columns table = { .arena = p->arena, .align = "lrrllll" };

	head_add(p, &table, b, c);
	for (size_t i = 0; i < n; i++) {
		if (is_shown(&first[i]))
			line_add(p, &table, &first[i]);
	}
	if (table.len < 2)
		return;
	fprintf(p->ui->out, "\n%s against %s%s%s (%s%s)\n",
	    tame_line(p->arena, c->name),
	    b ? tame_line(p->arena, b->name) : "nothing", *c->label ? ", " : "",
	    tame_line(p->arena, c->label), runs_text(p, first),
	    tame_line(p->arena, loads_text(p->arena, b, c)));
	columns_print(&table, p->ui->out);
}

void pairs_print(struct printer *p, const struct comparison_list *list,
    shown_fn *is_shown)
{
	for (size_t i = 0, n; i < list->len; i += n) {
		for (n = 1; i + n < list->len; n++) {
			if (list->at[i + n].candidate != list->at[i].candidate)
				break;
		}
		pair_print(p, &list->at[i], n, is_shown);
	}
}
