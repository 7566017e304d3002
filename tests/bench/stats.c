/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How often the verdicts are wrong: simulated experiments of which the truth
 * is known, put through compare() as the program does.  Seeded, so that it
 * prints the same on every machine; a minute.
 *
 * A run's median is drawn as what it is, an order statistic of 3,000
 * log-normal requests, times the run's own effect.  Runs differ by 3 %: as a
 * normal variable, with one in ten slower by another 20 %, skewed, or with the
 * candidate's runs varying three times as much.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "analyze/bca.h"
#include "analyze/compare.h"
#include "analyze/groups.h"
#include "analyze/series.h"

#define REPLICATIONS 1500
#define REQUESTS 3000
#define RUN_SD 0.03
#define SPREAD 0.5 /* of the requests, as logarithms */
#define RUNS_MAX 10

enum variation { NORMAL, CONTAMINATED, SKEWED, UNEQUAL, VARIATIONS };

static const char *const variation_names[] = { "normal", "contaminated",
	"skewed", "unequal" };
static const size_t run_counts[] = { 2, 3, 5, 10 };

static double run_effect(gsl_rng *rng, enum variation p, bool candidate)
{
	switch (p) {
	case CONTAMINATED:
		return gsl_ran_gaussian(rng, RUN_SD) +
		       (gsl_rng_uniform(rng) < 0.1 ? log(1.2) : 0);
	case SKEWED:
		return RUN_SD * (gsl_ran_exponential(rng, 1) - 1);
	case UNEQUAL:
		return gsl_ran_gaussian(rng, candidate ? 3 * RUN_SD : RUN_SD);
	default:
		return gsl_ran_gaussian(rng, RUN_SD);
	}
}

/* The median of a run, in seconds. */
static double run_median(gsl_rng *rng, enum variation p, bool candidate)
{
	double rank = REQUESTS / 2.0;
	double u = gsl_ran_beta(rng, rank, REQUESTS - rank + 1);

	return 0.01 * exp(SPREAD * gsl_cdf_ugaussian_Pinv(u) +
			  run_effect(rng, p, candidate));
}

/* `width`: of the buckets, as a share; 0: known to the digit. */
static struct figure figure_in(double value, double width)
{
	double step = log1p(width), k = floor(log(value) / step);
	struct figure f = { .known = true,
		.value = value,
		.low = value,
		.high = value,
		.kind = "exact" };

	if (width > 0) {
		f.low = exp(k * step);
		f.high = exp((k + 1) * step);
		f.kind = "bucket";
	}
	return f;
}

struct experiment {
	enum variation variation;
	size_t n;
	double change; /* true ratio - 1 */
	double width;  /* of buckets */
	double rounds; /* sd of what runs of one round share; 0: no rounds */
};

struct score {
	double p_below;     /* share of p <= 0.05 */
	double directional; /* share of verdicts that claim a direction */
	double covered;     /* share of intervals that hold the true ratio */
};

static bool is_directional(const char *verdict)
{
	return strcmp(verdict, "regression") == 0 ||
	       strcmp(verdict, "improvement") == 0 ||
	       strstr(verdict, "size-uncertain");
}

static void score_one(gsl_rng *rng, struct experiment e, struct score *s)
{
	static const char *const rounds[] = { "1", "2", "3", "4", "5", "6", "7",
		"8", "9", "10" };
	struct spec spec = { .kind = SPEC_PERCENTILE,
		.name = "latency_p50",
		.unit = "seconds",
		.p = 50,
		.margin = 0.05 };
	struct figure b[RUNS_MAX], c[RUNS_MAX];
	struct arena a = { 0 };
	struct comparison r;
	const char *const *names = e.rounds > 0 ? rounds : NULL;

	for (size_t i = 0; i < e.n; i++) {
		double shared = exp(gsl_ran_gaussian(rng, e.rounds));
		double x = run_median(rng, e.variation, false);
		double y = run_median(rng, e.variation, true);

		b[i] = figure_in(x * shared, e.width);
		c[i] = figure_in(y * shared * (1 + e.change), e.width);
	}
	r = compare(&spec, (struct figures){ b, e.n, names },
	    (struct figures){ c, e.n, names },
	    &(struct compare_terms){ "", 0.95, NULL, 0, false }, &a);
	s->p_below += r.p_value <= 0.05;
	s->directional += is_directional(r.verdict);
	s->covered +=
	    r.ratio_low <= 1 + e.change && 1 + e.change <= r.ratio_high;
	arena_release(&a);
}

static struct score score_of(gsl_rng *rng, struct experiment e)
{
	struct score s = { 0 };

	for (int i = 0; i < REPLICATIONS; i++)
		score_one(rng, e, &s);
	s.p_below /= REPLICATIONS;
	s.directional /= REPLICATIONS;
	s.covered /= REPLICATIONS;
	return s;
}

/* A table: a row a population, a column a number of runs. */
static void table(gsl_rng *rng, const char *title, struct experiment e)
{
	printf(
	    "\n%s\n\n| runs vary | 2 | 3 | 5 | 10 |\n|---|---|---|---|---|\n",
	    title);
	for (int p = 0; p < VARIATIONS; p++) {
		printf("| %s |", variation_names[p]);
		for (size_t i = 0; i < 4; i++) {
			struct score s;

			e.variation = (enum variation)p;
			e.n = run_counts[i];
			s = score_of(rng, e);
			printf(" %.3f, %.3f, %.3f |", s.p_below, s.directional,
			    s.covered);
		}
		printf("\n");
	}
}

/* ---- other methods ---- */

#define DRAWS 1000
#define MANY 20 /* runs */

typedef bool method_fn(struct values b, struct values c, unsigned long seed);

static bool by_welch(struct values b, struct values c, unsigned long seed)
{
	(void)seed;
	return welch_log_p(b, c) <= 0.05;
}

static bool by_ranks(struct values b, struct values c, unsigned long seed)
{
	(void)seed;
	return mann_whitney_p(b, c) <= 0.05;
}

static double log_mean_drawn(gsl_rng *rng, struct values v)
{
	double sum = 0;

	for (size_t i = 0; i < v.n; i++)
		sum += log(v.at[gsl_rng_uniform_int(rng, v.n)]);
	return sum / (double)v.n;
}

/* An interval by the shares of what is drawn, with nothing corrected. */
static bool by_draws(struct values b, struct values c, unsigned long seed)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_taus2);
	size_t above = 0;

	gsl_rng_set(rng, seed);
	for (int i = 0; i < DRAWS; i++)
		above += log_mean_drawn(rng, c) > log_mean_drawn(rng, b);
	gsl_rng_free(rng);
	return above < DRAWS / 40 || above > DRAWS - DRAWS / 40;
}

static bool by_bca(struct values b, struct values c, unsigned long seed)
{
	double *x = values_log(b), *y = values_log(c);
	struct interval ci = bca_interval((struct values){ x, b.n },
	    (struct values){ y, c.n }, (struct bca){ 0.95, DRAWS, seed });

	free(x);
	free(y);
	return ci.lo > 0 || ci.hi < 0;
}

static method_fn *const methods[] = { by_welch, by_ranks, by_draws, by_bca };

static void methods_score(gsl_rng *rng, struct experiment e, int found[4])
{
	double b[MANY], c[MANY];

	for (size_t i = 0; i < e.n; i++) {
		b[i] = run_median(rng, e.variation, false);
		c[i] = run_median(rng, e.variation, true) * (1 + e.change);
	}
	for (int m = 0; m < 4; m++)
		found[m] += methods[m]((struct values){ b, e.n },
		    (struct values){ c, e.n }, gsl_rng_get(rng));
}

static void methods_table(gsl_rng *rng, const char *title, double change)
{
	static const size_t runs[] = { 2, 3, 5, 10, MANY };

	printf("\n%s\n\n| runs vary | 2 | 3 | 5 | 10 | 20 |\n"
	       "|---|---|---|---|---|---|\n",
	    title);
	for (int p = 0; p < VARIATIONS; p++) {
		printf("| %s |", variation_names[p]);
		for (int i = 0; i < 5; i++) {
			struct experiment e = { .variation = (enum variation)p,
				.n = runs[i],
				.change = change };
			int found[4] = { 0 };

			for (int r = 0; r < REPLICATIONS; r++)
				methods_score(rng, e, found);
			for (int m = 0; m < 4; m++)
				printf("%s %.3f", m ? "," : "",
				    (double)found[m] / REPLICATIONS);
			printf(" |");
		}
		printf("\n");
	}
}

static void all_methods(gsl_rng *rng)
{
	printf(
	    "\n## Other methods\n\nEach cell: share of %d experiments "
	    "that are taken for different by Welch's t, by\nMann-Whitney, "
	    "and by intervals of runs drawn anew: plain shares of the draws, "
	    "and\nBCa.\n",
	    REPLICATIONS);
	methods_table(rng, "No difference", 0);
	methods_table(rng, "5 % slower", 0.05);
}

/* ---- releases ---- */

#define SERIES 150

static void series_score(gsl_rng *rng, size_t n, double phi, double step)
{
	double sure = 0, shown = 0;

	for (int i = 0; i < SERIES; i++) {
		double at[60], noise = gsl_ran_gaussian(rng, RUN_SD);
		struct arena a = { 0 };
		struct series_changes c;
		bool is_sure = false;

		for (size_t k = 0; k < n; k++) {
			at[k] = exp(noise) * (k < n / 2 ? 1 : 1 + step);
			noise = phi * noise + gsl_ran_gaussian(rng,
						  RUN_SD * sqrt(1 - phi * phi));
		}
		c = series_changes((struct values){ at, n }, FINDER_EDIVISIVE,
		    1, &a);
		for (size_t k = 0; k < c.len; k++)
			is_sure |= c.at[k].is_confirmed;
		sure += is_sure;
		shown += c.len > 0;
		arena_release(&a);
	}
	printf("| %zu | %.1f | %.1f %% | %.2f | %.2f |\n", n, phi, step * 100,
	    sure / SERIES, shown / SERIES);
}

static void all_series(gsl_rng *rng)
{
	static const size_t lengths[] = { 15, 30, 60 };

	printf("\n## Releases\n\nShare of %d series with a change that is "
	       "confirmed, and with any that is shown.\n\n"
	       "| releases | memory | true step | confirmed | shown |\n"
	       "|---|---|---|---|---|\n",
	    SERIES);
	for (size_t i = 0; i < 3; i++) {
		series_score(rng, lengths[i], 0, 0);
		series_score(rng, lengths[i], 0.3, 0);
		series_score(rng, lengths[i], 0, 0.075);
	}
}

int main(void)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

	gsl_set_error_handler_off();
	gsl_rng_set(rng, 1);
	printf("## Two sides\n\nEach cell: share of p <= 0.05, of verdicts "
	       "that claim a direction, of intervals that hold\nthe true "
	       "ratio, of %d experiments with so many runs on each side.\n",
	    REPLICATIONS);
	table(rng, "No difference", (struct experiment){ .change = 0 });
	table(rng, "No difference, in buckets 10 % wide",
	    (struct experiment){ .width = 0.1 });
	table(rng, "No difference, in rounds that vary by 10 %",
	    (struct experiment){ .rounds = 0.1 });
	table(rng, "5 % slower", (struct experiment){ .change = 0.05 });
	table(rng, "5 % slower, in rounds that vary by 10 %",
	    (struct experiment){ .change = 0.05, .rounds = 0.1 });
	all_methods(rng);
	all_series(rng);
	gsl_rng_free(rng);
	return 0;
}
