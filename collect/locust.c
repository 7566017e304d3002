/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/locust.h"

#include <math.h>
#include <string.h>

#include "base/target.h"
#include "base/units.h"
#include "collect/json_figure.h"

#define MS 1e6

void locust_run_begin(struct locust_run *r)
{
	*r = (struct locust_run){
		.facts = RUN_UNKNOWN,
		.total = { .facts = SERIES_UNKNOWN,
		    .histogram = HISTOGRAM_EMPTY,
		    .sum_ns = NAN },
	};
	r->facts.tool = "locust";
	r->facts.load_model = LOAD_CLOSED;
	r->facts.population = POPULATION_ALL;
	r->facts.percentile_rule = "locust";
	r->total.facts.name = "total";
}

void locust_run_release(struct locust_run *r)
{
	histogram_release(&r->total.histogram);
	for (size_t i = 0; i < r->entries.len; i++)
		histogram_release(&r->entries.at[i].histogram);
	arena_release(&r->arena);
	arena_release(&r->scratch);
}

const char *locust_series(struct arena *a, const char *method, const char *name)
{
	if (!*method || strcmp(method, "None") == 0)
		return arena_strdup(a, name);
	return arena_printf(a, "%s %s", method, name);
}

struct locust_entry *locust_entry_of(struct locust_run *r, const char *series)
{
	struct locust_entry *e;

	if (strcmp(series, "total") == 0)
		series = "total (an entry of that name)";
	for (size_t i = 0; i < r->entries.len; i++)
		if (strcmp(r->entries.at[i].facts.name, series) == 0)
			return &r->entries.at[i];
	if (r->entries.len == LOCUST_ENTRIES_MAX)
		return NULL;
	e = ARENA_PUSH(&r->arena, &r->entries);
	*e = (struct locust_entry){ .facts = SERIES_UNKNOWN,
		.histogram = HISTOGRAM_EMPTY,
		.sum_ns = NAN };
	e->facts.name = arena_strdup(&r->arena, series);
	return e;
}

struct locust_entry *locust_row_of(struct locust_run *r, const char *method,
    const char *name)
{
	if (!*method && strcmp(name, "Aggregated") == 0)
		return &r->total;
	return locust_entry_of(r, locust_series(&r->scratch, method, name));
}

/* What values of that size are rounded to, in ms. */
static double rounding_of(double ms)
{
	double step = 1;

	while (step < 1000 && ms >= 100 * step && fmod(ms, 10 * step) == 0)
		step *= 10;
	return step;
}

struct stated_percentile locust_percentile(double p, double value_ms)
{
	double step = rounding_of(value_ms);
	double below = step > 1 && value_ms == 10 * step ? step / 10 : step;

	return (struct stated_percentile){ p, value_ms * MS,
		fmax(value_ms - below / 2, 0) * MS,
		(value_ms + step / 2) * MS };
}

/* ---- errors ---- */

/* By Python's words for it. */
static const char *kind_of(const char *message)
{
	static const struct {
		const char *words, *kind;
	} kinds[] = {
		{ "Server Error", "status" },
		{ "Client Error", "status" },
		{ "BadStatusCode", "status" },
		{ "imeout", "timeout" },
		{ "timed out", "timeout" },
		{ "CatchResponseError", "assertion" },
		{ "Connection", "connect" },
		{ "RemoteDisconnected", "connect" },
		{ "gaierror", "connect" },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strstr(message, kinds[i].words))
			return kinds[i].kind;
	return "other";
}

bool locust_add_error(struct locust_run *r, const char *series,
    const char *message, int64_t count)
{
	struct locust_error e = { kind_of(message), NULL, count };

	e.message = text_without_secrets(&r->scratch,
	    arena_printf(&r->scratch, "%s: %s", series, message));
	for (size_t i = 0; i < r->errors.len; i++) {
		if (strcmp(r->errors.at[i].message, e.message) != 0)
			continue;
		if (count > FIGURE_COUNT_MAX - r->errors.at[i].count)
			return false;
		r->errors.at[i].count += count;
		return true;
	}
	if (r->errors.len == LOCUST_ERRORS_MAX)
		return false;
	e.message = arena_strdup(&r->arena, e.message);
	*ARENA_PUSH(&r->arena, &r->errors) = e;
	return true;
}

/* ---- writing ---- */

static int write_entry(const struct locust_entry *e, struct source_writer *out,
    struct err *err)
{
	struct series_facts f = e->facts;

	if (e->histogram.len)
		f.evidence = EVIDENCE_HISTOGRAM;
	else if (e->stated.len)
		f.evidence = EVIDENCE_PERCENTILES;
	if (run_series(out, &f, err))
		return -1;
	for (size_t i = 0; i < e->stated.len; i++)
		if (series_percentile(out, &e->stated.at[i], err))
			return -1;
	return e->histogram.len ? series_histogram(out, -1, &e->histogram, err)
				: 0;
}

int locust_run_write(struct locust_run *r, struct source_writer *out,
    struct err *err)
{
	if (source_run(out, &r->facts, err) ||
	    (r->record &&
		run_label(out, "record", r->record, LABEL_TOOL, err)) ||
	    write_entry(&r->total, out, err))
		return -1;
	for (size_t i = 0; i < r->errors.len; i++)
		if (series_error(out, r->errors.at[i].kind,
			r->errors.at[i].message, r->errors.at[i].count, err))
			return -1;
	for (size_t i = 0; i < r->entries.len; i++)
		if (write_entry(&r->entries.at[i], out, err))
			return -1;
	return 0;
}

void locust_set_times(struct locust_run *r, double from_s, double to_s)
{
	double duration_s = to_s - from_s;

	if (!(from_s > 0 && from_s < 7e9))
		return;
	r->facts.started_at_ns = llround(from_s * 1e3) * 1000000;
	if (!(duration_s > 0 && duration_s < FIGURE_TIME_MAX_NS / 1e9))
		return;
	r->facts.duration_ns = llround(duration_s * 1e9);
	if (r->total.facts.requests != UNKNOWN)
		r->facts.achieved_rps =
		    (double)r->total.facts.requests / duration_s;
}

static bool utc_parse(struct span text, int64_t *ns)
{
	char utc[] = "YYYY-MM-DDThh:mm:ssZ";

	if (time_parse(text, ns))
		return true;
	if (text.len != sizeof(utc) - 2)
		return false;
	memcpy(utc, text.at, text.len);
	utc[10] = 'T';
	return time_parse(span_of(utc), ns);
}

void locust_set_utc(struct locust_run *r, struct span from, struct span to)
{
	int64_t end_ns;

	if (!utc_parse(from, &r->facts.started_at_ns))
		return;
	if (utc_parse(to, &end_ns) && end_ns > r->facts.started_at_ns)
		r->facts.duration_ns = end_ns - r->facts.started_at_ns;
}
