/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ghz's results for Prometheus (`ghz -O prometheus`).
 *
 *	# TYPE ghz_run_count gauge
 *	ghz_run_count{name="",end_reason="normal",call="a.B/C",host="...",
 *	 concurrency="50",connections="1",rps="0",async="false",...} 200
 *	ghz_run_total{...} 1.126828629e+09
 *	ghz_run_average{...} 2.80369553e+08
 *	ghz_run_histogram_bucket{...,le="0.1169"} 1
 *	ghz_run_histogram_bucket{...,le="0.1814"} 149
 *	ghz_run_latency{...,quantile="0.1"} 1.18117467e+08
 *	ghz_run_errors{...} 0
 *
 * - The figures are those of ghz_json.c: of all calls the count, the average
 *   and the errors, the others of the calls that went well (unless
 *   count-errors).  Times are nanoseconds, the marks of the histogram seconds.
 * - A bucket has its own calls, not also those of the ones below as Prometheus
 *   would have it; but that of "+Inf" has all.  A _sum is the time of the run.
 * - Some versions write the options as JSON in front; some say count_errors for
 *   count-errors.  Neither start nor statuses are said.
 */
#include <math.h>

#include "base/target.h"
#include "collect/exposition.h"
#include "collect/importer.h"
#include "collect/json_figure.h"
#include "collect/report_line.h"
#include "collect/sniff.h"
#include "collect/summary.h"

#define SECOND_NS 1e9
#define STEP_NS 1

/* One run, while its lines are read. */
struct reader {
	struct summary summary;
	bool begun, count_errors;
	double average_ns, fastest_ns, slowest_ns;
	int64_t mark_ns; /* of the bucket before; UNKNOWN: none */
	struct source_writer *out;
};

static bool is_first_line(struct span line)
{
	return span_starts(line, SPAN("ghz_run_count{"));
}

static bool sniff(struct span head)
{
	char first = sniff_first(head);

	return (first == '#' || first == '{' || first == 'g') &&
	       lines_any(head, is_first_line);
}

/* ---- what the labels say ---- */

static bool is_true(const struct exposition *e, const char *name,
    struct arena *a)
{
	const char *value = exposition_label(e, name, a);

	return value && span_is(span_of(value), "true");
}

static struct span text_of(const struct exposition *e, const char *name,
    struct arena *a)
{
	const char *value = exposition_label(e, name, a);

	return span_of(value ? value : "");
}

static void read_load(const struct exposition *e, struct summary *s)
{
	struct arena *a = &s->arena;
	struct span workers = text_of(e, "concurrency", a);
	double rps;

	if (span_double(text_of(e, "rps", a), 0, 1e12, &rps))
		s->run.offered_rps = rps > 0 ? rps : INFINITY;
	span_int(text_of(e, "connections", a), 1, 1000000000,
	    &s->run.connections);
	if (workers.len)
		summary_label(s, "concurrency", workers);
	summary_label(s, "protocol", SPAN("grpc"));
	s->run.load_model = is_true(e, "async", a) ? LOAD_OPEN : LOAD_CLOSED;
}

static void read_labels(const struct exposition *e, struct reader *r)
{
	struct summary *s = &r->summary;
	struct arena *a = &s->arena;
	struct span name = text_of(e, "name", a), host = text_of(e, "host", a);

	if (name.len)
		s->run.name = name.at;
	if (host.len)
		s->run.target = arena_printf(a, "%s/%s",
		    target_without_secrets(a, host), text_of(e, "call", a).at);
	if (span_is(text_of(e, "end_reason", a), "cancel"))
		s->run.incomplete = "interrupted";
	r->count_errors =
	    is_true(e, "count-errors", a) || is_true(e, "count_errors", a);
	s->run.population =
	    r->count_errors ? POPULATION_ALL : POPULATION_SUCCESSES;
	read_load(e, s);
}

/* ---- a run ---- */

static void run_begin(struct reader *r)
{
	summary_begin(&r->summary, "ghz");
	r->summary.run.percentile_rule = "ghz";
	r->average_ns = r->fastest_ns = r->slowest_ns = NAN;
	r->mark_ns = UNKNOWN;
	r->begun = true;
}

static int run_end(struct reader *r, struct err *err)
{
	struct summary *s = &r->summary;
	int status;

	if (!r->begun)
		return 0;
	r->begun = false;
	if (r->count_errors || s->total.errors == 0)
		s->total.mean_ns = r->average_ns;
	if (s->histogram.count) {
		s->total.min_ns = figure_ns(r->fastest_ns);
		s->total.max_ns = figure_ns(r->slowest_ns);
	}
	if (s->total.errors == UNKNOWN)
		s->run.incomplete = "the figures stop early";
	status = summary_write(s, r->out, err);
	summary_release(s);
	return status;
}

/* ---- lines ---- */

static int read_bucket(struct reader *r, const struct exposition *e,
    struct pos pos, struct err *err)
{
	struct span mark = text_of(e, "le", &r->summary.arena);
	struct bucket b;
	struct err why;
	double s;

	if (span_is(mark, "+Inf"))
		return 0;
	if (!span_double(mark, 0, FIGURE_TIME_MAX_NS / SECOND_NS, &s) ||
	    isnan(e->value))
		return err_at(err, pos, "expected a mark and a count");
	b.count = llround(e->value);
	b.high_ns = llround(s * SECOND_NS);
	b.low_ns = r->mark_ns == UNKNOWN ? b.high_ns : r->mark_ns;
	r->mark_ns = b.high_ns;
	if (histogram_append(&r->summary.histogram, b, &why))
		return err_at(err, pos, "%s", why.msg);
	return 0;
}

static int read_quantile(struct reader *r, const struct exposition *e,
    struct pos pos, struct err *err)
{
	double share;

	if (!span_double(text_of(e, "quantile", &r->summary.arena), 0, 1,
		&share))
		return err_at(err, pos, "expected a quantile of 0 to 1");
	if (e->value > 0) /* 0: too few calls for it */
		summary_percentile(&r->summary, round(share * 1e6) / 1e4,
		    e->value, STEP_NS);
	return 0;
}

/* A figure of the whole run, by its name without "ghz_run_". */
static void read_figure(struct reader *r, const struct exposition *e,
    struct span name)
{
	struct summary *s = &r->summary;

	if (span_is(name, "count")) {
		read_labels(e, r);
		s->total.requests = figure_ns(e->value);
	} else if (span_is(name, "total")) {
		s->run.duration_ns = figure_ns(e->value);
	} else if (span_is(name, "average")) {
		r->average_ns = e->value;
	} else if (span_is(name, "fastest")) {
		r->fastest_ns = e->value;
	} else if (span_is(name, "slowest")) {
		r->slowest_ns = e->value;
	} else if (span_is(name, "rps")) {
		s->run.achieved_rps = e->value;
	} else if (span_is(name, "errors")) {
		s->total.errors = figure_ns(e->value);
	}
}

static int read_line(void *reader, struct span line, struct pos pos,
    struct err *err)
{
	struct reader *r = reader;
	struct exposition e;
	struct span name;

	if (!exposition_parse(line, &e) ||
	    !span_starts(e.name, SPAN("ghz_run_")))
		return 0;
	if (e.value < 0 || e.value > FIGURE_TIME_MAX_NS)
		return err_at(err, pos, "expected a figure of 0 or more");
	if (is_first_line(line)) {
		if (run_end(r, err))
			return -1;
		run_begin(r);
	}
	if (!r->begun)
		return err_at(err, pos, "expected ghz_run_count first");
	name = span_skip(e.name, SPAN("ghz_run_").len);
	if (span_is(name, "histogram_bucket"))
		return read_bucket(r, &e, pos, err);
	if (span_is(name, "latency"))
		return read_quantile(r, &e, pos, err);
	read_figure(r, &e, name);
	return 0;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct reader r = { .out = out };
	int status = lines_read(in, read_line, &r, err);

	if (!status)
		status = run_end(&r, err);
	if (!status && !source_runs(out))
		status = err_set(err, "%s: expected a line \"ghz_run_count\"",
		    input_name(in));
	if (r.begun)
		summary_release(&r.summary);
	return status;
}

const struct importer importer_ghz_prometheus = {
	.name = "ghz-prometheus",
	.about = "ghz -O prometheus",
	.evidence = "histogram",
	.omission = "affected, not corrected; with --async an open loop",
	.sniff = sniff,
	.import = import,
};
