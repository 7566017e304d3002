/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shares of requests that failed: their intervals, and whether two differ.
 */
#ifndef ANALYZE_PROPORTION_H
#define ANALYZE_PROPORTION_H

#include <stdint.h>

#include "analyze/values.h"

/* `failed` of `all`; 0 <= failed <= all. */
struct proportion {
	int64_t failed, all;
};

/* failed / all; 0 of none. */
double proportion_share(struct proportion p);

/* Within 0..1; all of that where there was no request.
 * Wilson 1927, JASA 22:209. */
struct interval proportion_interval(struct proportion p, double confidence);

/* Of b's share - a's share.  Newcombe 1998, Stat. Med. 17:873, method 10. */
struct interval proportion_difference(struct proportion a, struct proportion b,
    double confidence);

/*
 * That the shares are the same: Fisher's exact test, two-sided, as the sum of
 * the tables that are no more probable than this one.
 */
double proportion_fisher(struct proportion a, struct proportion b);

#endif
