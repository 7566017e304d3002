/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands beside the test that the verdict rests on: the effect size, and
 * what other methods say of the same runs.  A further method is a function
 * and its line in one of the tables.
 */
#include <math.h>
#include <stdlib.h>

#include "analyze/bca.h"
#include "analyze/describe.h"
#include "analyze/effect.h"
#include "analyze/mann_whitney.h"
#include "analyze/paired.h"
#include "analyze/pairing.h"
#include "analyze/permutation.h"
#include "analyze/seed.h"
#include "analyze/welch.h"
#include "base/units.h"
#include "store/run.h"

#define INTERVAL_FROM 10 /* runs a side, for one of the effect */
#define RANKS_FROM 4     /* runs a side, or rounds */
#define BCA_DRAWS 10000

/* False where the method has nothing to say of these runs. */
typedef bool opinion_fn(const struct pairing *p, struct values b,
    struct values c, struct opinion *out);

/* An end of an interval that there is not is NAN. */
static struct opinion rank_opinion(const char *method, double p, double ratio,
    struct interval ci)
{
	return (struct opinion){ .kind = "ranks",
		.method = method,
		.p = p,
		.ratio = ratio,
		.low = ci.lo > 0 ? ci.lo : NAN,
		.high = isinf(ci.hi) ? NAN : ci.hi,
		.splits = UNKNOWN,
		.seed = UNKNOWN };
}

static bool ranks_of_runs(const struct pairing *p, struct values b,
    struct values c, struct opinion *out)
{
	struct shift shift;

	if (b.n < RANKS_FROM || c.n < RANKS_FROM)
		return false;
	shift = hodges_lehmann_ratio(b, c, p->confidence);
	*out = rank_opinion("Mann-Whitney and Hodges-Lehmann",
	    mann_whitney(b, c).p, shift.value, shift.ci);
	return true;
}

static bool ranks_of_rounds(const struct pairing *p, struct values b,
    struct values c, struct opinion *out)
{
	struct paired r;

	if (b.n < RANKS_FROM)
		return false;
	r = paired_rounds((struct points){ b.at, c.at, b.n }, p->confidence);
	*out = rank_opinion("signed ranks and Walsh averages of rounds",
	    r.p_signed_rank, r.median_ratio, r.median_ci);
	return true;
}

static struct opinion permutation_opinion(const char *method,
    struct permutation t, int64_t seed)
{
	return (struct opinion){ .kind = "permutation",
		.method = method,
		.p = t.p,
		.ratio = NAN,
		.low = NAN,
		.high = NAN,
		.splits = (int64_t)t.splits,
		.seed = t.exact ? UNKNOWN : seed };
}

static bool permutation_of_runs(const struct pairing *p, struct values b,
    struct values c, struct opinion *out)
{
	const char *task =
	    arena_printf(p->a, "%s|%s|permutation", p->spec->name, p->name);
	double alpha = 1 - p->confidence, *x, *y;

	if (permutation_least_p(b.n, c.n) > alpha)
		return false;
	x = values_log(b);
	y = values_log(c);
	*out = permutation_opinion("permutation of the runs",
	    permutation_test((struct values){ x, b.n },
		(struct values){ y, c.n }, alpha,
		seed_for((uint64_t)p->seed, task)),
	    p->seed);
	free(x);
	free(y);
	return true;
}

/* Of each round, in the arena. */
static const double *log_ratios(const struct pairing *p, struct values b,
    struct values c)
{
	double *d = arena_alloc(p->a, b.n, sizeof(*d));

	for (size_t i = 0; i < b.n; i++)
		d[i] = log(c.at[i] / b.at[i]);
	return d;
}

static bool permutation_of_rounds(const struct pairing *p, struct values b,
    struct values c, struct opinion *out)
{
	const double *d;

	if (b.n > FLIPS_MOST || ldexp(2, -(int)b.n) > 1 - p->confidence)
		return false;
	d = log_ratios(p, b, c);
	*out = permutation_opinion("exchange of the sides within rounds",
	    flips_test((struct values){ d, b.n }), 0);
	return true;
}

/* Of logarithms. */
static struct opinion bca_opinion(const struct pairing *p, const char *method,
    struct values b, struct values c)
{
	const char *task =
	    arena_printf(p->a, "%s|%s|bca", p->spec->name, p->name);
	struct interval ci = bca_interval(b, c,
	    (struct bca){ p->confidence, BCA_DRAWS,
		seed_for((uint64_t)p->seed, task) });

	return (struct opinion){ .kind = "bootstrap",
		.method = method,
		.p = NAN,
		.ratio = exp(moments_of(c).mean - moments_of(b).mean),
		.low = exp(ci.lo),
		.high = exp(ci.hi),
		.splits = BCA_DRAWS,
		.seed = p->seed };
}

static bool bca_of_runs(const struct pairing *p, struct values b,
    struct values c, struct opinion *out)
{
	double *x, *y;

	if (!p->bca || b.n < BCA_LEAST || c.n < BCA_LEAST)
		return false;
	x = values_log(b);
	y = values_log(c);
	*out = bca_opinion(p, "means of runs drawn anew (BCa)",
	    (struct values){ x, b.n }, (struct values){ y, c.n });
	free(x);
	free(y);
	return true;
}

static bool bca_of_rounds(const struct pairing *p, struct values b,
    struct values c, struct opinion *out)
{
	const double *d;

	if (!p->bca || b.n < BCA_LEAST)
		return false;
	d = log_ratios(p, b, c);
	*out = bca_opinion(p, "means of rounds drawn anew (BCa)",
	    (struct values){ NULL, 0 }, (struct values){ d, b.n });
	return true;
}

static opinion_fn *const of_runs[] = { ranks_of_runs, permutation_of_runs,
	bca_of_runs, NULL };
static opinion_fn *const of_rounds[] = { ranks_of_rounds, permutation_of_rounds,
	bca_of_rounds, NULL };

/* The ratio over all rounds but one, at its least and its largest. */
static struct interval without_one_round(struct values b, struct values c)
{
	double all = 0, least = INFINITY, most = -INFINITY;

	for (size_t i = 0; i < b.n; i++) {
		double d = log(c.at[i] / b.at[i]);

		all += d;
		least = fmin(least, d);
		most = fmax(most, d);
	}
	return (struct interval){ exp((all - most) / (double)(b.n - 1)),
		exp((all - least) / (double)(b.n - 1)) };
}

/* Exactly one of the two tests sees a difference: said, with how much hangs
 * on a single run. */
static void discordance_note(struct pairing *p, struct values b,
    struct values c)
{
	const struct opinion *ranks = comparison_opinion(&p->out, "ranks");
	double alpha = 1 - p->confidence;
	double least_p =
	    p->in_rounds ? ldexp(2, -(int)b.n) : mann_whitney_least_p(b.n, c.n);
	struct interval one;
	char x[UNIT_TEXT], y[UNIT_TEXT];

	if (!ranks || isnan(p->out.p_value) || least_p >= alpha ||
	    (ranks->p <= alpha) == (p->out.p_value <= alpha))
		return;
	one = p->in_rounds ? without_one_round(b, c) : leave_one_out(b, c);
	reason_add(p,
	    arena_printf(p->a,
		"distribution-sensitive: by ranks p is %.2g, by t %.2g; "
		"without "
		"any one run the change is %s to %s",
		ranks->p, p->out.p_value, percent_text(one.lo - 1, x),
		percent_text(one.hi - 1, y)));
}

/* Runs whose buckets overlap are tied, so far as is known: of all orders that
 * the buckets allow, the effect nearest to none. */
static void effect_set(struct pairing *p)
{
	struct values b_low = picked(p->b, pick_low, p->a);
	struct values b_high = picked(p->b, pick_high, p->a);
	struct values c_low = picked(p->c, pick_low, p->a);
	struct values c_high = picked(p->c, pick_high, p->a);
	double least = effect_of(b_high, c_low).delta;
	double most = effect_of(b_low, c_high).delta;
	struct brunner_munzel low, high;

	p->out.effect_name = "cliffs_delta";
	p->out.effect = least > 0 ? least : most < 0 ? most : 0;
	if (p->b.n < INTERVAL_FROM || p->c.n < INTERVAL_FROM)
		return;
	low = brunner_munzel(b_high, c_low, p->confidence);
	high = brunner_munzel(b_low, c_high, p->confidence);
	if (!low.known || !high.known)
		return;
	p->out.effect_low = 2 * low.ci.lo - 1;
	p->out.effect_high = 2 * high.ci.hi - 1;
}

static double ratio_by(const struct opinion *o, struct values b,
    struct values c)
{
	return isnan(o->ratio) ? geometric_mean(c) / geometric_mean(b)
			       : o->ratio;
}

/* Of buckets, at their worst: as far apart, and as near, as the runs can be. */
static bool worst_find(const struct pairing *p, opinion_fn *method,
    struct opinion *out)
{
	struct values b[] = { picked(p->b, pick_low, p->a),
		picked(p->b, pick_high, p->a) };
	struct values c[] = { picked(p->c, pick_low, p->a),
		picked(p->c, pick_high, p->a) };
	struct opinion fast, slow;

	if (!method(p, b[1], c[0], &fast) || !method(p, b[0], c[1], &slow))
		return false;
	if (!isnan(fast.p))
		out->p = ratios_agree(ratio_by(&fast, b[1], c[0]),
			     ratio_by(&slow, b[0], c[1]))
			     ? fmax(fast.p, slow.p)
			     : 1;
	out->low = fast.low;
	out->high = slow.high;
	return true;
}

void opinions_set(struct pairing *p)
{
	struct values b = picked(p->b, pick_value, p->a);
	struct values c = picked(p->c, pick_value, p->a);
	bool sharp = is_sharp(p->b) && is_sharp(p->c);
	opinion_fn *const *methods = p->in_rounds ? of_rounds : of_runs;
	struct opinion o;

	effect_set(p);
	if (!p->name || !values_positive(picked(p->b, pick_low, p->a)) ||
	    !values_positive(picked(p->c, pick_low, p->a)))
		return;
	for (; *methods; methods++) {
		if ((*methods)(p, b, c, &o) &&
		    (sharp || worst_find(p, *methods, &o)))
			*ARENA_PUSH(p->a, &p->out.opinions) = o;
	}
	discordance_note(p, b, c);
}
