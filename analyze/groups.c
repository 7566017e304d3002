/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/groups.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>

#include "analyze/mann_whitney.h"
#include "analyze/rank.h"
#include "analyze/welch.h"
#include "base/mem.h"

size_t pairs_of(size_t n)
{
	return n > 1 ? n * (n - 1) / 2 : 0;
}

double welch_log_p(struct values a, struct values b)
{
	return welch_log(a, b, 0.95).p;
}

double mann_whitney_p(struct values a, struct values b)
{
	return mann_whitney(a, b).p;
}

void pairwise_p(struct groups g, pair_p_fn *test, double *p)
{
	for (size_t i = 0; i < g.n; i++) {
		for (size_t j = i + 1; j < g.n; j++)
			*p++ = test(g.at[i], g.at[j]);
	}
}

/* Mean rank of each group among all; the caller frees it. */
struct ranked {
	double *mean;
	double n;    /* of all values */
	double ties; /* sum of t^3 - t */
};

static struct ranked rank_groups(struct groups g)
{
	struct ranked r = { .mean = xcalloc(g.n, sizeof(double)) };
	size_t n = 0, at = 0;
	double *all, *ranks;

	for (size_t i = 0; i < g.n; i++)
		n += g.at[i].n;
	all = xcalloc(n, sizeof(*all));
	ranks = xcalloc(n, sizeof(*ranks));
	for (size_t i = 0; i < g.n; at += g.at[i++].n)
		memcpy(all + at, g.at[i].at, g.at[i].n * sizeof(*all));
	r.n = (double)n;
	r.ties = mid_ranks((struct values){ all, n }, ranks);
	at = 0;
	for (size_t i = 0; i < g.n; i++) {
		for (size_t j = 0; j < g.at[i].n; j++)
			r.mean[i] += ranks[at++] / (double)g.at[i].n;
	}
	free(all);
	free(ranks);
	return r;
}

struct kruskal kruskal_wallis(struct groups g)
{
	struct ranked r = rank_groups(g);
	struct kruskal k = { .df = (double)g.n - 1, .p = 1 };
	double correction = 1 - r.ties / (r.n * r.n * r.n - r.n);

	for (size_t i = 0; i < g.n; i++)
		k.h += (double)g.at[i].n * pow(r.mean[i] - (r.n + 1) / 2, 2);
	free(r.mean);
	if (g.n < 2 || !(correction > 0))
		return (struct kruskal){ 0, 0, 1 };
	k.h *= 12 / (r.n * (r.n + 1)) / correction;
	k.p = gsl_cdf_chisq_Q(k.h, k.df);
	return k;
}

void dunn_test(struct groups g, struct pair_test *out)
{
	struct ranked r = rank_groups(g);
	double variance = r.n * (r.n + 1) / 12 - r.ties / (12 * (r.n - 1));

	for (size_t i = 0; i < g.n; i++) {
		for (size_t j = i + 1; j < g.n; j++) {
			double se = sqrt(variance * (1 / (double)g.at[i].n +
							1 / (double)g.at[j].n));
			double off = r.mean[i] - r.mean[j];
			double z = se > 0 ? off / se : 0;

			*out++ = (struct pair_test){ z,
				fmin(1, 2 * gsl_cdf_ugaussian_Q(fabs(z))) };
		}
	}
	free(r.mean);
}

struct range {
	double q;
	size_t k;
};

static double range_density(double z, void *arg)
{
	const struct range *r = arg;
	double within = gsl_cdf_ugaussian_P(z) - gsl_cdf_ugaussian_P(z - r->q);

	return gsl_ran_ugaussian_pdf(z) * pow(within, (double)r->k - 1);
}

double studentized_range_q(double q, size_t k)
{
	struct range r = { fabs(q), k };
	gsl_function f = { range_density, &r };
	gsl_integration_workspace *room = gsl_integration_workspace_alloc(200);
	double p = 0, error;

	gsl_integration_qag(&f, -9, 9, 1e-12, 1e-10, 200, GSL_INTEG_GAUSS61,
	    room, &p, &error);
	gsl_integration_workspace_free(room);
	return fmax(0, fmin(1, 1 - (double)k * p));
}

/* z of b above a, by their own ranks: no correction for continuity. */
static double pair_z(struct values a, struct values b)
{
	struct values both[] = { a, b };
	struct ranked r = rank_groups((struct groups){ both, 2 });
	double na = (double)a.n, nb = (double)b.n;
	double off = nb * (r.mean[1] - (r.n + 1) / 2);
	double variance = na * nb / 12 * (r.n + 1 - r.ties / (r.n * (r.n - 1)));

	free(r.mean);
	return variance > 0 ? off / sqrt(variance) : 0;
}

void steel_dwass(struct groups g, struct pair_test *out)
{
	for (size_t i = 0; i < g.n; i++) {
		for (size_t j = i + 1; j < g.n; j++) {
			double w = M_SQRT2 * pair_z(g.at[i], g.at[j]);

			*out++ = (struct pair_test){ w,
				studentized_range_q(w, g.n) };
		}
	}
}
