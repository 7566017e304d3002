/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `vegeta report -type hdrplot` (12.10).
 *
 *	Value(ms)  Percentile  TotalCount  1/(1-Percentile)
 *	0.320628   0.000000    0           1.000000
 *	1.579758   0.100000    100         1.111111
 *	...
 *	71.418635  1.000000    1000        10000000.000000
 *
 * - It looks like HdrHistogram's table, but TotalCount is the share times the
 *   number of requests, not a count of anything: no bucket is known, only
 *   percentiles.  They are estimates of a t-digest.
 * - The first value is the least latency, and the last one the greatest: they
 *   are those of the report in JSON.
 * - The count of the last row, whose share is 0.9999999 rounded, is the number
 *   of requests, unless there are more than 5 million.
 * - Latencies are of all requests, also of those that failed or timed out.
 *   Vegeta sends by its own schedule (an open loop).
 * - Nothing else is said: neither rate, nor duration, nor errors.
 */
#include <math.h>

#include "collect/report_line.h"
#include "collect/sniff.h"
#include "collect/summary.h"

#define MS_MAX 1e9
#define STEP_NS 1 /* 6 digits of a millisecond */
#define EXACT_MAX 5000000

static bool sniff(struct span head)
{
	return span_starts(sniff_start(head), SPAN("Value(ms) "));
}

static int read_row(void *reader, struct span line, struct pos pos,
    struct err *err)
{
	struct summary *s = reader;
	struct words w = words_of(line);
	double ms, share;
	int64_t count;

	if (!line.len || span_starts(line, SPAN("Value(ms)")))
		return 0;
	if (w.len < 3 || !span_double(w.at[0], 0, MS_MAX, &ms) ||
	    !span_double(w.at[1], 0, 1, &share) ||
	    !span_int(w.at[2], 0, COUNT_MAX, &count))
		return err_at(err, pos,
		    "expected a value, a percentile (0 to 1) and a count, "
		    "got \"%.*s\"",
		    SPAN_ARG(line));
	summary_percentile(s, share * 100, ms * 1e6, STEP_NS);
	if (share == 0)
		s->total.min_ns = llround(ms * 1e6);
	if (share == 1)
		s->total.max_ns = llround(ms * 1e6);
	if (share == 1 && count <= EXACT_MAX)
		s->total.requests = count;
	s->run.incomplete =
	    share == 1 ? NULL : "the percentile table stops early";
	return 0;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct summary s;
	int status;

	summary_begin(&s, "vegeta");
	s.run.load_model = LOAD_OPEN;
	s.run.population = POPULATION_ALL;
	s.run.percentile_rule = "t-digest";
	s.run.incomplete = "the percentile table stops early";
	status = lines_read(in, read_row, &s, err);
	if (!status && !input_pos(in).line)
		status = err_set(err, "%s: expected a table, got nothing",
		    input_name(in));
	if (!status && s.total.requests == 0) { /* zeros are no latencies */
		s.n_stated = 0;
		s.total.min_ns = s.total.max_ns = UNKNOWN;
	}
	if (!status)
		status = summary_write(&s, out, err);
	summary_release(&s);
	return status;
}

const struct importer importer_vegeta_hdrplot = {
	.name = "vegeta-hdrplot",
	.about = "vegeta report -type hdrplot: percentiles",
	.evidence = "percentiles",
	.omission = "open loop; a late start is not part of a latency",
	.sniff = sniff,
	.import = import,
};
