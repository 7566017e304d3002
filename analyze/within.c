/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/within.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "analyze/autocorrelation.h"
#include "analyze/quantile.h"
#include "analyze/windows.h"
#include "base/units.h"

#define TIME_WINDOW 5  /* Sokal's c */
#define WORTH_LEAST 20 /* windows' worth, for a variance to be known by */

static int64_t count_up_to(const struct histogram *h, int64_t ns)
{
	int64_t n = 0;

	for (size_t i = 0; i < h->len && h->buckets[i].high_ns <= ns; i++)
		n += h->buckets[i].count;
	return n;
}

/* Of each window, requests up to `ns` beyond what their share would be. */
static struct values excess(const struct run_view *v, int64_t ns, double share,
    double *at)
{
	size_t n = 0;

	for (size_t i = 0; i < v->windows->len; i++) {
		const struct run_window *w = &v->windows->at[i];

		if (w->second >= v->cut_s)
			at[n++] = (double)count_up_to(&w->h, ns) -
				  share * (double)w->h.count;
	}
	return (struct values){ at, n };
}

/*
 * The windows of a run as independent ones: `each` requests are as good as one.
 * The variance of so few windows is itself uncertain, and too low, as their
 * own mean was taken off: Student's t instead of the normal, and n / (n - 1).
 */
struct worth {
	double windows; /* independent ones; 0: there are too few to tell */
	double each;
};

static struct worth worth_of(struct values excess, double variance,
    double confidence)
{
	struct integrated_time time = integrated_time(excess, TIME_WINDOW);
	struct worth w = { .windows = (double)excess.n / time.tau };
	double sum = 0, t, z;

	if (!time.converged || w.windows < WORTH_LEAST)
		return (struct worth){ 0, 0 };
	for (size_t i = 0; i < excess.n; i++)
		sum += excess.at[i] * excess.at[i];
	t = gsl_cdf_tdist_Pinv(0.5 + confidence / 2, w.windows - 1);
	z = gsl_cdf_ugaussian_Pinv(0.5 + confidence / 2);
	w.each = fmax(1, time.tau * sum / variance * (t / z) * (t / z) *
			     w.windows / (w.windows - 1));
	return w;
}

/* Sets what the requests are worth, and how that is known. */
static void basis_set(const struct run_view *v, int64_t ns, double confidence,
    struct run_interval *out)
{
	double all = (double)v->h->count;
	double share = (double)count_up_to(v->h, ns) / all;
	struct arena a = { 0 };
	struct values e = excess(v, ns, share,
	    arena_alloc(&a, v->windows->len, sizeof(double)));
	struct worth w;

	out->basis = "iid-assumed";
	out->effective = v->h->count;
	if (e.n >= WINDOWS_LEAST && share > 0 && share < 1) {
		w = worth_of(e, share * (1 - share) * all, confidence);
		out->basis = w.windows > 0 ? "windows" : "run-too-short";
		out->effective = w.windows > 0 ? (int64_t)(all / w.each) : 0;
	}
	arena_release(&a);
}

static void ranks_to_ends(const struct histogram *h, struct rank_interval ranks,
    int64_t effective, struct run_interval *out)
{
	double scale = (double)h->count / (double)effective;
	int64_t lower = (int64_t)floor((double)ranks.lower * scale);
	int64_t upper = (int64_t)ceil((double)ranks.upper * scale), below;

	out->low =
	    ranks.lower < 1
		? NAN
		: (double)histogram_at_rank(h, lower, &below).low_ns / NS_PER_S;
	out->high = ranks.upper > effective || upper > h->count
			? NAN
			: (double)histogram_at_rank(h, upper, &below).high_ns /
			      NS_PER_S;
}

bool within_run(const struct spec *m, const struct run_view *view,
    double confidence, struct run_interval *out)
{
	int64_t q = quantile_of_percent(m->p);
	struct percentile_bounds b;

	if (m->kind != SPEC_PERCENTILE || !view->h->count ||
	    !histogram_percentile(view->h, m->p, &b))
		return false;
	*out = (struct run_interval){ .run = view->run->id,
		.metric = m->name,
		.unit = m->unit,
		.value = b.value_ns / NS_PER_S,
		.low = NAN,
		.high = NAN,
		.requests = view->h->count };
	basis_set(view, b.high_ns, confidence, out);
	if (out->effective > 0)
		ranks_to_ends(view->h,
		    quantile_ranks(out->effective, q, confidence),
		    out->effective, out);
	return true;
}
