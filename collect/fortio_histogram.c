/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/fortio.h"

#include "base/mem.h"

int fortio_count(const struct json_node *in, const char *key, int64_t max,
    int64_t *out, struct err *err)
{
	struct json_node node = key ? json_member(in, key) : *in;
	int64_t value = *out;

	if (!node.value)
		return 0;
	if (json_loose_integer_try(&node, NULL, &value, err))
		return -1;
	if (value < 0 || value > max)
		return json_fail(&node, err, "expected 0 to %lld, got %lld",
		    (long long)max, (long long)value);
	*out = value;
	return 0;
}

static int read_seconds(const struct json_node *in, const char *key,
    double max_s, double *ns, struct err *err)
{
	struct json_node node = json_member(in, key);
	double seconds = NAN;

	if (json_number_try(&node, NULL, &seconds, err))
		return -1;
	if (isnan(seconds))
		return 0;
	if (seconds < 0 || seconds > max_s)
		return json_fail(&node, err,
		    "expected 0 to %g seconds, got %.9g", max_s, seconds);
	*ns = seconds * 1e9;
	return 0;
}

int fortio_ns(const struct json_node *in, const char *key, double max_s,
    int64_t *ns, struct err *err)
{
	double value = NAN;

	if (read_seconds(in, key, max_s, &value, err))
		return -1;
	if (!isnan(value))
		*ns = llround(value);
	return 0;
}

int fortio_moments(const struct json_node *histogram,
    struct fortio_moments *out, struct err *err)
{
	struct fortio_moments unknown = { 0, UNKNOWN, UNKNOWN, UNKNOWN, NAN,
		NAN, 0 };
	const double max_s = FORTIO_LATENCY_MAX_S;

	*out = unknown;
	if (json_loose_integer(histogram, "Count", &out->count, err) ||
	    fortio_count(histogram, "Count", FORTIO_COUNT_MAX, &out->count,
		err) ||
	    fortio_ns(histogram, "Min", max_s, &out->min_ns, err) ||
	    fortio_ns(histogram, "Max", max_s, &out->max_ns, err) ||
	    fortio_ns(histogram, "Sum", FORTIO_SUM_MAX_S, &out->sum_ns, err) ||
	    read_seconds(histogram, "Avg", max_s, &out->mean_ns, err) ||
	    read_seconds(histogram, "StdDev", max_s, &out->stddev_ns, err))
		return -1;
	if (!out->count)
		*out = unknown;
	return 0;
}

static int read_bucket(const struct json_node *node, int64_t after_ns,
    struct bucket *b, struct err *err)
{
	const double max_s = FORTIO_LATENCY_MAX_S;

	*b = (struct bucket){ UNKNOWN, UNKNOWN, -1 };
	if (fortio_ns(node, "Start", max_s, &b->low_ns, err) ||
	    fortio_ns(node, "End", max_s, &b->high_ns, err) ||
	    fortio_count(node, "Count", FORTIO_COUNT_MAX, &b->count, err))
		return -1;
	if (b->low_ns == UNKNOWN || b->high_ns == UNKNOWN || b->count < 0)
		return json_fail(node, err,
		    "expected Start, End and Count in a bucket");
	if (b->low_ns < after_ns || b->high_ns < b->low_ns)
		return json_fail(node, err,
		    "the buckets are not in ascending order");
	return 0;
}

int fortio_buckets(const struct json_node *histogram,
    struct fortio_buckets *out, struct err *err)
{
	struct json_node list, e;
	int64_t after_ns = 0;

	*out = (struct fortio_buckets){ 0 };
	if (json_array_try(histogram, "Data", &list, err))
		return -1;
	for (e = json_first(&list); e.value; e = json_after(&e)) {
		struct bucket b;

		if (read_bucket(&e, after_ns, &b, err))
			return -1;
		if (b.count > FORTIO_COUNT_MAX - out->count)
			return json_fail(&e, err, "too many requests");
		after_ns = b.high_ns;
		if (!b.count)
			continue;
		out->at = grow(out->at, out->len, &out->cap, sizeof(*out->at));
		out->at[out->len++] = b;
		out->count += b.count;
	}
	return 0;
}

int fortio_series(struct source_writer *w, struct series_facts total,
    const struct fortio_moments *m, const struct fortio_buckets *b,
    struct err *err)
{
	total.name = "total";
	total.mean_ns = m->mean_ns;
	total.mean_step_ns = m->mean_step_ns;
	total.stddev_ns = m->stddev_ns;
	total.min_ns = m->min_ns;
	total.max_ns = m->max_ns;
	if (b->len)
		total.evidence = EVIDENCE_HISTOGRAM;
	return run_series(w, &total, err);
}

int fortio_histogram(struct source_writer *w, const struct fortio_moments *m,
    const struct fortio_buckets *b, struct err *err)
{
	struct histogram h = HISTOGRAM_EMPTY;
	int status = -1;

	for (size_t i = 0; i < b->len; i++)
		if (histogram_append(&h, b->at[i], err))
			goto out;
	h.min_ns = m->min_ns;
	h.max_ns = m->max_ns;
	h.sum_ns = m->sum_ns;
	status = series_histogram(w, -1, &h, err);
out:
	histogram_release(&h);
	return status;
}

int fortio_percentile(const struct json_node *node, double scale,
    struct stated_percentile *out, struct err *err)
{
	double seconds = 0;

	if (json_number(node, "Percentile", &out->p, err) ||
	    json_number(node, "Value", &seconds, err) ||
	    read_seconds(node, "Value", FORTIO_LATENCY_MAX_S, &out->value_ns,
		err))
		return -1;
	out->p *= scale;
	if (out->p < 0 || out->p > 100)
		return json_fail(node, err,
		    "expected a percentile of 0 to 100, got %.9g", out->p);
	return 0;
}
