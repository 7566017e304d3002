/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * MeshMark of every cell, where a study declares its terms.  An index whose
 * terms are not all known is absent; the terms are stored in any case.
 */
#include <math.h>
#include <string.h>

#include "analyze/meshmark.h"
#include "analyze/resources.h"
#include "analyze/work.h"

struct rules {
	struct meshmark_rule *at;
	size_t len;
};

static int rules_read(struct work *w, struct rules *out, struct err *err)
{
	const struct word_list *texts = &w->study.meshmark;

	*out = (struct rules){ 0 };
	for (size_t i = 0; i < texts->len; i++) {
		if (meshmark_parse(texts->at[i], &w->arena,
			ARENA_PUSH(&w->arena, out), err))
			return -1;
	}
	return 0;
}

/* The mean over the runs; NAN where one does not know it. */
static double used_by(const struct work *w, const struct group *g,
    const struct meshmark_rule *rule)
{
	double sum = 0;

	for (size_t i = 0; i < g->runs.len; i++) {
		const struct resource *r = role_resource(&w->resources,
		    g->runs.at[i], rule->role, rule->resource);

		sum += r ? r->value : NAN;
	}
	return sum / (double)g->runs.len;
}

static struct meshmark_term term_of(struct work *w, const struct group *g,
    const struct meshmark_rule *rule)
{
	struct meshmark_term t = { .cell = g->cell.row,
		.class_name = rule->class_name,
		.metric = rule->metric,
		.unit = rule->unit,
		.used = used_by(w, g, rule),
		.capacity = rule->capacity,
		.weight = rule->weight,
		.efficiency = NAN };

	if (isnan(t.used))
		t.reason = arena_printf(&w->arena,
		    "%s is not known of every run", rule->metric);
	else if (t.used > t.capacity)
		t.reason = arena_printf(&w->arena,
		    "%s is above the capacity that the study declares",
		    rule->metric);
	else
		t.efficiency = 1 - t.used / t.capacity;
	return t;
}

struct terms {
	const struct meshmark_term *at;
	size_t len;
};

/* Is the class of the i-th term there before it? */
static bool is_repeated(struct terms t, size_t i)
{
	for (size_t j = 0; j < i; j++) {
		if (strcmp(t.at[j].class_name, t.at[i].class_name) == 0)
			return true;
	}
	return false;
}

/* Adds the class of the i-th term. */
static void class_add(struct terms t, size_t i, struct arena *a,
    struct meshmark *out)
{
	double *efficiency = arena_alloc(a, t.len, sizeof(*efficiency));
	double *weight = arena_alloc(a, t.len, sizeof(*weight));
	struct meshmark_class c;
	size_t n = 0;

	for (size_t j = 0; j < t.len; j++) {
		if (strcmp(t.at[j].class_name, t.at[i].class_name) != 0)
			continue;
		efficiency[n] = t.at[j].efficiency;
		weight[n++] = t.at[j].weight;
	}
	c = (struct meshmark_class){ { efficiency, n }, weight };
	out->raw += meshmark_class_score(c);
	out->limit += meshmark_class_limit(c);
}

static struct meshmark index_of(struct terms t, int64_t cell, struct arena *a)
{
	struct meshmark out = { .cell = cell };
	double classes = 0;

	for (size_t i = 0; i < t.len; i++) {
		if (!out.reason)
			out.reason = t.at[i].reason;
		if (is_repeated(t, i))
			continue;
		class_add(t, i, a, &out);
		classes++;
	}
	out.raw /= classes;
	out.limit /= classes;
	out.score = out.limit > 0 ? 100 * out.raw / out.limit : NAN;
	if (!out.reason && !(out.limit > 0))
		out.reason = "no weight is above 0";
	return out;
}

static int cell_mark(struct work *w, const struct group *g, struct rules rules,
    struct err *err)
{
	struct meshmark_term *at =
	    arena_alloc(&w->arena, rules.len, sizeof(*at));
	struct meshmark index;

	for (size_t i = 0; i < rules.len; i++) {
		at[i] = term_of(w, g, &rules.at[i]);
		if (meshmark_term_save(w->db, &w->analysis, &at[i], err))
			return -1;
	}
	index =
	    index_of((struct terms){ at, rules.len }, g->cell.row, &w->arena);
	return meshmark_save(w->db, &w->analysis, &index, err);
}

int meshmarks_save(struct work *w, struct err *err)
{
	struct rules rules;

	if (rules_read(w, &rules, err))
		return -1;
	for (size_t g = 0; rules.len && g < w->groups.len; g++) {
		if (cell_mark(w, &w->groups.at[g], rules, err))
			return -1;
	}
	return 0;
}
