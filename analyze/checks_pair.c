/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "analyze/checks_load.h"
#include "analyze/finding.h"
#include "analyze/proportion.h"
#include "analyze/quantile.h"
#include "base/builder.h"
#include "base/units.h"

/* A pair of cells under check, and why it is not comparable. */
struct pair_check {
	const struct study *s;
	const struct group *b, *c;
	struct arena *a;
	struct quality_list *out;
	struct builder latency, throughput, errors; /* what stops them */
};

static void stop_add(struct builder *b, const char *detail)
{
	build(b, "%s%s", b->len ? "\n" : "", detail);
}

static void pair_finding(struct pair_check *p, struct finding f)
{
	const char *state =
	    finding_add_pair(p->s, &p->b->cell, &p->c->cell, f, p->a, p->out);

	if (strcmp(state, "stop") != 0)
		return;
	stop_add(&p->latency, f.detail);
	if (strcmp(f.check, "saturation") == 0)
		return;
	stop_add(&p->throughput, f.detail);
	if (strcmp(f.check, "errors") != 0)
		stop_add(&p->errors, f.detail);
}

static void one_factor(struct pair_check *p, const struct difference_list *list)
{
	for (size_t i = 0; i < list->len; i++) {
		const struct difference *d = &list->at[i];
		bool known = d->baseline && d->candidate;
		struct finding f = { "one-factor", known ? "stop" : "unknown",
			NAN, NAN, NULL };

		f.detail = arena_printf(p->a, "%s differs: %s against %s%s",
		    d->key, stated(d->baseline), stated(d->candidate),
		    d->allowed ? " (accepted)" : "");
		if (d->allowed)
			f.state = "warn";
		pair_finding(p, f);
	}
	if (!list->len)
		pair_finding(p, (struct finding){ "one-factor", "ok", NAN, NAN,
				    "every known condition is the same" });
}

/* The least achieved share of the offered rate among a group's runs. */
static double least_share(const struct group *g)
{
	double least = INFINITY;

	for (size_t i = 0; i < g->runs.len; i++) {
		const struct run_facts *f = &g->runs.at[i]->facts;

		if (isfinite(f->offered_rps) && isfinite(f->achieved_rps))
			least = fmin(least, f->achieved_rps / f->offered_rps);
	}
	return least;
}

static void pair_saturation(struct pair_check *p)
{
	double b = least_share(p->b), c = least_share(p->c);
	double share = fmin(b, c);
	char x[UNIT_TEXT];

	if (!(share < SATURATED_BELOW))
		return;
	pair_finding(p,
	    (struct finding){ "saturation", "stop", share, SATURATED_BELOW,
		arena_printf(p->a,
		    "%s reached only %s of the offered rate: compare "
		    "throughput, not latency",
		    b < c ? p->b->cell.value : p->c->cell.value,
		    value_text(share, "ratio", x)) });
}

static void pair_load(struct pair_check *p)
{
	struct finding f = check_load(p->b, p->c, p->a);

	if (f.state)
		pair_finding(p, f);
}

/* The failures of a side, in the runs of which they are known. */
struct failures {
	struct proportion of;
	size_t unknown; /* runs that do not count them */
};

static struct failures failures(const struct group *g)
{
	struct failures sum = { { 0, 0 }, 0 };

	for (size_t i = 0; i < g->runs.len; i++) {
		const struct series_facts *t = &g->runs.at[i]->total;

		if (t->errors == UNKNOWN || t->requests == UNKNOWN ||
		    t->errors > t->requests) {
			sum.unknown++;
			continue;
		}
		sum.of.failed += t->errors;
		sum.of.all += t->requests;
	}
	return sum;
}

/* "1.67 % of istio" */
static const char *share_text(struct pair_check *p, const struct group *g,
    struct failures f)
{
	char x[UNIT_TEXT];

	return arena_printf(p->a, "%s of %s",
	    f.of.all ? value_text(proportion_share(f.of), "ratio", x)
		     : "unknown",
	    g->cell.value);
}

/* "not counted in 1 of 3 runs of istio"; "" where all runs count them. */
static const char *uncounted_text(struct pair_check *p, struct failures b,
    struct failures c)
{
	struct builder text = { .arena = p->a };

	if (b.unknown)
		build(&text, "not counted in %zu of %zu runs of %s", b.unknown,
		    p->b->runs.len, p->b->cell.value);
	if (c.unknown)
		build(&text, "%s%zu of %zu runs of %s",
		    b.unknown ? " and " : "not counted in ", c.unknown,
		    p->c->runs.len, p->c->cell.value);
	return build_text(&text);
}

/* What those that are known say: stopped by which words, or by none. */
static struct finding errors_known(const struct study *s, struct proportion b,
    struct proportion c)
{
	double most = fmax(proportion_interval(b, s->confidence).hi,
	    proportion_interval(c, s->confidence).hi);
	struct interval apart;

	if (most > ERRORS_ABOVE && b.failed + c.failed)
		return (struct finding){ "errors", "stop", most, ERRORS_ABOVE,
			"too many requests failed" };
	if (!b.all || !c.all)
		return (struct finding){ "errors", "ok", NAN, NAN, NULL };
	apart = proportion_difference(b, c, s->confidence);
	if (apart.lo > ERRORS_APART || apart.hi < -ERRORS_APART)
		return (struct finding){ "errors", "stop",
			proportion_share(c) - proportion_share(b), ERRORS_APART,
			"error rates differ" };
	return (struct finding){ "errors", "ok", NAN, NAN, NULL };
}

static void pair_errors(struct pair_check *p)
{
	struct failures b = failures(p->b), c = failures(p->c);
	struct finding f = errors_known(p->s, b.of, c.of);
	const char *uncounted = uncounted_text(p, b, c);

	if (f.detail) {
		f.detail = arena_printf(p->a, "%s: %s, %s%s%s%s", f.detail,
		    share_text(p, p->b, b), share_text(p, p->c, c),
		    *uncounted ? " (" : "", uncounted, *uncounted ? ")" : "");
	} else if (*uncounted) {
		f.state = "unknown";
		f.detail = arena_printf(p->a, "failures are %s", uncounted);
	}
	if (f.detail)
		pair_finding(p, f);
}

const char *failures_stop(const struct study *s, const struct group *b,
    const struct group *c, struct arena *a)
{
	struct quality_list unused = { 0 };
	struct pair_check p = { s, b, c, a, &unused, { .arena = a },
		{ .arena = a }, { .arena = a } };

	pair_errors(&p);
	return build_text(&p.latency);
}

static int64_t duration_of(const struct run *run)
{
	return run->facts.duration_ns;
}

static int64_t requests_of(const struct run *run)
{
	return run->total.requests;
}

/* Over the runs of a group; NAN if it is not known of one. */
static double mean_of(const struct group *g,
    int64_t (*fact)(const struct run *run))
{
	double sum = 0;

	for (size_t i = 0; i < g->runs.len; i++) {
		int64_t n = fact(g->runs.at[i]);

		sum += n == UNKNOWN ? NAN : (double)n;
	}
	return sum / (double)g->runs.len;
}

static void pair_duration(struct pair_check *p)
{
	double b = mean_of(p->b, duration_of), c = mean_of(p->c, duration_of);
	double ratio = b > c ? b / c : c / b;
	char x[UNIT_TEXT], y[UNIT_TEXT];

	if (!(ratio > DURATIONS_UNLIKE))
		return;
	pair_finding(p, (struct finding){ "duration",
			    ratio > DURATIONS_APART ? "stop" : "warn", ratio,
			    DURATIONS_APART,
			    arena_printf(p->a, "runs last %s and %s on average",
				duration_text(b, x), duration_text(c, y)) });
}

/* A percentile with too few requests beyond it for an interval is biased, and
 * by how much goes by their number: both sides need about as many. */
static void pair_sizes(struct pair_check *p)
{
	double b = mean_of(p->b, requests_of), c = mean_of(p->c, requests_of);
	double ratio = b > c ? b / c : c / b;
	double highest = p->s->percentiles[p->s->n_percentiles - 1];
	double needs = (double)quantile_needs(quantile_of_percent(highest),
	    p->s->confidence)
			   .two_sided;
	char x[UNIT_TEXT], y[UNIT_TEXT], z[UNIT_TEXT];

	if (!(ratio > SIZES_APART) || fmin(b, c) >= needs)
		return;
	pair_finding(p,
	    (struct finding){ "sample-size", "warn", ratio, SIZES_APART,
		arena_printf(p->a,
		    "runs have %s and %s requests on average, and p%.10g with "
		    "an interval needs %s: fewer bias it, and one side more "
		    "than the other",
		    number_text(b, x), number_text(c, y), highest,
		    number_text(needs, z)) });
}

/* First and last start of a group's runs; false if one is not known. */
static bool starts(const struct group *g, int64_t *first, int64_t *last)
{
	*first = INT64_MAX;
	*last = INT64_MIN;
	for (size_t i = 0; i < g->runs.len; i++) {
		int64_t at = g->runs.at[i]->facts.started_at_ns;

		if (at == UNKNOWN)
			return false;
		*first = at < *first ? at : *first;
		*last = at > *last ? at : *last;
	}
	return true;
}

static void pair_order(struct pair_check *p)
{
	int64_t b[2], c[2];

	if (p->b->runs.len + p->c->runs.len < 3 ||
	    !starts(p->b, &b[0], &b[1]) || !starts(p->c, &c[0], &c[1]))
		return;
	if (b[1] < c[0] || c[1] < b[0])
		pair_finding(p,
		    (struct finding){ "interleaving", "warn", NAN, NAN,
			"all runs of one side came before all of the other: a "
			"drift of the machine looks like a difference" });
}

const char *pair_stop(const struct pair_stops *stops, enum spec_kind kind)
{
	if (kind == SPEC_ERRORS)
		return stops->errors;
	return kind == SPEC_THROUGHPUT ? stops->throughput : stops->latency;
}

struct pair_stops checks_of_pair(const struct study *s, const struct group *b,
    const struct group *c, const struct difference_list *differences,
    struct arena *a, struct quality_list *out)
{
	struct pair_check p = { s, b, c, a, out, { .arena = a }, { .arena = a },
		{ .arena = a } };

	one_factor(&p, differences);
	pair_saturation(&p);
	pair_load(&p);
	pair_errors(&p);
	pair_duration(&p);
	pair_sizes(&p);
	pair_order(&p);
	return (struct pair_stops){ build_text(&p.latency),
		build_text(&p.throughput), build_text(&p.errors) };
}
