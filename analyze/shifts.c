/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shift function: at which quantiles a configuration differs from its
 * baseline, and by how much.  Doksum 1974, Ann. Stat. 2:267.
 *
 * Only of runs of which every request is known, since the shape of a coarse
 * histogram is that of its buckets.
 */
#include <math.h>

#include "analyze/adjust.h"
#include "analyze/pairing.h"
#include "analyze/profile.h"
#include "analyze/welch.h"
#include "analyze/work.h"
#include "base/units.h"

/* One quantile of a group's runs; none where a run does not know it. */
static struct values profile_at(struct work *w, size_t g, size_t point)
{
	size_t n = w->groups.at[g].runs.len;
	double *at = arena_alloc(&w->arena, n, sizeof(*at));

	for (size_t i = 0; i < n; i++) {
		at[i] = run_profile(w, g, i)[point];
		if (!(at[i] > 0))
			return (struct values){ NULL, 0 };
	}
	return (struct values){ at, n };
}

/* As low, and as high, as the clocks of the runs leave open; of less than a
 * step, as low as 0. */
static struct bounded_values clocked(struct work *w, size_t g, struct values v)
{
	double *low = arena_alloc(&w->arena, v.n, sizeof(*low));
	double *high = arena_alloc(&w->arena, v.n, sizeof(*high));

	for (size_t i = 0; i < v.n; i++) {
		const struct run *run = w->groups.at[g].runs.at[i];
		double half = (double)run->total.latency_step_ns / 2 / NS_PER_S;

		low[i] = v.at[i] < 2 * half ? 0 : v.at[i] - half;
		high[i] = v.at[i] + half;
	}
	return (struct bounded_values){ low, high, v.n };
}

static bool point_find(struct work *w, size_t g, size_t point,
    struct shift_point *out)
{
	const struct group *baseline = w->opposites[g].baseline;
	size_t opposite = (size_t)(baseline - w->groups.at);
	struct values b = profile_at(w, opposite, point);
	struct values c = profile_at(w, g, point);
	struct envelope t;

	if (!b.n || !c.n)
		return false;
	t = welch_envelope(clocked(w, opposite, b), clocked(w, g, c),
	    w->study.confidence);
	if (t.state != WELCH_OK)
		return false;
	*out = (struct shift_point){ .baseline = baseline->cell.row,
		.candidate = w->groups.at[g].cell.row,
		.p = profile_percents[point],
		.baseline_value = geometric_mean(b),
		.candidate_value = geometric_mean(c),
		.ratio = geometric_mean(c) / geometric_mean(b),
		.low = t.ratio_ci.lo,
		.high = t.ratio_ci.hi,
		.p_value = t.p };
	return true;
}

static int shift_save(struct work *w, size_t g, struct err *err)
{
	struct shift_point at[PROFILE_POINTS];
	double p[PROFILE_POINTS];
	size_t n = 0;

	for (size_t i = 0; i < PROFILE_POINTS; i++)
		n += point_find(w, g, i, &at[n]);
	for (size_t i = 0; i < n; i++)
		p[i] = at[i].p_value;
	adjust_holm((struct values){ p, n }, p);
	for (size_t i = 0; i < n; i++) {
		at[i].p_adjusted = p[i];
		if (shift_point_save(w->db, &w->analysis, &at[i], err))
			return -1;
	}
	return 0;
}

int shifts_save(struct work *w, struct err *err)
{
	for (size_t g = 0; g < w->groups.len; g++) {
		const struct opposite *o = &w->opposites[g];

		if (o->baseline && !o->stopped && shift_save(w, g, err))
			return -1;
	}
	return 0;
}
