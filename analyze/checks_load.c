/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Were two sides under the same load, where the tool states none?  An open loop
 * sends what it was told to, so that other rates are other loads.  A closed
 * loop sends as the answers come: its rate is a result, and what tells of its
 * load is the number of requests in flight, by Little's law (Little 1961).
 */
#include <math.h>

#include "analyze/checks_load.h"
#include "base/units.h"

#define RATES_APART 1.1 /* ratio, of an open loop's */
#define REPEATS_APART 2 /* ratio, of any loop's runs in one cell */
#define IN_FLIGHT_APART 1.5

typedef double fact_fn(const struct run *run);

static double rate_of(const struct run *run)
{
	return run->facts.achieved_rps;
}

static double in_flight(const struct run *run)
{
	return run->facts.achieved_rps * run->total.mean_ns / 1e9;
}

/* From the least to the largest of the runs; NAN where one is not known. */
static struct interval span_of_runs(const struct group *g, fact_fn *fact)
{
	struct interval span = { INFINITY, -INFINITY };

	for (size_t i = 0; i < g->runs.len; i++) {
		double x = fact(g->runs.at[i]);

		if (!(x > 0))
			return (struct interval){ NAN, NAN };
		span.lo = fmin(span.lo, x);
		span.hi = fmax(span.hi, x);
	}
	return span;
}

static bool states_rate(const struct group *g)
{
	for (size_t i = 0; i < g->runs.len; i++) {
		if (!isnan(g->runs.at[i]->facts.offered_rps))
			return true;
	}
	return false;
}

static bool is_open(const struct group *g)
{
	enum load_model m = g->example->facts.load_model;

	return m == LOAD_OPEN || m == LOAD_CORRECTED;
}

static bool is_closed_unstated(const struct group *g)
{
	const struct run_facts *f = &g->example->facts;

	return f->load_model == LOAD_CLOSED && f->connections == UNKNOWN;
}

/* How far apart two spans are: the ratio of the nearest ends. */
static double gap(struct interval a, struct interval b)
{
	return fmax(a.lo / b.hi, b.lo / a.hi);
}

static struct finding no_repeats(const struct group *g, struct interval rates,
    struct arena *a)
{
	char x[UNIT_TEXT], y[UNIT_TEXT];
	const char *detail = arena_printf(a,
	    "runs of %s reached from %s to %s and state no rate: these may be "
	    "no repeats of each other; label them by offered_rps, or accept it "
	    "by --allow load",
	    g->cell.value, value_text(rates.lo, "rps", x),
	    value_text(rates.hi, "rps", y));

	return (struct finding){ "load", "stop", rates.hi / rates.lo,
		is_open(g) ? RATES_APART : REPEATS_APART, detail };
}

static bool is_mixed(const struct group *g, struct interval rates)
{
	return rates.hi / rates.lo > (is_open(g) ? RATES_APART : REPEATS_APART);
}

bool load_is_mixed(const struct group *g)
{
	return !states_rate(g) && is_mixed(g, span_of_runs(g, rate_of));
}

static struct finding other_rates(struct interval b, struct interval c,
    struct arena *a)
{
	char x[UNIT_TEXT], y[UNIT_TEXT];

	return (struct finding){ "load", "stop", gap(b, c), RATES_APART,
		arena_printf(a,
		    "the loads differ: %s against %s from an open loop, which "
		    "sends what it was told to; label them by offered_rps",
		    value_text(b.hi, "rps", x), value_text(c.hi, "rps", y)) };
}

static struct finding other_flight(const struct group *b, const struct group *c,
    struct arena *a)
{
	struct interval was = span_of_runs(b, in_flight);
	struct interval is = span_of_runs(c, in_flight);
	struct finding f = { "load", NULL, gap(was, is), IN_FLIGHT_APART, "" };

	if (!(f.value > IN_FLIGHT_APART))
		return f;
	f.state = "warn";
	f.detail = arena_printf(a,
	    "by Little's law about %.3g requests were in flight against %.3g, "
	    "and no number of connections is stated: if they differ, label "
	    "them by connections",
	    was.hi, is.hi);
	return f;
}

struct finding check_load(const struct group *b, const struct group *c,
    struct arena *a)
{
	struct interval was = span_of_runs(b, rate_of);
	struct interval is = span_of_runs(c, rate_of);

	if (states_rate(b) || states_rate(c))
		return (struct finding){ .state = NULL };
	if (is_mixed(b, was))
		return no_repeats(b, was, a);
	if (is_mixed(c, is))
		return no_repeats(c, is, a);
	if (is_open(b) && is_open(c) && gap(was, is) > RATES_APART)
		return other_rates(was, is, a);
	if (is_closed_unstated(b) && is_closed_unstated(c))
		return other_flight(b, c, a);
	return (struct finding){ .state = NULL };
}
