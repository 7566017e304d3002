/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "analyze/print_internal.h"
#include "base/columns.h"
#include "base/units.h"

const char *cell_value(double value, const char *unit, struct arena *a)
{
	char text[UNIT_TEXT];

	return isnan(value) ? "-"
			    : arena_strdup(a, value_text(value, unit, text));
}

const char *cell_change(double change, const char *unit, struct arena *a)
{
	char text[UNIT_TEXT];

	value_text(change, unit_of_change(unit), text);
	return arena_printf(a, "%s%s", change > 0 ? "+" : "", text);
}

const char *cell_interval(double low, double high, const char *unit,
    struct arena *a)
{
	if (isnan(low) || isnan(high))
		return "";
	return arena_printf(a, "[%s, %s]", cell_value(low, unit, a),
	    cell_value(high, unit, a));
}

const char *cell_subject(const char *value, const char *conditions,
    struct arena *a)
{
	return *conditions ? arena_printf(a, "%s, %s", value, conditions)
			   : value;
}

/* Against the baseline: the difference of slopes, or the ratio of averages. */
static const char *against(const struct cpu_cost *c, struct arena *a)
{
	char x[3][UNIT_TEXT];

	if (!isnan(c->change))
		return arena_printf(a, "%s%s %s", c->change > 0 ? "+" : "",
		    cell_value(c->change, c->unit, a),
		    cell_interval(c->change_low, c->change_high, c->unit, a));
	if (isnan(c->ratio))
		return "";
	return arena_printf(a, "%s [%s, %s]", percent_text(c->ratio - 1, x[0]),
	    percent_text(c->ratio_low - 1, x[1]),
	    percent_text(c->ratio_high - 1, x[2]));
}

static void costs_print(const struct results *r, struct arena *a, struct ui *ui)
{
	struct columns table = { .arena = a, .align = "lllrlll" };

	for (size_t i = 0; i < r->costs.len; i++) {
		const struct cpu_cost *c = &r->costs.at[i];
		struct columns_row *row = columns_row(&table);

		row->cells[0] = cell_subject(c->value, c->conditions, a);
		row->cells[1] = c->role;
		row->cells[2] = c->kind;
		row->cells[3] = cell_value(c->estimate, c->unit, a);
		row->cells[4] = cell_interval(c->low, c->high, c->unit, a);
		row->cells[5] = against(c, a);
		row->cells[6] = c->note;
	}
	if (table.len)
		fputs(
		    "\nCPU: per 1,000 req/s more (marginal), and extrapolated "
		    "to no load (idle); against the baseline\n",
		    ui->out);
	columns_print(&table, ui->out);
}

static const char *unit_of(const struct capacity *c)
{
	return strcmp(c->unit, "rps") == 0 ? "rps" : "";
}

static const char *capacity_text(const struct capacity *c, struct arena *a)
{
	const char *unit = unit_of(c);

	if (strncmp(c->kind, "slo", 3) != 0)
		return arena_printf(a, "%s %s",
		    cell_value(c->estimate, unit, a),
		    cell_interval(c->low, c->high, unit, a));
	if (isnan(c->low) && isnan(c->high))
		return "-";
	if (isnan(c->low))
		return arena_printf(a, "below %s",
		    cell_value(c->high, unit, a));
	if (isnan(c->high))
		return arena_printf(a, "%s or more",
		    cell_value(c->low, unit, a));
	return arena_printf(a, "%s to %s", cell_value(c->low, unit, a),
	    cell_value(c->high, unit, a));
}

static void capacities_print(const struct results *r, struct arena *a,
    struct ui *ui)
{
	struct columns table = { .arena = a, .align = "lllll" };

	for (size_t i = 0; i < r->capacities.len; i++) {
		const struct capacity *c = &r->capacities.at[i];
		struct columns_row *row = columns_row(&table);

		row->cells[0] = cell_subject(c->value, c->conditions, a);
		row->cells[1] = c->kind;
		row->cells[2] = c->metric;
		row->cells[3] = capacity_text(c, a);
		row->cells[4] = c->note;
	}
	if (table.len)
		fputs("\ncapacity\n", ui->out);
	columns_print(&table, ui->out);
}

void loads_print(const struct results *r, struct arena *a, struct ui *ui)
{
	costs_print(r, a, ui);
	capacities_print(r, a, ui);
}
