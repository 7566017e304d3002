/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The whole distribution: latency by percentile, and the share of requests
 * under a latency, from the requests of all runs of a cell together.
 */
#include <math.h>
#include <string.h>

#include "render/distribution.h"
#include "render/figure_internal.h"
#include "render/part_internal.h"
#include "render/quantity.h"
#include "render/section_internal.h"
#include "render/shift_table_internal.h"

static int load_cells(const struct page *p, const struct load *load,
    struct distribution *out, struct err *err)
{
	for (size_t i = 0; i < load->len; i++) {
		size_t n;
		const struct run **runs = cell_runs(p, load->cells[i], &n);

		if (distribution_load(p->db, runs, n, p->arena, &out[i], err))
			return -1;
	}
	return 0;
}

#define P99 2 /* of distribution_marks */

/* The variant whose p99 is least (sign 1) or greatest (-1); len: none. */
static size_t extreme(const struct distribution *all, size_t len, int sign)
{
	size_t found = len;

	for (size_t i = 0; i < len; i++) {
		double here = sign * all[i].marks[P99].latency_s;

		if (all[i].n_nines && !isnan(here) &&
		    (found == len ||
			here < sign * all[found].marks[P99].latency_s))
			found = i;
	}
	return found;
}

static const char *p99_text(const struct page *p, const struct load *load,
    const struct distribution *all, size_t i)
{
	return arena_printf(p->arena, "%s (%s)",
	    quantity_text(p->arena, all[i].marks[P99].latency_s, "seconds"),
	    load->variants[i]->value);
}

/* That it is no mean of the runs, as tables have; "" of single runs. */
static const char *pooled(const struct page *p, const struct load *load,
    const struct distribution *all)
{
	size_t least = all[0].runs, most = all[0].runs;

	for (size_t i = 1; i < load->len; i++) {
		least = all[i].runs < least ? all[i].runs : least;
		most = all[i].runs > most ? all[i].runs : most;
	}
	if (most < 2)
		return "";
	return least < most
		   ? ", pooled over the runs,"
		   : arena_printf(p->arena, ", pooled over %zu runs,", most);
}

/* "99 % of the requests, pooled over 5 runs, were answered within 1.86 ms ..."
 */
static const char *finding(const struct page *p, const struct load *load,
    const struct distribution *all)
{
	size_t fastest = extreme(all, load->len, 1);
	size_t slowest = extreme(all, load->len, -1);

	if (slowest == load->len)
		return "There are too few requests to speak of p99";
	return arena_printf(p->arena,
	    "99 %% of the requests%s were answered within %s%s%s%s%s",
	    pooled(p, load, all), p99_text(p, load, all, fastest),
	    fastest == slowest ? "" : " to ",
	    fastest == slowest ? "" : p99_text(p, load, all, slowest),
	    *load->label ? ", at " : "", load->label);
}

/* As many requests in as many runs, for every variant? */
static bool is_even(const struct distribution *all, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		if (all[i].requests != all[0].requests ||
		    all[i].runs != all[0].runs)
			return false;
	}
	return true;
}

static const char *amount(const struct page *p, const struct distribution *d)
{
	return arena_printf(p->arena, "%s requests in %zu %s",
	    count_text(p->arena, d->requests), d->runs,
	    d->runs == 1 ? "run" : "runs");
}

/* "Requests of all runs together: none 80,000 requests in 5 runs, ..." */
static const char *caption(const struct page *p, const struct load *load,
    const struct distribution *all)
{
	const char *text = "Requests of all runs together: ";

	if (is_even(all, load->len))
		return arena_printf(p->arena, "%s%s of each variant.", text,
		    amount(p, &all[0]));
	for (size_t i = 0; i < load->len; i++)
		text = arena_printf(p->arena, "%s%s%s %s", text, i ? "; " : "",
		    load->variants[i]->value, amount(p, &all[i]));
	return arena_printf(p->arena, "%s.", text);
}

static void add_mark(const struct page *p, const struct nines_point *at,
    bool known, xmlNode *row)
{
	xmlNode *td;

	if (!known || isnan(at->latency_s)) {
		html_set(part_number(row, NAN, "—"), "title",
		    "too few requests for this percentile");
		return;
	}
	td = part_number(row, at->latency_s,
	    quantity_text(p->arena, at->latency_s, "seconds"));
	if (!isnan(at->low_s))
		html_add_text(td, "span", "interval",
		    interval_text(p->arena, at->low_s, at->high_s, "seconds"));
}

static void add_data(const struct page *p, const struct load *load,
    const struct distribution *all, xmlNode *figure)
{
	xmlNode *table = part_table(
	    part_details(figure, "Data of these charts"),
	    "Percentiles of all requests, pooled over the runs, and the least "
	    "and greatest "
	    "of the single runs; a dash where no request lies beyond");
	xmlNode *head = part_head(table);
	xmlNode *body = part_body(table);

	part_column(head, NULL, p->results->analysis.factor);
	for (size_t k = 0; k < DISTRIBUTION_MARKS; k++)
		part_column(head, "num",
		    arena_printf(p->arena, "p%g", distribution_marks[k]));
	for (size_t i = 0; i < load->len; i++) {
		xmlNode *row = part_row(body);

		part_variant(row, load->variants[i]);
		for (size_t k = 0; k < DISTRIBUTION_MARKS; k++)
			add_mark(p, &all[i].marks[k], all[i].n_nines > 0, row);
	}
}

static xmlNode *add_nines(const struct page *p, const struct load *load,
    const struct distribution *all, xmlNode *into)
{
	struct nines_line *lines =
	    arena_alloc(p->arena, load->len, sizeof(*lines));
	struct chart_nines chart = { .lines = lines,
		.n = load->len,
		.limit_s = NAN };
	struct figure figure = {
		.id = arena_printf(p->arena, "nines-%s", load->id),
		.finding = finding(p, load, all),
		.caption = caption(p, load, all),
		.how = "each step to the right leaves ten times fewer requests "
		       "beyond. A line ends where one request is left, and is "
		       "dotted where fewer than ten are. The ribbon spans the "
		       "single runs.",
		.draw = draw_nines,
		.chart = &chart,
	};

	for (size_t i = 0; i < load->len; i++)
		lines[i] = (struct nines_line){
			.series = { load->variants[i]->value,
			    load->variants[i]->order },
			.at = all[i].nines,
			.n = all[i].n_nines,
			.samples = (double)all[i].requests,
		};
	return figure_add(into, &figure, p);
}

static void add_ecdf(const struct page *p, const struct load *load,
    const struct distribution *all, xmlNode *into)
{
	struct ecdf_line *lines =
	    arena_alloc(p->arena, load->len, sizeof(*lines));
	struct chart_ecdf chart = { .lines = lines,
		.n = load->len,
		.limit_s = NAN };
	struct figure figure = {
		.id = arena_printf(p->arena, "ecdf-%s", load->id),
		.finding = arena_printf(p->arena,
		    "Share of requests that were answered in time%s%s",
		    *load->label ? ", at " : "", load->label),
		.caption = caption(p, load, all),
		.how = "the height of a line is the share of requests that "
		       "took at most that long; further left is faster.",
		.draw = draw_ecdf,
		.chart = &chart,
	};

	for (size_t i = 0; i < load->len; i++)
		lines[i] = (struct ecdf_line){
			.series = { load->variants[i]->value,
			    load->variants[i]->order },
			.at = all[i].ecdf,
			.n = all[i].n_ecdf,
		};
	figure_add(into, &figure, p);
}

static bool has_points(const struct distribution *all, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (all[i].n_nines)
			return true;
	}
	return false;
}

static int add_load(const struct page *p, const struct load *load,
    xmlNode *into, struct err *err)
{
	struct distribution *all =
	    arena_alloc(p->arena, load->len, sizeof(*all));
	xmlNode *figure;

	if (load_cells(p, load, all, err))
		return -1;
	if (!has_points(all, load->len)) {
		html_add_text(into, "p", NULL,
		    "These sources state only single percentiles, of which no "
		    "distribution can be drawn.");
		return 0;
	}
	figure = add_nines(p, load, all, into);
	add_data(p, load, all, figure);
	add_ecdf(p, load, all, into);
	shift_table(p, load, into);
	return 0;
}

int section_distribution(const struct page *p, xmlNode *into, struct err *err)
{
	xmlNode *section =
	    part_section(into, "distribution", "Latency distribution");

	if (!p->loads.len)
		html_add_text(section, "p", NULL, "There are no runs to show.");
	for (size_t i = 0; i < p->loads.len; i++) {
		const struct load *load = &p->loads.at[i];

		if (add_load(p, load, part_load(section, "distribution", load),
			err))
			return -1;
	}
	return 0;
}
