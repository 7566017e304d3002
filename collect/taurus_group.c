/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/taurus.h"

#include <stdio.h>

#include "collect/hdr_ladder.h"
#include "collect/tally.h"

#define COUNT_LIMIT ((int64_t)1000000000000000)
#define SECONDS_MAX 1e6 /* what is more was in another unit */
#define MS_NS 1e6
#define STEP_NS 1e4 /* of all but percentiles: 5 digits of a second */

struct taurus_group taurus_group_empty(void)
{
	return (struct taurus_group){ .label = "",
		.samples = UNKNOWN,
		.failed = UNKNOWN,
		.bytes = UNKNOWN,
		.concurrency = UNKNOWN,
		.mean_s = NAN,
		.stddev_s = NAN };
}

/* ---- reading ---- */

static int bad_figure(struct span name, struct span value, struct pos pos,
    struct err *err)
{
	return err_at(err, pos, "%.*s: expected a number, got \"%.*s\"",
	    SPAN_ARG(name), SPAN_ARG(value));
}

static int read_part(struct taurus_parts *parts, struct arena *a,
    struct span of, double value)
{
	*ARENA_PUSH(a, parts) = (struct taurus_part){
		arena_span(a, of),
		value,
	};
	return 0;
}

int taurus_figure(struct taurus_group *g, struct arena *a, struct span name,
    struct span of, struct span value, struct pos pos, struct err *err)
{
	const struct {
		const char *name;
		int64_t *out;
	} counts[] = { { "throughput", &g->samples }, { "fail", &g->failed },
		{ "bytes", &g->bytes }, { "concurrency", &g->concurrency } };
	const struct {
		const char *name;
		double *out;
	} times[] = { { "avg_rt", &g->mean_s }, { "stdev_rt", &g->stddev_s } };
	double number;

	if (!value.len)
		return 0;
	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++)
		if (span_is(name, counts[i].name))
			return span_int(value, 0, COUNT_LIMIT, counts[i].out)
				   ? 0
				   : bad_figure(name, value, pos, err);
	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++)
		if (span_is(name, times[i].name))
			return span_double(value, 0, SECONDS_MAX, times[i].out)
				   ? 0
				   : bad_figure(name, value, pos, err);
	if (!span_is(name, "perc") && !span_is(name, "rc"))
		return 0;
	if (!span_double(value, 0,
		span_is(name, "rc") ? (double)COUNT_LIMIT : SECONDS_MAX,
		&number))
		return bad_figure(name, value, pos, err);
	return read_part(span_is(name, "rc") ? &g->codes : &g->percentiles, a,
	    of, number);
}

/* ---- writing ---- */

static int write_percentiles(const struct taurus_group *g,
    struct source_writer *out, struct err *err)
{
	for (size_t i = 0; i < g->percentiles.len; i++) {
		const struct taurus_part *part = &g->percentiles.at[i];
		double ns = round(part->value * 1e9);
		double lowest = hdr_lowest_ns(ns / 1000) * 1000;
		struct stated_percentile p = { 0, ns, lowest,
			ns + (ns - lowest) + MS_NS };

		if (span_double(span_of(part->of), 0, 100, &p.p) &&
		    series_percentile(out, &p, err))
			return -1;
	}
	return 0;
}

static int write_codes(const struct taurus_group *g, struct source_writer *out,
    struct err *err)
{
	for (size_t i = 0; i < g->codes.len; i++) {
		const struct taurus_part *code = &g->codes.at[i];

		if (*code->of && code->value > 0 &&
		    series_status(out, code->of, llround(code->value), err))
			return -1;
	}
	return 0;
}

static int write_group(const struct taurus_group *g, const char *name,
    struct source_writer *out, struct err *err)
{
	struct series_facts f = SERIES_UNKNOWN;

	f.name = name;
	f.requests = g->samples;
	f.errors = g->failed;
	if (g->samples) {
		f.mean_ns = g->mean_s * 1e9;
		f.mean_step_ns = STEP_NS;
		f.stddev_ns = g->stddev_s * 1e9;
	}
	if (g->samples && g->percentiles.len)
		f.evidence = EVIDENCE_PERCENTILES;
	if (run_series(out, &f, err) || write_codes(g, out, err))
		return -1;
	return g->samples ? write_percentiles(g, out, err) : 0;
}

static int write_run(const struct taurus_stats *s,
    const struct taurus_group *total, struct source_writer *out,
    struct err *err)
{
	struct run_facts f = RUN_UNKNOWN;
	char users[24];

	f.tool = "taurus";
	f.population = POPULATION_ALL;
	f.percentile_rule = "hdr";
	f.bytes_received = total->bytes;
	if (s->duration_s > 0) {
		f.duration_ns = llround(s->duration_s * 1e9);
		f.achieved_rps = (double)total->samples / s->duration_s;
	}
	if (source_run(out, &f, err))
		return -1;
	snprintf(users, sizeof(users), "%lld", (long long)total->concurrency);
	if (total->concurrency > 0 &&
	    run_label(out, "users", users, LABEL_TOOL, err))
		return -1;
	return write_group(total, "total", out, err);
}

int taurus_write(const struct taurus_stats *s, const char *file,
    struct source_writer *out, struct err *err)
{
	size_t total = 0;

	while (total < s->len && *s->at[total].label)
		total++;
	if (total == s->len)
		return err_set(err,
		    "%s: expected the label \"\", of all labels, got none",
		    file);
	if (s->at[total].samples == UNKNOWN)
		return err_set(err, "%s: expected throughput, got none", file);
	if (write_run(s, &s->at[total], out, err))
		return -1;
	for (size_t i = 0; i < s->len; i++)
		if (i != total && write_group(&s->at[i],
				      tally_name(s->at[i].label), out, err))
			return -1;
	return 0;
}
