/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmocka with what its header needs, and checks that read as a sentence.
 */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define CHECK_INT(got, expected)                                               \
	assert_int_equal((long long)(got), (long long)(expected))
#define CHECK_STR(got, expected) assert_string_equal(got, expected)

/* |got - expected| <= tolerance */
#define CHECK_NEAR(got, expected, tolerance)                                   \
	assert_true((got) - (expected) <= (tolerance) &&                       \
		    (expected) - (got) <= (tolerance))

#endif
