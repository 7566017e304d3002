/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_DIVISOR_H
#define BASE_DIVISOR_H

#include <stdint.h>

/* The greatest common divisor, by Euclid, of two that are not negative; with 0
 * it is the other one. */
static inline int64_t greatest_divisor(int64_t a, int64_t b)
{
	while (b > 0) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

#endif
