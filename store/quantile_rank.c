/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/quantile_rank.h"

#include <assert.h>
#include <math.h>

/* n q, without overflow: whole + parts / 10^9. */
struct product {
	int64_t whole, parts;
};

static struct product times(int64_t n, int64_t q_ppb)
{
	int64_t rest = n % QUANTILE_ONE * q_ppb;

	return (struct product){
		n / QUANTILE_ONE * q_ppb + rest / QUANTILE_ONE,
		rest % QUANTILE_ONE,
	};
}

int64_t quantile_of_percent(double p)
{
	if (!(p > 0))
		return 0;
	return p < 100 ? (int64_t)llround(p * 1e7) : QUANTILE_ONE;
}

int64_t quantile_rank(int64_t q_ppb, int64_t n)
{
	struct product nq = times(n, q_ppb);
	int64_t rank = nq.whole + (nq.parts > 0);

	return rank < 1 && n > 0 ? 1 : rank;
}

/* The m of Hyndman and Fan: h = nq + m. */
static double offset(int type, double q)
{
	switch (type) {
	case 3:
		return -0.5;
	case 5:
		return 0.5;
	case 6:
		return q;
	case 7:
		return 1 - q;
	case 8:
		return (q + 1) / 3;
	case 9:
		return q / 4 + 0.375;
	default:
		return 0;
	}
}

/* How much x(j + 1) counts, where h = j + g. */
static double weight(int type, int64_t j, double g)
{
	switch (type) {
	case 1:
		return g > 0;
	case 2:
		return g > 0 ? 1 : 0.5;
	case 3:
		return g > 0 || j % 2 != 0;
	default:
		return g;
	}
}

struct quantile_place quantile_place(int64_t n, int64_t q_ppb, int type)
{
	double q = (double)q_ppb / (double)QUANTILE_ONE;
	struct product nq = times(n, q_ppb);
	double g = (double)nq.parts / (double)QUANTILE_ONE + offset(type, q);
	double carry = floor(g);
	int64_t j = nq.whole + (int64_t)carry;

	assert(type >= 1 && type <= QUANTILE_TYPES);
	return (struct quantile_place){ j, weight(type, j, g - carry) };
}
