/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Can the runs be repeated?  Each run as a dot, how far they lie apart, and
 * which change they could have shown.
 */
#include <math.h>
#include <string.h>

#include "render/chart_repeats.h"
#include "render/distribution.h"
#include "render/figure_internal.h"
#include "render/part_internal.h"
#include "render/quantity.h"
#include "render/section_internal.h"
#include "render/study_word.h"

#define SHOWN_P 99
#define SHOWN_METRIC "latency_p99"

/* The p99 of each run of a cell, in the order of their start. */
struct repeats {
	double *values; /* seconds; NaN: unknown */
	size_t len;
	size_t known;
	double middle; /* geometric mean, as in the tables; NaN: none known */
	double cv;     /* NaN where fewer than 2 are known */
};

static void describe(struct repeats *r)
{
	double sum = 0, logs = 0, squares = 0;

	for (size_t i = 0; i < r->len; i++) {
		if (isnan(r->values[i]))
			continue;
		sum += r->values[i];
		logs += log(r->values[i]);
		r->known++;
	}
	for (size_t i = 0; i < r->len; i++) {
		if (!isnan(r->values[i]))
			squares +=
			    pow(r->values[i] - sum / (double)r->known, 2);
	}
	r->middle = r->known ? exp(logs / (double)r->known) : NAN;
	r->cv = r->known > 1 ? sqrt(squares / (double)(r->known - 1)) *
				   (double)r->known / sum
			     : NAN;
}

static int load_repeats(const struct page *p, const struct cell *c,
    struct repeats *out, struct err *err)
{
	const struct run **runs = cell_runs(p, c, &out->len);
	struct percentile_wanted p99 = { SHOWN_P,
		study_quantile_type(&p->results->analysis) };

	out->values = arena_alloc(p->arena, out->len, sizeof(*out->values));
	for (size_t i = 0; i < out->len; i++) {
		if (run_percentile(p->db, runs[i], p99, &out->values[i], err))
			return -1;
	}
	describe(out);
	return 0;
}

static const char *cv_text(const struct page *p, const struct repeats *r)
{
	if (isnan(r->cv) && r->len == 1)
		return "one run";
	if (isnan(r->cv))
		return arena_printf(p->arena, "p99 known of %zu in %zu runs",
		    r->known, r->len);
	return arena_printf(p->arena, "CV %s",
	    quantity_text(p->arena, r->cv, "ratio"));
}

static void add_row(const struct page *p, const struct load *load, size_t i,
    const struct repeats *r, xmlNode *body)
{
	const struct comparison *c =
	    results_comparison(p->results, load->cells[i], SHOWN_METRIC);
	xmlNode *row = part_row(body);
	const char *runs = "";

	for (size_t k = 0; k < r->len; k++)
		runs = arena_printf(p->arena, "%s%s%s", runs, k ? " · " : "",
		    isnan(r->values[k])
			? "—"
			: quantity_text(p->arena, r->values[k], "seconds"));
	part_variant(row, load->variants[i]);
	part_count(row, (int64_t)r->len);
	part_number(row, r->cv,
	    isnan(r->cv) ? "—" : quantity_text(p->arena, r->cv, "ratio"));
	part_number(row, c ? c->detectable : NAN,
	    c && c->detectable > 0 ? ratio_text(p->arena, c->detectable) : "—");
	part_number(row, NAN,
	    c && c->runs_needed > 0 ? count_text(p->arena, c->runs_needed)
				    : "—");
	part_cell(row, runs);
}

static void add_table(const struct page *p, const struct load *load,
    const struct repeats *all, xmlNode *figure)
{
	xmlNode *table = part_table(figure,
	    "p99 of each run; a dash where it cannot be computed");
	xmlNode *head = part_head(table);
	xmlNode *body = part_body(table);

	part_column(head, NULL, p->results->analysis.factor);
	part_column(head, "num", "runs");
	part_column(head, "num", "CV between runs");
	part_column(head, "num", "least change that shows");
	part_column(head, "num", "runs needed for the margin");
	part_column(head, NULL, "p99 of each run, by start");
	for (size_t i = 0; i < load->len; i++)
		add_row(p, load, i, &all[i], body);
}

/* "p99 varies between runs: CV up to 74 % (haproxy)" */
static const char *finding(const struct page *p, const struct load *load,
    const struct repeats *all)
{
	size_t most = load->len, repeats = 0;

	for (size_t i = 0; i < load->len; i++) {
		repeats += all[i].len > 1;
		if (!isnan(all[i].cv) &&
		    (most == load->len || all[i].cv > all[most].cv))
			most = i;
	}
	if (most == load->len)
		return repeats ? "No variant has a p99 of two runs: noise is "
				 "not known"
			       : "No variant was run more than once: noise is "
				 "not known";
	return arena_printf(p->arena,
	    "p99 varies between runs: CV up to %s (%s)",
	    quantity_text(p->arena, all[most].cv, "ratio"),
	    load->variants[most]->value);
}

static size_t fill_rows(const struct page *p, const struct load *load,
    const struct repeats *all, struct repeats_row *rows)
{
	size_t known = 0;

	for (size_t i = 0; i < load->len; i++) {
		rows[i] = (struct repeats_row){
			.series = { load->variants[i]->value,
			    load->variants[i]->order },
			.values = all[i].values,
			.n = all[i].len,
			.middle = all[i].middle,
			.note = cv_text(p, &all[i]),
		};
		known += all[i].known;
	}
	return known;
}

static int add_load(const struct page *p, const struct load *load,
    xmlNode *into, struct err *err)
{
	struct repeats *all = arena_alloc(p->arena, load->len, sizeof(*all));
	struct repeats_row *rows =
	    arena_alloc(p->arena, load->len, sizeof(*rows));
	struct chart_repeats chart = { .rows = rows,
		.n = load->len,
		.kind = SCALE_LOG,
		.unit = UNIT_SECONDS,
		.axis_name = "p99 latency (logarithmic)" };
	struct figure figure = {
		.id = arena_printf(p->arena, "strip-%s", load->id),
		.caption = "One dot per run, in the order of their start from "
			   "top to bottom; the bar is their geometric "
			   "mean.",
		.how =
		    "dots that lie close together repeat well, which does not "
		    "make them right; a drift from top to bottom means that "
		    "time played a part.",
		.draw = draw_repeats,
		.chart = &chart,
	};

	for (size_t i = 0; i < load->len; i++) {
		if (load_repeats(p, load->cells[i], &all[i], err))
			return -1;
	}
	figure.finding = finding(p, load, all);
	if (fill_rows(p, load, all, rows))
		figure_add(into, &figure, p);
	add_table(p, load, all, into);
	return 0;
}

int section_repeats(const struct page *p, xmlNode *into, struct err *err)
{
	xmlNode *section = part_section(into, "repeats", "Repeats and noise");

	html_add_text(section, "p", "how",
	    "How to read: CV is the standard deviation between runs over "
	    "their mean. The least change that shows is what these runs could "
	    "have told from noise in four of five cases; a smaller one may be "
	    "there unseen.");
	for (size_t i = 0; i < p->loads.len; i++) {
		const struct load *load = &p->loads.at[i];

		if (add_load(p, load, part_load(section, "repeats", load), err))
			return -1;
	}
	return 0;
}
