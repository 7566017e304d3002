/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/k6_json.h"

#include <math.h>
#include <string.h>

#include "collect/json_figure.h"
#include "collect/sniff.h"

#define MS 1e6
#define DEPTH_MAX 32 /* of groups */
#define RATE_MAX 1e12

/* ---- whose file ---- */

static bool has_k6_metric(struct span metrics)
{
	static const char *const names[] = { "http_reqs", "iterations",
		"http_req_duration", "iteration_duration", "vus_max", "checks",
		"data_received" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (json_has_key(metrics, names[i]))
			return true;
	return false;
}

enum k6_kind k6_kind_of(struct span head)
{
	struct span metrics, metadata, rest, key, value;

	if (json_key_value(head, "metadata", &metadata) &&
	    json_has_key(head, "results") &&
	    json_has_key(metadata, "k6Version"))
		return K6_MACHINE;
	if (!json_key_value(head, "metrics", &metrics) ||
	    !has_k6_metric(metrics))
		return K6_NONE;
	rest = json_inside(metrics);
	if (!json_next_key(&rest, &key, &value))
		return K6_NONE;
	return json_has_key(value, "values") ? K6_HANDLE : K6_EXPORT;
}

/* ---- metrics ---- */

static int trend_member(struct k6_trend *t, const struct json_node *e,
    struct err *err)
{
	double p, ns = NAN;

	if (strcmp(e->key, "avg") == 0)
		return figure_time_try(e, NULL, MS, &t->avg_ns, err);
	if (strcmp(e->key, "min") == 0)
		return figure_time_try(e, NULL, MS, &t->min_ns, err);
	if (strcmp(e->key, "max") == 0)
		return figure_time_try(e, NULL, MS, &t->max_ns, err);
	if (strcmp(e->key, "count") == 0)
		return figure_count_try(e, NULL, &t->count, err);
	if (!k6_percentile(span_of(e->key), &p))
		return 0;
	if (figure_time_try(e, NULL, MS, &ns, err))
		return -1;
	if (t->n_stated == K6_PERCENTILES_MAX)
		return json_fail(e, err, "expected fewer percentiles");
	if (!isnan(ns))
		t->stated[t->n_stated++] = figure_percentile(p, ns, 1);
	return 0;
}

static int read_trend(struct k6_summary *s, const char *name,
    const struct json_node *values, struct err *err)
{
	struct k6_trend t = K6_TREND_EMPTY;
	enum k6_protocol protocol;
	struct span part;
	struct json_node e;

	if (!k6_is_latency(span_of(name), &protocol, &part))
		return 0;
	for (e = json_first(values); e.value; e = json_after(&e))
		if (trend_member(&t, &e, err))
			return -1;
	if (!k6_add_trend(s, protocol, part, &t))
		return json_fail(values, err, "expected fewer parts");
	return 0;
}

static int read_rate(const struct json_node *values, double *rate,
    struct err *err)
{
	struct json_node place = json_member(values, "rate");

	if (json_number_try(values, "rate", rate, err))
		return -1;
	if (*rate < 0 || *rate > RATE_MAX)
		return json_fail(&place, err, "expected a rate, got %g", *rate);
	return 0;
}

static int read_iterations(struct k6_summary *s, const struct json_node *values,
    struct err *err)
{
	int64_t count = UNKNOWN;

	if (figure_count_try(values, "count", &count, err) ||
	    read_rate(values, &s->iteration_rate, err))
		return -1;
	if (count != UNKNOWN)
		s->iterations = (double)count;
	return 0;
}

int k6_metric_read(struct k6_summary *s, const char *name,
    const struct json_node *values, struct err *err)
{
	if (strcmp(name, "http_reqs") == 0)
		return figure_count_try(values, "count", &s->requests, err) ||
			       read_rate(values, &s->facts.achieved_rps, err)
			   ? -1
			   : 0;
	if (strcmp(name, "http_req_failed") == 0)
		return figure_count_try(values, "passes", &s->failed, err) ||
			       figure_count_try(values, "matches", &s->failed,
				   err)
			   ? -1
			   : 0;
	if (strcmp(name, "iterations") == 0)
		return read_iterations(s, values, err);
	if (strcmp(name, "data_received") == 0)
		return figure_count_try(values, "count",
		    &s->facts.bytes_received, err);
	if (strcmp(name, "vus") == 0)
		return figure_count_try(values, "min", &s->vus_min, err) ||
			       figure_count_try(values, "max", &s->vus_max, err)
			   ? -1
			   : 0;
	if (strcmp(name, "vus_max") == 0)
		return figure_count_try(values, "max", &s->vus_allocated, err);
	return read_trend(s, name, values, err);
}

/* ---- checks and thresholds ---- */

int k6_check_read(struct k6_summary *s, const struct json_node *check,
    struct err *err)
{
	const char *name = "", *path = "";
	int64_t passed = 0, failed = 0;

	if (json_string(check, "name", &name, err) ||
	    json_string_try(check, "path", &path, err) ||
	    figure_count_try(check, "passes", &passed, err) ||
	    figure_count_try(check, "fails", &failed, err))
		return -1;
	if (strncmp(path, "::", 2) == 0)
		name = path + 2;
	if (!k6_add_check(s, name, passed, failed))
		return json_fail(check, err, "expected fewer checks");
	return 0;
}

static int read_group(struct k6_summary *s, const struct json_node *group,
    int depth, struct err *err)
{
	struct json_node list = json_member(group, "checks"), e;

	for (e = json_first(&list); e.value; e = json_after(&e))
		if (k6_check_read(s, &e, err))
			return -1;
	list = json_member(group, "groups");
	for (e = json_first(&list); e.value; e = json_after(&e)) {
		if (depth == DEPTH_MAX)
			return json_fail(&list, err,
			    "expected fewer groups in one another");
		if (read_group(s, &e, depth + 1, err))
			return -1;
	}
	return 0;
}

int k6_metrics_read(struct k6_summary *s, const struct json_node *root,
    k6_metric_fn *read, struct err *err)
{
	struct json_node metrics, group, e;

	if (json_object(root, "metrics", &metrics, err) ||
	    json_object_try(root, "root_group", &group, err))
		return -1;
	for (e = json_first(&metrics); e.value; e = json_after(&e))
		if (read(s, &e, err))
			return -1;
	return read_group(s, &group, 0, err);
}

int k6_threshold_keep(struct k6_summary *s, const char *metric,
    const struct json_node *threshold, bool held, struct err *err)
{
	if (!k6_add_threshold(s, metric, threshold->key, held))
		return json_fail(threshold, err, "expected fewer thresholds");
	return 0;
}

/* ---- the file ---- */

int k6_import(struct input *in, struct source_writer *out, k6_read_fn *read,
    struct err *err)
{
	struct k6_summary s;
	struct json_node root;
	struct json *doc = json_read(in, err);
	int status;

	if (!doc)
		return -1;
	root = json_root(doc);
	k6_summary_begin(&s);
	status = read(&root, &s, err);
	if (!status)
		status = k6_summary_write(&s, out, err);
	k6_summary_release(&s);
	json_free(doc);
	return status;
}
