/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers as a chart writes them: three significant digits, and the unit that
 * fits.
 */
#ifndef RENDER_UNIT_LABEL_H
#define RENDER_UNIT_LABEL_H

#include "base/arena.h"

enum unit {
	UNIT_COUNT,   /* "12", "15 k" */
	UNIT_SECONDS, /* "535 us" with a micro sign, "12.4 ms", "2 s" */
	UNIT_CLOCK,   /* seconds since a start: "0:05", "1:30", "1:00:00" */
	UNIT_PERCENT, /* of 100; all its digits, as in "99.999%" */
	UNIT_BYTES,   /* decimal: "42 MB" */
	UNIT_CORES,   /* "0.044 cores" */
	UNIT_RPS,     /* "2000 rps" */
};

/*
 * With all three digits and the unit: "4.60 ms", "0.0210 cores".  NaN and
 * infinities are an em dash.
 */
const char *unit_label(struct arena *a, enum unit unit, double value);

/* The same without the words "cores" and "rps", where an axis says them. */
const char *unit_value(struct arena *a, enum unit unit, double value);

/* Without needless zeros, for a tick: "0.2", "5 ms". */
const char *unit_tick(struct arena *a, enum unit unit, double value);

/*
 * A change as a share: 0.1 is "+10%", -0.202 "-20%" with a minus sign; one
 * digit after the point below 10%.
 */
const char *change_label(struct arena *a, double change);

#endif
