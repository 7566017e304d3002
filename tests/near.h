/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmocka, and a comparison of doubles: cmocka's own is of floats.
 */
#ifndef TESTS_NEAR_H
#define TESTS_NEAR_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyze/values.h"

/* The values of an array, with their number. */
#define VALUES(array)                                                          \
	((struct values){ (array), sizeof(array) / sizeof(*(array)) })

/* Equal, or different by at most `part` of the wanted value. */
#define assert_near(got, want, part)                                           \
	check_near((got), (want), (part), #got, __FILE__, __LINE__)

static inline void check_near(double got, double want, double part,
    const char *what, const char *file, int line)
{
	if (got <= want && got >= want)
		return;
	if (fabs(got - want) <= part * fabs(want))
		return;
	print_error("%s is %.17g, not %.17g\n", what, got, want);
	_fail(file, line);
}

#endif
