/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/compare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "analyze/adjust.h"
#include "analyze/describe.h"
#include "analyze/power.h"
#include "analyze/verdict.h"
#include "analyze/welch.h"
#include "base/builder.h"
#include "base/mem.h"
#include "base/units.h"

#define POWER 0.8

static double geometric_mean(struct values v)
{
	double sum = 0;

	for (size_t i = 0; i < v.n; i++)
		sum += log(v.at[i]);
	return exp(sum / (double)v.n);
}

/* Which number of a figure. */
typedef double pick_fn(const struct figure *f);

static double pick_value(const struct figure *f)
{
	return f->value;
}

static double pick_low(const struct figure *f)
{
	return f->low;
}

static double pick_high(const struct figure *f)
{
	return f->high;
}

static struct values picked(struct figures f, pick_fn *pick, struct arena *a)
{
	double *out = arena_alloc(a, f.n, sizeof(*out));

	for (size_t i = 0; i < f.n; i++)
		out[i] = pick(&f.at[i]);
	return (struct values){ out, f.n };
}

static const struct figure *first_absent(struct figures f)
{
	for (size_t i = 0; i < f.n; i++) {
		if (!f.at[i].known)
			return &f.at[i];
	}
	return NULL;
}

/* Is every figure known to the last digit, and not only its bucket? */
static bool is_sharp(struct figures f)
{
	for (size_t i = 0; i < f.n; i++) {
		if (f.at[i].low != f.at[i].high)
			return false;
	}
	return true;
}

struct estimate estimate_of(const struct spec *spec, struct figures f,
    double confidence)
{
	const struct figure *absent = first_absent(f);
	struct estimate e = { .metric = spec->name,
		.unit = spec->unit,
		.value = NAN,
		.low = NAN,
		.high = NAN,
		.runs = (int64_t)f.n,
		.kind = f.n ? f.at[0].kind : "measured" };
	struct arena a = { 0 };
	struct moments m;
	double half;

	if (!f.n || absent) {
		e.reason = absent ? absent->reason : "no run";
		return e;
	}
	m = moments_of(picked(f, pick_value, &a));
	e.value = m.mean;
	if (f.n > 1) {
		half =
		    gsl_cdf_tdist_Pinv(0.5 + confidence / 2, (double)f.n - 1) *
		    m.sd / sqrt((double)f.n);
		e.low = m.mean - half;
		e.high = m.mean + half;
	}
	arena_release(&a);
	return e;
}

/* Everything about one comparison while it is made. */
struct pairing {
	const struct spec *spec;
	struct figures b, c;
	double confidence;
	struct arena *a;
	struct comparison out;
	struct builder reasons;
};

static void reason_add(struct pairing *p, const char *text)
{
	if (text && *text)
		build(&p->reasons, "%s%s", p->reasons.len ? "\n" : "", text);
}

static void verdict_set(struct pairing *p, enum verdict v)
{
	p->out.verdict = verdict_name(v);
}

static void sides_set(struct pairing *p)
{
	struct comparison *out = &p->out;
	struct estimate b = estimate_of(p->spec, p->b, p->confidence);
	struct estimate c = estimate_of(p->spec, p->c, p->confidence);

	out->baseline_value = b.value;
	out->baseline_low = b.low;
	out->baseline_high = b.high;
	out->baseline_runs = b.runs;
	out->candidate_value = c.value;
	out->candidate_low = c.low;
	out->candidate_high = c.high;
	out->candidate_runs = c.runs;
}

/* What was too small to be seen with these runs, and how many would do. */
static void power_set(struct pairing *p, struct values b, struct values c)
{
	struct power_aim aim = { 1 - p->confidence, POWER };
	double *lb = values_log(b), *lc = values_log(c);
	struct moments mb = moments_of((struct values){ lb, b.n });
	struct moments mc = moments_of((struct values){ lc, c.n });
	double df = (double)(b.n + c.n) - 2;
	double sd = sqrt((mb.sd * mb.sd * (double)(b.n - 1) +
			     mc.sd * mc.sd * (double)(c.n - 1)) /
			 df);
	int64_t n = (int64_t)(b.n < c.n ? b.n : c.n);

	p->out.detectable = exp(power_detectable(sd, n, aim));
	p->out.runs_needed = power_runs(sd, log1p(p->spec->margin), aim);
	free(lb);
	free(lc);
}

static void interval_set(struct pairing *p, struct interval ratio,
    struct interval change, double p_value)
{
	struct comparison *out = &p->out;

	out->ratio_low = ratio.lo;
	out->ratio_high = ratio.hi;
	out->change_low = change.lo;
	out->change_high = change.hi;
	out->p_value = p_value;
	if (p->spec->more_is_better)
		ratio = interval_inverse(ratio);
	verdict_set(p, verdict_of(ratio, p->spec->margin));
}

static void compare_sharp(struct pairing *p)
{
	struct values b = picked(p->b, pick_value, p->a);
	struct values c = picked(p->c, pick_value, p->a);
	struct welch logs = welch_log(b, c, p->confidence);
	struct welch raw = welch_raw(b, c, p->confidence);

	if (logs.state == WELCH_DEGENERATE) {
		interval_set(p, logs.ratio_ci, raw.diff_ci, NAN);
		reason_add(p, "no run differs from another of its side, so "
			      "that there is nothing to test");
		return;
	}
	if (logs.state != WELCH_OK) {
		verdict_set(p, VERDICT_INCONCLUSIVE);
		reason_add(p, "a figure is zero, and has no logarithm");
		return;
	}
	p->out.method = "Welch's t on logarithms of the runs' figures";
	interval_set(p, logs.ratio_ci, raw.diff_ci, logs.p);
	power_set(p, b, c);
}

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

/* As certain as the worse of the two extremes; not at all if they disagree. */
static double p_envelope(struct pairing *p)
{
	struct welch fast = welch_log(picked(p->b, pick_high, p->a),
	    picked(p->c, pick_low, p->a), p->confidence);
	struct welch slow = welch_log(picked(p->b, pick_low, p->a),
	    picked(p->c, pick_high, p->a), p->confidence);

	if (fast.state != WELCH_OK || slow.state != WELCH_OK ||
	    (fast.diff > 0) != (slow.diff > 0))
		return 1;
	return fmax(fast.p, slow.p);
}

static bool contains_one(struct interval i)
{
	return i.lo <= 1 && i.hi >= 1;
}

/* Do the ends of the buckets differ from run to run, on some side? */
static bool varies(struct figures f, pick_fn *pick)
{
	for (size_t i = 1; i < f.n; i++) {
		if (pick(&f.at[i]) != pick(&f.at[0]))
			return true;
	}
	return false;
}

static bool ends_vary(const struct pairing *p)
{
	return (varies(p->b, pick_low) && varies(p->b, pick_high)) ||
	       (varies(p->c, pick_low) && varies(p->c, pick_high));
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

	if (mid.state != WELCH_OK || raw.state != WELCH_OK ||
	    !values_positive(picked(p->b, pick_low, p->a)) ||
	    !values_positive(picked(p->c, pick_low, p->a))) {
		verdict_set(p, VERDICT_INCONCLUSIVE);
		reason_add(p, "resolution-limited: the runs fall into the same "
			      "buckets, so that how they vary is not known");
		return;
	}
	logs.lo = log(geometric_mean(picked(p->c, pick_low, p->a)) /
		      geometric_mean(picked(p->b, pick_high, p->a)));
	logs.hi = log(geometric_mean(picked(p->c, pick_high, p->a)) /
		      geometric_mean(picked(p->b, pick_low, p->a)));
	nearest = logs.lo > 0 ? logs.lo : logs.hi < 0 ? -logs.hi : 0;
	logs = widened(logs, (mid.diff_ci.hi - mid.diff_ci.lo) / 2);
	change.lo = moments_of(picked(p->c, pick_low, p->a)).mean -
		    moments_of(picked(p->b, pick_high, p->a)).mean;
	change.hi = moments_of(picked(p->c, pick_high, p->a)).mean -
		    moments_of(picked(p->b, pick_low, p->a)).mean;
	change = widened(change, (raw.diff_ci.hi - raw.diff_ci.lo) / 2);
	p->out.method = "Welch's t on logarithms of points within buckets, "
			"widened by the buckets";
	interval_set(p, (struct interval){ exp(logs.lo), exp(logs.hi) }, change,
	    2 * gsl_cdf_tdist_Q(nearest / mid.se, mid.df));
	power_set(p, b, c);
}

static void compare_bounded(struct pairing *p)
{
	struct envelope e = welch_envelope(bounds_of(p->b, p->a),
	    bounds_of(p->c, p->a), p->confidence);

	if (e.state != WELCH_OK || !ends_vary(p)) {
		compare_in_buckets(p);
		return;
	}
	p->out.method = "Welch's t on logarithms, over both ends of the "
			"runs' buckets";
	interval_set(p, e.ratio_ci, change_envelope(p), p_envelope(p));
	power_set(p, picked(p->b, pick_value, p->a),
	    picked(p->c, pick_value, p->a));
	if (contains_one(e.ratio_ci) && !contains_one(e.mid_ci))
		reason_add(p,
		    "resolution-limited: the difference lies within the "
		    "buckets of the sources");
}

/* One new run beside several old ones: what a prediction interval allows. */
static void compare_single(struct pairing *p)
{
	bool old_is_b = p->b.n > 1;
	struct values old = picked(old_is_b ? p->b : p->c, pick_value, p->a);
	double one = pick_value(old_is_b ? p->c.at : p->b.at);
	struct prediction r = predict_one(old, one, p->confidence);

	verdict_set(p, VERDICT_UNREPLICATED);
	if (old.n < 3 || r.state != WELCH_OK) {
		reason_add(p, "one side has a single run, and the other too "
			      "few to know how much runs vary");
		return;
	}
	p->out.method = "prediction interval for one new run";
	if (!old_is_b)
		r.ratio_ci = interval_inverse(r.ratio_ci);
	p->out.ratio_low = r.ratio_ci.lo;
	p->out.ratio_high = r.ratio_ci.hi;
	p->out.p_value = r.p;
	if (p->spec->more_is_better)
		r.ratio_ci = interval_inverse(r.ratio_ci);
	verdict_set(p, verdict_of(r.ratio_ci, p->spec->margin));
	reason_add(p, "one side has a single run: it is taken to vary as the "
		      "other does");
}

static void points_set(struct pairing *p)
{
	struct values b = picked(p->b, pick_value, p->a);
	struct values c = picked(p->c, pick_value, p->a);

	p->out.change = p->out.candidate_value - p->out.baseline_value;
	if (values_positive(b) && values_positive(c))
		p->out.ratio = geometric_mean(c) / geometric_mean(b);
}

static void few_runs_note(struct pairing *p)
{
	size_t n = p->b.n < p->c.n ? p->b.n : p->c.n;

	if (n == 2)
		reason_add(p, "two runs a side: intervals are wide, and rest "
			      "on the figures being log-normal");
	else if (n < 5)
		reason_add(p, "fewer than five runs a side: the interval "
			      "rests on the figures being log-normal");
}

static void compare_numbers(struct pairing *p)
{
	points_set(p);
	if (p->spec->kind == SPEC_ERRORS) {
		p->out.method = "";
		verdict_set(p, VERDICT_INCONCLUSIVE);
		return;
	}
	if (p->b.n == 1 && p->c.n == 1) {
		verdict_set(p, VERDICT_UNREPLICATED);
		reason_add(p, "one run a side: a difference cannot be told "
			      "from the noise between runs");
		return;
	}
	if (p->b.n == 1 || p->c.n == 1) {
		compare_single(p);
		return;
	}
	if (is_sharp(p->b) && is_sharp(p->c))
		compare_sharp(p);
	else
		compare_bounded(p);
	few_runs_note(p);
}

/* For an inconclusive one: how large a change could have hidden. */
static void missed_note(struct pairing *p)
{
	char x[UNIT_TEXT], y[UNIT_TEXT];

	if (strcmp(p->out.verdict, verdict_name(VERDICT_INCONCLUSIVE)) != 0 ||
	    !(p->out.detectable > 1))
		return;
	reason_add(p,
	    arena_printf(p->a,
		"a change smaller than %s could have been missed; %lld runs a "
		"side would show one of %s",
		percent_text(p->out.detectable - 1, x),
		(long long)p->out.runs_needed,
		percent_text(p->spec->margin, y)));
}

static void absent_note(struct pairing *p)
{
	const struct figure *b = first_absent(p->b), *c = first_absent(p->c);

	if (b)
		reason_add(p, b->reason);
	if (c && (!b || strcmp(b->reason, c->reason) != 0))
		reason_add(p, c->reason);
}

struct comparison compare(const struct spec *spec, struct figures baseline,
    struct figures candidate, const char *stops, double confidence,
    struct arena *a)
{
	struct pairing p = { spec, baseline, candidate, confidence, a,
		{ .metric = spec->name,
		    .unit = spec->unit,
		    .change = NAN,
		    .change_low = NAN,
		    .change_high = NAN,
		    .ratio = NAN,
		    .ratio_low = NAN,
		    .ratio_high = NAN,
		    .p_value = NAN,
		    .p_adjusted = NAN,
		    .effect = NAN,
		    .detectable = NAN,
		    .method = "none" },
		{ .arena = a } };

	sides_set(&p);
	if (!baseline.n || first_absent(baseline) || first_absent(candidate)) {
		verdict_set(&p, VERDICT_MISSING);
		absent_note(&p);
	} else if (*stops) {
		verdict_set(&p, VERDICT_NOT_COMPARABLE);
		reason_add(&p, stops);
	} else {
		compare_numbers(&p);
	}
	missed_note(&p);
	p.out.reasons = build_text(&p.reasons);
	return p.out;
}

static bool is_directional(const char *verdict)
{
	for (int v = VERDICT_REGRESSION; v <= VERDICT_MISSING; v++) {
		if (strcmp(verdict_name((enum verdict)v), verdict) == 0)
			return verdict_is_directional((enum verdict)v);
	}
	return false;
}

int64_t comparisons_adjust(struct comparison_list *list, double confidence)
{
	double *p = xcalloc(list->len, sizeof(*p));
	size_t n = 0;

	for (size_t i = 0; i < list->len; i++) {
		if (!isnan(list->at[i].p_value))
			p[n++] = list->at[i].p_value;
	}
	adjust_holm((struct values){ p, n }, p);
	n = 0;
	for (size_t i = 0; i < list->len; i++) {
		struct comparison *c = &list->at[i];

		if (isnan(c->p_value))
			continue;
		c->p_adjusted = p[n++];
		c->survives = is_directional(c->verdict) &&
			      c->p_adjusted <= 1 - confidence;
	}
	free(p);
	return (int64_t)n;
}
