/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/pairing.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "analyze/describe.h"
#include "analyze/power.h"

#define POWER 0.8
#define FINE 0.01

struct pairing pairing_of(const struct spec *spec, struct figures b,
    struct figures c, double confidence, struct arena *a)
{
	return (struct pairing){ .spec = spec,
		.b = b,
		.c = c,
		.confidence = confidence,
		.a = a,
		.out = { .metric = spec->name,
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
		    .effect_low = NAN,
		    .effect_high = NAN,
		    .detectable = NAN,
		    .method = "none",
		    .q_value = NAN },
		.reasons = { .arena = a } };
}

double geometric_mean(struct values v)
{
	double sum = 0;

	for (size_t i = 0; i < v.n; i++)
		sum += log(v.at[i]);
	return exp(sum / (double)v.n);
}

double pick_value(const struct figure *f)
{
	return f->value;
}

double pick_low(const struct figure *f)
{
	return f->low;
}

double pick_high(const struct figure *f)
{
	return f->high;
}

struct values picked(struct figures f, pick_fn *pick, struct arena *a)
{
	double *out = arena_alloc(a, f.n, sizeof(*out));

	for (size_t i = 0; i < f.n; i++)
		out[i] = pick(&f.at[i]);
	return (struct values){ out, f.n };
}

void reason_add(struct pairing *p, const char *text)
{
	if (text && *text)
		build(&p->reasons, "%s%s", p->reasons.len ? "\n" : "", text);
}

void verdict_set(struct pairing *p, enum verdict v)
{
	p->out.verdict = verdict_name(v);
}

double log_blur(struct figures f)
{
	double sum = 0;

	for (size_t i = 0; i < f.n; i++)
		sum += f.at[i].low == f.at[i].high
			   ? 0
			   : log(f.at[i].high / f.at[i].low);
	return sum / (double)f.n;
}

void detectable_set(struct pairing *p, double sd, int64_t n)
{
	struct power_aim aim = { 1 - p->confidence, POWER, p->in_rounds };
	double open = log_blur(p->b) + log_blur(p->c);
	double margin = log1p(p->spec->margin) - open;

	if (p->p_alone)
		return;
	p->out.detectable = exp(power_detectable(sd, n, aim) + open);
	p->out.runs_needed = margin > 0 ? power_runs(sd, margin, aim) : 0;
}

void power_set(struct pairing *p, struct values b, struct values c)
{
	double *lb = values_log(b), *lc = values_log(c);
	struct moments mb = moments_of((struct values){ lb, b.n });
	struct moments mc = moments_of((struct values){ lc, c.n });
	double df = (double)(b.n + c.n) - 2;
	double sd = sqrt((mb.sd * mb.sd * (double)(b.n - 1) +
			     mc.sd * mc.sd * (double)(c.n - 1)) /
			 df);
	int64_t n = (int64_t)(b.n < c.n ? b.n : c.n);

	detectable_set(p, sd, n);
	free(lb);
	free(lc);
}

void interval_set(struct pairing *p, struct interval ratio,
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

bool is_sharp(struct figures f)
{
	for (size_t i = 0; i < f.n; i++) {
		if (f.at[i].low != f.at[i].high)
			return false;
	}
	return true;
}

bool is_fine(struct figures f)
{
	for (size_t i = 0; i < f.n; i++) {
		if (!(f.at[i].high - f.at[i].low <= FINE * f.at[i].value))
			return false;
	}
	return true;
}

bool ratios_agree(double ratio, double other)
{
	return (ratio < 1) == (other < 1) && (ratio > 1) == (other > 1);
}

struct interval mean_interval(struct moments m, double confidence)
{
	double df = (double)m.n - 1, half;

	if (m.n < 2)
		return (struct interval){ NAN, NAN };
	half = gsl_cdf_tdist_Pinv(0.5 + confidence / 2, df) * m.sd /
	       sqrt((double)m.n);
	return (struct interval){ m.mean - half, m.mean + half };
}
