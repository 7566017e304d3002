/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/checks.h"

#include <math.h>
#include <string.h>

#include "analyze/proportion.h"
#include "analyze/quantile.h"
#include "base/builder.h"
#include "base/units.h"

/* A check before it is known whether its failure was accepted. */
struct finding {
	const char *check, *state;
	double value, threshold;
	const char *detail;
};

static struct quality quality_of(const struct study *s, struct finding f)
{
	struct quality q = { .check = f.check,
		.state = f.state,
		.value = f.value,
		.threshold = f.threshold,
		.detail = f.detail };

	if (strcmp(f.state, "stop") == 0 && word_list_has(&s->allowed, f.check))
		q.state = "warn";
	return q;
}

/* As the tool states it, else as the user labeled it. */
static double offered_of(const struct run *run)
{
	const char *label = run_label_value(run, "offered_rps");
	double rps = run->facts.offered_rps;

	if (isnan(rps) && label && strcmp(label, "max") == 0)
		return INFINITY;
	if (isnan(rps) && label)
		span_double(span_of(label), 1e-9, 1e15, &rps);
	return rps;
}

static struct finding saturation(const struct run *run, struct arena *a)
{
	double offered = offered_of(run);
	double achieved = run->facts.achieved_rps;
	double share = achieved / offered;
	char x[UNIT_TEXT], y[UNIT_TEXT];
	struct finding f = { "saturation", "ok", share, SATURATED_BELOW, "" };

	if (isnan(offered) || isnan(achieved)) {
		f.state = "unknown";
		f.value = NAN;
		f.detail = isnan(offered)
			       ? "the offered rate is not stated"
			       : "the source states no achieved rate";
		return f;
	}
	if (isinf(offered)) {
		f.state = "info";
		f.value = NAN;
		f.detail = "no rate was asked for: as fast as it can";
		return f;
	}
	if (share < NEARLY_BELOW)
		f.state = share < SATURATED_BELOW ? "stop" : "warn";
	f.detail = arena_printf(a, "%s of %s offered were reached",
	    number_text(achieved, x), value_text(offered, "rps", y));
	return f;
}

static struct finding errors(const struct run *run, double confidence,
    struct arena *a)
{
	const struct series_facts *t = &run->total;
	struct finding f = { "errors", "unknown", NAN, ERRORS_ABOVE,
		"the source does not count errors" };
	struct interval i;
	char x[UNIT_TEXT], y[UNIT_TEXT];

	if (t->errors == UNKNOWN || t->requests == UNKNOWN || t->requests < 1 ||
	    t->errors > t->requests)
		return f;
	i = proportion_interval((struct proportion){ t->errors, t->requests },
	    confidence);
	f.value = (double)t->errors / (double)t->requests;
	f.state = i.hi <= ERRORS_ABOVE ? "ok" : "warn";
	if (i.lo > ERRORS_ABOVE || (i.hi > ERRORS_ABOVE && t->errors))
		f.state = "stop";
	f.detail = arena_printf(a, "%lld of %lld requests failed (%s%s)",
	    (long long)t->errors, (long long)t->requests,
	    value_text(f.value, "ratio", x),
	    t->errors ? ""
		      : arena_printf(a, ", at most %s",
			    value_text(i.hi, "ratio", y)));
	return f;
}

static struct finding load_model(const struct run *run)
{
	static const char *const told[] = {
		"the source does not say whether a slow answer delays the "
		"next request",
		"closed loop: a slow answer delays the next request, so that "
		"stalls are under-represented (coordinated omission)",
		"open loop: requests leave by the schedule",
		"latencies count from the intended start",
	};
	enum load_model m = run->facts.load_model;
	struct finding f = { "load-model", "ok", NAN, NAN, told[m] };

	if (m == LOAD_UNKNOWN)
		f.state = "unknown";
	if (m == LOAD_CLOSED)
		f.state = "info";
	return f;
}

/* Little's law: the share of the time that a connection waits. */
static struct finding generator(const struct run *run, struct arena *a)
{
	const struct run_facts *r = &run->facts;
	double busy =
	    r->achieved_rps * run->total.mean_ns / 1e9 / (double)r->connections;
	struct finding f = { "generator-bound", "ok", busy, BUSY_ABOVE, "" };
	char x[UNIT_TEXT];

	if (r->connections == UNKNOWN || !isfinite(busy)) {
		f.state = "unknown";
		f.value = NAN;
		f.detail = "connections, rate or mean latency are not known";
		return f;
	}
	f.detail =
	    arena_printf(a, "a connection waits %s of the time for an answer",
		value_text(busy, "ratio", x));
	if (r->load_model == LOAD_CLOSED && busy >= BUSY_ABOVE &&
	    isfinite(r->offered_rps))
		f.state = "warn";
	return f;
}

static struct finding sample_size(const struct study *s,
    const struct run_view *v, struct arena *a)
{
	int64_t n = v->h->count ? v->h->count : v->run->total.requests;
	double highest = s->percentiles[s->n_percentiles - 1];
	int64_t q = quantile_of_percent(highest);
	int64_t needs = quantile_needs(q, s->confidence).two_sided;
	struct finding f = { "sample-size", "ok", (double)n, (double)needs,
		"" };
	char x[UNIT_TEXT], y[UNIT_TEXT];

	if (n == UNKNOWN) {
		f.state = "unknown";
		f.value = NAN;
		f.detail = "the source does not count requests";
		return f;
	}
	if (n < needs)
		f.state = "warn";
	f.detail = arena_printf(a,
	    "%s requests; p%.10g with an interval needs %s",
	    number_text((double)n, x), highest, number_text((double)needs, y));
	return f;
}

/* The widest bucket that a percentile of the study falls into. */
static struct finding resolution(const struct study *s,
    const struct run_view *v, struct arena *a)
{
	struct finding f = { "resolution", "ok", 0, COARSE_ABOVE, "" };
	char x[UNIT_TEXT];
	double widest = 0;

	for (size_t i = 0; v->h->count && i < s->n_percentiles; i++) {
		struct percentile_bounds b;
		double share;

		histogram_percentile(v->h, s->percentiles[i], &b);
		share = (double)(b.high_ns - b.low_ns) / b.value_ns;
		if (share > f.value) {
			f.value = share;
			widest = s->percentiles[i];
		}
	}
	if (f.value > COARSE_ABOVE)
		f.state = "warn";
	f.detail = widest > 0
		       ? arena_printf(a,
			     "the bucket of p%.10g is %s of its value wide",
			     widest, value_text(f.value, "ratio", x))
		       : "every value is known as the tool measured it";
	return f;
}

static void run_finding(const struct study *s, const struct run *run,
    struct finding f, struct arena *a, struct quality_list *out)
{
	struct quality q = quality_of(s, f);

	q.run = run->id;
	*ARENA_PUSH(a, out) = q;
}

void checks_of_run(const struct study *s, const struct run_view *view,
    struct arena *a, struct quality_list *out)
{
	const struct run *run = view->run;

	run_finding(s, run, saturation(run, a), a, out);
	run_finding(s, run, errors(run, s->confidence, a), a, out);
	run_finding(s, run, load_model(run), a, out);
	run_finding(s, run, generator(run, a), a, out);
	run_finding(s, run, sample_size(s, view, a), a, out);
	if (run->evidence >= EVIDENCE_HISTOGRAM)
		run_finding(s, run, resolution(s, view, a), a, out);
	if (run->facts.incomplete)
		run_finding(s, run,
		    (struct finding){ "incomplete", "warn", NAN, NAN,
			run->facts.incomplete },
		    a, out);
}

/* A pair of cells under check, and why it is not comparable. */
struct pair_check {
	const struct study *s;
	const struct group *b, *c;
	struct arena *a;
	struct quality_list *out;
	struct builder latency, throughput; /* what stops them */
};

static void stop_add(struct builder *b, const char *detail)
{
	build(b, "%s%s", b->len ? "\n" : "", detail);
}

static void pair_finding(struct pair_check *p, struct finding f)
{
	struct quality q = quality_of(p->s, f);

	q.baseline = p->b->cell.row;
	q.candidate = p->c->cell.row;
	*ARENA_PUSH(p->a, p->out) = q;
	if (strcmp(q.state, "stop") != 0)
		return;
	stop_add(&p->latency, q.detail);
	if (strcmp(q.check, "saturation") != 0)
		stop_add(&p->throughput, q.detail);
}

static const char *value_or_unknown(const char *value)
{
	return value ? value : "not stated";
}

static void one_factor(struct pair_check *p, const struct difference_list *list)
{
	for (size_t i = 0; i < list->len; i++) {
		const struct difference *d = &list->at[i];
		bool known = d->baseline && d->candidate;
		struct finding f = { "one-factor", known ? "stop" : "unknown",
			NAN, NAN, NULL };

		f.detail = arena_printf(p->a, "%s differs: %s against %s%s",
		    d->key, value_or_unknown(d->baseline),
		    value_or_unknown(d->candidate),
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
		double offered = offered_of(g->runs.at[i]);
		double achieved = g->runs.at[i]->facts.achieved_rps;

		if (isfinite(offered) && isfinite(achieved))
			least = fmin(least, achieved / offered);
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

static struct proportion failures(const struct group *g)
{
	struct proportion sum = { 0, 0 };

	for (size_t i = 0; i < g->runs.len; i++) {
		const struct series_facts *t = &g->runs.at[i]->total;

		if (t->errors == UNKNOWN || t->requests == UNKNOWN ||
		    t->errors > t->requests)
			return (struct proportion){ 0, 0 };
		sum.failed += t->errors;
		sum.all += t->requests;
	}
	return sum;
}

static void pair_errors(struct pair_check *p)
{
	struct proportion b = failures(p->b), c = failures(p->c);
	double confidence = p->s->confidence;
	double most = fmax(proportion_interval(b, confidence).hi,
	    proportion_interval(c, confidence).hi);
	struct interval apart;
	char x[UNIT_TEXT], y[UNIT_TEXT];

	if (!b.all || !c.all)
		return;
	apart = proportion_difference(b, c, confidence);
	value_text(proportion_share(b), "ratio", x);
	value_text(proportion_share(c), "ratio", y);
	if (most > ERRORS_ABOVE && b.failed + c.failed)
		pair_finding(p,
		    (struct finding){ "errors", "stop", most, ERRORS_ABOVE,
			arena_printf(p->a,
			    "too many requests failed: %s of %s, %s of %s", x,
			    p->b->cell.value, y, p->c->cell.value) });
	else if (apart.lo > ERRORS_APART || apart.hi < -ERRORS_APART)
		pair_finding(p,
		    (struct finding){ "errors", "stop",
			proportion_share(c) - proportion_share(b), ERRORS_APART,
			arena_printf(p->a,
			    "error rates differ: %s of %s, %s of %s", x,
			    p->b->cell.value, y, p->c->cell.value) });
}

static double mean_duration(const struct group *g)
{
	double sum = 0;

	for (size_t i = 0; i < g->runs.len; i++) {
		int64_t ns = g->runs.at[i]->facts.duration_ns;

		sum += ns == UNKNOWN ? NAN : (double)ns;
	}
	return sum / (double)g->runs.len;
}

static void pair_duration(struct pair_check *p)
{
	double b = mean_duration(p->b), c = mean_duration(p->c);
	double ratio = b > c ? b / c : c / b;
	char x[UNIT_TEXT], y[UNIT_TEXT];

	if (!(ratio > DURATIONS_APART))
		return;
	pair_finding(p,
	    (struct finding){ "duration", "stop", ratio, DURATIONS_APART,
		arena_printf(p->a, "runs last %s and %s on average",
		    duration_text(b, x), duration_text(c, y)) });
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

struct pair_stops checks_of_pair(const struct study *s, const struct group *b,
    const struct group *c, const struct difference_list *differences,
    struct arena *a, struct quality_list *out)
{
	struct pair_check p = { s, b, c, a, out, { .arena = a },
		{ .arena = a } };

	one_factor(&p, differences);
	pair_saturation(&p);
	pair_errors(&p);
	pair_duration(&p);
	pair_order(&p);
	return (struct pair_stops){ build_text(&p.latency),
		build_text(&p.throughput) };
}
