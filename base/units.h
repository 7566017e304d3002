/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quantities with units: as tools write them, and as people read them.
 */
#ifndef BASE_UNITS_H
#define BASE_UNITS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

#define NS_PER_S 1000000000LL
#define UNIT_TEXT 48 /* bytes, enough for every text made here */

/*
 * "5.23ms", "1.17m", "0.5s", "768.466us" (also with the micro sign), "4m0s",
 * "1h2m3.5s" in nanoseconds.  A unit is required; the parts of a compound go
 * from large to small.  False, and *ns as it was, for anything else or for
 * more than 100 years.
 */
bool duration_parse(struct span s, double *ns);

/* The size of the last digit of such a text: 1e4 for "5.23ms". */
double duration_step(struct span s);

/*
 * RFC 3339, "2026-11-22T16:15:29.324347847Z" or with an offset, as Unix
 * nanoseconds.  A time without Z or offset is local to nobody knows where:
 * false.
 */
bool time_parse(struct span s, int64_t *unix_ns);

/* "2026-11-22T16:15:29Z" in UTC; in whole seconds, rounded down. */
const char *time_text(int64_t unix_ns, char out[UNIT_TEXT]);

/* For people, 3 digits that matter: "12.4 ms", "-310 us" ... */
const char *duration_text(double ns, char out[UNIT_TEXT]);
const char *bytes_text(double bytes, char out[UNIT_TEXT]);   /* "12.4 MiB" */
const char *number_text(double value, char out[UNIT_TEXT]);  /* "12,400" */
const char *percent_text(double ratio, char out[UNIT_TEXT]); /* "+8.1 %" */

/*
 * A value in the unit that its name says, for people: "seconds", "bytes",
 * "ratio" (as percent without sign), "rps", "cores", ...: other units are
 * written behind the number.  Any text for NaN is the caller's business.
 */
const char *value_text(double value, const char *unit, char out[UNIT_TEXT]);

/* The unit for value_text() of a difference between two values of `unit`:
 * shares differ by percentage points ("0.3 pp"), all else by its own. */
const char *unit_of_change(const char *unit);

#endif
