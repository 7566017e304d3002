/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much the share of failed requests changed.  Requests of one run fail
 * together, so that their number alone proves little; and the shares of a few
 * runs may be equal by chance, so that their spread alone does not, either.  A
 * change has to be seen by both: in the requests of all runs (Newcombe's
 * interval, Fisher's test) and between runs (Welch on their shares).
 */
#include <math.h>

#include "analyze/checks.h"
#include "analyze/pairing.h"
#include "analyze/proportion.h"
#include "analyze/welch.h"

static struct proportion pooled(struct figures f)
{
	struct proportion sum = { 0, 0 };

	for (size_t i = 0; i < f.n; i++) {
		sum.failed += llround(f.at[i].value * (double)f.at[i].requests);
		sum.all += f.at[i].requests;
	}
	return sum;
}

static enum verdict verdict_of_shares(struct interval change)
{
	if (change.lo > ERRORS_APART)
		return VERDICT_REGRESSION;
	if (change.hi < -ERRORS_APART)
		return VERDICT_IMPROVEMENT;
	if (change.hi > ERRORS_APART)
		return VERDICT_INCONCLUSIVE;
	return change.lo >= -ERRORS_APART ? VERDICT_EQUIVALENT
					  : VERDICT_NO_REGRESSION;
}

void compare_errors(struct pairing *p)
{
	struct proportion b = pooled(p->b), c = pooled(p->c);
	struct interval all = proportion_difference(b, c, p->confidence);
	struct welch runs = welch_raw(picked(p->b, pick_value, p->a),
	    picked(p->c, pick_value, p->a), p->confidence);

	p->out.ratio = NAN;
	p->out.change = p->out.candidate_value - p->out.baseline_value;
	if (p->b.n == 1 || p->c.n == 1) {
		verdict_set(p, VERDICT_UNREPLICATED);
		reason_add(p, "one side has a single run");
		return;
	}
	p->out.method = "Newcombe's interval of all requests and Welch's of "
			"the runs, the wider of both";
	p->out.p_value = proportion_fisher(b, c);
	if (runs.state == WELCH_OK) {
		all.lo = fmin(all.lo, runs.diff_ci.lo);
		all.hi = fmax(all.hi, runs.diff_ci.hi);
		p->out.p_value = fmax(p->out.p_value, runs.p);
	}
	p->out.change_low = fmax(all.lo, -1);
	p->out.change_high = fmin(all.hi, 1);
	verdict_set(p, verdict_of_shares(all));
}
