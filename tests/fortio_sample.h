/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small result of fortio's, and copies of it with one thing changed.
 */
#ifndef TESTS_FORTIO_SAMPLE_H
#define TESTS_FORTIO_SAMPLE_H

#include "imported.h"

extern const struct importer importer_fortio_json;

#define FORTIO &importer_fortio_json
#define SAMPLES "tests/data/fortio/"

#define SAMPLE_HISTOGRAM                                                       \
	"{\"Count\": 4, \"Min\": 0.0012, \"Max\": 0.0055, \"Sum\": 0.0117,"    \
	" \"Avg\": 0.002925, \"StdDev\": 0.0015786, \"Data\": ["               \
	"{\"Start\": 0.0012, \"End\": 0.002, \"Percent\": 25, \"Count\": 1},"  \
	"{\"Start\": 0.002, \"End\": 0.003, \"Percent\": 75, \"Count\": 2},"   \
	"{\"Start\": 0.005, \"End\": 0.0055, \"Percent\": 100, \"Count\": 1}"  \
	"], \"Percentiles\": [{\"Percentile\": 50, \"Value\": 0.0025},"        \
	"{\"Percentile\": 99, \"Value\": 0.00548}]}"

static const char sample[] =
    "{\"RunType\": \"HTTP\", \"Labels\": \"istio r1\","
    " \"StartTime\": \"2026-11-22T16:20:07.5Z\", \"RequestedQPS\": \"10\","
    " \"RequestedDuration\": \"400ms\", \"ActualQPS\": 9.5,"
    " \"ActualDuration\": 421052631, \"NumThreads\": 2,"
    " \"Version\": \"1.20.0\", \"DurationHistogram\": " SAMPLE_HISTOGRAM ","
    " \"RetCodes\": {\"200\": 3, \"503\": 1},"
    " \"URL\": \"http://me:secret@host:80/a?token=secret\","
    " \"UserCredentials\": \"me:secret\", \"Payload\": \"c2VjcmV0\"}";

/* A copy of a text with the first `from` replaced; the caller frees it. */
static inline char *changed(const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);
	size_t size = strlen(text) + strlen(to) + 1;
	char *copy = calloc(size, 1);

	assert_non_null(at);
	snprintf(copy, size, "%.*s%s%s", (int)(at - text), text, to,
	    at + strlen(from));
	return copy;
}

static inline struct imported imported_text(const char *text)
{
	return imported_span(FORTIO, "f.json", span_of(text));
}

static inline struct imported imported_changed(const char *from, const char *to)
{
	char *text = changed(sample, from, to);
	struct imported o = imported_text(text);

	if (o.status)
		fail_msg("%s", o.err.msg);
	free(text);
	return o;
}

static inline void assert_label(const struct run *run, const char *key,
    const char *value)
{
	const char *got = run_label_value(run, key);

	if (!value) {
		assert_null(got);
		return;
	}
	assert_non_null(got);
	assert_string_equal(got, value);
}

static inline struct histogram histogram_of(struct imported *o)
{
	return imported_histogram(o, imported_run(o));
}

static inline void assert_bucket(const struct histogram *h, size_t i,
    struct bucket expected)
{
	assert_true(i < h->len);
	assert_int_equal(h->buckets[i].low_ns, expected.low_ns);
	assert_int_equal(h->buckets[i].high_ns, expected.high_ns);
	assert_int_equal(h->buckets[i].count, expected.count);
}

#endif
