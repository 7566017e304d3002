/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Did repeats run at once, are they too far apart to be repeats, does one of
 * them stand out, or do they drift from first to last?  Nothing is ever left
 * out for it.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/describe.h"
#include "analyze/finding.h"
#include "analyze/quality.h"
#include "analyze/steady.h"
#include "base/units.h"

#define REPEATS_LEAST 5
#define Z_ABOVE 3.5
#define SURE 0.01
#define SPREAD_LEAST 3 /* runs */
/* Largest over smallest: repeats of one thing that shared a machine 98 % busy
 * with others reached 2.7 in 81 cells, of wrk, k6, JMeter and others. */
#define SPREAD_ABOVE 3
#define OVERLAP_SHARE 0.1 /* of the shorter run; less is how tools count */
#define OVERLAP_NS 1e9    /* a start may be known to the second */

/* The logarithms of a cell's figures; n is 0 where one has none. */
static struct values logs_of(struct figures f, struct arena *a)
{
	double *at = arena_alloc(a, f.n, sizeof(*at));

	for (size_t i = 0; i < f.n; i++) {
		if (!f.at[i].known || f.at[i].value <= 0)
			return (struct values){ at, 0 };
		at[i] = log(f.at[i].value);
	}
	return (struct values){ at, f.n };
}

/* How far each run stands out, and in which figure, at its worst. */
struct distance {
	double z;
	const struct spec *spec;
};

/* Does the figure differ from the median by no more than it is known? */
static bool reaches(const struct figure *f, double median)
{
	return f->low <= median && median <= f->high;
}

static void distances(const struct cell_figures *c, struct arena *a,
    struct distance *out)
{
	for (size_t s = 0; s < c->specs->len; s++) {
		const struct spec *spec = &c->specs->at[s];
		struct values logs = logs_of(c->of[s], a);
		double *z = arena_alloc(a, logs.n, sizeof(*z));

		if (spec->kind != SPEC_PERCENTILE)
			continue;
		modified_z(logs, z);
		for (size_t i = 0; i < logs.n; i++) {
			if (fabs(z[i]) > fabs(out[i].z) &&
			    !reaches(&c->of[s].at[i], exp(median_of(logs))))
				out[i] = (struct distance){ z[i], spec };
		}
	}
}

static void outliers(const struct study *s, const struct cell_figures *c,
    struct arena *a, struct quality_list *out)
{
	const struct run_pointers *runs = &c->group->runs;
	struct distance *d = arena_alloc(a, runs->len, sizeof(*d));

	distances(c, a, d);
	for (size_t i = 0; i < runs->len; i++) {
		struct finding f = { "outlier-run", "ok", fabs(d[i].z), Z_ABOVE,
			"the run is like its repeats" };

		if (f.value > Z_ABOVE) {
			f.state = "warn";
			f.detail = arena_printf(a,
			    "%s of this run is far %s that of its repeats "
			    "(modified z %.1f); it stays in",
			    d[i].spec->name, d[i].z > 0 ? "above" : "below",
			    d[i].z);
		}
		finding_add(s, runs->at[i], f, a, out);
	}
}

struct dated {
	int64_t at_ns;
	double value;
};

static int by_time(const void *a, const void *b)
{
	const struct dated *x = a, *y = b;

	return (x->at_ns > y->at_ns) - (x->at_ns < y->at_ns);
}

/* The logarithms in the order in which the runs were made; false if that is
 * not known. */
static bool in_order(const struct run_pointers *runs, struct values logs,
    struct arena *a, double *out)
{
	struct dated *d = arena_alloc(a, runs->len, sizeof(*d));

	for (size_t i = 0; i < runs->len; i++) {
		d[i].at_ns = runs->at[i]->facts.started_at_ns;
		d[i].value = logs.at[i];
		if (d[i].at_ns == UNKNOWN)
			return false;
	}
	qsort(d, runs->len, sizeof(*d), by_time);
	for (size_t i = 0; i < runs->len; i++)
		out[i] = d[i].value;
	return true;
}

static void drift(const struct study *s, const struct cell_figures *c,
    struct arena *a, struct quality_list *out)
{
	struct values logs = logs_of(c->of[0], a);
	double *at = arena_alloc(a, c->group->runs.len, sizeof(*at));
	struct finding f = { "drift-between-runs", "ok", 1, SURE,
		"no trend from the first run to the last" };
	struct trend_test t;
	char x[UNIT_TEXT];

	if (!logs.n || !in_order(&c->group->runs, logs, a, at))
		return;
	t = mann_kendall((struct values){ at, logs.n }, 1, s->confidence);
	f.value = t.p;
	if (t.p < SURE) {
		f.state = "warn";
		f.detail = arena_printf(a,
		    "%s of %s drifts from run to run, by %s each "
		    "(Mann-Kendall, p %.2g)",
		    c->specs->at[0].name, c->group->cell.value,
		    percent_text(exp(t.slope) - 1, x), t.p);
	}
	finding_add_cell(s, &c->group->cell, f, a, out);
}

static bool is_timed(const struct run_facts *f)
{
	return f->started_at_ns != UNKNOWN && f->duration_ns > 0;
}

/* In doubles: any whole number may stand in an archive. */
static bool overlap(const struct run_facts *a, const struct run_facts *b)
{
	double from = fmax((double)a->started_at_ns, (double)b->started_at_ns);
	double a_ns = (double)a->duration_ns, b_ns = (double)b->duration_ns;
	double to = fmin((double)a->started_at_ns + a_ns,
	    (double)b->started_at_ns + b_ns);

	return is_timed(a) && is_timed(b) && to - from > OVERLAP_NS &&
	       to - from > OVERLAP_SHARE * fmin(a_ns, b_ns);
}

/* In two formats, they may be one run, of which "same-run" speaks. */
static bool are_concurrent(const struct run *a, const struct run *b)
{
	return strcmp(a->source_format, b->source_format) == 0 &&
	       overlap(&a->facts, &b->facts);
}

/* Runs of one cell that took place during another one. */
static size_t overlapped(const struct run_pointers *runs)
{
	size_t n = 0;

	for (size_t i = 0; i < runs->len; i++) {
		bool any = false;

		for (size_t j = 0; !any && j < runs->len; j++)
			any =
			    i != j && are_concurrent(runs->at[i], runs->at[j]);
		n += any;
	}
	return n;
}

static void concurrent(const struct study *s, const struct group *g,
    struct arena *a, struct quality_list *out)
{
	size_t n = overlapped(&g->runs);
	struct finding f = { "concurrent", "warn", (double)n, 0, NULL };

	if (!n)
		return;
	f.detail = arena_printf(a,
	    "%zu of %zu runs of %s took place at the same time as another, and "
	    "are no independent repeats: if they made one load together, tell "
	    "them apart by the label worker",
	    n, g->runs.len, g->cell.value);
	finding_add_cell(s, &g->cell, f, a, out);
}

/* The least and the largest of a cell's figures that are known. */
struct ends {
	size_t least, most, n;
};

static struct ends ends_of(struct figures f)
{
	struct ends e = { 0 };

	for (size_t i = 0; i < f.n; i++) {
		if (!f.at[i].known || !(f.at[i].value > 0))
			continue;
		if (!e.n || f.at[i].value < f.at[e.least].value)
			e.least = i;
		if (!e.n || f.at[i].value > f.at[e.most].value)
			e.most = i;
		e.n++;
	}
	return e;
}

/* "10,968 req/s (a.txt)" */
static const char *end_text(const struct cell_figures *c, size_t spec,
    size_t run, struct arena *a)
{
	const char *source = c->group->runs.at[run]->source_name;
	char x[UNIT_TEXT];

	return arena_printf(a, "%s (%s)",
	    value_text(c->of[spec].at[run].value, c->specs->at[spec].unit, x),
	    source ? source : c->group->runs.at[run]->id);
}

/* Do its runs lie too far apart for one thing?  By throughput, and by the
 * lowest percentile, which noise moves least; the first that does is told. */
static void spread(const struct study *s, const struct cell_figures *c,
    struct arena *a, struct quality_list *out)
{
	struct finding f = { "spread", "warn", NAN, SPREAD_ABOVE, NULL };

	for (size_t i = 0; i < c->specs->len && !f.detail; i++) {
		const struct spec *spec = &c->specs->at[i];
		struct ends e;

		if (spec->kind != SPEC_THROUGHPUT &&
		    !(i == 0 && spec->kind == SPEC_PERCENTILE && spec->p <= 50))
			continue;
		e = ends_of(c->of[i]);
		if (e.n < SPREAD_LEAST)
			continue;
		f.value =
		    c->of[i].at[e.most].value / c->of[i].at[e.least].value;
		if (f.value > SPREAD_ABOVE)
			f.detail = arena_printf(a,
			    "%s of %zu runs of %s goes from %s to %s: are "
			    "these repeats of one thing?",
			    spec->name, e.n, c->group->cell.value,
			    end_text(c, i, e.least, a),
			    end_text(c, i, e.most, a));
	}
	if (f.detail)
		finding_add_cell(s, &c->group->cell, f, a, out);
}

void checks_of_cell(const struct study *s, const struct cell_figures *c,
    struct arena *a, struct quality_list *out)
{
	concurrent(s, c->group, a, out);
	spread(s, c, a, out);
	if (c->group->runs.len < REPEATS_LEAST || !c->specs->len)
		return;
	outliers(s, c, a, out);
	drift(s, c, a, out);
}
