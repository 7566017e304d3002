/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Do the runs of a cell differ in a label that does not keep them apart?  They
 * count as repeats of each other then, which the reader has to know.
 */
#include <math.h>
#include <string.h>

#include "analyze/finding.h"
#include "base/builder.h"

#define VALUES_SHOWN 3

/* The values of a label among the runs, with how many have each. */
struct values_seen {
	const char **value;
	size_t *count;
	size_t n;
};

static void value_count(struct values_seen *v, const char *value)
{
	size_t i = 0;

	while (i < v->n && strcmp(v->value[i], value) != 0)
		i++;
	if (i == v->n) {
		v->value[v->n] = value;
		v->count[v->n++] = 0;
	}
	v->count[i]++;
}

static struct values_seen values_of(const struct run_pointers *runs,
    const char *key, struct arena *a)
{
	struct values_seen v = { arena_alloc(a, runs->len, sizeof(*v.value)),
		arena_alloc(a, runs->len, sizeof(*v.count)), 0 };

	for (size_t i = 0; i < runs->len; i++) {
		value_count(&v, stated(run_label_value(runs->at[i], key)));
	}
	return v;
}

/* "a in 3 runs, b in 2 runs" */
static const char *values_text(const struct values_seen *v, struct arena *a)
{
	struct builder b = { .arena = a };

	for (size_t i = 0; i < v->n && i < VALUES_SHOWN; i++)
		build(&b, "%s%s in %zu run%s", i ? ", " : "", v->value[i],
		    v->count[i], v->count[i] == 1 ? "" : "s");
	if (v->n > VALUES_SHOWN)
		build(&b, ", and %zu more", v->n - VALUES_SHOWN);
	return build_text(&b);
}

static void key_check(const struct study *s, const struct group *g,
    const char *key, struct arena *a, struct quality_list *out)
{
	struct values_seen v = values_of(&g->runs, key, a);
	bool allowed = word_list_has(&s->allowed, key);
	struct finding f = { "pooled", allowed ? "warn" : "info", (double)v.n,
		1, NULL };

	if (v.n < 2)
		return;
	f.detail = arena_printf(a,
	    "runs of %s count as repeats though %s differs (%s)%s",
	    g->cell.value, key, values_text(&v, a),
	    allowed ? ", as is accepted"
		    : ", which is no condition of the study");
	finding_add_cell(s, &g->cell, f, a, out);
}

void checks_of_pooling(const struct study *s, const struct group *g,
    struct arena *a, struct quality_list *out)
{
	struct word_list seen = { 0 };

	for (size_t i = 0; i < g->runs.len; i++) {
		const struct run *run = g->runs.at[i];

		for (size_t k = 0; k < run->n_labels; k++) {
			const char *key = run->labels[k].key;

			if (label_is_repeat(key) || word_list_has(&seen, key))
				continue;
			*ARENA_PUSH(a, &seen) = key;
			key_check(s, g, key, a, out);
		}
	}
}
