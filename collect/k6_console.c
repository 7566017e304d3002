/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The summary that k6 prints at the end (0.2x to 2.2).
 *
 *	  scenarios: (100.00%) 1 scenario, 4 max VUs, 35s max duration
 *	           * default: 4 looping VUs for 5s (gracefulStop: 30s)
 *
 *	     x status 200
 *	      > 88% - v 178 / x 23
 *
 *	     checks...............: 88.55% v 178        x 23
 *	   v http_req_duration....: avg=732.9us min=231.11us med=628.96us ...
 *	       { expected_response:true }...: avg=755.49us ...
 *	   x http_req_failed......: 11.44% v 23         x 178
 *	     http_reqs............: 201    100.409521/s
 *	     vus..................: 4      min=4        max=4
 *	     vus_max..............: 16     min=16       max=16
 *
 * (v and x stand for check marks, > for an arrow.)  k6_summary.h tells what
 * the metrics mean.  Since 1.0 it has sections,
 *
 *	  # THRESHOLDS
 *	    http_req_duration
 *	    v 'p(95)<500' p(95)=3.02ms
 *	  # TOTAL RESULTS
 *	    checks_total.......: 201     100.40/s
 *	    checks_succeeded...: 88.55%  178 out of 201
 *	    checks_failed......: 11.44%  23 out of 201
 *	    v status 200
 *	    HTTP
 *	    http_req_failed....: 11.44%  23 out of 201
 *
 * and, with --summary-mode=full, a "# GROUP: ..." or "# SCENARIO: ..." of the
 * same metrics for each part behind, which are not read.
 *
 * - A time is cut, not rounded, behind the second digit of its unit, and
 *   behind the second if it has minutes; zeros at the end are dropped.  With a
 *   fixed unit (summaryTimeUnit) it is rounded there.
 * - A check that never failed has no counts; what is left of those of all
 *   checks is its own, or that of all such checks together.
 * - A mark before a metric tells whether all its thresholds were kept.
 * - A part of a metric, "{ name:a }", follows the whole, also among thresholds;
 *   where the whole has none, the part has the name of both there.
 * - Before 1.0, the checks of a group follow a section that has its name (and
 *   of a group in a group its own alone: which one it is in, only the indent
 *   would tell).  Later versions add up what has one name.
 */
#include "collect/importer.h"
#include "collect/k6_line.h"
#include "collect/report_line.h"

#define SECTION SPAN("\xe2\x96\x88")
#define ARROW SPAN("\xe2\x86\xb3")

enum place { TOTALS, THRESHOLDS, PARTS };

struct reader {
	struct k6_summary summary;
	enum place place;
	bool begun, ended;         /* a metric, the last metric was seen */
	enum k6_protocol protocol; /* of the last latencies */
	bool in_latency;           /* what follows are parts of them */
	const char *metric;        /* whose parts may follow, or "" */
	const char *limited;       /* metric of the thresholds that follow */
	const char *group;         /* of the checks that follow, or NULL */
	const char *check;         /* of the last line, if it had one */
	const char *plain;         /* the last check without counts */
	size_t n_plain;
	int64_t passed, failed;             /* of all checks */
	int64_t known_passed, known_failed; /* of those with counts */
	bool closed, open;                  /* scenarios of such a kind */
	struct source_writer *out;
};

static bool is_ours(struct span line)
{
	static const char *const names[] = { "http_req_duration", "iterations",
		"iteration_duration", "vus_max", "grpc_req_duration" };
	struct span name, values;

	k6_take_mark(&line);
	if (!k6_is_metric(line, &name, &values))
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (span_is(name, names[i]))
			return true;
	return false;
}

static bool sniff(struct span head)
{
	char buffer[LINE_SHOWN_MAX];

	while (head.len)
		if (is_ours(line_uncolored(span_cut(&head, '\n'), buffer)))
			return true;
	return false;
}

static int read_trend(struct reader *r, struct span part, struct span values,
    struct pos pos, struct err *err)
{
	struct k6_trend t = K6_TREND_EMPTY;

	for (struct span word = span_word(&values); word.len;
	     word = span_word(&values)) {
		struct span key = span_cut(&word, '=');

		if (k6_read_statistic(&t, key, word, pos, err))
			return -1;
	}
	if (!k6_add_trend(&r->summary, r->protocol, part, &t))
		return err_at(err, pos, "expected fewer parts");
	return 0;
}

static int read_iterations(struct k6_summary *s, struct span values,
    struct pos pos, struct err *err)
{
	int64_t count;

	if (k6_read_counter(values, pos, &count, &s->iteration_rate, err))
		return -1;
	s->iterations = (double)count;
	return 0;
}

static int read_metric(struct reader *r, struct span name, struct span values,
    struct pos pos, struct err *err)
{
	struct k6_summary *s = &r->summary;
	struct span part;
	int64_t ignored;

	if (span_is(name, "http_reqs"))
		return k6_read_counter(values, pos, &s->requests,
		    &s->facts.achieved_rps, err);
	if (span_is(name, "iterations"))
		return read_iterations(s, values, pos, err);
	if (span_is(name, "http_req_failed"))
		return k6_read_shares(values, pos, &s->failed, &ignored, err);
	if (span_is(name, "checks") || span_is(name, "checks_succeeded"))
		return k6_read_shares(values, pos, &r->passed, &r->failed, err);
	if (span_is(name, "vus"))
		return k6_read_gauge(values, pos, &s->vus_min, &s->vus_max,
		    err);
	if (span_is(name, "vus_max")) {
		r->ended = true;
		return k6_read_gauge(values, pos, &ignored, &s->vus_allocated,
		    err);
	}
	if (!k6_is_latency(name, &r->protocol, &part))
		return 0;
	r->in_latency = true;
	return read_trend(r, part, values, pos, err);
}

/* ---- reports ---- */

static int keep_check(struct reader *r, const char *name, int64_t passed,
    int64_t failed, struct pos pos, struct err *err)
{
	if (!k6_add_check(&r->summary, name, passed, failed))
		return err_at(err, pos, "expected fewer checks");
	return 0;
}

static int keep_threshold(struct reader *r, const char *metric,
    const char *expression, enum k6_mark mark, struct pos pos, struct err *err)
{
	if (!k6_add_threshold(&r->summary, metric, expression, mark == K6_GOOD))
		return err_at(err, pos, "expected fewer thresholds");
	return 0;
}

/* No counts followed the check. */
static void settle_check(struct reader *r)
{
	if (!r->check)
		return;
	r->plain = r->check;
	r->n_plain++;
	r->check = NULL;
}

/* What the checks with counts leave of all. */
static int keep_rest(struct reader *r, struct pos pos, struct err *err)
{
	int64_t passed, failed;
	const char *name = "checks without counts of their own";

	settle_check(r);
	passed = r->passed - r->known_passed;
	failed = r->failed - r->known_failed;
	if (r->n_plain == 1)
		name = r->plain;
	if (!r->n_plain || passed < 0 || failed < 0)
		return 0;
	return keep_check(r, name, passed, failed, pos, err);
}

static void report_begin(struct reader *r)
{
	struct source_writer *out = r->out;

	k6_summary_release(&r->summary);
	*r = (struct reader){ .out = out, .metric = "", .limited = "" };
	k6_summary_begin(&r->summary);
}

static int report_end(struct reader *r, struct pos pos, struct err *err)
{
	int status = 0;

	if (r->open != r->closed)
		r->summary.facts.load_model = r->open ? LOAD_OPEN : LOAD_CLOSED;
	if (!r->ended)
		r->summary.facts.incomplete = "the summary stops early";
	if (r->begun && (keep_rest(r, pos, err) ||
			    k6_summary_write(&r->summary, r->out, err)))
		status = -1;
	report_begin(r);
	return status;
}

/* ---- checks and thresholds ---- */

static int read_mark(struct reader *r, enum k6_mark mark, struct span line,
    struct pos pos, struct err *err)
{
	struct arena *a = &r->summary.arena;

	if (r->ended && r->place == TOTALS && report_end(r, pos, err))
		return -1;
	if (r->place == THRESHOLDS) {
		span_cut(&line, '\'');
		return keep_threshold(r, r->limited,
		    arena_span(a, span_cut(&line, '\'')), mark, pos, err);
	}
	if (r->n_plain == K6_CHECKS_MAX)
		return err_at(err, pos, "expected fewer checks");
	settle_check(r);
	r->check = r->group
		       ? arena_printf(a, "%s::%.*s", r->group, SPAN_ARG(line))
		       : arena_span(a, line);
	return 0;
}

/* "> 88% - v 178 / x 23", of the check before. */
static int read_counts(struct reader *r, struct span line, struct pos pos,
    struct err *err)
{
	struct words w = words_of(line);
	const char *name;
	int64_t passed, failed;

	if (w.len < 8 || !r->check)
		return 0;
	if (count_parse(w.at[4], pos, &passed, err) ||
	    count_parse(w.at[7], pos, &failed, err))
		return -1;
	r->known_passed += passed;
	r->known_failed += failed;
	name = r->check;
	r->check = NULL;
	return keep_check(r, name, passed, failed, pos, err);
}

/* ---- lines ---- */

static int read_section(struct reader *r, struct span title, struct pos pos,
    struct err *err)
{
	bool part = span_starts(title, SPAN("GROUP:")) ||
		    span_starts(title, SPAN("SCENARIO:"));

	if (r->ended && !part && report_end(r, pos, err))
		return -1;
	r->place = TOTALS;
	r->group = NULL;
	if (part)
		r->place = PARTS;
	else if (span_starts(title, SPAN("THRESHOLDS")))
		r->place = THRESHOLDS;
	else if (!span_is(title, "TOTAL RESULTS"))
		r->group = arena_span(&r->summary.arena, title);
	return 0;
}

/* Does it stand before vus_max in every summary? */
static bool begins_anew(struct span name)
{
	return span_is(name, "checks") || span_is(name, "checks_total") ||
	       span_is(name, "http_req_duration") ||
	       span_is(name, "iteration_duration");
}

/* "http_req_duration{name:a}", which the JSON of k6 says of both. */
static const char *whole_name(struct reader *r, struct span name)
{
	struct arena *a = &r->summary.arena;
	struct span part = k6_part_of(name);

	if (part.at)
		return arena_printf(a, "%s{%s}", r->metric,
		    arena_span(a, part));
	r->metric = arena_span(a, name);
	return r->metric;
}

static int read_named(struct reader *r, enum k6_mark mark, struct span name,
    struct span values, struct pos pos, struct err *err)
{
	const char *whole;
	struct span part;

	if (r->ended && begins_anew(name) && report_end(r, pos, err))
		return -1;
	r->begun = true;
	whole = whole_name(r, name);
	if (mark != K6_UNMARKED && keep_threshold(r, whole, "", mark, pos, err))
		return -1;
	part = k6_part_of(name);
	if (part.at)
		return r->in_latency ? read_trend(r, part, values, pos, err)
				     : 0;
	r->in_latency = false;
	return read_metric(r, name, values, pos, err);
}

static int read_line(void *reader, struct span line, struct pos pos,
    struct err *err)
{
	struct reader *r = reader;
	char buffer[LINE_SHOWN_MAX];
	struct span name, values;
	enum k6_mark mark;

	line = line_uncolored(line, buffer);
	if (span_starts(line, SPAN("scenarios: ")))
		return r->begun ? report_end(r, pos, err) : 0;
	if (span_starts(line, SPAN("* "))) {
		k6_read_scenario(line, &r->closed, &r->open);
		return 0;
	}
	if (span_starts(line, SECTION))
		return read_section(r, span_trim(span_skip(line, SECTION.len)),
		    pos, err);
	if (r->place == PARTS || !line.len)
		return 0;
	if (span_starts(line, ARROW))
		return read_counts(r, line, pos, err);
	mark = k6_take_mark(&line);
	if (k6_is_metric(line, &name, &values))
		return read_named(r, mark, name, values, pos, err);
	if (mark != K6_UNMARKED)
		return read_mark(r, mark, line, pos, err);
	if (r->place == THRESHOLDS)
		r->limited = whole_name(r, line);
	return 0;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct reader r = { .out = out };
	int status;

	report_begin(&r);
	status = lines_read(in, read_line, &r, err);
	if (!status)
		status = report_end(&r, input_pos(in), err);
	k6_summary_release(&r.summary);
	if (!status && !source_runs(out))
		return err_set(err, "%s: expected a line \"vus_max...: ...\"",
		    input_name(in));
	return status;
}

const struct importer importer_k6_console = {
	.name = "k6-console",
	.about = "k6 run: the summary that it prints",
	.evidence = "percentiles",
	.omission = "not corrected: open or closed by the scenario",
	.sniff = sniff,
	.import = import,
};
