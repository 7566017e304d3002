/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * p-values of a family of tests, adjusted so that each can be held against
 * the same alpha.  Holm for claims of difference; the other two, which bound
 * the share of false claims, for screens over many endpoints.
 */
#ifndef ANALYZE_ADJUST_H
#define ANALYZE_ADJUST_H

#include "analyze/values.h"

/* Each writes p.n values, 0..1, to `out`, in the order of p; out may be p.at.
 */
typedef void adjust_fn(struct values p, double *out);

adjust_fn adjust_holm; /* Holm 1979, Scand. J. Stat. 6:65 */
adjust_fn adjust_bh;   /* Benjamini and Hochberg 1995, JRSSB 57:289 */
adjust_fn adjust_by;   /* Benjamini and Yekutieli 2001, Ann. Stat. 29:1165 */

#endif
