/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the variance of a cell lies, in sentences, and what follows from it for
 * the next experiment.
 */
#include "analyze/print_internal.h"

#include <math.h>

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
	    "    Of the variance of a run's mean, %.0f %% is between runs: "
	    "however long, as many\n    runs would narrow the interval of "
	    "the mean by %.0f %%; more, shorter runs (twice\n    as many of "
	    "half the length) by %.0f %%, but for the time to start them.\n",
	    between * 100, (1 - sqrt(between)) * 100,
	    (1 - sqrt(1 - between / 2)) * 100);
}

static void explain_cell(const struct results *r, const struct cell_variance *v,
    FILE *out)
{
	const struct cell *cell = results_cell(r, v->cell);

	fprintf(out, "  %s: %s%.3g %% between its %lld runs of %lld windows",
	    cell->name, v->at_most ? "at most " : "", v->share * 100,
	    (long long)v->runs, (long long)v->windows);
	if (v->at_most)
		fprintf(out,
		    ", since neighboring\n    windows are alike (correlation "
		    "%.2g), which looks like it.\n",
		    v->neighbors);
	else if (v->p_value > 1 - r->analysis.confidence)
		fprintf(out, ", which may\n    be chance (p %.2g).\n",
		    v->p_value);
	else
		fprintf(out, " (p %.2g).\n", v->p_value);
	if (v->p_value <= 1 - r->analysis.confidence)
		advise(v, out);
}

void explain_variance(const struct results *r, int64_t baseline,
    int64_t candidate, FILE *out)
{
	size_t shown = 0;

	for (size_t i = 0; i < r->variances.len; i++) {
		const struct cell_variance *v = &r->variances.at[i];

		if (v->cell != baseline && v->cell != candidate)
			continue;
		if (!shown++)
			fputs("\nHow much of the variance of one-second mean "
			      "latencies is between runs\n",
			    out);
		explain_cell(r, v, out);
	}
}
