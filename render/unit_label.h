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

/* NaN and infinities are an em dash. */
const char *unit_label(struct arena *a, enum unit unit, double value);

/* The same for a tick, whose axis names the unit: "0.044", "2000". */
const char *unit_tick(struct arena *a, enum unit unit, double value);

/* A change as a share: 0.1 is "+10%", -0.2 "-20%" with a minus sign. */
const char *change_label(struct arena *a, double change);

#endif
