/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nighthawk's results in fortio's form (--output-format fortio,
 * experimental_fortio_pedantic; 2019 to 2026).  It looks like fortio's, but:
 *
 *   - Numbers are strings ("Count": "48"), but for the pedantic form;
 *     RequestedQPS is a number.
 *   - Data is an HdrHistogram's percentile ladder: its first bucket holds the
 *     minimum, so Start equals End and Percent is 0 (very old ones leave it
 *     out); a bucket is (Start, End], and an empty one has Count 0.
 *   - Percentiles come from the HdrHistogram (4 digits), not from Data: each
 *     value is the largest of those that it stands for.  Very old ones give
 *     shares, 0.5 instead of 50.
 *   - Count is of the latencies; requests are ActualQPS times ActualDuration,
 *     and RetCodes has the 2xx alone, so that failed ones are not told.
 *   - NumThreads is connections times workers.
 *   - ActualDuration is in nanoseconds, in very old ones in seconds.
 *   - Min, Max, Sum, Avg, StdDev, Version, RunType came later.
 *
 * Whether the run was open or closed loop is not said.
 */
#include <stdlib.h>
#include <string.h>

#include "base/units.h"
#include "collect/documents.h"
#include "collect/fortio.h"
#include "collect/importer.h"
#include "collect/nighthawk.h"

#define SHORTEST_NS 1000000 /* of a run; a smaller duration is in seconds */

static int read_facts(const struct json_node *root, struct arena *a,
    struct run_facts *facts, struct err *err)
{
	*facts = RUN_UNKNOWN;
	facts->tool = "nighthawk";
	/* Of all that were answered, whatever the status. */
	facts->population = POPULATION_ALL;
	facts->percentile_rule = "hdr";
	if (fortio_facts(root, a, facts, err) ||
	    json_string_try(root, "Version", &facts->tool_version, err))
		return -1;
	if (facts->duration_ns > 0 && facts->duration_ns < SHORTEST_NS)
		facts->duration_ns *= NS_PER_S;
	return 0;
}

/* The largest of what the file knows: latencies, statuses, rate times time. */
static int64_t requests_of(const struct run_facts *facts,
    const struct fortio_moments *m, const struct fortio_codes *codes)
{
	double sent = facts->achieved_rps * (double)facts->duration_ns / 1e9;
	int64_t requests = m->count > codes->total ? m->count : codes->total;

	if (facts->duration_ns > 0 && sent < (double)FORTIO_COUNT_MAX &&
	    sent > (double)requests)
		requests = llround(sent);
	return requests;
}

static bool are_shares(const struct json_node *list)
{
	struct json_node e;
	struct err ignored;

	for (e = json_first(list); e.value; e = json_after(&e)) {
		double p = 0;

		if (json_number(&e, "Percentile", &p, &ignored) || p > 1)
			return false;
	}
	return true;
}

static int write_percentiles(const struct json_node *histogram,
    struct source_writer *w, struct err *err)
{
	struct json_node list, e;
	double scale;

	if (json_array_try(histogram, "Percentiles", &list, err))
		return -1;
	scale = are_shares(&list) ? 100 : 1;
	for (e = json_first(&list); e.value; e = json_after(&e)) {
		struct stated_percentile p = { 0 };

		if (fortio_percentile(&e, scale, &p, err))
			return -1;
		p.low_ns = nighthawk_hdr_low(p.value_ns);
		p.high_ns = p.value_ns;
		if (series_percentile(w, &p, err))
			return -1;
	}
	return 0;
}

/* The first bucket is the minimum, as exact as HdrHistogram has it. */
static int write_histogram(const struct fortio_moments *m,
    struct fortio_buckets *b, struct source_writer *w, struct err *err)
{
	struct bucket *first = b->at;

	if (!b->len)
		return 0;
	if (first->low_ns == first->high_ns)
		first->low_ns =
		    (int64_t)nighthawk_hdr_low((double)first->high_ns);
	return fortio_histogram(w, m, b, err);
}

static int write_series(const struct json_node *root,
    const struct run_facts *facts, struct fortio_buckets *b,
    struct source_writer *w, struct err *err)
{
	struct series_facts total = SERIES_UNKNOWN;
	struct fortio_moments m;
	struct fortio_codes codes;
	struct json_node histogram;

	if (json_object(root, "DurationHistogram", &histogram, err) ||
	    fortio_moments(&histogram, &m, err) ||
	    fortio_buckets(&histogram, b, err) ||
	    fortio_codes(root, &codes, err))
		return -1;
	total.requests = requests_of(facts, &m, &codes);
	if (json_member(&histogram, "Percentiles").value)
		total.evidence = EVIDENCE_PERCENTILES;
	if (fortio_series(w, total, &m, b, err) ||
	    write_percentiles(&histogram, w, err) ||
	    fortio_statuses(root, w, err))
		return -1;
	return write_histogram(&m, b, w, err);
}

int nighthawk_fortio_write(const struct json_node *root,
    const struct run_facts *facts, struct source_writer *w, struct err *err)
{
	struct fortio_buckets buckets = { 0 };
	int status;

	if (source_run(w, facts, err) || fortio_labels(root, w, err))
		return -1;
	status = write_series(root, facts, &buckets, w, err);
	free(buckets.at);
	return status;
}

static int write_run(const struct json_node *root, struct arena *a,
    struct source_writer *w, struct err *err)
{
	struct run_facts facts;

	if (read_facts(root, a, &facts, err))
		return -1;
	return nighthawk_fortio_write(root, &facts, w, err);
}

static bool sniff(struct span head)
{
	return fortio_kind_of(head) == FORTIO_NIGHTHAWK;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return document_import(in, write_run, out, err);
}

const struct importer importer_nighthawk_fortio = {
	.name = "nighthawk-fortio",
	.about = "nighthawk_client --output-format fortio: one run",
	.evidence = "histogram",
	.omission = "not corrected; closed loop unless run with --open-loop",
	.sniff = sniff,
	.import = import,
};
