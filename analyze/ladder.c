/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/ladder.h"

#include <math.h>
#include <string.h>

#include "analyze/checks.h"

/* The load of a group; NAN where it is no number. */
static double load_of(const struct group *g, const char *axis)
{
	const char *text = run_label_value(g->example, axis);
	double load;

	if (!text || !span_double(span_of(text), 0, 1e15, &load) || load <= 0)
		return NAN;
	return load;
}

/* Did every run reach what was asked for, or was nothing asked? */
static bool is_reached(const struct group *g)
{
	for (size_t i = 0; i < g->runs.len; i++) {
		const struct run_facts *f = &g->runs.at[i]->facts;

		if (isfinite(f->offered_rps) && isfinite(f->achieved_rps) &&
		    f->achieved_rps < SATURATED_BELOW * f->offered_rps)
			return false;
	}
	return true;
}

static void step_add(struct ladder *l, size_t group, double load)
{
	size_t i = l->n++;

	for (; i > 0 && l->load[i - 1] > load; i--) {
		l->load[i] = l->load[i - 1];
		l->groups[i] = l->groups[i - 1];
	}
	l->load[i] = load;
	l->groups[i] = group;
}

/* What groups share but for the load, by group; NULL: of no known load. */
static const char **keys_of(struct work *w, const char *axis)
{
	const char **keys =
	    arena_alloc(&w->arena, w->groups.len, sizeof(*keys));

	for (size_t g = 0; g < w->groups.len; g++) {
		if (!isnan(load_of(&w->groups.at[g], axis)))
			keys[g] = cells_key(&w->study, w->groups.at[g].example,
			    axis, &w->arena);
	}
	return keys;
}

/* Takes the keys of its groups away. */
static struct ladder ladder_from(struct work *w, size_t first, const char *axis,
    const char **keys)
{
	const struct group *g = &w->groups.at[first];
	const char *key = keys[first];
	size_t left = w->groups.len - first;
	struct ladder l = { .value = g->cell.value,
		.axis = axis,
		.groups = arena_alloc(&w->arena, left, sizeof(size_t)),
		.load = arena_alloc(&w->arena, left, sizeof(double)) };

	for (size_t i = first; i < w->groups.len; i++) {
		if (!keys[i] || strcmp(keys[i], key) != 0)
			continue;
		step_add(&l, i, load_of(&w->groups.at[i], axis));
		keys[i] = NULL;
	}
	while (l.sound < l.n && !*w->stops[l.groups[l.sound]].throughput)
		l.sound++;
	while (l.unsaturated < l.sound &&
	       is_reached(&w->groups.at[l.groups[l.unsaturated]]))
		l.unsaturated++;
	return l;
}

struct ladder_list ladders_of(struct work *w, const char *axis, size_t least)
{
	const char **keys = keys_of(w, axis);
	struct ladder_list out = { 0 };

	for (size_t g = 0; g < w->groups.len; g++) {
		struct ladder l;

		if (!keys[g])
			continue;
		l = ladder_from(w, g, axis, keys);
		if (l.n < least)
			continue;
		l.conditions = cells_series_label(&w->study, &w->groups,
		    w->groups.at[g].example, axis, &w->arena);
		*ARENA_PUSH(&w->arena, &out) = l;
	}
	return out;
}

const struct ladder *ladder_baseline(const struct work *w,
    const struct ladder_list *list, const struct ladder *of)
{
	for (size_t i = 0; i < list->len; i++) {
		const struct ladder *l = &list->at[i];

		if (l != of && w->groups.at[l->groups[0]].cell.is_baseline &&
		    !w->groups.at[of->groups[0]].cell.is_baseline &&
		    w->opposites[of->groups[0]].baseline ==
			&w->groups.at[l->groups[0]])
			return l;
	}
	return NULL;
}
