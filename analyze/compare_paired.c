/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sides that were run in rounds: what changes from round to round cancels out.
 */
#include <math.h>
#include <string.h>

#include "analyze/describe.h"
#include "analyze/paired.h"
#include "analyze/pairing.h"

#define ROUNDS_MIN 3

/* The figures of both sides, round by round. */
struct rounds {
	struct figures b, c;
};

/* The run of a round; f.n if there is none, or more than one. */
static size_t run_of(struct figures f, const char *round)
{
	size_t found = f.n;

	for (size_t i = 0; i < f.n; i++) {
		if (!f.rounds[i] || strcmp(f.rounds[i], round) != 0)
			continue;
		if (found < f.n)
			return f.n;
		found = i;
	}
	return found;
}

/* Every run of both sides must have its partner: none is left out. */
static bool rounds_match(const struct pairing *p, struct rounds *out)
{
	struct figure *b, *c;

	if (!p->b.rounds || !p->c.rounds || p->b.n != p->c.n ||
	    p->b.n < ROUNDS_MIN)
		return false;
	b = arena_alloc(p->a, p->b.n, sizeof(*b));
	c = arena_alloc(p->a, p->b.n, sizeof(*c));
	for (size_t i = 0; i < p->b.n; i++) {
		const char *round = p->b.rounds[i];
		size_t j = round ? run_of(p->c, round) : p->c.n;

		if (j == p->c.n || run_of(p->b, round) != i)
			return false;
		b[i] = p->b.at[i];
		c[i] = p->c.at[j];
	}
	out->b = (struct figures){ .at = b, .n = p->b.n };
	out->c = (struct figures){ .at = c, .n = p->b.n };
	return true;
}

static bool has_rounds(struct figures f)
{
	size_t i = 0;

	while (f.rounds && i < f.n && f.rounds[i])
		i++;
	return f.n >= ROUNDS_MIN && i == f.n;
}

static void unmatched_note(struct pairing *p)
{
	if (!p->p_alone && has_rounds(p->b) && has_rounds(p->c))
		reason_add(p, "the rounds of both sides do not match, so that "
			      "they are compared as runs without rounds");
}

static struct paired test(const struct pairing *p, const struct rounds *r,
    pick_fn *of_b, pick_fn *of_c)
{
	struct values b = picked(r->b, of_b, p->a);
	struct values c = picked(r->c, of_c, p->a);

	return paired_rounds((struct points){ b.at, c.at, b.n }, p->confidence);
}

/* The mean difference over rounds, with its interval by Student's t. */
static struct interval change_interval(const struct pairing *p,
    const struct rounds *r, pick_fn *of_b, pick_fn *of_c)
{
	struct values b = picked(r->b, of_b, p->a);
	struct values c = picked(r->c, of_c, p->a);
	double *d = arena_alloc(p->a, b.n, sizeof(*d));

	for (size_t i = 0; i < b.n; i++)
		d[i] = c.at[i] - b.at[i];
	return mean_interval(moments_of((struct values){ d, b.n }),
	    p->confidence);
}

/* A round's ratio varies as the difference of two runs would. */
static void paired_power(struct pairing *p, const struct rounds *r)
{
	struct values b = picked(r->b, pick_value, p->a);
	struct values c = picked(r->c, pick_value, p->a);
	double *d = arena_alloc(p->a, b.n, sizeof(*d));
	double sd;

	for (size_t i = 0; i < b.n; i++)
		d[i] = log(c.at[i] / b.at[i]);
	sd = moments_of((struct values){ d, b.n }).sd / sqrt(2);
	detectable_set(p, sd, (int64_t)b.n);
}

/* As certain as the worse of both ends of the buckets. */
static double worse_p(struct paired fast, struct paired slow)
{
	return (fast.t > 0) == (slow.t > 0) ? fmax(fast.p, slow.p) : 1;
}

bool compare_paired(struct pairing *p)
{
	struct rounds r;
	struct paired fast, slow, mid;
	struct interval low, high;

	if (!rounds_match(p, &r)) {
		unmatched_note(p);
		return false;
	}
	if (!(is_sharp(p->b) && is_sharp(p->c)) && !ends_vary(p))
		return false;
	fast = test(p, &r, pick_high, pick_low);
	slow = test(p, &r, pick_low, pick_high);
	if (fast.state != WELCH_OK || slow.state != WELCH_OK)
		return false;
	low = change_interval(p, &r, pick_high, pick_low);
	high = change_interval(p, &r, pick_low, pick_high);
	mid = test(p, &r, pick_value, pick_value);
	limited_note(p, (struct interval){ fast.ratio_ci.lo, slow.ratio_ci.hi },
	    mid.ratio_ci);
	p->out.method = "Student's t on logarithms of the ratio in each round";
	interval_set(p, (struct interval){ fast.ratio_ci.lo, slow.ratio_ci.hi },
	    (struct interval){ low.lo, high.hi }, worse_p(fast, slow));
	p->in_rounds = true;
	paired_power(p, &r);
	p->b = r.b;
	p->c = r.c;
	return true;
}
