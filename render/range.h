/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the least to the greatest of some values: what an axis must hold.
 */
#ifndef RENDER_RANGE_H
#define RENDER_RANGE_H

#include <stdbool.h>

#include "render/scale.h"

/* low > high: of no value. */
struct range {
	double low, high;
};

struct range range_empty(void);
bool range_is_empty(struct range r);

/* Values that are not finite are left out. */
void range_add(struct range *r, double v);

/*
 * How far intervals around such values may widen an axis: by as much as the
 * values take already, or tenfold where it is logarithmic, and not below 0
 * where no value is.  One wild interval must not press all others flat.
 */
struct range range_around(struct range values, enum scale_kind kind);

/* Adds an end of an interval, but nothing beyond `most`. */
void range_add_within(struct range *r, struct range most, double end);

#endif
