/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/release_checks.h"

#include <string.h>

/* The group as findings are to call it: by its release. */
static struct group named(const struct work *w, size_t group)
{
	struct group g = w->groups.at[group];

	g.cell.value = run_label_value(g.example, w->study.trend);
	return g;
}

/* Without what is no obstacle, and what the comparison of cells found. */
static void stops_keep(struct work *w, size_t from, size_t to,
    const struct quality_list *found)
{
	if (w->opposites[to].baseline == &w->groups.at[from])
		return;
	for (size_t i = 0; i < found->len; i++) {
		if (strcmp(found->at[i].state, "stop") == 0)
			*ARENA_PUSH(&w->arena, &w->qualities) = found->at[i];
	}
}

static struct pair_stops pair_check(struct work *w, size_t from, size_t to)
{
	struct difference_list none = { 0 };
	struct quality_list found = { 0 };
	struct group b = named(w, from), c = named(w, to);
	struct pair_stops stops =
	    checks_of_pair(&w->study, &b, &c, &none, &w->arena, &found);

	stops_keep(w, from, to, &found);
	return stops;
}

struct release_stops *releases_check(struct work *w, const size_t *groups,
    size_t n, size_t pinned)
{
	static const struct pair_stops nothing = { "", "", "" };
	struct release_stops *out = arena_alloc(&w->arena, n, sizeof(*out));

	for (size_t i = 0; i < n; i++) {
		out[i] = (struct release_stops){ nothing, nothing };
		if (i != pinned)
			out[i].from_baseline =
			    pair_check(w, groups[pinned], groups[i]);
		if (i > 0)
			out[i].from_previous =
			    i - 1 == pinned
				? out[i].from_baseline
				: pair_check(w, groups[i - 1], groups[i]);
	}
	return out;
}
