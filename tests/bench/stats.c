/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How often the verdicts are wrong: simulated experiments of which the truth
 * is known, put through compare() as the program does.  Seeded, so that it
 * prints the same on every machine; a minute or two.
 *
 * A run's median is drawn as what it is, an order statistic of 3,000
 * log-normal requests, times the run's own effect.  Runs differ by 3 %: as a
 * normal variable, with one in ten five times as far off, skewed, or with the
 * candidate's runs varying three times as much.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "analyze/compare.h"
#include "analyze/series.h"
#include "analyze/within.h"
#include "base/mem.h"

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
		return gsl_ran_gaussian(rng,
		    gsl_rng_uniform(rng) < 0.1 ? 5 * RUN_SD : RUN_SD);
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
	    (struct figures){ c, e.n, names }, "", 0.95, &a);
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

/* ---- within one run ---- */

#define SECONDS 60
#define RATE 100
#define WITHIN_REPLICATIONS 400

static double standard_normal_quantile(double p)
{
	return gsl_cdf_ugaussian_Pinv(p / 100);
}

/* A minute whose level wanders from second to second with memory phi. */
static void wander(gsl_rng *rng, double phi, struct window_list *out)
{
	double level = gsl_ran_gaussian(rng, 0.2);

	*out = (struct window_list){ xcalloc(SECONDS, sizeof(*out->at)),
		SECONDS, SECONDS };
	for (int s = 0; s < SECONDS; s++) {
		struct recorder *r = recorder_new(1000);
		int64_t second;

		for (int i = 0; i < RATE; i++) {
			double z = level + gsl_ran_gaussian(rng, 0.4);
			struct sample sample = { 0, (int64_t)(1e7 * exp(z)) };

			recorder_add(r, &sample);
		}
		recorder_window(r, 0, &second, &out->at[s].h);
		out->at[s].second = s;
		recorder_free(r);
		level = phi * level +
			gsl_ran_gaussian(rng, 0.2 * sqrt(1 - phi * phi));
	}
}

static void within_score(gsl_rng *rng, double phi, double p)
{
	struct spec spec = { .kind = SPEC_PERCENTILE, .p = p };
	double sd = sqrt(0.2 * 0.2 + 0.4 * 0.4), covered = 0, known = 0;
	double naive = 0;
	double truth = 0.01 * exp(sd * standard_normal_quantile(p));

	for (int i = 0; i < WITHIN_REPLICATIONS; i++) {
		struct run run = { .id = "" };
		struct window_list windows, none = { 0 };
		struct run_interval in;
		struct histogram h;
		struct run_view view = { .run = &run, .h = &h };

		wander(rng, phi, &windows);
		h = windows_sum(&windows, 0);
		view.windows = &windows;
		within_run(&spec, &view, 0.95, &in);
		known += in.effective > 0;
		covered +=
		    in.effective > 0 && !(in.low > truth) && !(in.high < truth);
		view.windows = &none;
		within_run(&spec, &view, 0.95, &in);
		naive += !(in.low > truth) && !(in.high < truth);
		histogram_release(&h);
		windows_release(&windows);
	}
	printf("| %.1f | p%g | %.2f | %.3f | %.3f |\n", phi, p,
	    known / WITHIN_REPLICATIONS, known > 0 ? covered / known : 0,
	    naive / WITHIN_REPLICATIONS);
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
		c = series_changes((struct values){ at, n }, 1, &a);
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

	printf("\nReleases: share of series with a change that is confirmed, "
	       "and with any that is shown\n\n"
	       "| releases | memory | true step | confirmed | shown |\n"
	       "|---|---|---|---|---|\n");
	for (size_t i = 0; i < 3; i++) {
		series_score(rng, lengths[i], 0, 0);
		series_score(rng, lengths[i], 0.3, 0);
		series_score(rng, lengths[i], 0, 0.075);
	}
}

int main(void)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	static const double phis[] = { 0, 0.6, 0.9 }, ps[] = { 50, 90, 99 };

	gsl_set_error_handler_off();
	gsl_rng_set(rng, 1);
	printf("Each cell: share of p <= 0.05, of verdicts that claim a "
	       "direction, of\nintervals that hold the true ratio; %d "
	       "replications.\n",
	    REPLICATIONS);
	table(rng, "No difference", (struct experiment){ .change = 0 });
	table(rng, "No difference, in buckets 10 % wide",
	    (struct experiment){ .width = 0.1 });
	table(rng, "No difference, in rounds that vary by 10 %",
	    (struct experiment){ .rounds = 0.1 });
	table(rng, "5 % slower", (struct experiment){ .change = 0.05 });
	table(rng, "5 % slower, in rounds that vary by 10 %",
	    (struct experiment){ .change = 0.05, .rounds = 0.1 });
	printf("\nWithin one run of a minute: share of 95 %% intervals that "
	       "hold the true percentile\n\n"
	       "| memory of seconds | percentile | long enough | by windows | "
	       "iid-assumed |\n|---|---|---|---|---|\n");
	for (size_t i = 0; i < 3; i++) {
		for (size_t k = 0; k < 3; k++)
			within_score(rng, phis[i], ps[k]);
	}
	all_series(rng);
	gsl_rng_free(rng);
	return 0;
}
