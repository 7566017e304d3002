/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/compare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "analyze/adjust.h"
#include "analyze/buckets.h"
#include "analyze/describe.h"
#include "analyze/power.h"
#include "analyze/verdict.h"
#include "analyze/welch.h"
#include "base/builder.h"
#include "base/mem.h"
#include "base/units.h"

#define POWER 0.8

struct estimate estimate_of(const struct spec *spec, struct figures f,
    double confidence)
{
	const struct figure *absent = figures_absent(f);
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
	m = moments_of(figures_values(f, &a));
	e.value = m.mean;
	if (f.n > 1) {
		half =
		    gsl_cdf_tdist_Pinv(0.5 + confidence / 2, (double)f.n - 1) *
		    m.sd / sqrt((double)f.n);
		e.low = moments_of(figures_lows(f, &a)).mean - half;
		e.high = moments_of(figures_highs(f, &a)).mean + half;
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

/*
 * What was too small to be seen with these runs, and how many would do.  More
 * runs do not make buckets finer: `slack` is what those leave open of the log.
 */
static void power_set(struct pairing *p, double slack)
{
	struct power_aim aim = { 1 - p->confidence, POWER };
	double *b = values_log(figures_values(p->b, p->a));
	double *c = values_log(figures_values(p->c, p->a));
	struct moments mb = moments_of((struct values){ b, p->b.n });
	struct moments mc = moments_of((struct values){ c, p->c.n });
	double df = (double)(p->b.n + p->c.n) - 2;
	double sd = sqrt((mb.sd * mb.sd * (double)(p->b.n - 1) +
			     mc.sd * mc.sd * (double)(p->c.n - 1)) /
			 df);
	int64_t n = (int64_t)(p->b.n < p->c.n ? p->b.n : p->c.n);

	p->out.detectable = exp(power_detectable(sd, n, aim) + slack);
	p->out.runs_needed =
	    power_runs(sd, fmax(0, log1p(p->spec->margin) - slack), aim);
	free(b);
	free(c);
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

/* Nothing can be tested; all that may be said is that nothing changed. */
static void compare_constant(struct pairing *p)
{
	struct interval point = { p->out.ratio, p->out.ratio };
	enum verdict v = verdict_of(point, p->spec->margin);

	verdict_set(p, v == VERDICT_EQUIVALENT ? v : VERDICT_INCONCLUSIVE);
	reason_add(p, "no run differs from another of its side, so that there "
		      "is nothing to test");
}

static void compare_sharp(struct pairing *p)
{
	struct values b = figures_values(p->b, p->a);
	struct values c = figures_values(p->c, p->a);
	struct welch logs = welch_log(b, c, p->confidence);

	if (logs.state == WELCH_DEGENERATE) {
		compare_constant(p);
		return;
	}
	if (logs.state != WELCH_OK) {
		verdict_set(p, VERDICT_INCONCLUSIVE);
		reason_add(p, "a figure is zero, and has no logarithm");
		return;
	}
	p->out.method = "Welch's t on logarithms of the runs' figures";
	interval_set(p, logs.ratio_ci, welch_raw(b, c, p->confidence).diff_ci,
	    logs.p);
	power_set(p, 0);
}

static void compare_bounded(struct pairing *p)
{
	struct bucketed x;

	if (!buckets_compare(p->b, p->c, p->confidence, p->a, &x)) {
		verdict_set(p, VERDICT_INCONCLUSIVE);
		reason_add(p, "resolution-limited: the runs fall into the same "
			      "buckets, so that how they vary is not known");
		return;
	}
	p->out.method = x.method;
	interval_set(p, x.ratio, x.change, x.p);
	power_set(p, x.slack);
	if (x.limited)
		reason_add(p,
		    "resolution-limited: the difference lies within the "
		    "buckets of the sources");
}

/* One new run beside several old ones: what a prediction interval allows. */
static void compare_single(struct pairing *p)
{
	bool old_is_b = p->b.n > 1;
	struct bucketed x;

	if (!buckets_predict(old_is_b ? p->b : p->c,
		old_is_b ? p->c.at : p->b.at, p->confidence, p->a, &x)) {
		verdict_set(p, VERDICT_UNREPLICATED);
		reason_add(p, "one side has a single run, and those of the "
			      "other are too few, or too alike, to know how "
			      "much runs vary");
		return;
	}
	if (!old_is_b)
		x.ratio = interval_inverse(x.ratio);
	p->out.method = x.method;
	interval_set(p, x.ratio, x.change, x.p);
	reason_add(p, "one side has a single run: it is taken to vary as the "
		      "other does");
}

static void points_set(struct pairing *p)
{
	struct values b = figures_values(p->b, p->a);
	struct values c = figures_values(p->c, p->a);

	p->out.change = p->out.candidate_value - p->out.baseline_value;
	if (values_positive(b) && values_positive(c))
		p->out.ratio = exp(figures_mean_log(c) - figures_mean_log(b));
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
	if (figures_sharp(p->b) && figures_sharp(p->c))
		compare_sharp(p);
	else
		compare_bounded(p);
	few_runs_note(p);
}

/* For an inconclusive one: how large a change could have hidden. */
static void missed_note(struct pairing *p)
{
	char missed[UNIT_TEXT], margin[UNIT_TEXT];
	const char *would = "no number of runs";

	if (strcmp(p->out.verdict, verdict_name(VERDICT_INCONCLUSIVE)) != 0 ||
	    !(p->out.detectable > 1) || isinf(p->out.detectable))
		return;
	if (p->out.runs_needed)
		would = arena_printf(p->a, "%lld runs a side",
		    (long long)p->out.runs_needed);
	reason_add(p,
	    arena_printf(p->a,
		"a change smaller than %s could have been missed; %s would "
		"show one of %s",
		percent_text(p->out.detectable - 1, missed), would,
		percent_text(p->spec->margin, margin)));
}

static void absent_note(struct pairing *p)
{
	const struct figure *b = figures_absent(p->b),
			    *c = figures_absent(p->c);

	if (b)
		reason_add(p, b->reason);
	if (c &&
	    !(b && b->reason && c->reason && strcmp(b->reason, c->reason) == 0))
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
	if (!baseline.n || figures_absent(baseline) ||
	    figures_absent(candidate)) {
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
