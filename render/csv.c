/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/csv.h"

#include <math.h>
#include <string.h>

#include "base/builder.h"
#include "render/safe_text.h"
#include "store/run.h"

static const char header[] =
    "factor,configuration,value,load,conditions,series,metric,unit,"
    "estimate,estimate_low,estimate_high,runs,kind,reason,"
    "baseline,baseline_estimate,baseline_low,baseline_high,baseline_runs,"
    "change,change_low,change_high,ratio,ratio_low,ratio_high,"
    "p_value,p_adjusted,verdict,survives,reasons\r\n";

void build_csv(struct builder *b, const char *text)
{
	bool quoted =
	    strpbrk(text, ",\"\r\n") || (*text && !text[strspn(text, " ")]);

	build(b, "%s", quoted ? "\"" : "");
	for (const char *s = text; *s; s++)
		build(b, "%s%c", *s == '"' ? "\"" : "", *s);
	build(b, "%s", quoted ? "\"" : "");
}

void build_csv_text(struct builder *b, const char *text)
{
	const char *safe = text_safe(b->arena, text);
	bool formula = *safe && strchr("=+-@\t", *safe);

	build_csv(b, formula ? arena_printf(b->arena, "'%s", safe) : safe);
}

static void put_text(struct builder *b, const char *text)
{
	build_csv_text(b, text);
	build(b, ",");
}

static void put_number(struct builder *b, double value)
{
	if (isfinite(value))
		build_json_number(b, value);
	build(b, ",");
}

static void put_numbers(struct builder *b, const double values[3])
{
	for (size_t i = 0; i < 3; i++)
		put_number(b, values[i]);
}

static void put_count(struct builder *b, int64_t count)
{
	build(b, "%lld,", (long long)count);
}

static void put_estimate(struct builder *b, const struct estimate *e)
{
	put_text(b, e->series ? e->series : SERIES_TOTAL);
	put_text(b, e->metric);
	put_text(b, e->unit);
	put_numbers(b, (double[]){ e->value, e->low, e->high });
	put_count(b, e->runs);
	put_text(b, e->kind);
	put_text(b, e->reason);
}

static void put_comparison(struct builder *b, const struct results *r,
    const struct comparison *c)
{
	const struct cell *baseline = results_cell(r, c->baseline);

	put_text(b, baseline ? baseline->name : "");
	put_numbers(b,
	    (double[]){ c->baseline_value, c->baseline_low, c->baseline_high });
	put_count(b, c->baseline_runs);
	put_numbers(b, (double[]){ c->change, c->change_low, c->change_high });
	put_numbers(b, (double[]){ c->ratio, c->ratio_low, c->ratio_high });
	put_number(b, c->p_value);
	put_number(b, c->p_adjusted);
	put_text(b, c->verdict);
	put_count(b, c->survives);
	build_csv_text(b, c->reasons);
}

#define COMPARISON_COLUMNS 16

static void put_row(struct builder *b, const struct results *r,
    const struct cell *cell, const struct estimate *e)
{
	const struct comparison *c =
	    e->series ? results_endpoint(r, cell, e->series, e->metric)
		      : results_comparison(r, cell, e->metric);

	put_text(b, r->analysis.factor);
	put_text(b, cell->name);
	put_text(b, cell->value);
	put_text(b, cell->label);
	put_text(b, cell->conditions);
	put_estimate(b, e);
	if (c)
		put_comparison(b, r, c);
	for (size_t i = 1; !c && i < COMPARISON_COLUMNS; i++)
		build(b, ",");
	build(b, "\r\n");
}

static void put_rows(const struct results *results,
    const struct estimate_list *all, FILE *out)
{
	for (size_t i = 0; i < all->len; i++) {
		const struct estimate *e = &all->at[i];
		struct arena a = { 0 };
		struct builder b = { .arena = &a };

		put_row(&b, results, results_cell(results, e->cell), e);
		fputs(build_text(&b), out);
		arena_release(&a);
	}
}

void csv_render(const struct results *results, FILE *out)
{
	fputs(header, out);
	put_rows(results, &results->estimates, out);
	put_rows(results, &results->endpoint_estimates, out);
}
