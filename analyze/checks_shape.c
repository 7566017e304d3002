/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Is there something odd about the distribution of a run: a clock too coarse,
 * more than one mode, or stalls that a closed loop did not see?
 */
#include <math.h>

#include "analyze/finding.h"
#include "analyze/omission.h"
#include "analyze/quality.h"
#include "analyze/quantile.h"
#include "base/units.h"

#define STEP_ABOVE 0.01 /* of the median */
#define DISTINCT_LEAST 30

#define DIP_SAMPLE 500
/* What 1 % of uniform samples of 500 exceed: quantile 0.99 of 40,000 drawn. */
#define DIP_ABOVE 0.0272

#define MVALUE_ABOVE 2.4
#define MVALUE_BINS 16
#define MVALUE_LEAST 1000 /* requests; below, bins are noise */

#define CO_ABOVE 0.1 /* change of p99 */

/* The values that the source's clock could tell apart, without widths. */
static struct latencies exact_values(const struct histogram *h, struct arena *a)
{
	int64_t *ns = arena_alloc(a, h->len, sizeof(*ns));
	size_t n = 0;

	for (size_t i = 0; i < h->len; i++) {
		if (h->buckets[i].low_ns == h->buckets[i].high_ns)
			ns[n++] = h->buckets[i].low_ns;
	}
	return (struct latencies){ ns, n };
}

/* What the source says or the collector saw of its clock; else what the values
 * show, if they are enough. */
static int64_t clock_step_ns(const struct histogram *h, struct arena *a)
{
	if (h->step_ns)
		return h->step_ns;
	return clock_grain(exact_values(h, a)).step_ns;
}

static struct finding clock(const struct histogram *h, struct arena *a)
{
	double step_ns = (double)clock_step_ns(h, a);
	struct percentile_bounds median;
	struct finding f = { "clock", "ok", NAN, STEP_ABOVE, "" };
	char x[UNIT_TEXT];

	histogram_percentile(h, 50, &median);
	if (step_ns <= 0 || median.value_ns <= 0) {
		f.state = "unknown";
		f.detail = "too few different values to tell the clock's step";
		return f;
	}
	f.value = step_ns / median.value_ns;
	if (f.value > STEP_ABOVE || h->len < DISTINCT_LEAST)
		f.state = "warn";
	if (h->step_ns)
		f.detail = arena_printf(a,
		    "%zu different values, each known to %s up and down",
		    h->len, duration_text(step_ns / 2, x));
	else
		f.detail =
		    arena_printf(a, "%zu different values, in steps of %s",
			h->len, duration_text(step_ns, x));
	return f;
}

/* The logarithm of the q-th quantile, as if spread evenly in its bucket. */
static double log_at(const struct histogram *h, double q)
{
	struct percentile_bounds b = { 0 };

	histogram_percentile(h, q * 100, &b);
	return log(fmax(b.value_ns, 1));
}

/* Logarithms of the latency at evenly spaced ranks. */
static void logs_evenly(const struct histogram *h, double out[DIP_SAMPLE])
{
	double before = 0;
	size_t k = 0;

	for (size_t i = 0; i < DIP_SAMPLE; i++) {
		double rank = ((double)i + 0.5) / DIP_SAMPLE * (double)h->count;
		const struct bucket *b;

		while (before + (double)h->buckets[k].count < rank)
			before += (double)h->buckets[k++].count;
		b = &h->buckets[k];
		out[i] =
		    log(fmax(1, (double)b->low_ns +
				    (double)(b->high_ns - b->low_ns) *
					(rank - before) / (double)b->count));
	}
}

static struct finding dip(const struct histogram *h, struct arena *a)
{
	double at[DIP_SAMPLE];
	struct finding f = { "modality", "ok", 0, DIP_ABOVE,
		"one mode is enough to explain the latencies" };

	logs_evenly(h, at);
	f.value = dip_statistic((struct values){ at, DIP_SAMPLE });
	if (f.value <= DIP_ABOVE)
		return f;
	f.state = "warn";
	f.detail = arena_printf(a,
	    "the latencies have more than one mode (dip %.3f, p below 1 %%): "
	    "a percentile may jump from one to the other",
	    f.value);
	return f;
}

/* How many requests are faster than `at`, a logarithm. */
static double below(const struct histogram *h, double at)
{
	double ns = exp(at), n = 0;

	for (size_t i = 0; i < h->len; i++) {
		const struct bucket *b = &h->buckets[i];
		double width = (double)(b->high_ns - b->low_ns);

		if (ns >= (double)b->high_ns)
			n += (double)b->count;
		else if (ns > (double)b->low_ns)
			n +=
			    (double)b->count * (ns - (double)b->low_ns) / width;
	}
	return n;
}

static struct finding modes(const struct histogram *h, struct arena *a)
{
	double from = log_at(h, 0.005), to = log_at(h, 0.995);
	double counts[MVALUE_BINS], before = below(h, from);
	struct finding f = { "modality", "ok", 0, MVALUE_ABOVE,
		"the histogram rises and falls once" };

	for (size_t i = 0; i < MVALUE_BINS; i++) {
		double end = from + (to - from) * (double)(i + 1) / MVALUE_BINS;
		double n = below(h, end);

		counts[i] = n - before;
		before = n;
	}
	f.value = mvalue((struct values){ counts, MVALUE_BINS });
	if (f.value <= MVALUE_ABOVE)
		return f;
	f.state = "info";
	f.detail = arena_printf(a,
	    "the histogram hints at more than one mode (mvalue %.1f)", f.value);
	return f;
}

/* p99 with the requests that a closed loop did not send; each request took as
 * long as the middle of its bucket. */
static double corrected_p99(const struct histogram *h, double interval_ns,
    struct arena *a)
{
	int64_t *ns = arena_alloc(a, h->len, sizeof(*ns));
	int64_t *counts = arena_alloc(a, h->len, sizeof(*counts));
	struct omission o = { { ns, h->len }, counts,
		(int64_t)fmin(fmax(1, round(interval_ns)), 1e18), CO_HDR };

	for (size_t i = 0; i < h->len; i++) {
		const struct bucket *b = &h->buckets[i];

		ns[i] = b->low_ns + (b->high_ns - b->low_ns) / 2;
		counts[i] = b->count;
	}
	return (double)co_at_rank(o,
	    quantile_rank(quantile_of_percent(99), co_count(o)));
}

static struct finding stalls(const struct run_view *v, struct arena *a)
{
	const struct run_facts *r = &v->run->facts;
	double interval =
	    (double)r->connections / r->offered_rps * (double)NS_PER_S;
	struct finding f = { "co-sensitive", "ok", 0, CO_ABOVE,
		"requests that stalls held back would not move p99" };
	struct percentile_bounds p99;
	char x[UNIT_TEXT], y[UNIT_TEXT];
	double corrected;

	histogram_percentile(v->h, 99, &p99);
	corrected = corrected_p99(v->h, interval, a);
	f.value = p99.value_ns > 0 ? fmax(0, corrected / p99.value_ns - 1) : 0;
	if (f.value <= CO_ABOVE)
		return f;
	f.state = "warn";
	f.detail = arena_printf(a,
	    "p99 is %s, and would be %s with the requests that stalls held "
	    "back (coordinated omission); a bound, no measurement",
	    duration_text(p99.value_ns, x), duration_text(corrected, y));
	return f;
}

static bool is_paced(const struct run_facts *r)
{
	return r->load_model == LOAD_CLOSED && r->connections > 0 &&
	       isfinite(r->offered_rps) && r->offered_rps > 0;
}

void checks_of_shape(const struct study *s, const struct run_view *view,
    struct arena *a, struct quality_list *out)
{
	const struct histogram *h = view->h;

	if (!h->count)
		return;
	if (view->run->evidence >= EVIDENCE_RAW) {
		struct finding f = clock(h, a);

		finding_add(s, view->run, f, a, out);
		if (*f.state == 'o' && h->count >= DIP_SAMPLE)
			finding_add(s, view->run, dip(h, a), a, out);
	} else if (h->count >= MVALUE_LEAST) {
		finding_add(s, view->run, modes(h, a), a, out);
	}
	if (is_paced(&view->run->facts))
		finding_add(s, view->run, stalls(view, a), a, out);
}
