/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/paired.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "analyze/describe.h"
#include "analyze/rank.h"
#include "analyze/sort.h"
#include "base/mem.h"

static double *log_ratios(struct points r)
{
	double *d = xcalloc(r.n, sizeof(*d));

	for (size_t i = 0; i < r.n; i++)
		d[i] = log(r.y[i]) - log(r.x[i]);
	return d;
}

static void find_t(struct paired *out, struct values d, double confidence)
{
	struct moments m = moments_of(d);
	double se = m.sd / sqrt((double)d.n), half;

	out->df = (double)d.n - 1;
	out->p = 1;
	if (se > 1e-14 * fabs(m.mean)) {
		out->t = m.mean / se;
		out->p = 2 * gsl_cdf_tdist_Q(fabs(out->t), out->df);
	} else {
		out->state = WELCH_DEGENERATE;
		se = 0;
	}
	half = gsl_cdf_tdist_Pinv(0.5 + confidence / 2, out->df) * se;
	out->ratio = exp(m.mean);
	out->ratio_ci =
	    (struct interval){ exp(m.mean - half), exp(m.mean + half) };
}

/* |d| of the rounds that differ; returns how many there are. */
static size_t sizes_of(struct values d, double *size, double *sign)
{
	size_t n = 0;

	for (size_t i = 0; i < d.n; i++) {
		if (d.at[i] > 0 || d.at[i] < 0) {
			size[n] = fabs(d.at[i]);
			sign[n++] = d.at[i];
		}
	}
	return n;
}

static void find_signed_rank(struct paired *out, struct values d)
{
	double *size = xcalloc(3 * d.n, sizeof(*size));
	double *sign = size + d.n, *ranks = sign + d.n;
	size_t n = sizes_of(d, size, sign);
	struct rank_sums sums;

	mid_ranks((struct values){ size, n }, ranks);
	for (size_t i = 0; i < n; i++)
		out->v += sign[i] > 0 ? ranks[i] : 0;
	sums = sums_of_subsets((struct values){ ranks, n });
	out->p_signed_rank = rank_sums_p(sums, out->v);
	free(sums.share);
	free(size);
}

static double *walsh_averages(struct values d, size_t *count)
{
	double *w = xcalloc(d.n * (d.n + 1) / 2, sizeof(*w));

	*count = 0;
	for (size_t i = 0; i < d.n; i++) {
		for (size_t j = i; j < d.n; j++)
			w[(*count)++] = (d.at[i] + d.at[j]) / 2;
	}
	sort_ascending(w, *count);
	return w;
}

/* The largest k with P(V <= k - 1) <= tail, without ties. */
static size_t signed_rank_k(size_t n, double tail)
{
	double *ranks = xcalloc(n, sizeof(*ranks));
	struct rank_sums sums;
	double below = 0;
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		ranks[i] = (double)(i + 1);
	sums = sums_of_subsets((struct values){ ranks, n });
	while (below + sums.share[2 * k] <= tail)
		below += sums.share[2 * k++];
	free(sums.share);
	free(ranks);
	return k;
}

static void find_median(struct paired *out, struct values d, double confidence)
{
	size_t n, k = signed_rank_k(d.n, (1 - confidence) / 2);
	double *w = walsh_averages(d, &n);

	out->median_ratio = exp(median_of_sorted((struct values){ w, n }));
	if (k > 0)
		out->median_ci =
		    (struct interval){ exp(w[k - 1]), exp(w[n - k]) };
	free(w);
}

struct paired paired_rounds(struct points r, double confidence)
{
	struct paired out = {
		.p = 1,
		.p_signed_rank = 1,
		.ratio_ci = { 0, INFINITY },
		.median_ci = { 0, INFINITY },
	};
	double *d;

	if (!values_positive((struct values){ r.x, r.n }) ||
	    !values_positive((struct values){ r.y, r.n }))
		out.state = WELCH_UNUSABLE;
	else if (r.n < 3)
		out.state = WELCH_UNREPLICATED;
	if (out.state != WELCH_OK)
		return out;
	d = log_ratios(r);
	find_t(&out, (struct values){ d, r.n }, confidence);
	find_signed_rank(&out, (struct values){ d, r.n });
	find_median(&out, (struct values){ d, r.n }, confidence);
	free(d);
	return out;
}
