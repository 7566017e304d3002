/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was found over several configurations, loads and releases.
 */
#include <math.h>

#include "render/finding_words.h"
#include "render/json_internal.h"

static void add_rankings(const struct results *r, cJSON *root)
{
	cJSON *list = put_list(root, "rankings");

	for (size_t i = 0; i < r->rankings.len; i++) {
		const struct ranking *k = &r->rankings.at[i];
		cJSON *item = put_item(list);

		put_cell(r, k->cell, item);
		put_text(item, "metric", k->metric);
		put_text(item, "unit", k->unit);
		put_number(item, "estimate", k->value);
		put_integer(item, "rank_best", k->best);
		put_integer(item, "rank_worst", k->worst);
		put_integer(item, "contenders", k->contenders);
		put_text(item, "letters", k->letters);
		put_number(item, "kruskal_p", k->kruskal_p);
		put_text(item, "method", k->method);
	}
}

static void add_costs(const struct results *r, cJSON *root)
{
	cJSON *list = put_list(root, "costs");

	for (size_t i = 0; i < r->costs.len; i++) {
		const struct cpu_cost *c = &r->costs.at[i];
		cJSON *item = put_item(list);

		put_text(item, "value", c->value);
		put_text(item, "conditions", c->conditions);
		put_text(item, "role", c->role);
		put_text(item, "kind", c->kind);
		put_text(item, "unit", c->unit);
		put_interval(item, "estimate", c->estimate, c->low, c->high);
		put_number(item, "se_hc3", c->se_hc3);
		put_number(item, "theil_sen", c->theil_sen);
		put_interval(item, "change", c->change, c->change_low,
		    c->change_high);
		put_interval(item, "change_ratio", c->ratio, c->ratio_low,
		    c->ratio_high);
		put_number(item, "p_value", c->p_value);
		put_integer(item, "loads", c->loads);
		put_integer(item, "runs", c->runs);
		put_text(item, "note", c->note);
	}
}

static void add_capacities(const struct results *r, cJSON *root)
{
	cJSON *list = put_list(root, "capacities");

	for (size_t i = 0; i < r->capacities.len; i++) {
		const struct capacity *c = &r->capacities.at[i];
		cJSON *item = put_item(list);

		put_text(item, "value", c->value);
		put_text(item, "conditions", c->conditions);
		put_text(item, "kind", c->kind);
		put_text(item, "metric", c->metric);
		put_text(item, "unit", c->unit);
		put_interval(item, "estimate", c->estimate, c->low, c->high);
		put_number(item, "objective", c->objective);
		put_integer(item, "loads", c->loads);
		put_text(item, "note", c->note);
	}
}

static void add_change(cJSON *object, const char *key,
    const struct release_change *c)
{
	cJSON *change = put_interval(object, key, c->ratio, c->low, c->high);

	put_text(change, "verdict", c->verdict);
}

static void add_difference(cJSON *object, const char *key,
    const struct release_change *c)
{
	put_interval(object, key, c->change, c->change_low, c->change_high);
}

static void add_release(const struct trend_point *t, cJSON *list)
{
	cJSON *item = put_item(list);

	put_text(item, "release", t->release);
	put_interval(item, "estimate", t->estimate, t->low, t->high);
	put_integer(item, "runs", t->runs);
	put_integer(item, "segment", t->segment);
	add_change(item, "ratio_to_baseline", &t->from_baseline);
	add_difference(item, "change_from_baseline", &t->from_baseline);
	add_change(item, "ratio_to_previous", &t->from_previous);
	add_difference(item, "change_from_previous", &t->from_previous);
	put_number(item, "cusum_above", t->cusum_above);
	put_number(item, "cusum_below", t->cusum_below);
}

static void add_change_points(const struct results *r,
    const struct trend_point *of, cJSON *trend)
{
	cJSON *list = put_list(trend, "change_points");

	for (size_t i = 0; i < r->change_points.len; i++) {
		const struct change_point *c = &r->change_points.at[i];
		cJSON *item;

		if (!trend_has_change(of, c))
			continue;
		item = put_item(list);
		put_text(item, "release", c->release);
		put_text(item, "state", c->state);
		put_number(item, "ratio", c->ratio);
		put_number(item, "p_value", c->p_value);
		put_number(item, "correlation", c->correlation);
		put_text(item, "method", c->method);
	}
}

/* What the study declares for the series; NAN: nothing, or it is too short. */
static double target_of(const struct results *r, size_t first)
{
	const struct trend_point *t = &r->trends.at[first];
	double target = t->target;

	for (size_t i = first; isnan(target) && i < r->trends.len; i++) {
		if (trend_is_same(t, &r->trends.at[i]))
			target = r->trends.at[i].target;
	}
	return target;
}

/* The series that begins at the i-th point; the next one's index. */
static size_t add_trend(const struct results *r, size_t i, cJSON *list)
{
	const struct trend_point *first = &r->trends.at[i], *t;
	cJSON *trend = put_item(list), *releases;

	put_text(trend, "value", first->value);
	put_text(trend, "conditions", first->conditions);
	put_text(trend, "metric", first->metric);
	put_text(trend, "unit", first->unit);
	put_text(trend, "baseline", first->baseline);
	put_number(trend, "target", target_of(r, i));
	releases = put_list(trend, "releases");
	for (; i < r->trends.len; i++) {
		t = &r->trends.at[i];
		if (!trend_is_same(first, t))
			break;
		add_release(t, releases);
	}
	add_change_points(r, first, trend);
	return i;
}

static void add_shifts(const struct results *r, cJSON *root)
{
	cJSON *list = put_list(root, "shifts");

	for (size_t i = 0; i < r->shifts.len; i++) {
		const struct shift_point *s = &r->shifts.at[i];
		cJSON *item = put_item(list);

		put_pair(r, s->baseline, s->candidate, item);
		put_number(item, "p", s->p);
		put_number(item, "baseline_seconds", s->baseline_value);
		put_number(item, "candidate_seconds", s->candidate_value);
		put_interval(item, "change_ratio", s->ratio, s->low, s->high);
		put_number(item, "p_value", s->p_value);
		put_number(item, "p_adjusted", s->p_adjusted);
	}
}

static void add_variances(const struct results *r, cJSON *root)
{
	cJSON *list = put_list(root, "variances");

	for (size_t i = 0; i < r->variances.len; i++) {
		const struct cell_variance *v = &r->variances.at[i];
		cJSON *item = put_item(list);

		put_cell(r, v->cell, item);
		put_integer(item, "runs", v->runs);
		put_integer(item, "windows", v->windows);
		put_number(item, "within_square_seconds", v->within);
		put_number(item, "between_square_seconds", v->between);
		put_number(item, "between_share", v->share);
		put_number(item, "neighbor_correlation", v->neighbors);
		cJSON_AddBoolToObject(item, "at_most", v->at_most);
		put_number(item, "p_value", v->p_value);
	}
}

static void add_terms(const struct results *r, int64_t cell, cJSON *index)
{
	cJSON *list = put_list(index, "terms");

	for (size_t i = 0; i < r->meshmark_terms.len; i++) {
		const struct meshmark_term *t = &r->meshmark_terms.at[i];
		cJSON *item;

		if (t->cell != cell)
			continue;
		item = put_item(list);
		put_text(item, "class", t->class_name);
		put_text(item, "metric", t->metric);
		put_text(item, "unit", t->unit);
		put_number(item, "used", t->used);
		put_number(item, "capacity", t->capacity);
		put_number(item, "weight", t->weight);
		put_number(item, "efficiency", t->efficiency);
		put_text(item, "reason", t->reason);
	}
}

/* Off unless a study declares it. */
static void add_meshmarks(const struct results *r, cJSON *root)
{
	cJSON *list =
	    r->meshmarks.len ? put_list(root, "meshmark_experimental") : NULL;

	for (size_t i = 0; i < r->meshmarks.len; i++) {
		const struct meshmark *m = &r->meshmarks.at[i];
		cJSON *item = put_item(list);

		put_cell(r, m->cell, item);
		put_number(item, "raw", m->raw);
		put_number(item, "most", m->limit);
		put_number(item, "score", m->score);
		put_text(item, "reason", m->reason);
		add_terms(r, m->cell, item);
	}
}

void put_findings(const struct results *r, cJSON *root)
{
	cJSON *list;

	add_rankings(r, root);
	add_costs(r, root);
	add_capacities(r, root);
	list = put_list(root, "trends");
	for (size_t i = 0; i < r->trends.len;)
		i = add_trend(r, i, list);
	add_shifts(r, root);
	add_variances(r, root);
	add_meshmarks(r, root);
}
