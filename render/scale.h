/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scales: from values to places on a drawing.  A scale is a value; nothing
 * here draws.
 */
#ifndef RENDER_SCALE_H
#define RENDER_SCALE_H

#include <stddef.h>

enum scale_kind {
	SCALE_LINEAR,
	SCALE_LOG,   /* values above 0 */
	SCALE_NINES, /* percentiles p, 0..100, at log10(1 / (1 - p / 100)) */
	SCALE_TIME,  /* seconds: linear, with ticks at whole minutes, hours */
	SCALE_BYTES, /* linear, with ticks at powers of two */
};

/* Maps values lo..hi to pixels from..to; from > to makes a scale point up. */
struct scale {
	enum scale_kind kind;
	double lo, hi;
	double from, to;
};

/*
 * A scale whose ends are round numbers that enclose lo..hi, for pixels 0..1.
 * Where lo..hi is empty, a point, not finite or impossible for the kind, the
 * nearest range that can be drawn is taken.
 */
struct scale scale_nice(enum scale_kind kind, double lo, double hi);

/* The same scale for other pixels. */
struct scale scale_onto(struct scale s, double from, double to);

/*
 * The pixel of a value; values beyond lo..hi lie beyond from..to.  NaN for
 * what has no place: NaN, infinities, 0 or less on a logarithmic scale, a
 * percentile of 100 or more.
 */
double scale_px(const struct scale *s, double value);

/* As scale_px, but a value beyond an end lies on that end. */
double scale_px_inside(const struct scale *s, double value);

/*
 * Round values within lo..hi, rising, about `want` of them and never more than
 * max; logarithmic: 1, 2, 5 of each decade while they are few; nines: 0, 50,
 * 90, 99, 99.9, ...  Returns how many.
 */
size_t scale_ticks(const struct scale *s, size_t want, double *ticks,
    size_t max);

#endif
