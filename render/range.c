/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/range.h"

#include <math.h>

#define LOG_ROOM 10 /* times as much, and as little */

struct range range_empty(void)
{
	return (struct range){ INFINITY, -INFINITY };
}

bool range_is_empty(struct range r)
{
	return !(r.low <= r.high);
}

void range_add(struct range *r, double v)
{
	if (!isfinite(v))
		return;
	r->low = fmin(r->low, v);
	r->high = fmax(r->high, v);
}

struct range range_around(struct range values, enum scale_kind kind)
{
	double room = fmax(values.high - values.low, fabs(values.high) / 4);
	double low = values.low - room;

	if (kind == SCALE_LOG)
		return (struct range){ values.low / LOG_ROOM,
			values.high * LOG_ROOM };
	return (struct range){ values.low < 0 ? low : fmax(low, 0),
		values.high + room };
}

void range_add_within(struct range *r, struct range most, double end)
{
	if (!isnan(end))
		range_add(r, fmin(fmax(end, most.low), most.high));
}
