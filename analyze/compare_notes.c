/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the numbers of a comparison do not say by themselves.
 */
#include <math.h>
#include <string.h>

#include "analyze/bca.h"
#include "analyze/pairing.h"
#include "base/units.h"

/* For an inconclusive one: how large a change could have hidden. */
static void missed_note(struct pairing *p)
{
	char x[UNIT_TEXT], y[UNIT_TEXT];

	if (strcmp(p->out.verdict, verdict_name(VERDICT_INCONCLUSIVE)) != 0 ||
	    !(p->out.detectable > 1))
		return;
	percent_text(p->out.detectable - 1, x);
	percent_text(p->spec->margin, y);
	if (p->out.runs_needed)
		reason_add(p,
		    arena_printf(p->a,
			"a change smaller than %s could have been missed; %lld "
			"runs a side would show one of %s",
			x, (long long)p->out.runs_needed, y));
	else
		reason_add(p,
		    arena_printf(p->a,
			"a change smaller than %s could have been missed; no "
			"number of runs shows one of %s while the buckets are "
			"so wide",
			x, y));
}

/* Does the difference tell another story than the ratio: by its size, or by an
 * interval that holds 0 where that of the ratio does not hold 1?
 */
static bool means_disagree(const struct comparison *c)
{
	double apart = c->candidate_value - c->baseline_value;
	bool sure = c->ratio_low > 1 || c->ratio_high < 1;

	if (sure && c->change_low < 0 && c->change_high > 0)
		return true;
	return fabs(c->change - apart) >
	       fmax(fabs(apart) / 10, fabs(c->baseline_value) / 100);
}

/* Ratio and difference are of different means, which slow runs pull apart. */
static void means_note(struct pairing *p)
{
	if (comparison_is_torn(&p->out))
		reason_add(p,
		    "no difference is shown: that of the arithmetic means has "
		    "another sign than the ratio of the geometric ones, which "
		    "single runs pull apart; the verdict goes by the ratio");
	else if (means_disagree(&p->out))
		reason_add(p,
		    "the difference is of arithmetic means and the ratio of "
		    "geometric ones: single runs pull them apart, and the "
		    "verdict goes by the ratio");
}

/* The mean of the latencies of a coarse clock may be off by as much as each. */
static void clock_note(struct pairing *p)
{
	double open = 0;
	char x[UNIT_TEXT];

	for (size_t i = 0; i < p->b.n; i++)
		open = fmax(open, p->b.at[i].clock);
	for (size_t i = 0; i < p->c.n; i++)
		open = fmax(open, p->c.at[i].clock);
	if (fabs(p->out.change) < open)
		reason_add(p,
		    arena_printf(p->a,
			"the change is smaller than what the clock leaves open "
			"of each latency (%s either way), which averages out "
			"only if requests do not start with its ticks",
			value_text(open, p->spec->unit, x)));
}

static const char few_for_bca[] =
    "no bootstrap by BCa: it takes twenty runs a side, or rounds; of pairs "
    "that are equal it would call up to 23 in 100 different by three runs, "
    "and 14 by ten";

static void bca_note(struct pairing *p)
{
	bool stopped =
	    strcmp(p->out.verdict, verdict_name(VERDICT_NOT_COMPARABLE)) == 0;

	if (p->bca && !stopped && !isnan(p->out.ratio) &&
	    (p->b.n < BCA_LEAST || p->c.n < BCA_LEAST))
		reason_add(p, few_for_bca);
}

void notes_add(struct pairing *p)
{
	missed_note(p);
	means_note(p);
	clock_note(p);
	bca_note(p);
}
