/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/effect.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "analyze/describe.h"
#include "analyze/mann_whitney.h"
#include "analyze/rank.h"
#include "base/mem.h"

struct effect effect_of(struct values baseline, struct values candidate)
{
	double pairs = (double)baseline.n * (double)candidate.n;
	double a12 = 0.5;

	if (pairs > 0)
		a12 = mann_whitney(baseline, candidate).u / pairs;
	return (struct effect){ a12, 2 * a12 - 1 };
}

const char *effect_magnitude(double delta)
{
	if (fabs(delta) < 0.147)
		return "negligible";
	if (fabs(delta) < 0.33)
		return "small";
	return fabs(delta) < 0.474 ? "medium" : "large";
}

/* A group's ranks among all runs less those among its own. */
static struct moments placements(struct values own, const double *among_all)
{
	double *ranks = xcalloc(own.n, sizeof(*ranks));
	struct moments m;

	mid_ranks(own, ranks);
	for (size_t i = 0; i < own.n; i++)
		ranks[i] = among_all[i] - ranks[i];
	m = moments_of((struct values){ ranks, own.n });
	free(ranks);
	return m;
}

/* Of the placements of both groups: how many of the other are below. */
static struct brunner_munzel from_placements(struct moments a, struct moments b,
    double confidence)
{
	double na = (double)a.n, nb = (double)b.n;
	double va = a.sd * a.sd / (na * nb * nb);
	double vb = b.sd * b.sd / (nb * na * na);
	double se = sqrt(va + vb), half;
	struct brunner_munzel out = { .a12 = b.mean / na, .p = 1 };

	out.ci = (struct interval){ 0, 1 };
	if (!(se > 0))
		return out;
	out.known = true;
	out.w = (out.a12 - 0.5) / se;
	out.df = pow(va + vb, 2) / (va * va / (na - 1) + vb * vb / (nb - 1));
	out.p = fmin(1, 2 * gsl_cdf_tdist_Q(fabs(out.w), out.df));
	half = gsl_cdf_tdist_Pinv(0.5 + confidence / 2, out.df) * se;
	out.ci.lo = fmax(0, out.a12 - half);
	out.ci.hi = fmin(1, out.a12 + half);
	return out;
}

struct brunner_munzel brunner_munzel(struct values baseline,
    struct values candidate, double confidence)
{
	size_t na = baseline.n, nb = candidate.n;
	struct brunner_munzel out = { .a12 = 0.5, .p = 1, .ci = { 0, 1 } };
	double *all, *ranks;

	if (na < 2 || nb < 2)
		return out;
	all = xcalloc(na + nb, sizeof(*all));
	ranks = xcalloc(na + nb, sizeof(*ranks));
	memcpy(all, baseline.at, na * sizeof(*all));
	memcpy(all + na, candidate.at, nb * sizeof(*all));
	mid_ranks((struct values){ all, na + nb }, ranks);
	out = from_placements(placements(baseline, ranks),
	    placements(candidate, ranks + na), confidence);
	free(all);
	free(ranks);
	return out;
}
