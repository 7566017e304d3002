/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/compare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "analyze/describe.h"
#include "analyze/pairing.h"
#include "analyze/proportion.h"
#include "analyze/welch.h"
#include "base/units.h"

static const struct figure *first_absent(struct figures f)
{
	size_t i = 0;

	while (i < f.n && f.at[i].known)
		i++;
	return i < f.n ? f.at + i : NULL;
}

/* What one of the figures leaves out, or NULL. */
static const char *first_reason(struct figures f)
{
	size_t i = 0;

	while (i < f.n && !f.at[i].reason)
		i++;
	return i < f.n ? f.at[i].reason : NULL;
}

static struct moments log_moments(struct values v)
{
	double *logs = values_log(v);
	struct moments m = moments_of((struct values){ logs, v.n });

	free(logs);
	return m;
}

/*
 * Figures that have a logarithm get the mean that their ratio is about.  The
 * interval reaches from the lower to the upper ends of their buckets.
 */
static void mean_set(struct estimate *e, struct figures f, double confidence,
    struct arena *a)
{
	struct values v = picked(f, pick_value, a);
	struct values low = picked(f, pick_low, a);
	struct values high = picked(f, pick_high, a);
	bool logs = values_positive(low) && values_positive(v);
	struct moments m = logs ? log_moments(v) : moments_of(v);
	struct interval i = mean_interval(m, confidence);
	double half = (i.hi - i.lo) / 2;

	e->value = logs ? exp(m.mean) : m.mean;
	e->low = logs ? exp(log_moments(low).mean - half)
		      : moments_of(low).mean - half;
	e->high = logs ? exp(log_moments(high).mean + half)
		       : moments_of(high).mean + half;
}

/* The share of all requests together, with the interval of the runs' shares, or
 * by Wilson that of the requests where it is wider: runs without a failure do
 * not vary, and yet prove no 0. */
static void share_set(struct estimate *e, struct figures f, double confidence,
    struct arena *a)
{
	struct moments m = moments_of(picked(f, pick_value, a));
	struct interval i = mean_interval(m, confidence);
	struct interval wilson;
	double failed = 0;
	int64_t all = 0;

	for (size_t k = 0; k < f.n; k++) {
		failed += f.at[k].value * (double)f.at[k].requests;
		all += f.at[k].requests;
	}
	e->value = failed / (double)all;
	if (isnan(i.lo))
		return;
	wilson = proportion_interval(
	    (struct proportion){ llround(failed), all }, confidence);
	e->low = fmax(fmin(i.lo, wilson.lo), 0);
	e->high = fmin(fmax(i.hi, wilson.hi), 1);
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

	if (!f.n || absent) {
		e.reason = absent ? absent->reason : "no run";
		return e;
	}
	e.reason = first_reason(f);
	if (spec->kind == SPEC_ERRORS)
		share_set(&e, f, confidence, &a);
	else
		mean_set(&e, f, confidence, &a);
	arena_release(&a);
	if (e.value == 0 && strcmp(spec->unit, "seconds") == 0) {
		e.value = NAN;
		e.reason = "0 in what the tool prints: too short for it";
	}
	return e;
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

static void compare_sharp(struct pairing *p)
{
	struct values b = picked(p->b, pick_value, p->a);
	struct values c = picked(p->c, pick_value, p->a);
	struct welch logs = welch_log(b, c, p->confidence);
	struct welch raw = welch_raw(b, c, p->confidence);

	if (logs.state == WELCH_DEGENERATE) {
		compare_constant(p);
		return;
	}
	if (logs.state != WELCH_OK) {
		verdict_set(p, VERDICT_INCONCLUSIVE);
		reason_add(p,
		    "a figure is 0 in what the tool prints, and has no "
		    "logarithm");
		return;
	}
	p->out.method = "Welch's t on logarithms of the runs' figures";
	interval_set(p, logs.ratio_ci, raw.diff_ci, logs.p);
	power_set(p, b, c);
}

/* Why the old runs do not allow to predict a new one. */
static const char *const unpredicted[] = {
	[WELCH_OK] = NULL,
	[WELCH_UNREPLICATED] = "one side has a single run, and the other too "
			       "few to know how much runs vary",
	[WELCH_DEGENERATE] = "one side has a single run, and no run of the "
			     "other differs: how much runs vary is not known",
	[WELCH_UNUSABLE] = "one side has a single run, and a figure may be 0: "
			   "a ratio to it may be anything",
};

/* One new run beside several old ones: what a prediction interval allows. */
static void compare_single(struct pairing *p)
{
	bool old_is_b = p->b.n > 1;
	struct figures old = old_is_b ? p->b : p->c;
	const struct figure *one = old_is_b ? p->c.at : p->b.at;
	struct values points = picked(old, pick_value, p->a);
	double open = log_blur(old);
	struct prediction fast =
	    predict_one(points, one->low * exp(-open), p->confidence);
	struct prediction slow =
	    predict_one(points, one->high * exp(open), p->confidence);
	struct interval ratio = { fast.ratio_ci.lo, slow.ratio_ci.hi };
	const char *why_not =
	    unpredicted[fast.state > slow.state ? fast.state : slow.state];

	verdict_set(p, VERDICT_UNREPLICATED);
	reason_add(p, why_not);
	if (why_not)
		return;
	p->out.method = "prediction interval for one new run";
	interval_set(p, old_is_b ? ratio : interval_inverse(ratio),
	    (struct interval){ NAN, NAN },
	    fast.ratio <= 1 && slow.ratio >= 1 ? 1 : fmax(fast.p, slow.p));
	reason_add(p, "one side has a single run: it is taken to vary as the "
		      "other does");
}

static void points_set(struct pairing *p)
{
	struct values b = picked(p->b, pick_value, p->a);
	struct values c = picked(p->c, pick_value, p->a);

	if (isnan(p->out.baseline_value) || isnan(p->out.candidate_value))
		return;
	p->out.change = moments_of(c).mean - moments_of(b).mean;
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

static const char *within_text(const struct figure *f, const char *unit,
    struct arena *a)
{
	char x[3][UNIT_TEXT];

	return arena_printf(a, "%s [%s, %s]", value_text(f->value, unit, x[0]),
	    value_text(f->within.lo, unit, x[1]),
	    isinf(f->within.hi) ? "no end"
				: value_text(f->within.hi, unit, x[2]));
}

/* What the requests of single runs say, which is nothing of other runs. */
static void within_note(struct pairing *p)
{
	const struct figure *b = p->b.at, *c = p->c.at;
	const char *unit = p->spec->unit;

	if (!(b->within.hi > 0) || !(c->within.hi > 0))
		return;
	reason_add(p,
	    arena_printf(p->a,
		"by the requests within each run, which is no test: %s against "
		"%s%s",
		within_text(c, unit, p->a), within_text(b, unit, p->a),
		b->within_assumed || c->within_assumed
		    ? "; when they were made is not known, so they are "
		      "taken for independent (iid-assumed), and the intervals "
		      "are too narrow"
		    : ""));
}

static void compare_numbers(struct pairing *p)
{
	points_set(p);
	if (p->b.n == 1 && p->c.n == 1) {
		verdict_set(p, VERDICT_UNREPLICATED);
		reason_add(p, "one run a side: a difference cannot be told "
			      "from the noise between runs");
		within_note(p);
		return;
	}
	if (p->spec->kind == SPEC_ERRORS) {
		compare_errors(p);
		return;
	}
	if (p->b.n == 1 || p->c.n == 1) {
		compare_single(p);
		return;
	}
	if (compare_paired(p))
		;
	else if (is_sharp(p->b) && is_sharp(p->c))
		compare_sharp(p);
	else
		compare_bounded(p);
	if (p->p_alone)
		return;
	opinions_set(p);
	few_runs_note(p);
}

static void absent_note(struct pairing *p)
{
	const struct figure *b = first_absent(p->b), *c = first_absent(p->c);

	if (b)
		reason_add(p, b->reason);
	if (c &&
	    !(b && b->reason && c->reason && strcmp(b->reason, c->reason) == 0))
		reason_add(p, c->reason);
}

double compare_p(const struct spec *spec, struct figures baseline,
    struct figures candidate, double confidence, struct arena *a)
{
	struct pairing p = pairing_of(spec, baseline, candidate, confidence, a);

	p.p_alone = true;
	compare_numbers(&p);
	return p.out.p_value;
}

struct comparison compare(const struct spec *spec, struct figures baseline,
    struct figures candidate, const struct compare_terms *terms,
    struct arena *a)
{
	struct pairing p =
	    pairing_of(spec, baseline, candidate, terms->confidence, a);

	p.name = terms->name;
	p.seed = terms->seed;
	p.bca = terms->bca;
	sides_set(&p);
	if (!baseline.n || first_absent(baseline) || first_absent(candidate)) {
		verdict_set(&p, VERDICT_MISSING);
		absent_note(&p);
	} else if (*terms->stops) {
		verdict_set(&p, VERDICT_NOT_COMPARABLE);
		reason_add(&p, terms->stops);
	} else {
		reason_add(&p, first_reason(p.b));
		if (!first_reason(p.b))
			reason_add(&p, first_reason(p.c));
		compare_numbers(&p);
	}
	notes_add(&p);
	p.out.reasons = build_text(&p.reasons);
	return p.out;
}
