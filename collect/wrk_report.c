/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/wrk_report.h"

#include <math.h>

#include "base/target.h"
#include "base/units.h"
#include "collect/wrk_line.h"

#define RATE_MAX 1e12
#define RESOLUTION_NS 1e3 /* both count whole microseconds */

enum place {
	OUTSIDE,
	INSIDE,
	PERCENTILES, /* behind "Latency Distribution" */
	TABLE,       /* behind "Detailed Percentile spectrum:" */
};

struct reader {
	enum place place;
	struct wrk_report report;
	struct wrk_latency *part; /* of the report; where the figures belong */
	struct arena arena;       /* of the report */
	double prompt_rps;        /* of the last line that was not blank */
	wrk_report_fn *write;
	struct source_writer *out;
};

/* What follows the words by which a line is known. */
typedef int line_fn(struct reader *r, struct span rest, struct pos pos,
    struct err *err);

bool wrk_report_starts(struct span head)
{
	bool first = false;

	while (head.len) {
		struct span line = line_clean(span_cut(&head, '\n'));
		struct words w = words_of(line);

		first = first || wrk_is_first(&w);
		if (first && wrk_is_ours(line))
			return true;
	}
	return false;
}

/* "Req/Sec  -nan  -nan  0.00  0.00%": wrk prints 0.00 there. */
static bool is_before_calibration(const struct words *w)
{
	return w->len > 1 && span_is(w->at[0], "Req/Sec") &&
	       span_find(w->at[1], SPAN("nan")) >= 0;
}

/* Of a short run without -L nothing else is left to tell. */
static bool is_short_wrk2(struct span head)
{
	double command_rps = NAN; /* wrk has no such option */

	while (head.len) {
		struct span line = line_clean(span_cut(&head, '\n'));
		struct words w = words_of(line);

		if (is_before_calibration(&w) ||
		    (wrk_is_first(&w) && !isnan(command_rps)))
			return true;
		if (line.len && !span_starts(line, SPAN("```")))
			command_rps = wrk_prompt_rate(line);
	}
	return false;
}

bool wrk_report_is_wrk2(struct span head)
{
	return is_short_wrk2(head) ||
	       span_find(head, SPAN("Thread calibration:")) >= 0 ||
	       span_find(head, SPAN("HdrHistogram")) >= 0 ||
	       span_find(head, SPAN("Detailed Percentile spectrum")) >= 0;
}

static int read_heading(struct reader *r, struct span rest, struct pos pos,
    struct err *err)
{
	struct wrk_report *report = &r->report;
	bool uncorrected = span_find(rest, SPAN("Uncorrected")) >= 0;

	(void)pos;
	(void)err;
	r->place = PERCENTILES;
	r->part = uncorrected ? &report->uncorrected : &report->latency;
	report->plain = span_find(rest, SPAN("HdrHistogram")) < 0;
	return 0;
}

/* The row "Latency"; a line with fewer words is somebody's prose. */
static int read_moments(struct reader *r, struct span rest, struct pos pos,
    struct err *err)
{
	struct wrk_latency *l = &r->report.latency;
	struct words w = words_of(rest);

	if (w.len != 4 || !span_ends(w.at[3], SPAN("%")))
		return 0;
	if (wrk_latency_parse(w.at[0], pos, &l->mean_ns, err) ||
	    wrk_latency_parse(w.at[1], pos, &l->stddev_ns, err) ||
	    wrk_latency_parse(w.at[2], pos, &l->max_ns, err))
		return -1;
	l->empty = isnan(l->mean_ns);
	l->mean_step_ns = l->empty ? 0 : duration_step(w.at[0]);
	return 0;
}

static int read_table(struct reader *r, struct span rest, struct pos pos,
    struct err *err)
{
	(void)rest;
	(void)pos;
	(void)err;
	r->place = TABLE;
	return 0;
}

static int read_socket_errors(struct reader *r, struct span rest,
    struct pos pos, struct err *err)
{
	static const char *const kinds[] = { "connect", "read", "write",
		"timeout" };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		struct span count = span_cut(&rest, ',');
		struct span kind = span_word(&count);

		if (!span_is(kind, kinds[i]))
			return err_at(err, pos,
			    "expected the number of %s errors, got \"%.*s\"",
			    kinds[i], SPAN_ARG(kind));
		if (count_parse(span_trim(count), pos, &r->report.errors[i],
			err))
			return -1;
	}
	return 0;
}

static int read_status_errors(struct reader *r, struct span rest,
    struct pos pos, struct err *err)
{
	return count_parse(span_trim(rest), pos, &r->report.errors[WRK_STATUS],
	    err);
}

static int read_rate(struct reader *r, struct span rest, struct pos pos,
    struct err *err)
{
	rest = span_trim(rest);
	if (span_find(rest, SPAN("nan")) >= 0 ||
	    span_double(rest, 0, RATE_MAX, &r->report.rate_rps))
		return 0;
	return err_at(err, pos, "expected a number, got \"%.*s\"",
	    SPAN_ARG(rest));
}

static int read_end(struct reader *r, struct span rest, struct pos pos,
    struct err *err)
{
	(void)rest;
	(void)pos;
	(void)err;
	r->report.ended = true;
	return 0;
}

static const struct {
	const char *start;
	line_fn *read;
} lines[] = {
	{ "Latency Distribution", read_heading },
	{ "Latency ", read_moments },
	{ "Detailed Percentile spectrum:", read_table },
	{ "Socket errors:", read_socket_errors },
	{ "Non-2xx or 3xx responses:", read_status_errors },
	{ "Requests/sec:", read_rate },
	{ "Transfer/sec:", read_end },
};

static int read_threads(struct reader *r, const struct words *w, struct pos pos,
    struct err *err)
{
	if (count_parse(w->at[0], pos, &r->report.threads, err))
		return -1;
	return count_parse(w->at[3], pos, &r->report.connections, err);
}

static int read_requests(struct reader *r, const struct words *w,
    struct pos pos, struct err *err)
{
	struct wrk_report *report = &r->report;
	struct span elapsed = w->at[3];

	r->place = INSIDE;
	if (span_ends(elapsed, SPAN(",")))
		elapsed.len--;
	if (!duration_parse(elapsed, &report->elapsed_ns))
		return err_at(err, pos,
		    "expected a duration with a unit, got \"%.*s\"",
		    SPAN_ARG(elapsed));
	report->elapsed_step_ns = duration_step(elapsed);
	if (!wrk_size_parse(w->at[4], &report->bytes))
		return err_at(err, pos,
		    "expected a size in bytes, got \"%.*s\"",
		    SPAN_ARG(w->at[4]));
	return count_parse(w->at[0], pos, &report->completed, err);
}

/* "99.900%  12.30ms"; anything else is passed over. */
static int read_percentile(struct reader *r, const struct words *w,
    struct pos pos, struct err *err)
{
	struct wrk_latency *l = r->part;
	struct stated_percentile *s = &l->stated[l->n_stated];
	struct span p = w->at[0];
	double half;

	if (w->len != 2 || !span_ends(p, SPAN("%")) ||
	    l->n_stated == WRK_PERCENTILES_MAX)
		return 0;
	p.len--;
	if (!span_double(p, 0, 100, &s->p))
		return err_at(err, pos, "expected a percentile, got \"%.*s\"",
		    SPAN_ARG(p));
	if (wrk_latency_parse(w->at[1], pos, &s->value_ns, err))
		return -1;
	half = fmax(duration_step(w->at[1]), RESOLUTION_NS) / 2;
	s->low_ns = fmax(s->value_ns - half, 0);
	s->high_ns = s->value_ns + half;
	if (!r->report.plain)
		s->low_ns = hdr_lowest_ns(s->low_ns);
	if (!isnan(s->value_ns))
		l->n_stated++;
	return 0;
}

static int read_inside(struct reader *r, struct span line, struct pos pos,
    struct err *err)
{
	struct words w = words_of(line);

	if (wrk_is_ours(line))
		r->report.ours = true;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		struct span start = span_of(lines[i].start);

		if (span_starts(line, start))
			return lines[i].read(r, span_skip(line, start.len), pos,
			    err);
	}
	if (wrk_is_threads(&w))
		return read_threads(r, &w, pos, err);
	if (wrk_is_requests(&w))
		return read_requests(r, &w, pos, err);
	if (r->place == PERCENTILES)
		return read_percentile(r, &w, pos, err);
	if (r->place == TABLE)
		return hdr_ladder_line(&r->part->ladder, line, pos, err);
	return 0;
}

static void report_begin(struct reader *r, const struct words *w)
{
	static const struct wrk_latency unknown = {
		.mean_ns = NAN,
		.stddev_ns = NAN,
		.max_ns = NAN,
	};
	struct wrk_report *report = &r->report;
	struct span url = w->at[4];

	*report = (struct wrk_report){
		.prompt_rps = r->prompt_rps,
		.threads = UNKNOWN,
		.connections = UNKNOWN,
		.completed = UNKNOWN,
		.bytes = UNKNOWN,
		.elapsed_ns = NAN,
		.rate_rps = NAN,
		.latency = unknown,
		.uncorrected = unknown,
	};
	report->latency.ladder = HDR_LADDER_EMPTY;
	report->uncorrected.ladder = HDR_LADDER_EMPTY;
	if (span_ends(url, SPAN("`"))) /* Markdown */
		url.len--;
	report->target = target_without_secrets(&r->arena, url);
	duration_parse(w->at[1], &report->asked_ns);
	report->asked_ns -= duration_step(w->at[1]) / 2;
	r->part = &report->latency;
	r->place = INSIDE;
}

/* Forgets the report. */
static void report_release(struct reader *r)
{
	if (r->place != OUTSIDE) {
		hdr_ladder_release(&r->report.latency.ladder);
		hdr_ladder_release(&r->report.uncorrected.ladder);
	}
	arena_release(&r->arena);
	r->place = OUTSIDE;
}

/* Nothing completed, or nothing recorded: the zeros are no latencies. */
static bool is_empty(const struct wrk_report *r, const struct wrk_latency *l)
{
	return l->empty || r->completed == 0 ||
	       (l->ladder.whole && !l->ladder.count);
}

static int report_end(struct reader *r, struct err *err)
{
	struct wrk_report *report = &r->report;
	int status = 0;

	if (r->place != OUTSIDE && report->ours) {
		report->latency.empty = is_empty(report, &report->latency);
		report->uncorrected.empty =
		    is_empty(report, &report->uncorrected);
		status = r->write(report, r->out, err);
	}
	report_release(r);
	return status;
}

static int read_line(void *reader, struct span line, struct pos pos,
    struct err *err)
{
	struct reader *r = reader;
	struct words w = words_of(line);

	if (wrk_is_first(&w)) {
		if (report_end(r, err))
			return -1;
		report_begin(r, &w);
	} else if (r->place != OUTSIDE) {
		if (read_inside(r, line, pos, err) ||
		    (r->report.ended && report_end(r, err)))
			return -1;
	}
	if (line.len && !span_starts(line, SPAN("```")))
		r->prompt_rps = wrk_prompt_rate(line);
	return 0;
}

int wrk_reports_read(struct input *in, wrk_report_fn *write,
    struct source_writer *out, struct err *err)
{
	struct reader r = { .prompt_rps = NAN, .write = write, .out = out };
	int status = lines_read(in, read_line, &r, err);

	if (!status)
		status = report_end(&r, err);
	report_release(&r);
	if (!status && !source_runs(out))
		return err_set(err,
		    "%s: expected a line \"Running ... test @ URL\"",
		    input_name(in));
	return status;
}
