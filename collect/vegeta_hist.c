/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vegeta's histogram as text: `vegeta report -type='hist[0,1ms,2ms]'`.
 *
 *	Bucket           #    %       Histogram
 *	[0s,     1ms]    1    0.17%
 *	[1ms,    2ms]    125  20.83%  ###############
 *	[50ms,   +Inf]   3    0.50%
 *
 * - A bucket has its lower end and not its upper one, though the brackets look
 *   closed.  Ends are what the user asked for, and exact.
 * - The last bucket has no upper end.  Where requests are in it, they are
 *   known only to be slower, so the distribution is kept as the points between
 *   the buckets: the share of requests below each.
 * - Nothing else is said: no URL, no time, no status.  What holds for every
 *   run of vegeta: vegeta_report.h.
 */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/units.h"
#include "collect/importer.h"
#include "collect/report_line.h"
#include "collect/vegeta_report.h"

#define BUCKETS_MAX 100000

struct rows {
	struct bucket *at;
	size_t len, cap;
	int64_t count; /* of all */
	bool ended;    /* the row without an end was there */
};

static bool is_header(struct span line)
{
	struct words w = words_of(line);

	return w.len == 4 && span_is(w.at[0], "Bucket") &&
	       span_is(w.at[1], "#") && span_is(w.at[2], "%") &&
	       span_is(w.at[3], "Histogram");
}

static bool sniff(struct span head)
{
	return lines_any(head, is_header);
}

static int end_parse(struct span text, struct pos pos, int64_t *ns,
    struct err *err)
{
	double value;

	if (span_is(text, "0") || span_is(text, "0s"))
		value = 0;
	else if (!duration_parse(text, &value))
		return err_at(err, pos,
		    "expected the end of a bucket, got \"%.*s\"",
		    SPAN_ARG(text));
	*ns = llround(value);
	return 0;
}

static int parse_row(struct span line, struct pos pos, struct bucket *b,
    struct err *err)
{
	struct span rest = span_skip(line, 1), low, high;

	low = span_trim(span_cut(&rest, ','));
	high = span_trim(span_cut(&rest, ']'));
	b->high_ns = UNKNOWN;
	if (end_parse(low, pos, &b->low_ns, err))
		return -1;
	if (!span_is(high, "+Inf") && end_parse(high, pos, &b->high_ns, err))
		return -1;
	if (b->high_ns != UNKNOWN && b->high_ns < b->low_ns)
		return err_at(err, pos, "a bucket that ends before it begins");
	return count_parse(span_word(&rest), pos, &b->count, err);
}

static int add_row(struct rows *r, struct span line, struct pos pos,
    struct err *err)
{
	struct bucket b;

	if (parse_row(line, pos, &b, err))
		return -1;
	if (r->len == BUCKETS_MAX || b.count > COUNT_MAX - r->count)
		return err_at(err, pos, "expected fewer requests");
	if (r->len && b.low_ns != r->at[r->len - 1].high_ns)
		return err_at(err, pos,
		    "expected a bucket that begins where the one before ends");
	r->at = grow(r->at, r->len, &r->cap, sizeof(*r->at));
	r->at[r->len++] = b;
	r->count += b.count;
	r->ended = b.high_ns == UNKNOWN;
	return 0;
}

/* Requests that are only known to be slower than something. */
static int64_t unbounded(const struct rows *r)
{
	return r->ended ? r->at[r->len - 1].count : 0;
}

static int write_histogram(const struct rows *r, struct source_writer *out,
    struct err *err)
{
	struct histogram h = HISTOGRAM_EMPTY;
	int status = 0;

	for (size_t i = 0; i < r->len && !status; i++)
		if (r->at[i].count)
			status = histogram_append(&h, r->at[i], err);
	if (!status)
		status = series_histogram(out, -1, &h, err);
	histogram_release(&h);
	return status;
}

static int write_points(const struct rows *r, struct source_writer *out,
    struct err *err)
{
	int64_t below = 0;

	for (size_t i = 0; i + 1 < r->len; i++) {
		const struct bucket *b = &r->at[i];
		struct stated_percentile p = {
			.value_ns = (double)b->high_ns,
			.low_ns = (double)b->low_ns,
			.high_ns = (double)b->high_ns,
		};

		below += b->count;
		p.p = 100 * (double)below / (double)r->count;
		if (b->count && series_percentile(out, &p, err))
			return -1;
	}
	return 0;
}

static int write_run(const struct rows *r, struct source_writer *out,
    struct err *err)
{
	struct run_facts facts = vegeta_facts();
	struct series_facts total = SERIES_UNKNOWN;

	if (!r->ended)
		facts.incomplete = "the histogram stops early";
	total.name = "total";
	if (r->ended)
		total.requests = r->count;
	if (r->count)
		total.evidence =
		    unbounded(r) ? EVIDENCE_PERCENTILES : EVIDENCE_HISTOGRAM;
	if (source_run(out, &facts, err) || run_series(out, &total, err))
		return -1;
	if (!r->count)
		return 0;
	return unbounded(r) ? write_points(r, out, err)
			    : write_histogram(r, out, err);
}

/* Takes the rows that follow; then what stands in *line is none. */
static int read_rows(struct input *in, struct rows *r, struct span *line,
    struct err *err)
{
	int status;

	while ((status = input_line(in, line, err)) == 1) {
		*line = line_clean(*line);
		if (!span_starts(*line, SPAN("[")) || r->ended)
			break;
		if (add_row(r, *line, input_pos(in), err))
			return -1;
	}
	return status;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct span line;
	int status = input_line(in, &line, err);

	while (status == 1) {
		struct rows rows = { 0 };

		if (!is_header(line_clean(line))) {
			status = input_line(in, &line, err);
			continue;
		}
		status = read_rows(in, &rows, &line, err);
		if (status >= 0 && write_run(&rows, out, err))
			status = -1;
		free(rows.at);
	}
	if (!status && !source_runs(out))
		return err_set(err,
		    "%s: expected a line \"Bucket # %% Histogram\"",
		    input_name(in));
	return status;
}

const struct importer importer_vegeta_hist = {
	.name = "vegeta-hist",
	.about = "vegeta report -type='hist[...]': what it prints",
	.evidence = "histogram",
	.omission = "not affected: open loop",
	.sniff = sniff,
	.import = import,
};
