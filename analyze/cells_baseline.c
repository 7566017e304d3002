/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which cell is held against which, and in what they differ.
 */
#include <stdlib.h>
#include <string.h>

#include "analyze/cells.h"

/* Rates and sizes within 1 % of each other are the same. */
static bool same_value(const char *a, const char *b)
{
	double x, y;

	if (strcmp(a, b) == 0)
		return true;
	return span_double(span_of(a), 0, 1e300, &x) &&
	       span_double(span_of(b), 0, 1e300, &y) && x > 100 && y > 100 &&
	       x <= y * 1.01 && y <= x * 1.01;
}

/* A tool that corrects no latencies does not say so. */
static const char *condition_of(const struct run *run, const char *key)
{
	const char *value = run_label_value(run, key);

	if (value || strcmp(key, "latency_correction") != 0 || !run->facts.tool)
		return value;
	return strcmp(run->facts.tool, "wrk") == 0 ? NULL : "none";
}

static void difference_add(const struct study *s, const char *key,
    const struct run *baseline, const struct run *candidate, struct arena *a,
    struct difference_list *out)
{
	const char *b = condition_of(baseline, key);
	const char *c = condition_of(candidate, key);

	if (!label_is_condition(s, key) || (b && c && same_value(b, c)))
		return;
	*ARENA_PUSH(a, out) =
	    (struct difference){ key, b, c, word_list_has(&s->allowed, key) };
}

static int by_key(const void *a, const void *b)
{
	const struct difference *x = a, *y = b;

	return strcmp(x->key, y->key);
}

static void differences(const struct study *s, const struct run *baseline,
    const struct run *candidate, struct arena *a, struct difference_list *out)
{
	*out = (struct difference_list){ 0 };
	for (size_t i = 0; i < candidate->n_labels; i++)
		difference_add(s, candidate->labels[i].key, baseline, candidate,
		    a, out);
	for (size_t i = 0; i < baseline->n_labels; i++) {
		const char *key = baseline->labels[i].key;

		if (!run_label_value(candidate, key))
			difference_add(s, key, baseline, candidate, a, out);
	}
	if (out->len)
		qsort(out->at, out->len, sizeof(*out->at), by_key);
}

/* Known differences weigh more than silence, and that than accepted ones. */
static size_t weight(const struct difference_list *list)
{
	size_t w = 0;

	for (size_t i = 0; i < list->len; i++) {
		const struct difference *d = &list->at[i];
		size_t open = d->baseline && d->candidate ? 1000000 : 1000;

		w += d->allowed ? 1 : open;
	}
	return w;
}

const struct group *cells_baseline_of(const struct study *s,
    const struct group_list *groups, const struct group *candidate,
    struct arena *a, struct difference_list *out)
{
	const struct group *best = NULL;

	for (size_t i = 0; i < groups->len; i++) {
		const struct group *g = &groups->at[i];
		struct difference_list list;

		if (!g->cell.is_baseline)
			continue;
		differences(s, g->example, candidate->example, a, &list);
		if (best && weight(&list) >= weight(out))
			continue;
		best = g;
		*out = list;
	}
	return best;
}
