/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/welch.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "analyze/describe.h"
#include "base/mem.h"

static const struct interval everything = { -INFINITY, INFINITY };
static const struct interval every_ratio = { 0, INFINITY };

static double t_quantile(double confidence, double df)
{
	return gsl_cdf_tdist_Pinv(0.5 + confidence / 2, df);
}

static double two_sided_p(double t, double df)
{
	return fmin(1, 2 * gsl_cdf_tdist_Q(fabs(t), df));
}

static struct interval around(double middle, double half)
{
	return (struct interval){ middle - half, middle + half };
}

static struct interval interval_exp(struct interval i)
{
	return (struct interval){ exp(i.lo), exp(i.hi) };
}

/* Spread that is nothing but rounding, by the rule of R's t.test(). */
static bool is_rounding(double se, double a, double b)
{
	return se <= 10 * DBL_EPSILON * fmax(fabs(a), fabs(b));
}

static double welch_df(struct measure a, struct measure b)
{
	double va = a.se * a.se, vb = b.se * b.se;

	/* Scaled, so that the fourth power of a small se is not lost. */
	double total = va + vb;

	va /= total;
	vb /= total;
	return 1 / (va * va / a.df + vb * vb / b.df);
}

struct welch welch_of_measures(struct measure a, struct measure b,
    double confidence)
{
	struct welch w = { .diff = b.value - a.value, .p = 1 };

	w.diff_ci = everything;
	if (a.df <= 0 || b.df <= 0) {
		w.state = WELCH_UNREPLICATED;
		return w;
	}
	w.se = hypot(a.se, b.se);
	if (is_rounding(w.se, a.value, b.value)) {
		w.state = WELCH_DEGENERATE;
		w.se = 0;
		w.diff_ci = around(w.diff, 0);
		return w;
	}
	w.df = welch_df(a, b);
	w.t = w.diff / w.se;
	w.p = two_sided_p(w.t, w.df);
	w.diff_ci = around(w.diff, t_quantile(confidence, w.df) * w.se);
	return w;
}

static struct measure mean_of(struct values v)
{
	struct moments m = moments_of(v);
	double n = (double)m.n;

	return (struct measure){ m.mean, m.sd / sqrt(n), n - 1 };
}

static struct welch unusable(void)
{
	return (struct welch){
		.state = WELCH_UNUSABLE,
		.p = 1,
		.diff_ci = everything,
		.ratio_ci = every_ratio,
	};
}

static bool is_usable(struct values v)
{
	return v.n > 0 && values_finite(v);
}

static bool has_logs(struct values v)
{
	return v.n > 0 && values_positive(v);
}

struct welch welch_raw(struct values baseline, struct values candidate,
    double confidence)
{
	if (!is_usable(baseline) || !is_usable(candidate))
		return unusable();
	return welch_of_measures(mean_of(baseline), mean_of(candidate),
	    confidence);
}

static struct measure mean_log_of(struct values v)
{
	double *logs = values_log(v);
	struct measure e = mean_of((struct values){ logs, v.n });

	free(logs);
	return e;
}

struct welch welch_log(struct values baseline, struct values candidate,
    double confidence)
{
	struct welch w;

	if (!has_logs(baseline) || !has_logs(candidate))
		return unusable();
	w = welch_of_measures(mean_log_of(baseline), mean_log_of(candidate),
	    confidence);
	w.ratio = exp(w.diff);
	w.ratio_ci = interval_exp(w.diff_ci);
	return w;
}

/* The least and the largest mean of all values but one. */
static struct interval means_without_one(struct values v)
{
	struct interval out = { INFINITY, -INFINITY };
	double n = (double)v.n, sum = moments_of(v).mean * n;

	for (size_t i = 0; i < v.n; i++) {
		double rest = (sum - v.at[i]) / (n - 1);

		out.lo = fmin(out.lo, rest);
		out.hi = fmax(out.hi, rest);
	}
	return out;
}

struct interval leave_one_out(struct values baseline, struct values candidate)
{
	struct interval a, b;
	double *logs_a, *logs_b, mean_a, mean_b;

	if (baseline.n < 2 || candidate.n < 2 || !has_logs(baseline) ||
	    !has_logs(candidate))
		return every_ratio;
	logs_a = values_log(baseline);
	logs_b = values_log(candidate);
	mean_a = moments_of((struct values){ logs_a, baseline.n }).mean;
	mean_b = moments_of((struct values){ logs_b, candidate.n }).mean;
	a = means_without_one((struct values){ logs_a, baseline.n });
	b = means_without_one((struct values){ logs_b, candidate.n });
	free(logs_a);
	free(logs_b);
	return (struct interval){
		exp(fmin(mean_b - a.hi, b.lo - mean_a)),
		exp(fmax(mean_b - a.lo, b.hi - mean_a)),
	};
}

static double *middles(struct bounded_values v)
{
	double *mid = xcalloc(v.n, sizeof(*mid));

	for (size_t i = 0; i < v.n; i++)
		mid[i] = sqrt(v.lo[i]) * sqrt(v.hi[i]);
	return mid;
}

static struct interval middle_interval(struct bounded_values a,
    struct bounded_values b, double confidence)
{
	double *mid_a = middles(a), *mid_b = middles(b);
	struct welch w = welch_log((struct values){ mid_a, a.n },
	    (struct values){ mid_b, b.n }, confidence);

	free(mid_a);
	free(mid_b);
	return w.ratio_ci;
}

struct envelope welch_envelope(struct bounded_values a, struct bounded_values b,
    double confidence)
{
	struct welch fast = welch_log((struct values){ a.hi, a.n },
	    (struct values){ b.lo, b.n }, confidence);
	struct welch slow = welch_log((struct values){ a.lo, a.n },
	    (struct values){ b.hi, b.n }, confidence);

	return (struct envelope){
		.state = fast.state > slow.state ? fast.state : slow.state,
		.ratio = { fast.ratio, slow.ratio },
		.ratio_ci = { fast.ratio_ci.lo, slow.ratio_ci.hi },
		.mid_ci = middle_interval(a, b, confidence),
		.p = (fast.diff > 0) == (slow.diff > 0) ? fmax(fast.p, slow.p)
							: 1,
	};
}

struct tost tost_log(struct values baseline, struct values candidate,
    double margin, double alpha)
{
	struct welch w = welch_log(baseline, candidate, 1 - 2 * alpha);
	struct tost out = { w.state, 1, 1, 1, false, false, w.ratio_ci };
	double limit = log1p(margin);

	if (w.state != WELCH_OK)
		return out;
	out.p_lower = gsl_cdf_tdist_Q((w.diff + limit) / w.se, w.df);
	out.p_upper = gsl_cdf_tdist_P((w.diff - limit) / w.se, w.df);
	out.p = fmax(out.p_lower, out.p_upper);
	out.noninferior = out.p_upper < alpha;
	out.equivalent = out.p < alpha;
	return out;
}

static struct prediction predict_from(struct measure old, double x,
    double confidence)
{
	/* A new run varies by sd, the mean of the old ones by se. */
	double n = old.df + 1;
	double spread = old.se * sqrt(n + 1);
	struct prediction out = { .df = old.df, .p = 1 };
	double half;

	if (is_rounding(spread, old.value, x)) {
		out.state = WELCH_DEGENERATE;
		spread = 0;
	} else {
		out.t = (x - old.value) / spread;
		out.p = two_sided_p(out.t, out.df);
	}
	half = t_quantile(confidence, out.df) * spread;
	out.ratio = exp(x - old.value);
	out.ratio_ci = interval_exp(around(x - old.value, half));
	out.expected = interval_exp(around(old.value, half));
	return out;
}

struct prediction predict_one(struct values old_runs, double new_run,
    double confidence)
{
	struct prediction none = {
		.state = WELCH_UNUSABLE,
		.p = 1,
		.ratio_ci = every_ratio,
		.expected = every_ratio,
	};
	struct measure old;

	if (!has_logs(old_runs) || !has_logs((struct values){ &new_run, 1 }))
		return none;
	old = mean_log_of(old_runs);
	if (old_runs.n >= 3)
		return predict_from(old, log(new_run), confidence);
	none.state = WELCH_UNREPLICATED;
	none.ratio = new_run / exp(old.value);
	return none;
}

/* The square of the interval's half width. */
static double half_squared(struct measure mean, double confidence)
{
	double half = t_quantile(confidence, mean.df) * mean.se;

	return half * half;
}

static struct mean_ratio fieller(struct measure a, struct measure b,
    double confidence)
{
	struct mean_ratio out = { .ratio = b.value / a.value };
	double a2 = a.value * a.value - half_squared(a, confidence);
	double b2 = b.value * b.value - half_squared(b, confidence);
	double ab = a.value * b.value;
	double root = sqrt(fmax(0, ab * ab - a2 * b2));

	out.ci = everything;
	out.bounded = a2 > 0;
	if (out.bounded)
		out.ci =
		    (struct interval){ (ab - root) / a2, (ab + root) / a2 };
	return out;
}

struct mean_ratio mean_ratio(struct values baseline, struct values candidate,
    double confidence)
{
	struct mean_ratio none = { WELCH_UNUSABLE, 0, false, everything };
	struct measure a, b;

	if (!is_usable(baseline) || !is_usable(candidate))
		return none;
	a = mean_of(baseline);
	b = mean_of(candidate);
	if (is_rounding(a.value, 0, 0))
		return none;
	if (a.df > 0 && b.df > 0)
		return fieller(a, b, confidence);
	none.state = WELCH_UNREPLICATED;
	none.ratio = b.value / a.value;
	return none;
}
