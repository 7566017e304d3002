/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/natural.h"

#include <stdbool.h>
#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Does a comma with three digits follow, and no fourth? */
static bool is_thousands(const char *s)
{
	return s[0] == ',' && is_digit(s[1]) && is_digit(s[2]) &&
	       is_digit(s[3]) && !is_digit(s[4]);
}

/* The number that *s starts with, and steps over it. */
static double number_take(const char **s)
{
	double number = 0;

	for (; is_digit(**s) || is_thousands(*s); ++*s) {
		if (is_digit(**s))
			number = number * 10 + (**s - '0');
	}
	return number;
}

/* Compares the numbers that *a and *b start with, and steps over them. */
static int compare_numbers(const char **a, const char **b)
{
	double x = number_take(a), y = number_take(b);

	return (x > y) - (x < y);
}

int natural_compare(const char *a, const char *b)
{
	const char *s = a, *t = b;

	while (*s && *t) {
		int order = (unsigned char)*s - (unsigned char)*t;

		if (is_digit(*s) && is_digit(*t)) {
			order = compare_numbers(&s, &t);
		} else {
			s++;
			t++;
		}
		if (order)
			return order;
	}
	if (*s || *t)
		return *s ? 1 : -1;
	return strcmp(a, b);
}
