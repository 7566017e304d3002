/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Had the run come to rest?  On its windows of one second.
 */
#include <math.h>

#include "analyze/autocorrelation.h"
#include "analyze/finding.h"
#include "analyze/steady.h"
#include "analyze/windows.h"
#include "base/units.h"

#define SURE 0.01 /* p of their dependence */
#define LAGS 10

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

/* The windows are a second long each. */
static struct finding drift(struct points medians, struct arena *a)
{
	struct drift d =
	    drift_of(medians, medians.x[medians.n - 1] - medians.x[0] + 1);
	struct finding f = { "drift", "ok", fabs(d.share), DRIFT_ABOVE,
		"no trend within the run" };
	char x[UNIT_TEXT];

	if (!d.matters)
		return f;
	f.state = "warn";
	f.detail = arena_printf(a,
	    "the median latency drifts by %s over the run (Mann-Kendall, p "
	    "%.2g)",
	    percent_text(d.share, x), d.p);
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
	struct values means = series.means;
	size_t from = cut.matters && !cut.at_limit ? cut.windows : 0;

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
	means.at += from;
	means.n -= from;
	finding_add(s, view->run,
	    drift((struct points){ series.second + from,
		      series.medians.at + from, means.n },
		a),
	    a, out);
	if (means.n > LAGS)
		finding_add(s, view->run, dependence(means, a), a, out);
}
