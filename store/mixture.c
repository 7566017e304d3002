/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/mixture.h"

#include <math.h>
#include <stdbool.h>

/* Shares are sums of products: equal but for this is equal. */
#define ROUNDING 1e-12

/* What share of a part is at or below x: at least, and at most. */
static struct mixture_bounds share_below(const struct mixture_part *p, double x)
{
	struct mixture_bounds share = { 0, 1 };

	for (size_t i = 0; i < p->n; i++) {
		if (p->value[i] <= x)
			share.low = p->share[i];
	}
	for (size_t i = p->n; i-- > 0;) {
		if (p->value[i] > x)
			share.high = p->share[i];
	}
	return share;
}

static struct mixture_bounds share_of_all(struct mixture m, double x)
{
	struct mixture_bounds share = { 0, 0 };
	double total = 0;

	for (size_t i = 0; i < m.n; i++) {
		struct mixture_bounds s = share_below(&m.at[i], x);

		share.low += s.low * m.at[i].count;
		share.high += s.high * m.at[i].count;
		total += m.at[i].count;
	}
	return (struct mixture_bounds){ share.low / total, share.high / total };
}

/*
 * May the quantile lie below all that is known?  Below its lowest quantile p a
 * part has a share of less than p, and of 0 below its minimum; all of it where
 * nothing is known.
 */
static bool is_open_below(struct mixture m, double q)
{
	double share = share_of_all(m, -INFINITY).high;
	bool less = false;

	for (size_t i = 0; i < m.n; i++)
		less = less || (m.at[i].n > 0 && m.at[i].share[0] > 0);
	return less ? share > q + ROUNDING : share >= q - ROUNDING;
}

struct mixture_bounds mixture_quantile(struct mixture m, double q)
{
	struct mixture_bounds out = { INFINITY, INFINITY };
	double least = q - ROUNDING;

	if (is_open_below(m, q))
		out.low = -INFINITY;
	for (size_t i = 0; i < m.n; i++) {
		for (size_t k = 0; k < m.at[i].n; k++) {
			double x = m.at[i].value[k];
			struct mixture_bounds share = share_of_all(m, x);

			if (share.high >= least)
				out.low = fmin(out.low, x);
			if (share.low >= least)
				out.high = fmin(out.high, x);
		}
	}
	return out;
}
