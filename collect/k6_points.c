/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/k6_points.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/units.h"
#include "collect/digits.h"

#define LATENCY_MAX_MS 1e9 /* eleven days */
#define COUNT_MAX 9e15
#define PATH_BYTES 1024 /* of the groups that a check is in, and its name */
#define MS 1000000

void k6_merge(void *first, const void *worker)
{
	struct k6_tally *into = first;
	const struct k6_tally *from = worker;

	if (from->vus > into->vus)
		into->vus = from->vus;
	into->failed_said |= from->failed_said;
	into->grpc_unjudged |= from->grpc_unjudged;
}

/* Most points are of others, which the length tells already. */
enum k6_metric k6_metric_of(struct span name)
{
	switch (name.len) {
	case 3:
		return span_is(name, "vus") ? K6_VUS : K6_OTHER;
	case 6:
		return span_is(name, "checks") ? K6_CHECKS : K6_OTHER;
	case 13:
		return span_is(name, "data_received") ? K6_RECEIVED : K6_OTHER;
	case 15:
		return span_is(name, "http_req_failed") ? K6_FAILED : K6_OTHER;
	case 17:
		if (span_is(name, "http_req_duration"))
			return K6_DURATION;
		return span_is(name, "grpc_req_duration") ? K6_GRPC : K6_OTHER;
	default:
		return K6_OTHER;
	}
}

/* "0.42876" milliseconds are 428760 ns, without a detour over a double. */
static bool parse_latency(struct span s, int64_t *ns)
{
	struct span whole, rest = s;
	int64_t ms, part = 0;
	double value;

	whole = span_cut(&rest, '.');
	if (whole.len <= 9 && rest.len <= 6 && digits_parse(whole, &ms) &&
	    (!rest.len || digits_parse(rest, &part))) {
		for (size_t i = rest.len; i < 6; i++)
			part *= 10;
		*ns = ms * MS + part;
		return true;
	}
	if (!span_double(s, 0, LATENCY_MAX_MS, &value))
		return false;
	*ns = llround(value * MS);
	return true;
}

static const char *failure_kind(struct span error_code)
{
	int64_t code;

	if (!span_int(error_code, 1000, 9999, &code))
		return "other";
	if (code >= 1400 && code < 1600)
		return "status";
	if (code == 1050 || code == 1211)
		return "timeout";
	if (code >= 1100 && code < 1220)
		return "connect";
	return code >= 1220 && code < 1300 ? "socket" : "other";
}

/* What k6 says of it: the error's words, or the status. */
static void count_failure(struct k6_tally *t, const struct k6_point *p)
{
	const char *kind = failure_kind(p->error_code);

	row_series(t->rows.tally, p->name, ROW_REQUEST)->errors++;
	row_failure(t->rows.tally, kind, p->error.len ? p->error : p->status);
}

/* Its series, or NULL and an error. */
static struct row_series *add_latency(struct k6_tally *t, enum row_part part,
    const struct k6_point *p, struct err *err)
{
	const char *metric =
	    part == ROW_REQUEST ? "http_req_duration" : "grpc_req_duration";
	struct row_series *s;
	int64_t ns;

	if (!parse_latency(p->value, &ns)) {
		err_set(err, "%s: expected milliseconds, got \"%.*s\"", metric,
		    SPAN_ARG(p->value));
		return NULL;
	}
	if (ns > p->end_ns) {
		err_set(err, "%s: began before 1970", metric);
		return NULL;
	}
	s = row_series(t->rows.tally, p->name, part);
	row_add(t->rows.tally, s, p->end_ns - ns, ns);
	return s;
}

static int count_latency(struct k6_tally *t, const struct k6_point *p,
    struct err *err)
{
	int64_t status;

	if (!add_latency(t, ROW_REQUEST, p, err))
		return -1;
	if (p->status.len == 3 && digits_parse(p->status, &status))
		t->rows.tally->status[status]++;
	return 0;
}

static int count_call(struct k6_tally *t, const struct k6_point *p,
    struct err *err)
{
	struct row_series *s = add_latency(t, ROW_APART, p, err);

	if (!s)
		return -1;
	t->grpc_unjudged |= !p->status.len;
	if (!p->status.len || span_is(p->status, "0"))
		return 0;
	s->errors++;
	row_failure(t->rows.tally, "grpc", p->status);
	return 0;
}

/* What is within the quotes of CSV; in JSON none are left. */
static struct span within_quotes(struct span s, bool *quoted)
{
	if (s.len < 2 || s.at[0] != '"')
		return s;
	*quoted = true;
	return (struct span){ s.at + 1, s.len - 2 };
}

/* "::a" and "ok" are "a::ok", with the escapes that both have in the file. */
static void count_check(struct k6_tally *t, const struct k6_point *p,
    bool passed)
{
	char path[PATH_BYTES];
	bool quoted = false;
	struct span group = within_quotes(p->group, &quoted);
	struct span name = within_quotes(p->name, &quoted);
	const char *quote = quoted ? "\"" : "";

	if (!span_take(&group, SPAN("::")) || !group.len) {
		row_check(t->rows.tally, p->name, passed);
		return;
	}
	snprintf(path, sizeof(path), "%s%.*s::%.*s%s", quote, SPAN_ARG(group),
	    SPAN_ARG(name), quote);
	row_check(t->rows.tally, span_of(path), passed);
}

int k6_take(struct k6_tally *t, enum k6_metric metric, const struct k6_point *p,
    struct err *err)
{
	double value;
	int64_t whole;

	if (metric == K6_DURATION)
		return count_latency(t, p, err);
	if (metric == K6_GRPC)
		return count_call(t, p, err);
	if (!span_double(p->value, 0, COUNT_MAX, &value))
		return err_set(err, "value: expected a number, got \"%.*s\"",
		    SPAN_ARG(p->value));
	whole = llround(value);
	if (metric == K6_CHECKS)
		count_check(t, p, whole != 0);
	else if (metric == K6_VUS)
		t->vus = whole > t->vus ? whole : t->vus;
	else if (metric == K6_RECEIVED)
		row_bytes(t->rows.tally, whole);
	else if (whole)
		count_failure(t, p);
	t->failed_said |= metric == K6_FAILED;
	return 0;
}

int k6_write(struct k6_tally *t, struct row_writing how,
    struct source_writer *out, struct err *err)
{
	struct row_tally *rows = t->rows.tally;
	struct run_facts f = RUN_UNKNOWN;
	char vus[24];

	how.requests_known = true;
	how.apart = "grpc";
	how.errors_known = t->failed_said;
	if (row_requests(rows) && row_total_part(rows) == ROW_APART)
		how.errors_known = true;
	if (t->grpc_unjudged)
		how.errors_known = false;
	f.tool = "k6";
	f.population = POPULATION_ALL;
	f.bytes_received = rows->bytes;
	f.incomplete = t->rows.cut ? "the last line is cut" : NULL;
	if (row_requests(rows)) {
		how.origin_ns = rows->first_ns;
		f.started_at_ns = rows->first_ns;
		f.duration_ns = rows->last_ns - rows->first_ns;
	}
	if (f.duration_ns > 0)
		f.achieved_rps =
		    (double)row_requests(rows) * 1e9 / (double)f.duration_ns;
	snprintf(vus, sizeof(vus), "%lld", (long long)t->vus);
	if (source_run(out, &f, err) ||
	    (t->vus && run_label(out, "vus", vus, LABEL_TOOL, err)))
		return -1;
	return row_tally_write(rows, &how, out, err);
}
