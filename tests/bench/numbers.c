/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * numbers KIND N SCALE SEED: made-up numbers for statistics, as doubles in the
 * machine's order on standard output; equal arguments give equal bytes.
 *
 *	latencies  N log-normal ones, in whole microseconds
 *	runs       N runs of 10,000 of those, that differ by 3 %, each as counts
 *	           in BUCKETS buckets
 *	releases   N figures with a step after each quarter
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#define BUCKETS 2048
#define REQUESTS 10000
#define LEAST_US 300.0 /* where buckets begin, and how much they span */
#define SPAN 12.0      /* in logarithms */

static void put(double value)
{
	fwrite(&value, sizeof(value), 1, stdout);
}

static double latency_us(gsl_rng *rng, double scale)
{
	return floor(22000 * scale * exp(gsl_ran_gaussian(rng, 0.5)));
}

static void latencies(gsl_rng *rng, size_t n, double scale)
{
	for (size_t i = 0; i < n; i++)
		put(latency_us(rng, scale));
}

static void runs(gsl_rng *rng, size_t n, double scale)
{
	for (size_t r = 0; r < n; r++) {
		double own = scale * exp(gsl_ran_gaussian(rng, 0.03));
		double counts[BUCKETS] = { 0 };

		for (int i = 0; i < REQUESTS; i++) {
			double at = log(latency_us(rng, own) / LEAST_US);

			at = fmin(fmax(at, 0) / SPAN * BUCKETS, BUCKETS - 1);
			counts[(size_t)at]++;
		}
		for (size_t i = 0; i < BUCKETS; i++)
			put(counts[i]);
	}
}

static void releases(gsl_rng *rng, size_t n, double scale)
{
	static const double steps[] = { 0, 2, 1, 4 };

	for (size_t i = 0; i < n; i++)
		put(scale * (steps[i * 4 / n] + gsl_ran_gaussian(rng, 1)));
}

static const struct {
	const char *name;
	void (*write)(gsl_rng *rng, size_t n, double scale);
} kinds[] = { { "latencies", latencies }, { "runs", runs },
	{ "releases", releases } };

int main(int argc, char **argv)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	int status = 2;

	for (size_t k = 0; argc == 5 && k < 3; k++) {
		if (strcmp(argv[1], kinds[k].name) != 0)
			continue;
		gsl_rng_set(rng, strtoul(argv[4], NULL, 10));
		kinds[k].write(rng, strtoul(argv[2], NULL, 10),
		    strtod(argv[3], NULL));
		status = fflush(stdout) ? 1 : 0;
	}
	if (status == 2)
		fputs("usage: numbers latencies|runs|releases N SCALE SEED\n",
		    stderr);
	gsl_rng_free(rng);
	return status;
}
