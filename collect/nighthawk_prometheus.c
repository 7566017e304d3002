/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nighthawk's result for Prometheus (--output-format prometheus).
 *
 *	# TYPE nighthawk_benchmark_http_client_latency_2xx summary
 *	nighthawk_benchmark_http_client_latency_2xx{..., quantile="0.5"} 190
 *	nighthawk_benchmark_http_client_latency_2xx_count{...} 4
 *	# TYPE nighthawk_benchmark_http_client_latency_2xx_max counter
 *	nighthawk_benchmark_http_client_latency_2xx_max{...} 210
 *	# TYPE nighthawk_upstream_rq_total counter
 *	nighthawk_upstream_rq_total{scope="global"} 4
 *
 * - Written from Nighthawk's source: names have "_" for the "." of its other
 *   forms, and all metrics stand in order of their names.
 * - Times are in microseconds, cut off.  A _sum is the mean times the count.
 * - A quantile is a step of HdrHistogram's ladder (0.990625, not 0.99), without
 *   the count that the other forms have: no bucket is known.
 * - "global" is the sum of "worker_0", "worker_1", ...; it alone is read.
 * - Rate, connections, duration, URL and time are not said.
 */
#include <math.h>

#include "collect/exposition.h"
#include "collect/importer.h"
#include "collect/nighthawk.h"
#include "collect/report_line.h"
#include "collect/sniff.h"

#define PREFIX "nighthawk_"
#define DIGIT_NS 1000
#define COUNTERS_MAX 10000

/* The run as "global" or the only worker tells it. */
struct reader {
	struct nighthawk_result global, worker;
	const char *worker_name; /* NULL: none yet */
	bool has_global, has_more_workers;
	struct arena arena;
};

static bool sniff(struct span head)
{
	head = sniff_start(head);
	return span_starts(head, SPAN("# TYPE " PREFIX));
}

/* Whose line this is; NULL for a worker beyond the first. */
static struct nighthawk_result *result_of(struct reader *r, const char *scope)
{
	if (span_is(span_of(scope), "global")) {
		r->has_global = true;
		return &r->global;
	}
	if (!r->worker_name)
		r->worker_name = scope;
	if (span_is(span_of(scope), r->worker_name))
		return &r->worker;
	r->has_more_workers = true;
	return NULL;
}

/* ---- names ---- */

/* What comes before a "." in Nighthawk's own names; the longer one first. */
static const char *const groups[] = { "benchmark_http_client", "benchmark",
	"sequencer" };
#define STATISTICS_OF 0 /* of benchmark_http_client, */
#define SEQUENCER 2     /* and of the sequencer */

/* The group of a name, or -1; *rest becomes what follows it. */
static int group_of(struct span name, struct span *rest)
{
	for (int i = 0; i <= SEQUENCER; i++) {
		struct span group = span_of(groups[i]);

		*rest = span_skip(name, group.len + 1);
		if (span_starts(name, group) && rest->len &&
		    name.at[group.len] == '_')
			return i;
	}
	return -1;
}

enum figure { MIN, MAX, MEAN, PSTDEV, COUNT, SUM, QUANTILE };

/* Takes "_max" and the like off a name; a quantile has none of them. */
static enum figure cut_figure(struct span *name)
{
	static const char *const figures[] = { "_min", "_max", "_mean",
		"_pstdev", "_count", "_sum" };

	for (int i = MIN; i <= SUM; i++)
		if (span_ends(*name, span_of(figures[i]))) {
			name->len -= span_of(figures[i]).len;
			return (enum figure)i;
		}
	return QUANTILE;
}

/* ---- figures ---- */

static struct nighthawk_statistic *statistic_of(struct nighthawk_result *n,
    const char *id, struct arena *a)
{
	struct nighthawk_statistic *s;

	for (size_t i = 0; i < n->statistics.len; i++)
		if (span_is(span_of(id), n->statistics.at[i].id))
			return &n->statistics.at[i];
	s = nighthawk_statistic_add(n, id, a);
	if (s) {
		s->is_time = !span_ends(span_of(id), SPAN("_size"));
		s->uncounted = true;
		s->count = 0;
	}
	return s;
}

static int read_quantile(struct nighthawk_statistic *s,
    const struct exposition *e, struct pos pos, struct arena *a,
    struct err *err)
{
	const char *text = exposition_label(e, "quantile", a);
	struct nighthawk_step step = { .value_ns =
					   llround(e->value * DIGIT_NS) };

	if (!text || !span_double(span_of(text), 0, 1, &step.p))
		return err_at(err, pos, "expected a quantile of 0 to 1");
	step.p *= 100;
	if (!nighthawk_step_add(s, step, a))
		return err_at(err, pos,
		    "expected quantiles and values that grow");
	return 0;
}

static void set_figure(struct nighthawk_statistic *s, enum figure figure,
    double value)
{
	double ns = value * DIGIT_NS;

	if (figure == COUNT)
		s->count = llround(value);
	else if (figure == MIN)
		s->min_ns = llround(ns);
	else if (figure == MAX)
		s->max_ns = llround(ns);
	else if (figure == MEAN)
		s->mean_ns = ns;
	else if (figure == PSTDEV)
		s->stddev_ns = ns;
}

static int read_statistic(struct reader *r, struct nighthawk_result *n,
    const struct exposition *e, const char *id, enum figure figure,
    struct pos pos, struct err *err)
{
	struct nighthawk_statistic *s = statistic_of(n, id, &r->arena);

	if (!s)
		return err_at(err, pos, "more than %d statistics",
		    NIGHTHAWK_STATISTICS_MAX);
	if (figure == QUANTILE && s->is_time)
		return read_quantile(s, e, pos, &r->arena, err);
	set_figure(s, figure, e->value);
	return 0;
}

static int read_counter(struct reader *r, struct nighthawk_result *n,
    const struct exposition *e, const char *id, struct pos pos, struct err *err)
{
	if (n->counters.len == COUNTERS_MAX)
		return err_at(err, pos, "more than %d counters", COUNTERS_MAX);
	nighthawk_counter_add(n, id, llround(e->value), &r->arena);
	return 0;
}

static int read_metric(struct reader *r, struct nighthawk_result *n,
    const struct exposition *e, struct pos pos, struct err *err)
{
	struct span name = span_skip(e->name, SPAN(PREFIX).len), rest;
	int group = group_of(name, &rest);
	bool counts = group != STATISTICS_OF && group != SEQUENCER;
	enum figure figure = counts ? COUNT : cut_figure(&rest);
	const char *id = group < 0 ? arena_span(&r->arena, name)
				   : arena_printf(&r->arena, "%s.%.*s",
					 groups[group], SPAN_ARG(rest));

	return counts ? read_counter(r, n, e, id, pos, err)
		      : read_statistic(r, n, e, id, figure, pos, err);
}

static int read_line(void *reader, struct span line, struct pos pos,
    struct err *err)
{
	struct reader *r = reader;
	struct nighthawk_result *n;
	struct exposition e;
	const char *scope;

	if (!exposition_parse(line, &e) || !span_starts(e.name, SPAN(PREFIX)) ||
	    isnan(e.value))
		return 0;
	if (e.value < 0 || e.value > (double)NIGHTHAWK_COUNT_MAX)
		return err_at(err, pos, "expected a figure of 0 or more");
	scope = exposition_label(&e, "scope", &r->arena);
	if (!scope)
		return err_at(err, pos, "expected a label scope");
	n = result_of(r, scope);
	return n ? read_metric(r, n, &e, pos, err) : 0;
}

/* ---- the run ---- */

static int finish(struct reader *r, struct pos pos, struct source_writer *out,
    struct err *err)
{
	struct nighthawk_result *n = r->has_global ? &r->global : &r->worker;

	if (!r->has_global && r->has_more_workers)
		return err_at(err, pos, "expected figures of scope \"global\"");
	if (!n->statistics.len && !n->counters.len)
		return err_at(err, pos, "expected figures of Nighthawk's");
	if (!n->counters.len)
		n->facts.incomplete = "the result stops early";
	if (nighthawk_run_write(n, out, err))
		return -1;
	return nighthawk_series_write(n, out, err);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct reader r = { .worker_name = NULL };
	int status;

	r.global = r.worker = nighthawk_result_new(DIGIT_NS);
	status = lines_read(in, read_line, &r, err);
	if (!status)
		status =
		    finish(&r, (struct pos){ input_name(in), 0 }, out, err);
	arena_release(&r.arena);
	return status;
}

const struct importer importer_nighthawk_prometheus = {
	.name = "nighthawk-prometheus",
	.about = "nighthawk_client --output-format prometheus: one run",
	.evidence = "percentiles",
	.omission = "not corrected; closed loop unless run with --open-loop",
	.sniff = sniff,
	.import = import,
};
