/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Figures of which only a bucket is known.  The error of a bucket is common to
 * all runs of a tool and does not average out, so it widens the interval.
 */
#include <math.h>

#include <gsl/gsl_cdf.h>

#include "analyze/describe.h"
#include "analyze/mann_whitney.h"
#include "analyze/pairing.h"
#include "analyze/welch.h"

static struct bounded_values bounds_of(struct figures f, struct arena *a)
{
	return (struct bounded_values){ picked(f, pick_low, a).at,
		picked(f, pick_high, a).at, f.n };
}

/* The difference with the candidate as fast, and as slow, as it can be. */
static struct interval change_envelope(struct pairing *p)
{
	struct values b_low = picked(p->b, pick_low, p->a);
	struct values b_high = picked(p->b, pick_high, p->a);
	struct values c_low = picked(p->c, pick_low, p->a);
	struct values c_high = picked(p->c, pick_high, p->a);

	return (struct interval){
		welch_raw(b_high, c_low, p->confidence).diff_ci.lo,
		welch_raw(b_low, c_high, p->confidence).diff_ci.hi
	};
}

static bool contains_one(struct interval i)
{
	return i.lo <= 1 && i.hi >= 1;
}

static bool varies(struct figures f, pick_fn *pick)
{
	for (size_t i = 1; i < f.n; i++) {
		if (pick(&f.at[i]) != pick(&f.at[0]))
			return true;
	}
	return false;
}

bool ends_vary(const struct pairing *p)
{
	return (varies(p->b, pick_low) && varies(p->b, pick_high)) &&
	       (varies(p->c, pick_low) && varies(p->c, pick_high));
}

void limited_note(struct pairing *p, struct interval ratio,
    struct interval points)
{
	if (contains_one(ratio) && !contains_one(points))
		reason_add(p,
		    "resolution-limited: the difference lies within the "
		    "buckets that the figures are known by");
}

/* The ratio, and the difference, that the ends of the buckets leave open. */
static struct interval ratio_open(struct pairing *p)
{
	return (
	    struct interval){ geometric_mean(picked(p->c, pick_low, p->a)) /
				  geometric_mean(picked(p->b, pick_high, p->a)),
		geometric_mean(picked(p->c, pick_high, p->a)) /
		    geometric_mean(picked(p->b, pick_low, p->a)) };
}

static struct interval change_open(struct pairing *p)
{
	return (struct interval){
		moments_of(picked(p->c, pick_low, p->a)).mean -
		    moments_of(picked(p->b, pick_high, p->a)).mean,
		moments_of(picked(p->c, pick_high, p->a)).mean -
		    moments_of(picked(p->b, pick_low, p->a)).mean
	};
}

static enum verdict verdict_open(const struct pairing *p, struct interval ratio)
{
	if (p->spec->more_is_better)
		ratio = interval_inverse(ratio);
	return verdict_of(ratio, p->spec->margin);
}

static const char *constant_note(bool sharp, bool tested)
{
	if (!sharp)
		return "no run differs from another of its side by more than "
		       "its bucket or its clock's step: the interval is what "
		       "these leave open, and a test has ranks alone";
	return tested ? "no run differs from another of its side: there is no "
			"interval, and what is tested are ranks"
		      : "no run differs from another of its side, so that "
			"there is nothing to test";
}

/*
 * The verdict is that of what the figures leave open, where there are so many
 * runs that their order alone tells the sides apart.
 */
void compare_constant(struct pairing *p)
{
	struct values b = picked(p->b, pick_value, p->a);
	struct values c = picked(p->c, pick_value, p->a);
	bool sharp = is_sharp(p->b) && is_sharp(p->c);
	enum verdict v = verdict_open(p, ratio_open(p));
	bool tested = verdict_is_directional(v);

	if (!sharp)
		interval_set(p, ratio_open(p), change_open(p), NAN);
	if (tested) {
		p->out.method = "exact Mann-Whitney test";
		p->out.p_value = mann_whitney(b, c).p;
	}
	verdict_set(p,
	    p->out.p_value > 1 - p->confidence ? VERDICT_INCONCLUSIVE : v);
	reason_add(p, constant_note(sharp, tested));
}

static struct interval widened(struct interval ends, double half)
{
	return (struct interval){ ends.lo - half, ends.hi + half };
}

/*
 * All runs of a side fall into one bucket, whose ends say nothing of how the
 * runs vary.  The spread is taken from the points within the buckets, and the
 * place from the buckets' ends, at their worst.
 */
static void compare_in_buckets(struct pairing *p)
{
	struct values b = picked(p->b, pick_value, p->a);
	struct values c = picked(p->c, pick_value, p->a);
	struct welch mid = welch_log(b, c, p->confidence);
	struct welch raw = welch_raw(b, c, p->confidence);
	struct interval logs, change;
	double nearest;

	if (!values_positive(picked(p->b, pick_low, p->a)) ||
	    !values_positive(picked(p->c, pick_low, p->a))) {
		verdict_set(p, VERDICT_INCONCLUSIVE);
		reason_add(p, "resolution-limited: a figure may be 0, and a "
			      "ratio to it anything");
		return;
	}
	if (mid.state != WELCH_OK) {
		compare_constant(p);
		return;
	}
	logs.lo = log(ratio_open(p).lo);
	logs.hi = log(ratio_open(p).hi);
	nearest = logs.lo > 0 ? logs.lo : logs.hi < 0 ? -logs.hi : 0;
	logs = widened(logs, (mid.diff_ci.hi - mid.diff_ci.lo) / 2);
	change = widened(change_open(p), (raw.diff_ci.hi - raw.diff_ci.lo) / 2);
	limited_note(p, (struct interval){ exp(logs.lo), exp(logs.hi) },
	    mid.ratio_ci);
	p->out.method = "Welch's t on logarithms of points within buckets, "
			"widened by the buckets";
	interval_set(p, (struct interval){ exp(logs.lo), exp(logs.hi) }, change,
	    2 * gsl_cdf_tdist_Q(nearest / mid.se, mid.df));
	power_set(p, b, c);
}

void compare_bounded(struct pairing *p)
{
	struct envelope e = welch_envelope(bounds_of(p->b, p->a),
	    bounds_of(p->c, p->a), p->confidence);

	if (e.state != WELCH_OK || !ends_vary(p)) {
		compare_in_buckets(p);
		return;
	}
	p->out.method = "Welch's t on logarithms, over both ends of the "
			"runs' buckets";
	interval_set(p, e.ratio_ci, change_envelope(p), e.p);
	power_set(p, picked(p->b, pick_value, p->a),
	    picked(p->c, pick_value, p->a));
	limited_note(p, e.ratio_ci, e.mid_ci);
}
