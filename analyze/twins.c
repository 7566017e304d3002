/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/twins.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/cells.h"
#include "analyze/finding.h"

#define STEP_MAX_NS 1000000000 /* what a printed 0 may be rounded to: 1 s */
#define MEANS_EQUAL 1e-6       /* of the mean, where it is exact */
#define MEANS_SAME 12          /* digits, of fractions of ns to the bit */
#define DURATIONS_EQUAL 0.1    /* tools begin and end to count differently */
#define NS_MAX 1e18            /* of a deviation: 30 years */
#define NONE SIZE_MAX

/* The run that another one is the same as, and in how many digits. */
struct twin {
	size_t of; /* NONE: of no other */
	double digits;
};

/* ---- what agrees ---- */

/* What a whole number of nanoseconds may be rounded to. */
static int64_t step_of(int64_t ns)
{
	int64_t step = 1;

	while (step < STEP_MAX_NS && ns % (step * 10) == 0)
		step *= 10;
	return step;
}

static double digits_of(double value, double step)
{
	return value > step ? log10(value / step) : 0;
}

static int64_t shared_step(int64_t a, int64_t b)
{
	int64_t left = step_of(a), right = step_of(b);

	return left > right ? left : right;
}

/* In how many digits they agree; 0 if one is not known, NAN if they differ. */
static double agree_ns(int64_t a, int64_t b)
{
	int64_t step;

	if (a == UNKNOWN || b == UNKNOWN)
		return 0;
	step = shared_step(a, b);
	return llabs(a - b) <= step ? digits_of((double)a, (double)step) : NAN;
}

static double agree_means(const struct series_facts *a,
    const struct series_facts *b)
{
	double step = fmax(a->mean_step_ns, b->mean_step_ns);

	if (isnan(a->mean_ns) || isnan(b->mean_ns))
		return 0;
	if (a->mean_ns == b->mean_ns && a->mean_ns != floor(a->mean_ns))
		return step > 0 ? digits_of(a->mean_ns, step) : MEANS_SAME;
	step = fmax(step, MEANS_EQUAL * a->mean_ns);
	if (!(fabs(a->mean_ns - b->mean_ns) <= step))
		return NAN;
	return digits_of(a->mean_ns, step);
}

static double agree_stddevs(const struct series_facts *a,
    const struct series_facts *b)
{
	if (!(a->stddev_ns < NS_MAX) || !(b->stddev_ns < NS_MAX))
		return 0;
	return agree_ns(llround(a->stddev_ns), llround(b->stddev_ns));
}

/* ---- what differs ---- */

/* Latencies alone, as wrk2 and others print them: it says neither whose they
 * are, nor how many requests there were. */
static bool is_table(const struct run *r)
{
	return strcmp(r->source_format, "hdr-hgrm") == 0;
}

/* Labels of the file, not of what was run. */
static bool is_of_file(const char *key)
{
	return strcmp(key, "file") == 0 || strcmp(key, "text") == 0;
}

static bool labels_differ(const struct run *a, const struct run *b,
    bool in_repeats)
{
	bool any_tool = is_table(a) != is_table(b);

	for (size_t i = 0; i < a->n_labels; i++) {
		const char *key = a->labels[i].key;
		const char *other = run_label_value(b, key);

		if (other && !is_of_file(key) &&
		    (in_repeats || !label_is_repeat(key)) &&
		    !(any_tool && strcmp(key, "tool") == 0) &&
		    strcmp(other, a->labels[i].value) != 0)
			return true;
	}
	return false;
}

static bool times_differ(const struct run_facts *a, const struct run_facts *b)
{
	double shorter = 0;

	if (a->duration_ns != UNKNOWN && b->duration_ns != UNKNOWN) {
		double longer =
		    fmax((double)a->duration_ns, (double)b->duration_ns);

		shorter = fmin((double)a->duration_ns, (double)b->duration_ns);
		if (longer - shorter > DURATIONS_EQUAL * longer)
			return true;
	}
	/* A repeat begins when the one before is over. */
	return a->started_at_ns != UNKNOWN && b->started_at_ns != UNKNOWN &&
	       fabs((double)a->started_at_ns - (double)b->started_at_ns) >
		   fmax(shorter / 2, STEP_MAX_NS);
}

static bool are_two_records(const struct run *a, const struct run *b)
{
	bool same_tool = a->facts.tool && b->facts.tool &&
			 strcmp(a->facts.tool, b->facts.tool) == 0;

	return (same_tool || is_table(a) != is_table(b)) &&
	       strcmp(a->source_sha256, b->source_sha256) != 0;
}

static bool is_one_format(const struct run *a, const struct run *b)
{
	return strcmp(a->source_format, b->source_format) == 0;
}

/* Do both say that they are the same repeat?  Their labels do not differ. */
static bool is_one_repeat(const struct run *a, const struct run *b)
{
	for (size_t i = 0; i < a->n_labels; i++) {
		const char *key = a->labels[i].key;

		if (!is_of_file(key) && label_is_repeat(key) &&
		    run_label_value(b, key))
			return true;
	}
	return false;
}

static bool is_one_start(const struct run *a, const struct run *b)
{
	return a->facts.started_at_ns != UNKNOWN &&
	       a->facts.started_at_ns == b->facts.started_at_ns;
}

/* How much of rate and mean is known: a histogram without them says less than
 * percentiles beside them. */
static int told(const struct run *r)
{
	return !isnan(r->facts.achieved_rps) + !isnan(r->total.mean_ns);
}

/* Does a table beside a report, as vegeta's histogram, state no figure but the
 * number of requests that the report states, too? */
static bool is_bare(const struct run *a, const struct run *b, double digits)
{
	return digits == 0 && !told(a) != !told(b);
}

/* Of the figures; the same repeat in two formats needs no more evidence, and
 * repeats of one format that agree in a few digits are nothing strange. */
static double weighed(const struct run *a, const struct run *b, double digits)
{
	if (is_table(a) != is_table(b) && digits < TWINS_MAYBE)
		return NAN;
	if (!is_one_format(a, b) && is_one_repeat(a, b))
		return digits + TWINS_SURE;
	if (!is_one_format(a, b))
		return is_bare(a, b, digits) ? TWINS_MAYBE : digits;
	return is_one_start(a, b) || digits >= TWINS_SURE ? digits : NAN;
}

/* The number of requests, which a table does not say, and errors. */
static bool counts_differ(const struct run *a, const struct run *b)
{
	const struct series_facts *x = &a->total, *y = &b->total;

	if (is_table(a) == is_table(b) &&
	    (x->requests != y->requests || x->requests < 1))
		return true;
	return x->errors != y->errors && x->errors != UNKNOWN &&
	       y->errors != UNKNOWN;
}

/* Locust's CSV is written while the test runs, and not always at its end. */
static bool may_be_interim(const struct run *a, const struct run *b)
{
	const struct series_facts *x = &a->total, *y = &b->total;

	return strcmp(a->source_format, "locust-stats-csv") == 0 &&
	       x->requests > 0 && x->requests < y->requests &&
	       x->errors <= y->errors && x->min_ns != UNKNOWN &&
	       x->max_ns != UNKNOWN && y->min_ns != UNKNOWN &&
	       y->max_ns != UNKNOWN &&
	       x->min_ns + shared_step(x->min_ns, y->min_ns) >= y->min_ns &&
	       x->max_ns - shared_step(x->max_ns, y->max_ns) <= y->max_ns;
}

/*
 * Digits that say a is what was known of b while it ran: those of a minimum or
 * a maximum that did not change until its end; NAN: it is not.
 */
static double agree_interim(const struct run *a, const struct run *b)
{
	const struct series_facts *x = &a->total, *y = &b->total;
	double digits;

	if (!may_be_interim(a, b))
		return NAN;
	digits = fmax(0, agree_ns(x->min_ns, y->min_ns)) +
		 fmax(0, agree_ns(x->max_ns, y->max_ns));
	if (is_one_format(a, b))
		return digits;
	return digits + (is_one_repeat(a, b) ? TWINS_SURE : TWINS_MAYBE);
}

/* To the last digit, or both unknown. */
static bool is_equal(double a, double b)
{
	return a == b || (isnan(a) && isnan(b));
}

/* The digits of a run that was saved again under the number of another repeat:
 * nothing differs but that label.  NAN: it was not. */
static double agree_copy(const struct run *a, const struct run *b)
{
	const struct series_facts *x = &a->total, *y = &b->total;
	const struct run_facts *f = &a->facts, *g = &b->facts;
	double digits = 0;

	if (x->requests != y->requests || x->errors != y->errors ||
	    x->min_ns != y->min_ns || x->max_ns != y->max_ns ||
	    f->started_at_ns != g->started_at_ns ||
	    f->duration_ns != g->duration_ns ||
	    f->bytes_received != g->bytes_received ||
	    !is_equal(x->mean_ns, y->mean_ns) ||
	    !is_equal(f->achieved_rps, g->achieved_rps) ||
	    !is_one_format(a, b) || labels_differ(a, b, false))
		return NAN;
	digits = agree_ns(x->min_ns, y->min_ns) + agree_means(x, y) +
		 agree_ns(x->max_ns, y->max_ns) +
		 agree_ns(f->duration_ns, g->duration_ns);
	return digits >= TWINS_SURE ? digits : NAN;
}

/* Digits in which the runs agree; NAN: they are not the same. */
static double agreement(const struct run *a, const struct run *b)
{
	const struct series_facts *x = &a->total, *y = &b->total;
	double digits;

	if (!are_two_records(a, b))
		return NAN;
	if (labels_differ(a, b, true))
		return agree_copy(a, b);
	digits = fmax(agree_interim(a, b), agree_interim(b, a));
	if (!isnan(digits))
		return digits;
	if (counts_differ(a, b) || times_differ(&a->facts, &b->facts))
		return NAN;
	digits = agree_ns(x->min_ns, y->min_ns) + agree_means(x, y) +
		 agree_ns(x->max_ns, y->max_ns);
	if (is_table(a) != is_table(b))
		digits += agree_stddevs(x, y);
	return weighed(a, b, digits);
}

/* ---- twins ---- */

static bool has_factor(const struct study *s, const struct run *run)
{
	return s->factor && run_label_value(run, s->factor);
}

/* Is the i-th run the one to keep of the two? */
static bool outranks(const struct study *s, const struct run_list *runs,
    size_t i, size_t j)
{
	const struct run *a = &runs->at[i], *b = &runs->at[j];
	bool a_dated = a->facts.started_at_ns != UNKNOWN;
	bool b_dated = b->facts.started_at_ns != UNKNOWN;

	if (has_factor(s, a) != has_factor(s, b))
		return has_factor(s, a); /* the other is in no comparison */
	if (told(a) != told(b))
		return told(a) > told(b);
	if (a->evidence != b->evidence)
		return a->evidence > b->evidence;
	if (a_dated != b_dated)
		return a_dated;
	if (a->total.mean_step_ns != b->total.mean_step_ns)
		return a->total.mean_step_ns < b->total.mean_step_ns;
	if (a->total.requests != b->total.requests)
		return a->total.requests > b->total.requests;
	return i < j;
}

static struct twin twin_of(const struct study *s, const struct run_list *runs,
    size_t j)
{
	struct twin best = { NONE, TWINS_MAYBE };

	for (size_t i = 0; i < runs->len; i++) {
		double digits = agreement(&runs->at[i], &runs->at[j]);

		if (i != j && digits >= best.digits &&
		    (best.of == NONE || digits > best.digits) &&
		    outranks(s, runs, i, j))
			best = (struct twin){ i, digits };
	}
	return best;
}

/* Has the same run, which has another format, two twins of this one, that are
 * not known by their start to be one? */
static bool is_rivaled(const struct run_list *runs, const struct twin *twins,
    size_t j)
{
	if (is_one_format(&runs->at[twins[j].of], &runs->at[j]))
		return false;
	for (size_t i = 0; i < runs->len; i++)
		if (i != j && twins[i].of == twins[j].of &&
		    is_one_format(&runs->at[i], &runs->at[j]) &&
		    !is_one_start(&runs->at[i], &runs->at[j]))
			return true;
	return false;
}

static struct finding found(const struct run *twin, const struct run *of,
    double digits, bool left, struct arena *a)
{
	struct finding f = { "same-run", "warn", digits, TWINS_SURE, NULL };

	if (labels_differ(twin, of, true)) {
		f.detail = arena_printf(a,
		    "%s is a copy of %s, under the number of another repeat: "
		    "every figure is the same to its last digit; it is left "
		    "out",
		    twin->source_name, of->source_name);
		return f;
	}
	f.detail = arena_printf(a,
	    left ? "%s (%s) has the same run: all figures agree that both "
		   "state; it is left out"
		 : "%s (%s) may have the same run: all figures agree that both "
		   "state, but it is not sure; both count",
	    twin->source_name, twin->source_format);
	return f;
}

void twins_leave(const struct study *s, struct run_list *runs, struct arena *a,
    struct quality_list *out)
{
	struct twin *twins = arena_alloc(a, runs->len, sizeof(*twins));
	bool *left = arena_alloc(a, runs->len, sizeof(*left));
	size_t kept = 0;

	if (word_list_has(&s->allowed, "same-run"))
		return;
	for (size_t j = 0; j < runs->len; j++)
		twins[j] = twin_of(s, runs, j);
	for (size_t j = 0; j < runs->len; j++) {
		if (twins[j].of == NONE)
			continue;
		left[j] = twins[j].digits >= TWINS_SURE &&
			  !is_rivaled(runs, twins, j);
		finding_add(s, &runs->at[twins[j].of],
		    found(&runs->at[j], &runs->at[twins[j].of], twins[j].digits,
			left[j], a),
		    a, out);
	}
	for (size_t j = 0; j < runs->len; j++)
		if (!left[j])
			runs->at[kept++] = runs->at[j];
	runs->len = kept;
}
