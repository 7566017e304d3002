/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/within.h"

#include <math.h>

#include "analyze/autocorrelation.h"
#include "analyze/quantile.h"
#include "analyze/windows.h"
#include "base/units.h"

#define TIME_WINDOW 5 /* Sokal's c */

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

/* How many requests are as good as one, for the share up to `ns`; 0: not
 * known. */
static double inflation(const struct run_view *v, int64_t ns)
{
	double all = (double)v->h->count, sum = 0, tau;
	double share = (double)count_up_to(v->h, ns) / all;
	struct arena a = { 0 };
	struct values e = excess(v, ns, share,
	    arena_alloc(&a, v->windows->len, sizeof(double)));

	if (e.n < WINDOWS_LEAST || share <= 0 || share >= 1) {
		arena_release(&a);
		return 0;
	}
	for (size_t i = 0; i < e.n; i++)
		sum += e.at[i] * e.at[i];
	tau = integrated_time(e, TIME_WINDOW).tau;
	arena_release(&a);
	return fmax(1, tau * sum / (share * (1 - share) * all));
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
	double each;

	if (m->kind != SPEC_PERCENTILE || !view->h->count ||
	    !histogram_percentile(view->h, m->p, &b))
		return false;
	each = inflation(view, b.high_ns);
	*out = (struct run_interval){ .run = view->run->id,
		.metric = m->name,
		.unit = m->unit,
		.value = b.value_ns / NS_PER_S,
		.requests = view->h->count,
		.effective = view->h->count,
		.basis = each > 0 ? "windows" : "iid-assumed" };
	if (each > 1)
		out->effective =
		    (int64_t)fmax(1, (double)view->h->count / each);
	ranks_to_ends(view->h, quantile_ranks(out->effective, q, confidence),
	    out->effective, out);
	return true;
}
