/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/checks.h"
#include "analyze/work.h"

struct figures figures_at(const struct work *w, size_t group, size_t spec)
{
	const struct group *g = &w->groups.at[group];
	size_t n = g->runs.len;

	return (struct figures){ w->figures + w->first[group] + spec * n, n,
		g->rounds };
}

static void figures_reserve(struct work *w)
{
	size_t total = 0;

	w->first = arena_alloc(&w->arena, w->groups.len, sizeof(*w->first));
	for (size_t g = 0; g < w->groups.len; g++) {
		w->first[g] = total;
		total += w->groups.at[g].runs.len * w->specs.len;
	}
	w->figures = arena_alloc(&w->arena, total, sizeof(*w->figures));
}

/* All figures of one run, and what is to say of its validity. */
static int run_measure(struct work *w, size_t group, size_t i, struct err *err)
{
	const struct group *g = &w->groups.at[group];
	struct histogram h;
	struct percentile_list stated;
	struct run_view view = { g->runs.at[i], &h, &stated, &w->resources };

	if (run_histogram_load(w->db, view.run, &h, err))
		return -1;
	if (run_percentiles_load(w->db, view.run, &w->arena, &stated, err)) {
		histogram_release(&h);
		return -1;
	}
	for (size_t s = 0; s < w->specs.len; s++)
		w->figures[w->first[group] + s * g->runs.len + i] =
		    figure_of(&w->specs.at[s], &view, &w->arena);
	checks_of_run(&w->study, &view, &w->arena, &w->qualities);
	histogram_release(&h);
	return 0;
}

int runs_measure(struct work *w, struct err *err)
{
	figures_reserve(w);
	for (size_t g = 0; g < w->groups.len; g++) {
		for (size_t i = 0; i < w->groups.at[g].runs.len; i++) {
			if (run_measure(w, g, i, err))
				return -1;
		}
	}
	return 0;
}
