/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/proportion.h"

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>

double proportion_share(struct proportion p)
{
	return p.all > 0 ? (double)p.failed / (double)p.all : 0;
}

struct interval proportion_interval(struct proportion p, double confidence)
{
	double z = gsl_cdf_ugaussian_Pinv(0.5 + confidence / 2);
	double n = (double)p.all, share = proportion_share(p);
	double middle, half, scale;

	if (p.all == 0)
		return (struct interval){ 0, 1 };
	scale = 1 + z * z / n;
	middle = share + z * z / (2 * n);
	half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n));
	return (struct interval){
		p.failed == 0 ? 0 : fmax(0, (middle - half) / scale),
		p.failed == p.all ? 1 : fmin(1, (middle + half) / scale),
	};
}

struct interval proportion_difference(struct proportion a, struct proportion b,
    double confidence)
{
	struct interval ia = proportion_interval(a, confidence);
	struct interval ib = proportion_interval(b, confidence);
	double pa = proportion_share(a), pb = proportion_share(b);

	return (struct interval){
		pb - pa - hypot(pb - ib.lo, ia.hi - pa),
		pb - pa + hypot(ib.hi - pb, pa - ia.lo),
	};
}

/* k failures of the first n1 requests, where n1 + n2 had `failed`. */
struct table {
	double n1, n2, failed;
};

static double log_choose(double n, double k)
{
	return gsl_sf_lngamma(n + 1) - gsl_sf_lngamma(k + 1) -
	       gsl_sf_lngamma(n - k + 1);
}

static double log_probability(struct table t, double k)
{
	return log_choose(t.n1, k) + log_choose(t.n2, t.failed - k) -
	       log_choose(t.n1 + t.n2, t.failed);
}

/* P(k + 1) / P(k). */
static double ratio_up(struct table t, double k)
{
	return (t.n1 - k) * (t.failed - k) /
	       ((k + 1) * (t.n2 - t.failed + k + 1));
}

/* P(k) + P(k - 1) + ..., below the mode, where the terms shrink. */
static double tail_below(struct table t, double k)
{
	double least = fmax(0, t.failed - t.n2);
	double term = 1, sum = 0;

	for (double at = k; at >= least && term > sum * 1e-17; at--) {
		sum += term;
		if (at > least)
			term /= ratio_up(t, at - 1);
	}
	return k >= least ? sum * exp(log_probability(t, k)) : 0;
}

/* The same tables with their columns exchanged: k becomes failed - k. */
static struct table mirrored(struct table t)
{
	return (struct table){ t.n2, t.n1, t.failed };
}

/* The largest k below the mode that is no more probable than `limit`. */
static double last_at_most(struct table t, double limit, double mode)
{
	double lo = fmax(0, t.failed - t.n2) - 1, hi = mode;

	while (hi - lo > 1) {
		double mid = floor((lo + hi) / 2);

		if (log_probability(t, mid) <= limit)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

double proportion_fisher(struct proportion a, struct proportion b)
{
	struct table t = { (double)a.all, (double)b.all,
		(double)a.failed + (double)b.failed };
	double k = (double)a.failed;
	double mode = floor((t.failed + 1) * (t.n1 + 1) / (t.n1 + t.n2 + 2));
	/* As R: equal but for rounding is equal. */
	double limit = log_probability(t, k) + 1e-7;
	struct table other;

	if (log_probability(t, mode) <= limit)
		return 1;
	if (k > mode) {
		t = mirrored(t);
		k = t.failed - k;
		mode = t.failed - mode;
	}
	other = mirrored(t);
	return fmin(1,
	    tail_below(t, k) +
		tail_below(other, last_at_most(other, limit, t.failed - mode)));
}
