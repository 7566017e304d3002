/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How often an interval within one run is wrong, where requests are alike to
 * their neighbors: simulated runs of which the true percentiles are known.
 * Seeded, so that it prints the same on every machine; some minutes.
 */
#include <math.h>
#include <stdio.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "analyze/drawn.h"
#include "analyze/quantile.h"
#include "analyze/within.h"
#include "base/mem.h"

#define PERCENTILES 4

static const double percentiles[PERCENTILES] = { 50, 90, 99, 99.9 };

/* Seconds, and how many runs of them: more where few are shown. */
static const struct length {
	size_t seconds;
	int runs;
} lengths[] = { { 10, 1000 }, { 60, 4000 }, { 300, 1000 }, { 600, 1000 } };

/* What makes neighbors alike. */
struct dependence {
	const char *name;
	double memory; /* of a level, from second to second */
	double busy;   /* share of the time that a server is; 0: a level */
	int rate;      /* requests a second */
};

/* Of a run's requests, one after the other. */
struct load {
	gsl_rng *rng;
	struct dependence d;
	double level, wait; /* log, seconds */
};

static double latency(struct load *s)
{
	double rate = s->d.rate, mean = s->d.busy / rate, took;

	if (!(s->d.busy > 0))
		return 0.01 * exp(s->level + gsl_ran_gaussian(s->rng, 0.4));
	took = s->wait + gsl_ran_exponential(s->rng, mean);
	s->wait = fmax(0, took - gsl_ran_exponential(s->rng, 1 / rate));
	return took;
}

static void next_second(struct load *s)
{
	double m = s->d.memory;

	s->level =
	    m * s->level + gsl_ran_gaussian(s->rng, 0.2 * sqrt(1 - m * m));
}

/* As it is found at any time. */
static struct load load_new(gsl_rng *rng, struct dependence d)
{
	struct load s = { .rng = rng, .d = d };

	s.level = gsl_ran_gaussian(rng, 0.2);
	if (gsl_rng_uniform(rng) < d.busy)
		s.wait =
		    gsl_ran_exponential(rng, d.busy / d.rate / (1 - d.busy));
	return s;
}

/* Of all runs, in seconds. */
static double true_percentile(struct dependence d, double p)
{
	double sd = sqrt(0.2 * 0.2 + 0.4 * 0.4);

	if (d.busy > 0)
		return -log1p(-p / 100) * d.busy / d.rate / (1 - d.busy);
	return 0.01 * exp(sd * gsl_cdf_ugaussian_Pinv(p / 100));
}

static void simulate(gsl_rng *rng, struct dependence d, size_t seconds,
    struct window_list *out)
{
	struct load load = load_new(rng, d);

	*out = (struct window_list){ xcalloc(seconds, sizeof(*out->at)),
		seconds, seconds };
	for (size_t s = 0; s < seconds; s++) {
		struct recorder *r = recorder_new(1000);
		int64_t second;

		for (int i = 0; i < d.rate; i++) {
			struct sample sample = { 0,
				(int64_t)(1e9 * latency(&load)) };

			recorder_add(r, &sample);
		}
		recorder_window(r, 0, &second, &out->at[s].h);
		out->at[s].second = (int64_t)s;
		recorder_free(r);
		next_second(&load);
	}
}

struct within_score {
	double shown;         /* runs whose interval has an end */
	double closed;        /* two ends */
	double covered;       /* of those shown, that hold the percentile */
	double covered_naive; /* of all, were requests independent */
};

/* An end that is open holds everything on its side. */
static bool holds(const struct run_interval *i, double truth)
{
	return !(i->low > truth) && !(i->high < truth);
}

static void within_score_one(const struct run_view *view, double p,
    double truth, struct within_score *s)
{
	struct spec spec = { .kind = SPEC_PERCENTILE, .p = p, .type = 1 };
	struct window_list none = { 0 };
	struct run_view blind = *view;
	struct run_interval in;

	within_run(&spec, view, 0.95, &in);
	if (!isnan(in.low) || !isnan(in.high)) {
		s->shown++;
		s->closed += !isnan(in.low) && !isnan(in.high);
		s->covered += holds(&in, truth);
	}
	blind.windows = &none;
	within_run(&spec, &blind, 0.95, &in);
	s->covered_naive += holds(&in, truth);
}

static void within_row(struct dependence d, const struct length *of, double p,
    const struct within_score *s)
{
	double n = of->runs;

	printf("| %s | %zu | p%g | %.3f | %.3f | ", d.name, of->seconds, p,
	    s->shown / n, s->closed / n);
	if (s->shown > 0)
		printf("%.3f | ", s->covered / s->shown);
	else
		printf("- | ");
	printf("%.3f | %.3f |\n", (s->shown - s->covered) / n,
	    s->covered_naive / n);
}

/* A percentile that no request is expected to exceed is absent. */
static bool is_estimable(struct dependence d, size_t seconds, double p)
{
	return (double)seconds * d.rate * (100 - p) >= 100;
}

static void within_scores(gsl_rng *rng, struct dependence d,
    const struct length *of)
{
	struct within_score scores[PERCENTILES] = { { 0 } };
	struct run run = { .id = "" };

	for (int i = 0; i < of->runs; i++) {
		struct window_list windows;
		struct histogram h;
		struct run_view view = { .run = &run,
			.h = &h,
			.windows = &windows };

		simulate(rng, d, of->seconds, &windows);
		h = windows_sum(&windows, 0);
		for (size_t k = 0; k < PERCENTILES; k++)
			within_score_one(&view, percentiles[k],
			    true_percentile(d, percentiles[k]), &scores[k]);
		histogram_release(&h);
		windows_release(&windows);
	}
	for (size_t k = 0; k < PERCENTILES; k++) {
		if (is_estimable(d, of->seconds, percentiles[k]))
			within_row(d, of, percentiles[k], &scores[k]);
	}
}

#define PAIRS 300
#define DRAWS 2000 /* as --bootstrap block */

/* Of how many of two equal runs the interval of their ratio holds 1. */
static void blocks_row(gsl_rng *rng, struct dependence d, size_t seconds)
{
	static const int64_t ppb[] = { 500000000, 900000000, 990000000 };
	double held[3] = { 0 };

	for (int i = 0; i < PAIRS; i++) {
		struct drawn sides[2] = { { .pool = HISTOGRAM_EMPTY },
			{ .pool = HISTOGRAM_EMPTY } };

		for (int s = 0; s < 2; s++) {
			struct window_list windows;

			simulate(rng, d, seconds, &windows);
			drawn_of_seconds(&windows, 0,
			    (struct quantiles){ ppb, 3 },
			    (struct draws){ DRAWS, gsl_rng_get(rng) },
			    &sides[s]);
			windows_release(&windows);
		}
		for (size_t k = 0; k < 3; k++) {
			struct interval ci =
			    drawn_ratio(&sides[0], &sides[1], k, 0.95);

			held[k] += ci.lo <= 1 && 1 <= ci.hi;
		}
		drawn_release(&sides[0]);
		drawn_release(&sides[1]);
	}
	printf("| %s | %zu | %.2f | %.2f | %.2f |\n", d.name, seconds,
	    held[0] / PAIRS, held[1] / PAIRS, held[2] / PAIRS);
}

static void all_blocks(gsl_rng *rng, const struct dependence *all, size_t n)
{
	gsl_rng_set(rng, 1); /* README.md has some of these */
	printf("\n## Blocks of seconds\n\n"
	       "Shares of %d pairs of equal runs, as above, of which the 95 %% "
	       "interval of\n`--bootstrap block` holds that they are equal.\n\n"
	       "| | seconds | p50 | p90 | p99 |\n|---|---|---|---|---|\n",
	    PAIRS);
	for (size_t i = 0; i < n; i++) {
		blocks_row(rng, all[i], 60);
		blocks_row(rng, all[i], 300);
	}
}

int main(void)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	static const struct dependence all[] = { { "memory 0", 0, 0, 100 },
		{ "memory 0.3", 0.3, 0, 100 }, { "memory 0.6", 0.6, 0, 100 },
		{ "memory 0.9", 0.9, 0, 100 }, { "memory 0.95", 0.95, 0, 100 },
		{ "memory 0.9, 10 a second", 0.9, 0, 10 },
		{ "queue, 70 % busy", 0, 0.7, 100 },
		{ "queue, 95 % busy", 0, 0.95, 100 } };

	gsl_set_error_handler_off();
	gsl_rng_set(rng, 1);
	printf("\n## Within one run\n\n"
	       "100 requests a second, of which neighbors are alike: the level "
	       "wanders from second\nto second, or they wait in a queue. "
	       "Shares of 1000 runs (of 60 seconds, 4000) whose\n95 %% "
	       "interval is shown, has both ends, of those shown that hold "
	       "the true percentile,\nand of all that are told an interval "
	       "that does not.\n\n"
	       "| | seconds | | shown | both ends | hold it | misled | as if "
	       "independent |\n|---|---|---|---|---|---|---|---|\n");
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		for (size_t k = 0; k < sizeof(lengths) / sizeof(*lengths); k++)
			within_scores(rng, all[i], &lengths[k]);
	}
	all_blocks(rng, all, sizeof(all) / sizeof(*all));
	gsl_rng_free(rng);
	return 0;
}
