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

#define RANKS_FROM 4 /* runs a side */

/* Exactly one of the two tests sees a difference: said, with how much hangs
 * on a single run. */
static void discordance_note(struct pairing *p, struct values b,
    struct values c)
{
	double alpha = 1 - p->confidence;
	struct mann_whitney ranks = mann_whitney(b, c);
	struct interval range;
	char x[UNIT_TEXT], y[UNIT_TEXT];

	if (b.n < RANKS_FROM || c.n < RANKS_FROM || isnan(p->out.p_value) ||
	    mann_whitney_least_p(b.n, c.n) >= alpha ||
	    (ranks.p <= alpha) == (p->out.p_value <= alpha))
		return;
	range = leave_one_out(b, c);
	reason_add(p,
	    arena_printf(p->a,
		"distribution-sensitive: by ranks p is %.2g, by t %.2g; "
		"without "
		"any one run the change is %s to %s",
		ranks.p, p->out.p_value, percent_text(range.lo - 1, x),
		percent_text(range.hi - 1, y)));
}

void robust_set(struct pairing *p)
{
	struct values b = picked(p->b, pick_value, p->a);
	struct values c = picked(p->c, pick_value, p->a);

	p->out.effect_name = "cliffs_delta";
	p->out.effect = effect_of(b, c).delta;
	if (is_sharp(p->b) && is_sharp(p->c)) /* buckets have no ranks */
		discordance_note(p, b, c);
}
