/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "analyze/checks.h"
#include "analyze/profile.h"
#include "analyze/variances.h"
#include "analyze/within.h"
#include "analyze/work.h"

#define NS 1e9

struct figures figures_at(const struct work *w, size_t group, size_t spec)
{
	const struct group *g = &w->groups.at[group];
	size_t n = g->runs.len;

	return (struct figures){ w->figures + w->first[group] + spec * n, n,
		g->rounds };
}

bool figures_failed(struct figures f)
{
	for (size_t i = 0; i < f.n; i++) {
		if (f.at[i].value > 0)
			return true;
	}
	return false;
}

double *run_profile(const struct work *w, size_t group, size_t i)
{
	return w->profiles +
	       (w->first[group] / w->specs.len + i) * PROFILE_POINTS;
}

struct span *run_distribution(const struct work *w, size_t group, size_t i)
{
	return w->distributions + w->first[group] / w->specs.len + i;
}

static void figures_reserve(struct work *w)
{
	size_t total = 0;

	w->first = arena_alloc(&w->arena, w->groups.len, sizeof(*w->first));
	w->stops = arena_alloc(&w->arena, w->groups.len, sizeof(*w->stops));
	for (size_t g = 0; g < w->groups.len; g++) {
		w->stops[g] = (struct pair_stops){ "", "", "" };
		w->first[g] = total;
		total += w->groups.at[g].runs.len * w->specs.len;
	}
	w->figures = arena_alloc(&w->arena, total, sizeof(*w->figures));
	w->profiles = arena_alloc(&w->arena,
	    total / w->specs.len * PROFILE_POINTS, sizeof(*w->profiles));
	w->distributions = arena_alloc(&w->arena, total / w->specs.len,
	    sizeof(*w->distributions));
}

static struct figure figure_measure(struct work *w, const struct spec *m,
    const struct run_view *view)
{
	struct figure f = figure_of(m, view, &w->arena);
	struct run_interval i;

	if (!f.known || !within_run(m, view, w->study.confidence, &i))
		return f;
	if (i.effective > 0) {
		f.within.lo = isnan(i.low) ? 0 : i.low;
		f.within.hi = isnan(i.high) ? INFINITY : i.high;
		f.within_assumed = is_iid_assumed(&i);
	}
	*ARENA_PUSH(&w->arena, &w->run_intervals) = i;
	return f;
}

static void profile_measure(struct work *w, size_t group, size_t i,
    const struct run_view *view)
{
	double *profile = run_profile(w, group, i);
	bool known = view->run->evidence >= EVIDENCE_RAW;

	for (size_t k = 0; k < PROFILE_POINTS; k++)
		profile[k] =
		    known ? profile_quantile(view->h, profile_percents[k]) / NS
			  : NAN;
}

/* Of findings from the i-th on: a rate that was not reached stops latencies,
 * and so does anything else, with the throughput. */
static void stops_note(struct work *w, struct pair_stops *stops, size_t i)
{
	for (; i < w->qualities.len; i++) {
		const struct quality *q = &w->qualities.at[i];

		if (strcmp(q->state, "stop") != 0)
			continue;
		stops->latency = q->detail;
		if (strcmp(q->check, "saturation") != 0)
			stops->throughput = q->detail;
	}
}

/* Where the source lists responses alone, no gate on failures can pass. */
static void failures_note(struct pair_stops *stops, const struct run *run)
{
	if (run->total.errors_at_least)
		stops->errors = "requests without a response are not listed";
}

static void view_measure(struct work *w, size_t group, size_t i,
    const struct run_view *view)
{
	const struct group *g = &w->groups.at[group];
	size_t from = w->qualities.len;

	for (size_t s = 0; s < w->specs.len; s++)
		w->figures[w->first[group] + s * g->runs.len + i] =
		    figure_measure(w, &w->specs.at[s], view);
	profile_measure(w, group, i, view);
	checks_of_run(&w->study, view, &w->arena, &w->qualities);
	checks_of_windows(&w->study, view, &w->arena, &w->qualities);
	checks_of_shape(&w->study, view, &w->arena, &w->qualities);
	stops_note(w, &w->stops[group], from);
	failures_note(&w->stops[group], view->run);
}

/* All figures of one run, and what is to say of its validity. */
static int run_measure(struct work *w, size_t group, size_t i,
    struct group_means *means, struct err *err)
{
	const struct run *run = w->groups.at[group].runs.at[i];
	int64_t cut = w->cuts[group];
	struct percentile_list stated;
	struct window_list windows;
	struct histogram h;
	int status;
	struct run_view view = { run, &h, &windows, cut, &stated,
		&w->resources };

	if (run_percentiles_load(w->db, run, &w->arena, &stated, err) ||
	    run_windows_load(w->db, run, &windows, err))
		return -1;
	h = windows_sum(&windows, cut);
	view_measure(w, group, i, &view);
	status = checks_of_memory(w, &view, err);
	group_means_add(means, &view);
	distribution_keep(w, group, i, &h);
	histogram_release(&h);
	windows_release(&windows);
	return status;
}

static int group_measure(struct work *w, size_t group, struct err *err)
{
	struct group_means means = { .len = 0 };
	int status = 0;

	for (size_t i = 0; !status && i < w->groups.at[group].runs.len; i++)
		status = run_measure(w, group, i, &means, err);
	group_means_finish(w, group, &means);
	return status;
}

int runs_measure(struct work *w, struct err *err)
{
	figures_reserve(w);
	if (cuts_find(w, err))
		return -1;
	for (size_t g = 0; g < w->groups.len; g++) {
		if (group_measure(w, g, err))
			return -1;
	}
	return 0;
}
