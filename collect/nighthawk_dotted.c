/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nighthawk's result as dotted names (--output-format dotted).
 *
 *	global.benchmark_http_client.request_to_response.samples: 1499
 *	global.benchmark_http_client.request_to_response.mean: 158
 *	global.benchmark_http_client.request_to_response.permilles-500.count: 75
 *	global.benchmark_http_client.request_to_response.permilles-500.
 *		microseconds: 151
 *	global.upstream_rq_total:1499
 *
 *   - Times are in microseconds, cut off.  Sizes have "value" instead.
 *   - The name of a step is rounded: permilles-991 is 99.0625, and
 *     permilles-999 is 99.902344.
 *   - "global" is the sum of "worker_0", "worker_1", ...; it alone is read.
 *   - A counter has no blank behind its colon.
 *   - Rate, connections, duration, URL and time are not said.
 */
#include <math.h>

#include "collect/importer.h"
#include "collect/nighthawk.h"
#include "collect/report_line.h"
#include "collect/sniff.h"

#define DIGIT_NS 1000
#define COUNTERS_MAX 10000

/* One of "global" and the first worker. */
struct part {
	struct nighthawk_result result;
	struct nighthawk_statistic *last;
	struct nighthawk_step step; /* its count has been read */
};

/* A line, taken apart: who.rest.step.kind: value */
struct name {
	struct span rest, step, kind, value;
};

struct dotted {
	struct part global, worker;
	const char *worker_name; /* NULL: none yet */
	bool has_global, has_more_workers;
	struct arena arena;
};

static bool sniff(struct span head)
{
	struct span start = sniff_start(head);
	struct span first = span_cut(&start, '\n');

	return (span_starts(first, SPAN("worker_")) ||
		   span_starts(first, SPAN("global."))) &&
	       span_find(first, SPAN(".samples: ")) > 0;
}

/* Whose line this is; NULL for a worker beyond the first. */
static struct part *part_of(struct dotted *d, struct span name)
{
	if (span_is(name, "global")) {
		d->has_global = true;
		return &d->global;
	}
	if (!d->worker_name)
		d->worker_name = arena_span(&d->arena, name);
	if (span_is(name, d->worker_name))
		return &d->worker;
	d->has_more_workers = true;
	return NULL;
}

/* Takes the last part of a dotted name off *name. */
static struct span cut_last(struct span *name)
{
	size_t at = name->len;
	struct span last;

	while (at && name->at[at - 1] != '.')
		at--;
	last = span_skip(*name, at);
	name->len = at ? at - 1 : 0;
	return last;
}

static int parse_us(struct span text, struct pos pos, double *ns,
    struct err *err)
{
	if (!span_double(text, 0, (double)NIGHTHAWK_NS_MAX / DIGIT_NS, ns))
		return err_at(err, pos, "expected microseconds, got \"%.*s\"",
		    SPAN_ARG(text));
	*ns *= DIGIT_NS;
	return 0;
}

/* What a rounded name of a step stands for on HdrHistogram's ladder. */
static double p_of(int64_t permilles)
{
	if (permilles == 991)
		return 99.0625;
	return permilles == 999 ? 99.90234375 : (double)permilles / 10;
}

/* A figure of the statistic, by its name: "mean", "min", ... */
static int read_moment(struct nighthawk_statistic *s, struct span kind,
    double ns, struct pos pos, struct err *err)
{
	if (span_is(kind, "mean"))
		s->mean_ns = ns;
	else if (span_is(kind, "pstdev"))
		s->stddev_ns = ns;
	else if (span_is(kind, "min"))
		s->min_ns = llround(ns);
	else if (span_is(kind, "max"))
		s->max_ns = llround(ns);
	else
		return err_at(err, pos, "unknown figure \"%.*s\"",
		    SPAN_ARG(kind));
	return 0;
}

/* "permilles-500.count" and "permilles-500.microseconds", in this order. */
static int read_step(struct part *p, struct name *n, struct pos pos,
    struct arena *a, struct err *err)
{
	struct span prefix = SPAN("permilles-");
	double ns;
	int64_t permilles;

	if (span_is(n->kind, "count")) {
		if (!span_int(span_skip(n->step, prefix.len), 0, 1000,
			&permilles))
			return err_at(err, pos,
			    "expected permilles, got \"%.*s\"",
			    SPAN_ARG(n->step));
		p->step.p = p_of(permilles);
		return count_parse(n->value, pos, &p->step.count, err);
	}
	if (!p->last->is_time)
		return 0;
	if (parse_us(n->value, pos, &ns, err))
		return -1;
	p->step.value_ns = llround(ns);
	if (!nighthawk_step_add(p->last, p->step, a))
		return err_at(err, pos,
		    "expected permilles, counts and values that grow");
	return 0;
}

static int begin_statistic(struct part *p, struct name *n, struct pos pos,
    struct arena *a, struct err *err)
{
	p->last =
	    nighthawk_statistic_add(&p->result, arena_span(a, n->rest), a);
	if (!p->last)
		return err_at(err, pos, "more than %d statistics",
		    NIGHTHAWK_STATISTICS_MAX);
	p->last->is_time = !span_ends(n->rest, SPAN("_size"));
	return count_parse(n->value, pos, &p->last->count, err);
}

static int read_figure(struct part *p, struct name *n, struct pos pos,
    struct arena *a, struct err *err)
{
	double ns;

	n->kind = cut_last(&n->rest);
	if (span_is(n->kind, "samples"))
		return begin_statistic(p, n, pos, a, err);
	if (!p->last)
		return err_at(err, pos, "expected \"samples\" before \"%.*s\"",
		    SPAN_ARG(n->kind));
	if (span_is(n->kind, "count") || span_is(n->kind, "microseconds") ||
	    span_is(n->kind, "value")) {
		n->step = cut_last(&n->rest);
		return read_step(p, n, pos, a, err);
	}
	if (!p->last->is_time)
		return 0;
	if (parse_us(n->value, pos, &ns, err))
		return -1;
	return read_moment(p->last, n->kind, ns, pos, err);
}

static int read_counter(struct part *p, struct name *n, struct pos pos,
    struct arena *a, struct err *err)
{
	int64_t value;

	if (count_parse(n->value, pos, &value, err))
		return -1;
	if (p->result.counters.len == COUNTERS_MAX)
		return err_at(err, pos, "more than %d counters", COUNTERS_MAX);
	nighthawk_counter_add(&p->result, arena_span(a, n->rest), value, a);
	return 0;
}

static int read_line(void *reader, struct span line, struct pos pos,
    struct err *err)
{
	struct dotted *d = reader;
	struct name n = { .value = line };
	struct part *p;

	if (!line.len)
		return 0;
	n.rest = span_cut(&n.value, ':');
	p = part_of(d, span_cut(&n.rest, '.'));
	if (!p)
		return 0;
	if (!n.value.len || n.value.at[0] != ' ')
		return read_counter(p, &n, pos, &d->arena, err);
	n.value = span_trim(n.value);
	return read_figure(p, &n, pos, &d->arena, err);
}

static int finish(struct dotted *d, struct pos pos, struct source_writer *out,
    struct err *err)
{
	struct part *p = d->has_global ? &d->global : &d->worker;

	if (!d->has_global && d->has_more_workers)
		return err_at(err, pos,
		    "expected lines that begin \"global.\"");
	if (!d->has_global && !d->worker_name)
		return err_at(err, pos, "expected lines of Nighthawk's");
	if (!p->result.counters.len)
		p->result.facts.incomplete = "the result stops early";
	if (nighthawk_run_write(&p->result, out, err))
		return -1;
	return nighthawk_series_write(&p->result, out, err);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct dotted d = { 0 };
	int status;

	d.global.result = d.worker.result = nighthawk_result_new(DIGIT_NS);
	status = lines_read(in, read_line, &d, err);
	if (!status)
		status =
		    finish(&d, (struct pos){ input_name(in), 0 }, out, err);
	arena_release(&d.arena);
	return status;
}

const struct importer importer_nighthawk_dotted = {
	.name = "nighthawk-dotted",
	.about = "nighthawk_client --output-format dotted: one run",
	.evidence = "histogram",
	.omission = "not corrected; closed loop unless run with --open-loop",
	.sniff = sniff,
	.import = import,
};
