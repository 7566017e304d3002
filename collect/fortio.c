/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/fortio.h"

#include <stdlib.h>
#include <string.h>

#include "base/target.h"
#include "base/units.h"
#include "collect/sniff.h"

#define DURATION_MAX_NS (INT64_C(366) * 86400 * NS_PER_S)
#define COUNTS_MAX ((int64_t)1 << 40) /* threads, streams, ... */

/* ---- whose file ---- */

static bool is_string(struct span value)
{
	return value.len && *value.at == '"';
}

/* Nighthawk's buckets begin with the share 0, or have counts in strings. */
static bool is_nighthawk(struct span histogram)
{
	struct span value, list, first;

	if (json_key_value(histogram, "Count", &value) && is_string(value))
		return true;
	if (!json_key_value(histogram, "Data", &list))
		return false;
	first = json_first_element(list);
	if (json_key_value(first, "Count", &value) && is_string(value))
		return true;
	return json_key_value(first, "Percent", &value) && span_is(value, "0");
}

static bool is_failure(struct span head)
{
	struct span value;

	if (json_has_key(head, "Error") && json_has_key(head, "Exception"))
		return true;
	return json_key_value(head, "error", &value) &&
	       span_is(value, "true") &&
	       (json_has_key(head, "message") ||
		   json_has_key(head, "exception"));
}

enum fortio_kind fortio_kind_of(struct span head)
{
	struct span histogram;

	if (!json_key_value(head, "DurationHistogram", &histogram))
		return is_failure(head) ? FORTIO_FAILED : FORTIO_NONE;
	if (!json_has_key(head, "RequestedQPS") &&
	    !json_has_key(head, "ActualQPS"))
		return FORTIO_NONE;
	if (!json_has_key(histogram, "Count") &&
	    !json_has_key(histogram, "Data"))
		return FORTIO_NONE;
	return is_nighthawk(histogram) ? FORTIO_NIGHTHAWK : FORTIO_RESULT;
}

/* ---- the run ---- */

/* "100", 100, or "max": as fast as it can, which 0 means as well. */
static int read_offered(const struct json_node *root, double *rps,
    struct err *err)
{
	struct json_node node = json_member(root, "RequestedQPS");
	const char *text = "";
	double value = NAN;

	if (!json_is_string(&node)) {
		if (json_number_try(root, "RequestedQPS", &value, err))
			return -1;
	} else if (json_string(root, "RequestedQPS", &text, err)) {
		return -1;
	}
	if (strcmp(text, "max") == 0)
		value = 0;
	else if (*text && !span_double(span_of(text), -1e15, 1e15, &value))
		return json_fail(&node, err,
		    "expected a rate or \"max\", got \"%.100s\"", text);
	if (!isnan(value))
		*rps = value > 0 ? value : INFINITY;
	return 0;
}

static int read_start(const struct json_node *root, int64_t *ns,
    struct err *err)
{
	struct json_node node = json_member(root, "StartTime");
	const char *text = "";

	if (json_string_try(root, "StartTime", &text, err))
		return -1;
	/* Go writes the year 1 for a time that was never set. */
	if (!*text || strncmp(text, "0001-", 5) == 0)
		return 0;
	if (!time_parse(span_of(text), ns))
		return json_fail(&node, err,
		    "expected a time as 2026-11-22T16:15:29Z, got \"%.100s\"",
		    text);
	return 0;
}

static int read_target(const struct json_node *root, struct arena *a,
    const char **target, struct err *err)
{
	const char *text = "";

	if (json_string_try(root, "Destination", &text, err) ||
	    json_string_try(root, "URL", &text, err))
		return -1;
	if (*text)
		*target = target_without_secrets(a, span_of(text));
	return 0;
}

/* What came back: of TCP and UDP the bytes, of HTTP the sum of all sizes. */
static int read_bytes(const struct json_node *root, int64_t *bytes,
    struct err *err)
{
	struct json_node sizes;
	double sum = NAN;

	if (json_object_try(root, "Sizes", &sizes, err) ||
	    json_number_try(&sizes, "Sum", &sum, err))
		return -1;
	if (sum >= 0 && sum < 0x1p62)
		*bytes = (int64_t)sum;
	return fortio_count(root, "BytesReceived", INT64_MAX, bytes, err);
}

int fortio_facts(const struct json_node *root, struct arena *a,
    struct run_facts *out, struct err *err)
{
	const char *name = NULL;

	if (json_string_try(root, "Labels", &name, err) ||
	    read_start(root, &out->started_at_ns, err) ||
	    read_offered(root, &out->offered_rps, err) ||
	    json_number_try(root, "ActualQPS", &out->achieved_rps, err) ||
	    fortio_count(root, "ActualDuration", DURATION_MAX_NS,
		&out->duration_ns, err) ||
	    fortio_count(root, "NumThreads", COUNTS_MAX, &out->connections,
		err) ||
	    read_target(root, a, &out->target, err) ||
	    read_bytes(root, &out->bytes_received, err))
		return -1;
	if (name && *name)
		out->name = name;
	return 0;
}

/* ---- status codes ---- */

/*
 * Not fortio's own rule, by which 418 is good and 302 is not.  What the gRPC
 * health service answers was a number before fortio 0.8: 1, or 0 for a server
 * that does not know.
 */
bool fortio_is_good(const char *code)
{
	if (strcmp(code, "0") == 0 || strcmp(code, "1") == 0)
		return true;
	return !status_is_error(span_of(code));
}

int fortio_codes(const struct json_node *root, struct fortio_codes *out,
    struct err *err)
{
	struct json_node codes, e;

	*out = (struct fortio_codes){ 0 };
	if (json_object_try(root, "RetCodes", &codes, err))
		return -1;
	out->stated = codes.value != NULL;
	for (e = json_first(&codes); e.value; e = json_after(&e)) {
		int64_t n = 0;

		if (fortio_count(&e, NULL, FORTIO_COUNT_MAX, &n, err))
			return -1;
		if (n > FORTIO_COUNT_MAX - out->total)
			return json_fail(&e, err, "too many requests");
		out->total += n;
		out->good += fortio_is_good(e.key) ? n : 0;
	}
	return 0;
}

/* The kind of error that a code stands for, or NULL: it is a status. */
static const char *error_kind(const char *code)
{
	int64_t number;

	if (strcmp(code, "-1") == 0)
		return "socket";
	if (fortio_is_good(code) || span_int(span_of(code), -999, 999, &number))
		return NULL;
	return "request";
}

int fortio_status(struct source_writer *w, const char *code, int64_t n,
    struct err *err)
{
	const char *kind = error_kind(code);

	if (!n)
		return 0;
	if (series_status(w, code, n, err))
		return -1;
	if (!kind)
		return 0;
	return series_error(w, kind, *code == '-' ? NULL : code, n, err);
}

int fortio_statuses(const struct json_node *root, struct source_writer *w,
    struct err *err)
{
	struct json_node codes = json_member(root, "RetCodes"), e;

	for (e = json_first(&codes); e.value; e = json_after(&e)) {
		int64_t n = 0;

		if (json_loose_integer(&e, NULL, &n, err) ||
		    fortio_status(w, e.key, n, err))
			return -1;
	}
	return 0;
}
