/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/contradiction.h"

#include "base/units.h"
#include "store/source_internal.h"

#define BEYOND 1.1   /* times an extreme */
#define RATE_OFF 1.5 /* times requests over time */
#define RATE_STEP 0.1

/* "p50 is 3.00 ms, and p99 1.00 ms" */
static const char *wrong_order(struct arena *arena, const char *a, double a_ns,
    const char *b, double b_ns)
{
	char x[UNIT_TEXT], y[UNIT_TEXT];

	return arena_printf(arena, "%s is %s, and %s %s", a,
	    duration_text(a_ns, x), b, duration_text(b_ns, y));
}

/* A percentile may not be less than one of a lower rank. */
static const char *falling(const struct percentile_list *stated,
    struct arena *a)
{
	const struct stated_percentile *top = NULL;

	for (size_t i = 0; i < stated->len; i++) {
		const struct stated_percentile *p = &stated->at[i];

		if (top && p->high_ns < top->low_ns)
			return wrong_order(a, arena_printf(a, "p%.10g", top->p),
			    top->value_ns, arena_printf(a, "p%.10g", p->p),
			    p->value_ns);
		if (!top || p->low_ns > top->low_ns)
			top = p;
	}
	return NULL;
}

/* A figure known as low..high, beyond the minimum or the maximum; `name` is
   NULL for a percentile. */
static const char *beyond(const struct series_facts *s, const char *name,
    struct stated_percentile p, struct arena *a)
{
	bool below =
	    s->min_ns != UNKNOWN && p.high_ns * BEYOND < (double)s->min_ns;
	bool above =
	    s->max_ns != UNKNOWN && p.low_ns > BEYOND * (double)s->max_ns;

	if (!below && !above)
		return NULL;
	if (!name)
		name = arena_printf(a, "p%.10g", p.p);
	return below ? wrong_order(a, name, p.value_ns, "the minimum",
			   (double)s->min_ns)
		     : wrong_order(a, name, p.value_ns, "the maximum",
			   (double)s->max_ns);
}

static const char *latencies(const struct series_facts *s,
    const struct percentile_list *stated, struct arena *a)
{
	struct stated_percentile mean = { 0, s->mean_ns,
		s->mean_ns - s->mean_step_ns, s->mean_ns + s->mean_step_ns };
	const char *found = falling(stated, a);

	if (!found && s->min_ns != UNKNOWN && s->max_ns != UNKNOWN &&
	    s->min_ns > s->max_ns)
		found = wrong_order(a, "the minimum", (double)s->min_ns,
		    "the maximum", (double)s->max_ns);
	if (!found)
		found = beyond(s, "the mean", mean, a);
	for (size_t i = 0; i < stated->len && !found; i++)
		found = beyond(s, NULL, stated->at[i], a);
	return found;
}

/* Rates are of all requests with one tool, of the good ones with another. */
static const char *counts(const struct run_facts *r,
    const struct series_facts *s, struct arena *a)
{
	char n[UNIT_TEXT], x[UNIT_TEXT], y[UNIT_TEXT];
	int64_t errors = s->errors == UNKNOWN ? 0 : s->errors;
	double seconds = (double)r->duration_ns / 1e9, low, high;

	if (s->requests == UNKNOWN)
		return NULL;
	if (errors > s->requests)
		return arena_printf(a, "%s errors of %s requests",
		    number_text((double)errors, x),
		    number_text((double)s->requests, n));
	if (r->duration_ns == UNKNOWN || r->duration_ns <= 0)
		return NULL;
	high = (double)s->requests / seconds;
	low = (double)(s->requests - errors) / seconds;
	if (!(r->achieved_rps > high * RATE_OFF + RATE_STEP) &&
	    !(r->achieved_rps * RATE_OFF + RATE_STEP < low))
		return NULL;
	return arena_printf(a, "%s requests in %s are not %s a second",
	    number_text((double)s->requests, n),
	    duration_text((double)r->duration_ns, x),
	    number_text(r->achieved_rps, y));
}

const char *contradiction_find(const struct run_facts *run,
    const struct series_facts *total, const struct percentile_list *stated,
    struct arena *a)
{
	const char *found = latencies(total, stated, a);

	return found ? found : counts(run, total, a);
}

static const char select_totals[] =
    "SELECT run.id, duration_ns, achieved_rps, requests, errors, mean_ns,"
    " mean_step_ns, min_ns, max_ns FROM run JOIN series ON run_id = run.id"
    " AND series.name = 'total' WHERE source_id = ? ORDER BY ordinal";

static void run_read(sqlite3_stmt *q, struct run *run)
{
	*run = (struct run){ .facts = RUN_UNKNOWN, .total = SERIES_UNKNOWN };
	run->row = column_int(q, 0);
	run->facts.duration_ns = column_int(q, 1);
	run->facts.achieved_rps = column_double(q, 2);
	run->total.requests = column_int(q, 3);
	run->total.errors = column_int(q, 4);
	run->total.mean_ns = column_double(q, 5);
	run->total.mean_step_ns = column_double(q, 6);
	run->total.min_ns = column_int(q, 7);
	run->total.max_ns = column_int(q, 8);
}

/* The one of a run, noted with it. */
static int run_note(struct db *db, const struct run *run, struct arena *a,
    const char **found, struct err *err)
{
	struct percentile_list stated;

	if (run_percentiles_load(db, run, a, &stated, err))
		return -1;
	*found = contradiction_find(&run->facts, &run->total, &stated, a);
	if (!*found)
		return 0;
	return db_run(db, err, "UPDATE run SET contradiction = ? WHERE id = ?",
	    "si", *found, run->row);
}

int source_contradiction(struct source_writer *w, struct arena *a,
    const char **out, struct err *err)
{
	sqlite3_stmt *q = db_query(w->db, err, select_totals, "i", w->source);
	int status = -1;

	*out = NULL;
	while (q && (status = db_step(w->db, q, err)) == 1) {
		struct arena scratch = { 0 };
		const char *found;
		struct run run;

		run_read(q, &run);
		if (run_note(w->db, &run, &scratch, &found, err))
			status = -1;
		else if (found && !*out)
			*out = arena_strdup(a, found);
		arena_release(&scratch);
		if (status < 0)
			break;
	}
	db_done(w->db, q);
	return status;
}
