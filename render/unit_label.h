/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers as a chart writes them: with the digits and units of base/units.h,
 * in an arena.  What is not a number, or 1e200 and more, is an em dash.
 */
#ifndef RENDER_UNIT_LABEL_H
#define RENDER_UNIT_LABEL_H

#include "base/arena.h"

enum unit {
	UNIT_COUNT,
	UNIT_SECONDS,    /* how long something took: "535 us", "12.4 ms" */
	UNIT_CLOCK,      /* seconds since a start: "0:05", "1:30", "1:00:00" */
	UNIT_PERCENT,    /* of 100 */
	UNIT_PERCENTILE, /* 0..100, with all its digits: "p99.999" */
	UNIT_BYTES,
	UNIT_CORES,
	UNIT_RPS,
};

/* "4.60 ms", "0.021 cores", "2,000 req/s". */
const char *unit_label(struct arena *a, enum unit unit, double value);

/* The same without "cores" and "req/s", which an axis says: "0.021". */
const char *unit_value(struct arena *a, enum unit unit, double value);

/* Without needless zeros, for a tick: "0.2", "5 ms". */
const char *unit_tick(struct arena *a, enum unit unit, double value);

/* A change as a share: 0.1 is "+10 %", -0.021 is "-2.1 %" with a true minus. */
const char *change_label(struct arena *a, double change);

/* The same for a tick: "+1 %", "0 %". */
const char *change_tick(struct arena *a, double change);

#endif
