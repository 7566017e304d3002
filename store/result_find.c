/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Findings that are asked for by what they are about.
 */
#include <math.h>
#include <string.h>

#include "store/result.h"

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

bool quality_is_first(const struct quality_list *list, size_t i)
{
	size_t k = 0;

	while (!quality_is_alike(&list->at[k], &list->at[i]))
		k++;
	return k == i;
}

size_t qualities_alike(const struct quality_list *list, size_t i)
{
	size_t n = 0;

	for (size_t k = 0; k < list->len; k++)
		n += quality_is_alike(&list->at[k], &list->at[i]);
	return n;
}

/* -1 where there is no number. */
static double quality_distance(const struct quality *q)
{
	double distance = fabs(q->value - q->threshold);

	return isnan(distance) ? -1 : distance;
}

const struct quality *qualities_worst(const struct quality_list *list, size_t i)
{
	const struct quality *worst = &list->at[i];

	for (size_t k = 0; k < list->len; k++) {
		if (quality_is_alike(&list->at[k], worst) &&
		    quality_distance(&list->at[k]) > quality_distance(worst))
			worst = &list->at[k];
	}
	return worst;
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
