/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers as a tool writes them on a machine whose language has a comma for the
 * decimal point.  For JMeter, which parts no thousands: a comma is never one of
 * these.
 */
#ifndef COLLECT_DECIMAL_POINT_H
#define COLLECT_DECIMAL_POINT_H

#include "base/text.h"

#define DECIMAL_MAX 32 /* bytes of a number with a comma */

/* The text with a point for its one comma, if it has no point. */
struct span decimal_point(struct span text, char buffer[DECIMAL_MAX]);

#endif
