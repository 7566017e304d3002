/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/values.h"

#include <math.h>
#include <string.h>

#include "analyze/sort.h"
#include "base/mem.h"

bool values_finite(struct values v)
{
	for (size_t i = 0; i < v.n; i++) {
		if (!isfinite(v.at[i]))
			return false;
	}
	return true;
}

bool values_positive(struct values v)
{
	for (size_t i = 0; i < v.n; i++) {
		if (!isfinite(v.at[i]) || v.at[i] <= 0)
			return false;
	}
	return true;
}

double *values_sorted(struct values v)
{
	double *copy = xcalloc(v.n, sizeof(*copy));

	if (v.n > 0)
		memcpy(copy, v.at, v.n * sizeof(*copy));
	sort_ascending(copy, v.n);
	return copy;
}

double *values_log(struct values v)
{
	double *copy = xcalloc(v.n, sizeof(*copy));

	for (size_t i = 0; i < v.n; i++)
		copy[i] = log(v.at[i]);
	return copy;
}

struct interval interval_inverse(struct interval ratio)
{
	return (struct interval){ 1 / ratio.hi, 1 / ratio.lo };
}
