/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "analyze/finding.h"
#include "analyze/omission.h"
#include "analyze/proportion.h"
#include "analyze/quantile.h"
#include "base/units.h"

static struct finding saturation(const struct run *run, struct arena *a)
{
	double offered = run->facts.offered_rps;
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
	if (t->errors_at_least && strcmp(f.state, "ok") == 0)
		f.state = "unknown";
	f.detail = arena_printf(a, "%lld of %lld %s failed (%s%s)",
	    (long long)t->errors, (long long)t->requests,
	    t->errors_at_least ? "responses" : "requests",
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
	double busy = run_busy(run);
	struct finding f = { "generator-bound", "ok", busy, BUSY_ABOVE, "" };
	char x[UNIT_TEXT];

	if (!isfinite(busy)) {
		f.state = "unknown";
		f.value = NAN;
		f.detail = "connections, rate or mean latency are not known";
		return f;
	}
	if (busy > SHARED_ABOVE && run_is_padded(run)) {
		f.state = "warn";
		f.detail = arena_printf(a,
		    "the mean latency holds what wrk made up for requests that "
		    "were held back: by Little's law it would take %.3g "
		    "requests in flight, on %lld connections",
		    busy * (double)r->connections, (long long)r->connections);
		return f;
	}
	if (busy > SHARED_ABOVE) {
		f.state = "unknown";
		f.detail = "requests share connections, as streams of HTTP/2 "
			   "and gRPC do: more are in flight than there are";
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

/* The width of the bounds as a share of the value; of a 0 that is not exact,
 * all of it. */
static double share_open(const struct percentile_bounds *b)
{
	double width = (double)(b->high_ns - b->low_ns);

	if (width <= 0)
		return 0;
	return b->value_ns < 1 ? 1 : width / b->value_ns;
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
		share = share_open(&b);
		if (share > f.value) {
			f.value = share;
			widest = s->percentiles[i];
		}
	}
	if (f.value > COARSE_ABOVE)
		f.state = "warn";
	f.detail = widest > 0 ? arena_printf(a,
				    "p%.10g is known to within %s of its value",
				    widest, value_text(f.value, "ratio", x))
			      : "every value is known as the tool measured it";
	return f;
}

/* Where another definition than the tool's was asked for, in vain. */
static void definition(const struct study *s, const struct run_view *v,
    struct arena *a, struct quality_list *out)
{
	const char *tool = v->run->facts.tool;
	struct finding f = { "quantile-type", "info", s->quantile_type, 1,
		NULL };

	if (s->quantile_type <= 1 || v->h->count)
		return;
	f.detail = arena_printf(a,
	    "type %d does not apply: there are only the percentiles that %s "
	    "states, by its own definition",
	    s->quantile_type, tool ? tool : "the tool");
	finding_add(s, v->run, f, a, out);
}

void checks_of_run(const struct study *s, const struct run_view *view,
    struct arena *a, struct quality_list *out)
{
	const struct run *run = view->run;

	finding_add(s, run, saturation(run, a), a, out);
	finding_add(s, run, errors(run, s->confidence, a), a, out);
	finding_add(s, run, load_model(run), a, out);
	finding_add(s, run, generator(run, a), a, out);
	finding_add(s, run, sample_size(s, view, a), a, out);
	if (run->evidence >= EVIDENCE_HISTOGRAM)
		finding_add(s, run, resolution(s, view, a), a, out);
	definition(s, view, a, out);
	if (run->contradiction)
		finding_add(s, run,
		    (struct finding){ "contradiction", "warn", NAN, NAN,
			run->contradiction },
		    a, out);
	if (run->facts.incomplete)
		finding_add(s, run,
		    (struct finding){ "incomplete", "warn", NAN, NAN,
			run->facts.incomplete },
		    a, out);
}
