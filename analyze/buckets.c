/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/buckets.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "analyze/describe.h"
#include "analyze/welch.h"

/* One side of a comparison, three times. */
struct side {
	struct values low, point, high;
};

static struct side side_of(struct figures f, struct arena *a)
{
	return (struct side){ figures_lows(f, a), figures_values(f, a),
		figures_highs(f, a) };
}

static bool is_positive(const struct side *s)
{
	return values_positive(s->low) && values_positive(s->point);
}

/* How wide the buckets are, on logs. */
static double width_of(const struct side *s)
{
	return figures_mean_log(s->high) - figures_mean_log(s->low);
}

static bool varies(struct values v)
{
	for (size_t i = 1; i < v.n; i++) {
		if (v.at[i] != v.at[0])
			return true;
	}
	return false;
}

/* Do the ends of the buckets tell how the runs of the side vary? */
static bool ends_vary(const struct side *s)
{
	return varies(s->low) && varies(s->high);
}

static bool contains(struct interval i, double x)
{
	return i.lo <= x && x <= i.hi;
}

/* As certain as the worse of the two extremes; not at all if they disagree. */
static double p_of(const struct welch *fast, const struct welch *slow)
{
	if (fast->state != WELCH_OK || slow->state != WELCH_OK ||
	    (fast->diff > 0) != (slow->diff > 0))
		return 1;
	return fmax(fast->p, slow->p);
}

/* The candidate as fast, and as slow, as it can be. */
static void over_ends(const struct side *b, const struct side *c,
    double confidence, struct bucketed *out)
{
	struct welch fast = welch_log(b->high, c->low, confidence);
	struct welch slow = welch_log(b->low, c->high, confidence);

	out->ratio = (struct interval){ fast.ratio_ci.lo, slow.ratio_ci.hi };
	out->change = (struct interval){
		welch_raw(b->high, c->low, confidence).diff_ci.lo,
		welch_raw(b->low, c->high, confidence).diff_ci.hi
	};
	out->p = p_of(&fast, &slow);
	out->method = "Welch's t on logarithms, over both ends of the runs' "
		      "buckets";
}

static double mean_of(struct values v)
{
	return moments_of(v).mean;
}

/*
 * All runs of a side fall into one bucket, whose ends say nothing of how the
 * runs vary.  The spread is taken from the points within the buckets, and the
 * place from the buckets' ends, at their worst.
 */
static void around_ends(const struct side *b, const struct side *c,
    const struct welch *logs, const struct welch *raw, struct bucketed *out)
{
	double lo = figures_mean_log(c->low) - figures_mean_log(b->high);
	double hi = figures_mean_log(c->high) - figures_mean_log(b->low);
	double nearest = lo > 0 ? lo : hi < 0 ? -hi : 0;
	double half = (logs->diff_ci.hi - logs->diff_ci.lo) / 2;
	double raw_half = (raw->diff_ci.hi - raw->diff_ci.lo) / 2;

	out->ratio = (struct interval){ exp(lo - half), exp(hi + half) };
	out->change =
	    (struct interval){ mean_of(c->low) - mean_of(b->high) - raw_half,
		    mean_of(c->high) - mean_of(b->low) + raw_half };
	out->p = 2 * gsl_cdf_tdist_Q(nearest / logs->se, logs->df);
	out->method = "Welch's t on logarithms of points within buckets, "
		      "widened by the buckets";
}

bool buckets_compare(struct figures baseline, struct figures candidate,
    double confidence, struct arena *a, struct bucketed *out)
{
	struct side b = side_of(baseline, a), c = side_of(candidate, a);
	struct welch logs = welch_log(b.point, c.point, confidence);
	struct welch raw = welch_raw(b.point, c.point, confidence);

	if (logs.state != WELCH_OK || raw.state != WELCH_OK ||
	    !is_positive(&b) || !is_positive(&c))
		return false;
	out->slack = width_of(&b) + width_of(&c);
	if (ends_vary(&b) && ends_vary(&c))
		over_ends(&b, &c, confidence, out);
	else
		around_ends(&b, &c, &logs, &raw, out);
	out->limited = contains(out->ratio, 1) && !contains(logs.ratio_ci, 1);
	return true;
}

bool buckets_predict(struct figures old_runs, const struct figure *new_run,
    double confidence, struct arena *a, struct bucketed *out)
{
	struct side old = side_of(old_runs, a);
	struct prediction fast, slow;
	double middle;

	if (old.point.n < 3 || !is_positive(&old) || !(new_run->low > 0))
		return false;
	middle = figures_mean_log(old.point);
	fast = predict_one(old.point,
	    new_run->low * exp(middle - figures_mean_log(old.high)),
	    confidence);
	slow = predict_one(old.point,
	    new_run->high * exp(middle - figures_mean_log(old.low)),
	    confidence);
	if (fast.state != WELCH_OK || slow.state != WELCH_OK)
		return false;
	out->method = "prediction interval for one new run";
	out->ratio = (struct interval){ fast.ratio_ci.lo, slow.ratio_ci.hi };
	out->change = (struct interval){ NAN, NAN };
	out->p = fast.ratio <= 1 && slow.ratio >= 1 ? 1 : fmax(fast.p, slow.p);
	out->slack = 0;
	out->limited = false;
	return true;
}
