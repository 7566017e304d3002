/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "analyze/print_internal.h"
#include "base/columns.h"
#include "base/units.h"

/* Of shares, which have no ratio. */
static const char *difference_text(const struct release_change *c,
    const char *unit, struct arena *a)
{
	const char *change = cell_change(c->change, unit, a);

	if (isnan(c->change_low))
		return arena_printf(a, "%s %s", change, c->verdict);
	return arena_printf(a, "%s [%s, %s] %s", change,
	    cell_change(c->change_low, unit, a),
	    cell_change(c->change_high, unit, a), c->verdict);
}

static const char *change_text(const struct release_change *c, const char *unit,
    struct arena *a)
{
	char x[3][UNIT_TEXT];

	if (!c->verdict)
		return isnan(c->change) ? "" : "neither failed";
	if (isnan(c->ratio))
		return isnan(c->change) ? c->verdict
					: difference_text(c, unit, a);
	percent_text(c->ratio - 1, x[0]);
	if (isnan(c->low))
		return arena_printf(a, "%s %s", x[0], c->verdict);
	return arena_printf(a, "%s [%s, %s] %s", x[0],
	    percent_text(c->low - 1, x[1]), percent_text(c->high - 1, x[2]),
	    c->verdict);
}

static bool is_same_series(const struct trend_point *a,
    const struct trend_point *b)
{
	return strcmp(a->value, b->value) == 0 &&
	       strcmp(a->conditions, b->conditions) == 0 &&
	       strcmp(a->metric, b->metric) == 0;
}

static void point_add(const struct trend_point *t, struct columns *table)
{
	struct columns_row *row = columns_row(table);
	struct arena *a = table->arena;

	row->cells[0] = t->release;
	row->cells[1] = cell_value(t->estimate, t->unit, a);
	row->cells[2] = cell_interval(t->low, t->high, t->unit, a);
	row->cells[3] = change_text(&t->from_previous, t->unit, a);
	row->cells[4] = change_text(&t->from_baseline, t->unit, a);
}

/* What so few releases can tell; no test of them is exact in its far tail. */
static const char *least_p(double p, char text[UNIT_TEXT])
{
	if (p < 0.001)
		return "< 0.001";
	snprintf(text, UNIT_TEXT, "%.3f", p);
	return text;
}

static void change_print(const struct change_point *c, struct ui *ui)
{
	bool doubtful = c->correlation > CORRELATED;
	bool confirmed = strcmp(c->state, "confirmed") == 0;
	char x[2][UNIT_TEXT];

	fprintf(ui->out, "%s at %s: %s (p %s)\n",
	    !confirmed ? "possible change"
	    : doubtful ? "change in doubt"
		       : "confirmed change",
	    c->release, percent_text(c->ratio - 1, x[0]),
	    least_p(c->p_value, x[1]));
	fprintf(ui->out, "  %s\n", c->method);
	if (doubtful)
		fprintf(ui->out,
		    "  neighboring releases resemble each other (correlation "
		    "%.2f), where tests confirm changes that are none\n",
		    c->correlation);
}

static void changes_print(const struct results *r, const struct trend_point *of,
    struct ui *ui)
{
	for (size_t i = 0; i < r->change_points.len; i++) {
		const struct change_point *c = &r->change_points.at[i];

		if (strcmp(c->value, of->value) == 0 &&
		    strcmp(c->conditions, of->conditions) == 0 &&
		    strcmp(c->metric, of->metric) == 0)
			change_print(c, ui);
	}
}

/* The first release at which one of the sums is over its limit. */
static void target_print(const struct results *r, size_t first, size_t end,
    struct ui *ui)
{
	for (size_t i = first; i < end; i++) {
		const struct trend_point *t = &r->trends.at[i];
		bool above = t->cusum_above > OFF_TARGET;
		char x[UNIT_TEXT];

		if (!above && !(t->cusum_below > OFF_TARGET))
			continue;
		fprintf(ui->out,
		    "off target at %s: %s the %s of the study (CUSUM %.1f, "
		    "limit %d)\n",
		    t->release, above ? "above" : "below",
		    value_text(t->target, t->unit, x),
		    above ? t->cusum_above : t->cusum_below, OFF_TARGET);
		return;
	}
}

/* The series that begins at the i-th; the next one's index. */
static size_t series_print(const struct results *r, size_t i, struct arena *a,
    struct ui *ui)
{
	const struct trend_point *first = &r->trends.at[i];
	struct columns table = { .arena = a, .align = "lrlll" };
	struct columns_row *head = columns_row(&table);
	const char *subject = cell_subject(first->value, first->conditions, a);

	head->cells[3] = "against the previous";
	head->cells[4] = arena_printf(a, "against %s", first->baseline);
	fprintf(ui->out, "\n%s over releases%s%s\n", first->metric,
	    *subject ? ", " : "", subject);
	for (; i < r->trends.len && is_same_series(first, &r->trends.at[i]);
	     i++)
		point_add(&r->trends.at[i], &table);
	columns_print(&table, ui->out);
	changes_print(r, first, ui);
	target_print(r, (size_t)(first - r->trends.at), i, ui);
	return i;
}

void trends_print(const struct results *r, struct arena *a, struct ui *ui)
{
	for (size_t i = 0; i < r->trends.len;)
		i = series_print(r, i, a, ui);
	if (r->trends.len)
		fputs("The newest release is the one planned comparison of its "
		      "series; the others are corrected by Holm, over the "
		      "releases of each table.\n",
		    ui->out);
}
