/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The line beside the t-test: what ranks say, which one odd run does not move.
 */
#include <math.h>

#include "analyze/effect.h"
#include "analyze/mann_whitney.h"
#include "analyze/pairing.h"
#include "analyze/welch.h"
#include "base/units.h"

#define INTERVAL_FROM 10 /* runs a side, for one of the effect */

struct rank_line rank_line(const char *method, double p, double ratio,
    struct interval ci)
{
	return (struct rank_line){ method, p, ratio, ci.lo > 0 ? ci.lo : NAN,
		isinf(ci.hi) ? NAN : ci.hi };
}

/* Of buckets, at their worst: as far apart, and as near, as the runs can be. */
static void ranks_set(struct pairing *p, struct values b, struct values c)
{
	struct values b_low = picked(p->b, pick_low, p->a);
	struct values b_high = picked(p->b, pick_high, p->a);
	struct values c_low = picked(p->c, pick_low, p->a);
	struct values c_high = picked(p->c, pick_high, p->a);
	struct shift fast = hodges_lehmann_ratio(b_high, c_low, p->confidence);
	struct shift slow = hodges_lehmann_ratio(b_low, c_high, p->confidence);
	double worse = ratios_agree(fast.value, slow.value)
			   ? fmax(mann_whitney(b_high, c_low).p,
				 mann_whitney(b_low, c_high).p)
			   : 1;

	p->out.ranks = rank_line("Mann-Whitney and Hodges-Lehmann", worse,
	    hodges_lehmann_ratio(b, c, p->confidence).value,
	    (struct interval){ fast.ci.lo, slow.ci.hi });
	p->rank_least_p = mann_whitney_least_p(b.n, c.n);
	p->without_one = leave_one_out(b, c);
}

/* Exactly one of the two tests sees a difference: said, with how much hangs
 * on a single run. */
static void discordance_note(struct pairing *p)
{
	double alpha = 1 - p->confidence;
	char x[UNIT_TEXT], y[UNIT_TEXT];

	if (!p->out.ranks.method || isnan(p->out.p_value) ||
	    p->rank_least_p >= alpha ||
	    (p->out.ranks.p <= alpha) == (p->out.p_value <= alpha))
		return;
	reason_add(p,
	    arena_printf(p->a,
		"distribution-sensitive: by ranks p is %.2g, by t %.2g; "
		"without "
		"any one run the change is %s to %s",
		p->out.ranks.p, p->out.p_value,
		percent_text(p->without_one.lo - 1, x),
		percent_text(p->without_one.hi - 1, y)));
}

static void effect_set(struct pairing *p, struct values b, struct values c)
{
	struct brunner_munzel m = { .known = false };

	p->out.effect_name = "cliffs_delta";
	p->out.effect = effect_of(b, c).delta;
	if (b.n >= INTERVAL_FROM && c.n >= INTERVAL_FROM)
		m = brunner_munzel(b, c, p->confidence);
	if (!m.known)
		return;
	p->out.effect_low = 2 * m.ci.lo - 1;
	p->out.effect_high = 2 * m.ci.hi - 1;
}

void robust_set(struct pairing *p)
{
	struct values b = picked(p->b, pick_value, p->a);
	struct values c = picked(p->c, pick_value, p->a);

	effect_set(p, b, c);
	if (!p->out.ranks.method && b.n >= RANKS_FROM && c.n >= RANKS_FROM &&
	    values_positive(picked(p->b, pick_low, p->a)) &&
	    values_positive(picked(p->c, pick_low, p->a)))
		ranks_set(p, b, c);
	discordance_note(p);
}
