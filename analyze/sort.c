/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/sort.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_sort.h>

#include "base/mem.h"

#define RADIX_LEAST 256 /* numbers, for the counters to pay off */
#define DIGIT_BITS 11
#define DIGITS 6 /* of 64 bits */
#define DIGIT_VALUES (1 << DIGIT_BITS)

/* An integer in the order of the numbers: IEEE 754's are, but for the sign. */
static uint64_t key_of(double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	return bits ^ (-(bits >> 63) | UINT64_C(1) << 63);
}

static size_t digit_of(double value, int digit)
{
	return key_of(value) >> (digit * DIGIT_BITS) & (DIGIT_VALUES - 1);
}

static void count_digits(const double *at, size_t n,
    size_t counts[DIGITS][DIGIT_VALUES])
{
	for (size_t i = 0; i < n; i++) {
		uint64_t key = key_of(at[i]);

		for (int d = 0; d < DIGITS; d++) {
			counts[d][key & (DIGIT_VALUES - 1)]++;
			key >>= DIGIT_BITS;
		}
	}
}

/* By one digit, keeping the order of those that are equal in it. */
static void scatter(const double *from, size_t n, double *to, size_t *counts,
    int digit)
{
	size_t start = 0;

	for (size_t i = 0; i < DIGIT_VALUES; i++) {
		size_t count = counts[i];

		counts[i] = start;
		start += count;
	}
	for (size_t i = 0; i < n; i++)
		to[counts[digit_of(from[i], digit)]++] = from[i];
}

void sort_ascending_in(double *at, size_t n, double *room)
{
	size_t(*counts)[DIGIT_VALUES];
	double *from = at, *to = room;

	if (n < RADIX_LEAST) {
		gsl_sort(at, 1, n);
		return;
	}
	counts = xcalloc(DIGITS, sizeof(*counts));
	count_digits(at, n, counts);
	for (int d = 0; d < DIGITS; d++) {
		double *swap = to;

		if (counts[d][digit_of(at[0], d)] == n)
			continue;
		scatter(from, n, to, counts[d], d);
		to = from;
		from = swap;
	}
	if (from != at)
		memcpy(at, from, n * sizeof(*at));
	free(counts);
}

void sort_ascending(double *at, size_t n)
{
	double *room = n < RADIX_LEAST ? NULL : xcalloc(n, sizeof(*room));

	sort_ascending_in(at, n, room);
	free(room);
}
