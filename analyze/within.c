/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/within.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "analyze/autocorrelation.h"
#include "analyze/quantile.h"
#include "analyze/windows.h"
#include "base/units.h"

static const char iid_assumed[] = "iid-assumed";

#define TIME_WINDOW 5     /* Sokal's c */
#define WORTH_LEAST 4     /* independent windows, for an interval */
#define ERRORS_UP 3       /* standard errors that an interval allows for */
#define ERRORS_LIKELY 1.5 /* and those by which a run is long enough */
#define MEDIAN 500000000  /* parts of a billion */

/* Windows: with fewer, a level that wanders may seem to stand still. */
#define SERIES_LEAST 50

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

/* How alike the windows of a run are, at its percentile and at its median. */
struct likeness {
	struct integrated_time own, level;
	double n; /* windows */
};

/*
 * As alike as neighbors may be, where a series of n has autocorrelation r at
 * lag 1: without the bias of (1 + 4r) / n that its own mean gives it (Marriott
 * and Pope 1954, Biometrika 41:390), and some standard errors up.
 */
static double rho1_up(double r, double n, double errors)
{
	double error = sqrt((1 - r * r) / n);

	return fmax(0, r + (1 + 4 * fmax(0, r)) / n + errors * error);
}

/* Its standard error is of Madras and Sokal 1988, J. Stat. Phys. 50:109. */
static double tau_up(struct integrated_time t, double n, double errors)
{
	return t.tau * (1 + errors * sqrt(2 * (2 * (double)t.window + 1) / n));
}

/*
 * How many windows one independent window takes, some standard errors up;
 * INFINITY if that cannot be told.  A level with memory m under noise has
 * autocorrelations r, r m, r m^2, ...: in a rare tail r is small, and the
 * memory shows in the level alone.  Where noise hides it in the neighbors
 * there, too, the sum over all lags tells of it: (1 + m) / (1 - m).
 */
static double time_up(const struct likeness *l, double errors)
{
	double r = rho1_up(l->own.rho1, l->n, errors);
	double level = rho1_up(l->level.rho1, l->n, errors);
	double tau = tau_up(l->level, l->n, errors);
	double memory = fmax(fmax(r, level), (tau - 1) / (tau + 1));

	if (!l->own.converged || memory >= 1)
		return INFINITY;
	return fmax(tau_up(l->own, l->n, errors), 1 + 2 * r / (1 - memory));
}

/*
 * How many windows to count as one; 0: the run is too short.  Runs are not to
 * be chosen by what their intervals allow for: of those that wander slowly,
 * that leaves the few that happen to look steady, which are the most wrong.
 * So a run is shown for what is likely, and its interval allows for more.
 */
static double windows_as_one(struct values excess, struct values level)
{
	struct likeness l = { integrated_time(excess, TIME_WINDOW),
		integrated_time(level, TIME_WINDOW), (double)excess.n };

	if (excess.n < SERIES_LEAST ||
	    l.n / time_up(&l, ERRORS_LIKELY) < WORTH_LEAST)
		return 0;
	return fmin(time_up(&l, ERRORS_UP), l.n / WORTH_LEAST);
}

/*
 * How many requests are as good as one; 0: the run is too short to tell.  The
 * variance of so few windows is itself uncertain, and too low, as their own
 * mean was taken off: Student's t instead of the normal, and n / (n - 1).
 */
static double requests_as_one(struct values excess, struct values level,
    double variance, double confidence)
{
	double time = windows_as_one(excess, level);
	double worth = (double)excess.n / time, sum = 0, spread = 1, t, z;

	if (!(time > 0))
		return 0;
	for (size_t i = 0; i < excess.n; i++)
		sum += excess.at[i] * excess.at[i];
	t = gsl_cdf_tdist_Pinv(0.5 + confidence / 2, worth - 1);
	z = gsl_cdf_ugaussian_Pinv(0.5 + confidence / 2);
	if (variance > 0)
		spread = sum / variance;
	return fmax(1, time * spread * (t / z) * (t / z) * worth / (worth - 1));
}

/* What is beyond its share up to `ns` in each window. */
static struct values excess_at(const struct run_view *v, int64_t ns,
    struct arena *a)
{
	double share = (double)count_up_to(v->h, ns) / (double)v->h->count;

	return excess(v, ns, share,
	    arena_alloc(a, v->windows->len, sizeof(double)));
}

/* The last value that the bucket of a quantile has in the records. */
static int64_t recorded_at(const struct histogram *h, int64_t q_ppb)
{
	int64_t below, rank = quantile_rank(q_ppb, h->count);

	return histogram_at_rank(h, rank, &below).high_ns;
}

/* Sets what the requests are worth, and how that is known. */
static void basis_set(const struct run_view *v, int64_t q_ppb,
    double confidence, struct run_interval *out)
{
	int64_t ns = recorded_at(v->h, q_ppb);
	double all = (double)v->h->count;
	double share = (double)count_up_to(v->h, ns) / all, each;
	struct arena a = { 0 };
	struct values e = excess_at(v, ns, &a);

	out->basis = iid_assumed;
	out->effective = v->h->count;
	if (e.n > 0) {
		each = requests_as_one(e,
		    excess_at(v, recorded_at(v->h, MEDIAN), &a),
		    share * (1 - share) * all, confidence);
		out->basis = each > 0 ? "windows" : "run-too-short";
		out->effective = each > 0 ? (int64_t)(all / each) : 0;
	}
	arena_release(&a);
}

/* Of as many blocks of requests as they are worth, from the first request of
 * the lower one to the last of the upper. */
static void ranks_to_ends(const struct histogram *h, struct rank_interval ranks,
    int64_t effective, struct run_interval *out)
{
	double scale = (double)h->count / (double)effective;
	int64_t lower = 1 + (int64_t)floor((double)(ranks.lower - 1) * scale);
	int64_t upper = (int64_t)ceil((double)ranks.upper * scale), below;
	double half = (double)h->step_ns / 2, low, high;

	low = (double)histogram_at_rank(h, lower, &below).low_ns - half;
	high = (double)histogram_at_rank(h, upper, &below).high_ns + half;
	out->low = ranks.lower < 1 ? NAN : fmax(0, low) / NS_PER_S;
	out->high =
	    ranks.upper > effective || upper > h->count ? NAN : high / NS_PER_S;
}

bool within_run(const struct spec *m, const struct run_view *view,
    double confidence, struct run_interval *out)
{
	int64_t q = quantile_of_percent(m->p);
	struct percentile_bounds b, shown;

	if (m->kind != SPEC_PERCENTILE || !view->h->count ||
	    !histogram_percentile(view->h, m->p, &b) ||
	    !histogram_quantile(view->h, m->p, m->type, &shown))
		return false;
	*out = (struct run_interval){ .run = view->run->id,
		.metric = m->name,
		.unit = m->unit,
		.value = shown.value_ns / NS_PER_S,
		.low = NAN,
		.high = NAN,
		.requests = view->h->count };
	basis_set(view, q, confidence, out);
	if (out->effective > 0)
		ranks_to_ends(view->h,
		    quantile_ranks(out->effective, q, confidence),
		    out->effective, out);
	return true;
}

bool is_iid_assumed(const struct run_interval *i)
{
	return strcmp(i->basis, iid_assumed) == 0;
}
