/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much of the start of runs is left out, as warm-up: the same for all runs
 * that are compared with each other, and nothing where one of them is only
 * known as a whole.
 */
#include "analyze/windows.h"
#include "analyze/work.h"

static bool all_timed(const struct group *g)
{
	for (size_t i = 0; i < g->runs.len; i++) {
		if (g->runs.at[i]->evidence != EVIDENCE_TIMED)
			return false;
	}
	return true;
}

/* The warm-up of a run that comes to rest, or 0. */
static int run_cut(struct work *w, const struct run *run, int64_t *cut_s,
    struct err *err)
{
	struct window_list windows;
	struct window_series series;
	struct warmup_cut cut;

	if (run_windows_load(w->db, run, &windows, err))
		return -1;
	series = window_series(&windows, &w->arena);
	cut = warmup_cut(&series);
	*cut_s = cut.matters && !cut.at_limit ? cut.seconds : 0;
	windows_release(&windows);
	return 0;
}

static int group_cut(struct work *w, const struct group *g, int64_t *cut_s,
    struct err *err)
{
	*cut_s = w->study.warmup_s == WARMUP_AUTO ? 0 : w->study.warmup_s;
	if (w->study.warmup_s != WARMUP_AUTO)
		return 0;
	for (size_t i = 0; i < g->runs.len; i++) {
		int64_t one;

		if (run_cut(w, g->runs.at[i], &one, err))
			return -1;
		*cut_s = one > *cut_s ? one : *cut_s;
	}
	return 0;
}

/* Of a group and all that share its baseline. */
static int league_cut(struct work *w, size_t league, struct err *err)
{
	int64_t most = 0;

	for (size_t g = 0; g < w->groups.len; g++) {
		int64_t cut;

		if (league_of(w, g) != league)
			continue;
		if (!all_timed(&w->groups.at[g]))
			return 0;
		if (group_cut(w, &w->groups.at[g], &cut, err))
			return -1;
		most = cut > most ? cut : most;
	}
	w->cuts[league] = most;
	return 0;
}

int cuts_find(struct work *w, struct err *err)
{
	w->cuts = arena_alloc(&w->arena, w->groups.len, sizeof(*w->cuts));
	for (size_t g = 0; w->study.warmup_s && g < w->groups.len; g++) {
		if (league_of(w, g) == g && league_cut(w, g, err))
			return -1;
	}
	for (size_t g = 0; g < w->groups.len; g++)
		w->cuts[g] = w->cuts[league_of(w, g)];
	return 0;
}
