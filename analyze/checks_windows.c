/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Had the run come to rest?  On its windows of one second.
 */
#include <math.h>

#include "analyze/autocorrelation.h"
#include "analyze/describe.h"
#include "analyze/finding.h"
#include "analyze/steady.h"
#include "analyze/windows.h"
#include "base/units.h"

#define SURE 0.01        /* p of what is said of windows */
#define DRIFT_ABOVE 0.02 /* of the median, over the run */
#define LAGS 10
#define TIME_WINDOW 5 /* Sokal's c */
#define PAIRED 1000   /* windows that are compared pair by pair */

/* What was left out of a run that did not need it. */
static const char *cut_text(int64_t cut_s, struct arena *a)
{
	if (!cut_s)
		return "the start of the run is like the rest";
	return arena_printf(a,
	    "%lld s are left out, as in all runs that it is compared with",
	    (long long)cut_s);
}

static struct finding warmup(const struct warmup_cut *cut, int64_t cut_s,
    struct arena *a)
{
	struct finding f = { "warm-up", "ok", fabs(cut->change), WARMUP_MATTERS,
		cut_text(cut_s, a) };
	char x[UNIT_TEXT];

	if (!cut->matters)
		return f;
	f.state = cut->at_limit || cut->seconds > cut_s ? "warn" : "info";
	if (cut->at_limit)
		f.detail = "no steady state: the run changes until its end";
	else
		f.detail = arena_printf(a,
		    "the first %lld s are unlike the rest: they move the mean "
		    "by %s%s",
		    (long long)cut->seconds, percent_text(cut->change, x),
		    cut->seconds > cut_s ? "" : "; they are left out");
	return f;
}

/* At most PAIRED of them, evenly spaced. */
static struct values thinned(struct values v, struct arena *a)
{
	size_t step = (v.n + PAIRED - 1) / PAIRED;
	double *at = arena_alloc(a, v.n, sizeof(*at));
	size_t n = 0;

	for (size_t i = 0; i < v.n; i += step)
		at[n++] = v.at[i];
	return (struct values){ at, n };
}

/*
 * How far neighbors are alike, once the trend is taken out: with it, any drift
 * would look like a long memory, and hide behind it.
 */
static double memory(struct values v, struct arena *a)
{
	double slope = mann_kendall(v, 1, 0.95).slope;
	double *rest = arena_alloc(a, v.n, sizeof(*rest));

	for (size_t i = 0; i < v.n; i++)
		rest[i] = v.at[i] - slope * (double)i;
	return integrated_time((struct values){ rest, v.n }, TIME_WINDOW).tau;
}

static struct finding drift(struct values medians, struct arena *a)
{
	struct values v = thinned(medians, a);
	struct trend_test t = mann_kendall(v, memory(v, a), 0.95);
	double share = t.slope * (double)v.n / median_of(v);
	struct finding f = { "drift", "ok", fabs(share), DRIFT_ABOVE,
		"no trend within the run" };
	char x[UNIT_TEXT];

	if (!(t.p < SURE && fabs(share) > DRIFT_ABOVE))
		return f;
	f.state = "warn";
	f.detail = arena_printf(a,
	    "the median latency drifts by %s over the run (Mann-Kendall, p "
	    "%.2g)",
	    percent_text(share, x), t.p);
	return f;
}

static struct finding dependence(struct values means, struct arena *a)
{
	struct ljung_box box = ljung_box(means, LAGS);
	struct finding f = { "dependence", "ok", box.p, SURE,
		"windows do not resemble their neighbors" };

	if (box.p >= SURE)
		return f;
	f.state = "info";
	f.detail = arena_printf(a,
	    "neighboring seconds are alike (Ljung-Box, p %.2g): intervals "
	    "within the run would be too narrow if requests counted as "
	    "independent",
	    box.p);
	return f;
}

/* A cut that was asked for, and not made. */
static void cut_missed(const struct study *s, const struct run_view *view,
    struct arena *a, struct quality_list *out)
{
	struct finding f = { "warm-up", "info", NAN, NAN,
		"nothing is left out: not every run that is compared has "
		"requests with a time" };

	if (s->warmup_s > 0 && !view->cut_s)
		finding_add(s, view->run, f, a, out);
}

void checks_of_windows(const struct study *s, const struct run_view *view,
    struct arena *a, struct quality_list *out)
{
	struct window_series series = window_series(view->windows, a);
	struct warmup_cut cut = warmup_cut(&series);
	struct values means = series.means, medians = series.medians;

	cut_missed(s, view, a, out);
	if (!series.means.n)
		return;
	if (!cut.known) {
		finding_add(s, view->run,
		    (struct finding){ "warm-up", "unknown",
			(double)series.means.n, WINDOWS_LEAST,
			"too few seconds to tell a warm-up from the rest" },
		    a, out);
		return;
	}
	finding_add(s, view->run, warmup(&cut, view->cut_s, a), a, out);
	if (cut.matters && !cut.at_limit) {
		means.at += cut.windows;
		means.n -= cut.windows;
		medians.at += cut.windows;
		medians.n -= cut.windows;
	}
	finding_add(s, view->run, drift(medians, a), a, out);
	if (means.n > LAGS)
		finding_add(s, view->run, dependence(means, a), a, out);
}
