/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Findings that are asked for by what they are about.
 */
#include <math.h>
#include <string.h>

#include "store/quality_kind.h"

const struct cell *results_cell(const struct results *r, int64_t row)
{
	for (size_t i = 0; i < r->cells.len; i++) {
		if (r->cells.at[i].row == row)
			return &r->cells.at[i];
	}
	return NULL;
}

bool cell_has_run(const struct cell *c, const char *run)
{
	for (size_t i = 0; i < c->n_runs; i++) {
		if (strcmp(c->runs[i], run) == 0)
			return true;
	}
	return false;
}

bool quality_is_alike(const struct quality *a, const struct quality *b)
{
	return strcmp(a->check, b->check) == 0 &&
	       strcmp(a->state, b->state) == 0;
}

/* -1 where there is no number. */
static double quality_distance(const struct quality *q)
{
	double distance = fabs(q->value - q->threshold);

	return isnan(distance) ? -1 : distance;
}

static struct quality_kind *kind_of(struct quality_kind_list *kinds,
    const struct quality *q, struct arena *a)
{
	for (size_t i = 0; i < kinds->len; i++) {
		if (quality_is_alike(kinds->at[i].worst, q))
			return &kinds->at[i];
	}
	return memset(ARENA_PUSH(a, kinds), 0, sizeof(*kinds->at));
}

struct quality_kind_list quality_kinds(const struct quality_list *list,
    struct arena *a)
{
	struct quality_kind_list kinds = { 0 };

	for (size_t i = 0; i < list->len; i++) {
		const struct quality *q = &list->at[i];
		struct quality_kind *kind = kind_of(&kinds, q, a);

		if (!kind->times++ ||
		    quality_distance(q) > quality_distance(kind->worst))
			kind->worst = q;
	}
	return kinds;
}

const struct estimate *results_estimate(const struct results *r,
    const struct cell *c, const char *metric)
{
	const struct estimate_list *list = &r->estimates;

	for (size_t i = c->estimates.first; i < c->estimates.end; i++) {
		if (strcmp(list->at[i].metric, metric) == 0)
			return &list->at[i];
	}
	return NULL;
}

const struct comparison *results_comparison(const struct results *r,
    const struct cell *candidate, const char *metric)
{
	const struct comparison_list *list = &r->comparisons;
	struct slice of = candidate->comparisons;

	for (size_t i = of.first; i < of.end; i++) {
		if (strcmp(list->at[i].metric, metric) == 0)
			return &list->at[i];
	}
	return NULL;
}

bool results_is_newest(const struct trend_list *trends, size_t i)
{
	const struct trend_point *t = &trends->at[i];

	return i + 1 == trends->len || t[1].ordinal <= t->ordinal;
}

const struct estimate *results_endpoint_estimate(const struct results *r,
    const struct cell *c, const char *series, const char *metric)
{
	const struct estimate *at = r->endpoint_estimates.at;
	struct slice s = c->endpoint_estimates;

	for (size_t i = s.first; i < s.end; i++) {
		if (strcmp(at[i].series, series) == 0 &&
		    strcmp(at[i].metric, metric) == 0)
			return &at[i];
	}
	return NULL;
}

const struct comparison *results_endpoint(const struct results *r,
    const struct cell *candidate, const char *series, const char *metric)
{
	const struct comparison *at = r->endpoints.at;

	for (size_t i = candidate->endpoints.first;
	     i < candidate->endpoints.end; i++) {
		if (strcmp(at[i].series, series) == 0 &&
		    strcmp(at[i].metric, metric) == 0)
			return &at[i];
	}
	return NULL;
}
