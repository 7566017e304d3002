/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the variance of a cell lies, in sentences, and what follows from it for
 * the next experiment.
 */
#include "analyze/print_internal.h"

#include <math.h>

#include "analyze/components.h"

/*
 * What longer runs, and twice as many of half the length, would make of the
 * interval of the cell's mean: its variance is (between + within / windows) /
 * runs.
 */
static void advise(const struct cell_variance *v, FILE *out)
{
	double of_a_run = v->between + v->within / (double)v->windows;
	double between = v->between / of_a_run;

	fprintf(out,
	    "    The mean of a run has 1/%lld of what is within it: %.0f %% of "
	    "its variance is between\n    runs. As many runs without end "
	    "would narrow the interval of the mean by %.0f %%, twice\n    as "
	    "many of half the length by %.0f %%; the time to start them is "
	    "not counted.\n",
	    (long long)v->windows, between * 100, (1 - sqrt(between)) * 100,
	    (1 - sqrt(1 - between / 2)) * 100);
}

/*
 * How long a run is best, behind its warm-up: windows are of a second, so that
 * the seconds it takes to start one are its cost in windows.
 */
static double best_s(const struct cell_variance *v, double start_s)
{
	struct components c = { .levels = 2, .t2 = { v->within, v->between } };

	return ceil(components_repetitions(&c, 0, 1, start_s));
}

/* No source says what it takes to start a run. */
static void advise_length(const struct cell_variance *v, FILE *out)
{
	fprintf(out,
	    "    For the mean alone (percentiles and checks take more), a run "
	    "that takes 10, 60 or\n    600 s to start is best measured for "
	    "%.0f, %.0f or %.0f s: the root of that time, times\n    the "
	    "variance within a second (%.3g ms²) over that between runs (%.3g "
	    "ms²).\n",
	    best_s(v, 10), best_s(v, 60), best_s(v, 600), v->within * 1e6,
	    v->between * 1e6);
}

static void explain_cell(const struct results *r, const struct cell_variance *v,
    FILE *out)
{
	const struct cell *cell = results_cell(r, v->cell);

	fprintf(out,
	    "  %s%s%s: %s%.3g %% between its %lld runs of %lld windows",
	    cell->name, *cell->label ? ", " : "", cell->label,
	    v->at_most ? "at most " : "", v->share * 100, (long long)v->runs,
	    (long long)v->windows);
	if (v->at_most)
		fprintf(out,
		    ",\n    as neighboring windows are alike (correlation "
		    "%.2g), which makes runs differ, too.\n",
		    v->neighbors);
	else if (v->p_value > 1 - r->analysis.confidence)
		fprintf(out, ",\n    which may be chance (p %.2g).\n",
		    v->p_value);
	else
		fprintf(out, " (p %.2g).\n", v->p_value);
	if (v->p_value <= 1 - r->analysis.confidence) {
		advise(v, out);
		advise_length(v, out);
	}
}

static bool is_asked(const struct results *r, int64_t cell, const char *what)
{
	for (size_t i = 0; i < r->comparisons.len; i++) {
		const struct comparison *c = &r->comparisons.at[i];

		if ((c->candidate == cell || c->baseline == cell) &&
		    explain_is_latency(c) && explain_means(r, c, what))
			return true;
	}
	return false;
}

void explain_variance(const struct results *r, const char *what, FILE *out)
{
	size_t shown = 0;

	for (size_t i = 0; i < r->variances.len; i++) {
		const struct cell_variance *v = &r->variances.at[i];

		if (!is_asked(r, v->cell, what))
			continue;
		if (!shown++)
			fputs("\nHow much of the variance of one-second mean "
			      "latencies is between runs; p that\nruns are "
			      "alike, by F\n",
			    out);
		explain_cell(r, v, out);
	}
}
