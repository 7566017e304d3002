/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers in ascending order, in time proportional to how many they are.
 */
#ifndef ANALYZE_SORT_H
#define ANALYZE_SORT_H

#include <stddef.h>

/* None may be a NaN. */
void sort_ascending(double *at, size_t n);

/* The same, with room for n more that the caller has at hand. */
void sort_ascending_in(double *at, size_t n, double *room);

#endif
