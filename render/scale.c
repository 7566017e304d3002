/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/scale.h"

#include <math.h>
#include <stdbool.h>

#define ROUND 1e-9 /* of a step: what binary fractions lose */
#define MAX_NINES 9
#define NICE_TICKS 5
#define SMALLEST 1e-200
#define LARGEST 1e200

/* Steps of a time axis, in seconds, that people count in. */
static const double time_steps[] = { 1, 2, 5, 10, 15, 30, 60, 120, 300, 600,
	900, 1800, 3600, 7200, 10800, 21600, 43200, 86400 };
#define TIME_STEPS (sizeof(time_steps) / sizeof(*time_steps))

/* Value to what is linear in pixels; NaN if it has no place. */
static double warp(enum scale_kind kind, double v)
{
	if (!isfinite(v))
		return NAN;
	if (kind == SCALE_LOG)
		return v > 0 ? log10(v) : NAN;
	if (kind == SCALE_NINES)
		return v < 100 ? -log10(1 - v / 100) : NAN;
	return v;
}

/* The percentile of n nines: 0, 90, 99, 99.9, ... */
static double nines(int n)
{
	return 100 - 100 * pow(10, -n);
}

/* The smallest of 1, 2, 5 times a power of ten that is not below v > 0. */
static double round_up(double v)
{
	double unit = pow(10, floor(log10(v) + ROUND));
	double m = v / unit * (1 - ROUND);

	if (m <= 1)
		return unit;
	return unit * (m <= 2 ? 2 : m <= 5 ? 5 : 10);
}

static double round_down(double v)
{
	double unit = pow(10, floor(log10(v) + ROUND));
	double m = v / unit * (1 + ROUND);

	return unit * (m >= 5 ? 5 : m >= 2 ? 2 : 1);
}

static double time_step(double least)
{
	if (least <= 1)
		return round_up(least);
	for (size_t i = 0; i < TIME_STEPS; i++)
		if (least <= time_steps[i])
			return time_steps[i];
	return 86400 * round_up(least / 86400);
}

/* Numbers beyond these are taken as these: all arithmetic stays finite. */
static double clamp(double v, double smallest, double largest)
{
	if (fabs(v) < smallest)
		return 0;
	return v < 0 ? fmax(v, -largest) : fmin(v, largest);
}

static double step_of(enum scale_kind kind, double span, size_t want)
{
	double least = span / (double)(want ? want : 1);

	if (kind == SCALE_TIME)
		return time_step(least);
	if (kind == SCALE_BYTES)
		return exp2(ceil(log2(least) - ROUND));
	return round_up(least);
}

/* Ends that are apart, around lo..hi. */
static struct scale apart(enum scale_kind kind, double lo, double hi)
{
	double most = fmax(fabs(lo), fabs(hi));
	double pad = most > 0 ? most / 2 : 1;

	if (hi - lo > most * 1e-12)
		return (struct scale){ kind, lo, hi, 0, 1 };
	return (struct scale){ kind, lo == 0 ? 0 : lo - pad, hi + pad, 0, 1 };
}

static struct scale nice_linear(enum scale_kind kind, double lo, double hi)
{
	struct scale s = apart(kind, clamp(lo, SMALLEST, LARGEST),
	    clamp(hi, SMALLEST, LARGEST));
	double step = step_of(kind, s.hi - s.lo, NICE_TICKS);

	if (kind == SCALE_TIME)
		return s;
	s.lo = floor(s.lo / step + ROUND) * step;
	s.hi = ceil(s.hi / step - ROUND) * step;
	return s;
}

static struct scale nice_log(double lo, double hi)
{
	struct scale s = { SCALE_LOG, 1, 10, 0, 1 };

	if (!(hi > SMALLEST))
		return s;
	hi = fmin(hi, LARGEST);
	if (!(lo > SMALLEST))
		lo = hi / 1000;
	lo = fmin(lo, hi);
	s.lo = round_down(lo);
	s.hi = round_up(hi);
	if (s.hi <= s.lo) {
		s.lo /= 2;
		s.hi *= 2;
	}
	return s;
}

static struct scale nice_nines(double hi)
{
	struct scale s = { SCALE_NINES, 0, nines(1), 0, 1 };

	for (int n = 1; n <= MAX_NINES && s.hi < hi - ROUND; n++)
		s.hi = nines(n + 1);
	return s;
}

struct scale scale_nice(enum scale_kind kind, double lo, double hi)
{
	if (!isfinite(lo) || !isfinite(hi) || hi < lo) {
		lo = kind == SCALE_LOG ? 1 : 0;
		hi = kind == SCALE_LOG ? 10 : 1;
	}
	if (kind == SCALE_LOG)
		return nice_log(lo, hi);
	if (kind == SCALE_NINES)
		return nice_nines(hi);
	return nice_linear(kind, lo, hi);
}

struct scale scale_onto(struct scale s, double from, double to)
{
	s.from = from;
	s.to = to;
	return s;
}

double scale_px(const struct scale *s, double value)
{
	double lo = warp(s->kind, s->lo), hi = warp(s->kind, s->hi);
	double v = warp(s->kind, value);

	if (!(hi > lo))
		return isnan(v) ? NAN : (s->from + s->to) / 2;
	return s->from + (v - lo) / (hi - lo) * (s->to - s->from);
}

double scale_px_inside(const struct scale *s, double value)
{
	if (value > s->hi)
		return s->to;
	if (value < s->lo)
		return s->from;
	return scale_px(s, value);
}

/* Multiples of step. */
static size_t ticks_every(const struct scale *s, double step, double *ticks,
    size_t max)
{
	double first = ceil(s->lo / step - ROUND);
	size_t n = 0;

	for (; n < max; n++) {
		double at = (first + (double)n) * step;

		if (!(at <= s->hi + step * ROUND))
			break;
		ticks[n] = at;
	}
	return n;
}

/* The multiples m[] of each power of ten that lie in the scale. */
static size_t ticks_decades(const struct scale *s, const double *m, int every,
    double *ticks, size_t max)
{
	int decade = (int)floor(log10(s->lo) + ROUND);
	int last = (int)ceil(log10(s->hi) - ROUND);
	size_t n = 0;

	for (; decade <= last; decade += every) {
		for (const double *k = m; *k > 0; k++) {
			double at = *k * pow(10, decade);

			if (n < max && at >= s->lo * (1 - ROUND) &&
			    at <= s->hi * (1 + ROUND))
				ticks[n++] = at;
		}
	}
	return n;
}

static size_t ticks_log(const struct scale *s, size_t want, double *ticks,
    size_t max)
{
	static const double one[] = { 1, 0 }, three[] = { 1, 2, 5, 0 };
	double decades = log10(s->hi / s->lo);
	long every = lround(decades / (double)(want ? want : 1));

	if (decades * 3 > (double)want * 1.5)
		return ticks_decades(s, one, every > 1 ? (int)every : 1, ticks,
		    max);
	if (decades >= 0.5)
		return ticks_decades(s, three, 1, ticks, max);
	return ticks_every(s, step_of(SCALE_LINEAR, s->hi - s->lo, want), ticks,
	    max);
}

static size_t ticks_nines(const struct scale *s, double *ticks, size_t max)
{
	size_t n = 0;

	for (int i = 0; i <= MAX_NINES + 1; i++) {
		/* 50 stands between no nine and one. */
		double at = i == 1 ? 50 : nines(i > 1 ? i - 1 : 0);

		if (n < max && at >= s->lo - ROUND && at <= s->hi + ROUND)
			ticks[n++] = at;
	}
	return n;
}

size_t scale_ticks(const struct scale *s, size_t want, double *ticks,
    size_t max)
{
	double span = s->hi - s->lo;

	if (s->kind == SCALE_NINES)
		return ticks_nines(s, ticks, max);
	if (!(span > 0) || !isfinite(span) ||
	    (s->kind == SCALE_LOG && !(s->lo > 0)))
		return 0;
	if (s->kind == SCALE_LOG)
		return ticks_log(s, want, ticks, max);
	return ticks_every(s, step_of(s->kind, span, want), ticks, max);
}
