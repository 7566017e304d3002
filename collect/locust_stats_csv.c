/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Locust's statistics as CSV: PREFIX_stats.csv of `locust --csv PREFIX` (0.8
 * to 2.46), and before 0.14 PREFIX_requests.csv and PREFIX_distribution.csv.
 *
 *	Type,Name,Request Count,Failure Count,Median Response Time,
 *	    Average Response Time,Min Response Time,Max Response Time,
 *	    Average Content Size,Requests/s,Failures/s,50%,66%,...,99.99%,100%
 *	GET,/1k,4473,460,1,0.96,0.38,18.8,919.6,1490.4,153.2,1,1,...,19,19
 *	,Aggregated,5638,560,1,0.95,0.38,20.8,923.1,1878.6,186.5,1,1,...,21,21
 *
 *	"Type","Name","# requests","# failures",...       0.14
 *	"Method","Name","# requests","# failures",...     before, without
 *	"Name","# requests","50%","66%",...                percentiles
 *
 * Times are in milliseconds; what they mean: locust.h.
 *
 * - Which percentiles there are, the header says; N/A stands in an empty one.
 * - The last row is the sum of all.  It has no type ("None" in old versions);
 *   an entry may be called "Aggregated", too.  Without a type column, it is
 *   called "Total", "None Total" or "Aggregated".
 * - Requests/s is from the start to the last request, so it tells how long
 *   that was.  It is of what "# requests" counts: before 0.14, without
 *   failures.
 * - The file is written again and again while the test runs.
 * - On Windows, lines end with CR CR LF.
 */
#include <math.h>
#include <string.h>
#include <strings.h>

#include "collect/csv.h"
#include "collect/importer.h"
#include "collect/json_figure.h"
#include "collect/locust.h"
#include "collect/report_line.h"

#define MS 1e6
#define COLUMNS_MAX 100
#define RATE_MAX 1e12

enum what {
	OTHER,
	METHOD,
	NAME,
	REQUESTS,
	FAILURES,
	MEDIAN,
	MEAN,
	MIN,
	MAX,
	RATE,
	PERCENTILE
};

struct table {
	enum what what[COLUMNS_MAX];
	double p[COLUMNS_MAX]; /* of a PERCENTILE */
	size_t len;
	bool has_type, has_percentiles;
	bool summed;   /* the last row was there */
	double rate;   /* of all */
	int64_t rated; /* requests that the rate is of */
};

static const struct {
	const char *name;
	enum what what;
} names[] = {
	{ "Type", METHOD },
	{ "Method", METHOD },
	{ "Name", NAME },
	{ "Request Count", REQUESTS },
	{ "# requests", REQUESTS },
	{ "Failure Count", FAILURES },
	{ "# failures", FAILURES },
	{ "Median Response Time", MEDIAN },
	{ "Average Response Time", MEAN },
	{ "Min Response Time", MIN },
	{ "Max Response Time", MAX },
	{ "Requests/s", RATE },
};

static bool sniff(struct span head)
{
	static const char *const starts[] = { "Type,Name,Request Count,",
		"Type,Name,# requests,", "\"Type\",\"Name\",\"# requests\",",
		"Method,Name,# requests,",
		"\"Method\",\"Name\",\"# requests\",", "Name,# requests,50%",
		"\"Name\",\"# requests\",\"50%\"" };

	head = line_clean(head);
	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (span_starts(head, span_of(starts[i])))
			return true;
	return false;
}

static enum what what_of(const char *token, double *p)
{
	struct span share = span_of(token);

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcasecmp(token, names[i].name) == 0)
			return names[i].what;
	if (!span_ends(share, SPAN("%")))
		return OTHER;
	share.len--;
	return span_double(share, 0, 100, p) ? PERCENTILE : OTHER;
}

static int read_header(struct table *t, struct locust_run *r,
    struct field_list fields, struct pos pos, struct err *err)
{
	if (fields.len > COLUMNS_MAX)
		return err_at(err, pos, "expected at most %d columns, got %zu",
		    COLUMNS_MAX, fields.len);
	t->len = fields.len;
	for (size_t i = 0; i < fields.len; i++) {
		t->what[i] = what_of(fields.at[i], &t->p[i]);
		t->has_type |= t->what[i] == METHOD;
		t->has_percentiles |= t->what[i] == PERCENTILE;
	}
	if (fields.len && strcmp(fields.at[0], "Method") == 0)
		r->facts.population = POPULATION_SUCCESSES;
	return 0;
}

/* ---- rows ---- */

struct row {
	const char *method, *name;
	int64_t requests, failures;
	double rate;
	double mean_ns, min_ns, max_ns;
	struct stated_percentile stated[COLUMNS_MAX];
	size_t n_stated;
};

static int read_time(const char *text, struct pos pos, double *ns,
    struct err *err)
{
	if (!*text || strcmp(text, "N/A") == 0 || strcmp(text, "None") == 0)
		return 0;
	if (!span_double(span_of(text), 0, FIGURE_TIME_MAX_NS / MS, ns))
		return err_at(err, pos,
		    "expected a time in milliseconds, got \"%.200s\"", text);
	*ns *= MS;
	return 0;
}

static int read_percentile(double p, const char *text, struct pos pos,
    struct row *row, struct err *err)
{
	double ns = NAN;

	if (read_time(text, pos, &ns, err))
		return -1;
	if (!isnan(ns))
		row->stated[row->n_stated++] = locust_percentile(p, ns / MS);
	return 0;
}

static int read_field(const struct table *t, size_t i, const char *text,
    struct pos pos, struct row *row, struct err *err)
{
	switch (t->what[i]) {
	case REQUESTS:
		return count_parse(span_of(text), pos, &row->requests, err);
	case FAILURES:
		return count_parse(span_of(text), pos, &row->failures, err);
	case MEAN:
		return read_time(text, pos, &row->mean_ns, err);
	case MIN:
		return read_time(text, pos, &row->min_ns, err);
	case MAX:
		return read_time(text, pos, &row->max_ns, err);
	case MEDIAN:
		return t->has_percentiles
			   ? 0
			   : read_percentile(50, text, pos, row, err);
	case PERCENTILE:
		return read_percentile(t->p[i], text, pos, row, err);
	case RATE:
		if (!span_double(span_of(text), 0, RATE_MAX, &row->rate))
			return err_at(err, pos,
			    "expected a rate, got \"%.200s\"", text);
		return 0;
	case METHOD:
	case NAME:
	case OTHER:
		break;
	}
	return 0;
}

static int read_row(const struct table *t, struct field_list fields,
    struct pos pos, struct row *row, struct err *err)
{
	*row = (struct row){ "", "", UNKNOWN, UNKNOWN, NAN, NAN, NAN, NAN,
		.n_stated = 0 };
	if (fields.len != t->len)
		return err_at(err, pos, "expected %zu columns, got %zu", t->len,
		    fields.len);
	for (size_t i = 0; i < t->len; i++) {
		if (t->what[i] == METHOD)
			row->method = fields.at[i];
		else if (t->what[i] == NAME)
			row->name = fields.at[i];
		else if (read_field(t, i, fields.at[i], pos, row, err))
			return -1;
	}
	return 0;
}

/* Is it the sum of all? */
static bool is_sum(const struct table *t, const struct row *row)
{
	if (t->has_type)
		return !*row->method || strcmp(row->method, "None") == 0;
	return strcmp(row->name, "Total") == 0 ||
	       strcmp(row->name, "None Total") == 0 ||
	       strcmp(row->name, "Aggregated") == 0;
}

static void keep_row(struct locust_run *r, struct locust_entry *e,
    const struct row *row)
{
	bool apart = r->facts.population == POPULATION_SUCCESSES;

	e->facts.errors = row->failures;
	e->facts.requests = row->requests;
	if (apart && row->requests != UNKNOWN && row->failures != UNKNOWN)
		e->facts.requests += row->failures;
	if (!row->requests) /* all figures are 0 then */
		return;
	e->facts.mean_ns = row->mean_ns;
	e->facts.min_ns = figure_ns(row->min_ns);
	e->facts.max_ns = figure_ns(row->max_ns);
	for (size_t i = 0; i < row->n_stated; i++)
		*ARENA_PUSH(&r->arena, &e->stated) = row->stated[i];
}

static int add_row(struct table *t, struct locust_run *r,
    struct field_list fields, struct pos pos, struct err *err)
{
	struct locust_entry *e;
	const char *series;
	struct row row;

	if (read_row(t, fields, pos, &row, err))
		return -1;
	if (t->summed)
		return err_at(err, pos,
		    "expected nothing behind the row of all");
	if (is_sum(t, &row)) {
		t->summed = true;
		if (row.rate > 0)
			t->rate = row.rate;
		t->rated = row.requests;
		keep_row(r, &r->total, &row);
		return 0;
	}
	series = locust_series(&r->scratch, row.method, row.name);
	e = locust_entry_of(r, series);
	if (!e)
		return err_at(err, pos, "expected fewer entries");
	if (e->facts.requests != UNKNOWN)
		return err_at(err, pos, "\"%.200s\" is there twice", series);
	keep_row(r, e, &row);
	return 0;
}

/* ---- the file ---- */

static int read_line(struct table *t, struct locust_run *r, struct span line,
    struct pos pos, struct err *err)
{
	struct field_list fields;
	int status;

	while (line.len && line.at[line.len - 1] == '\r')
		line.len--;
	if (!line.len)
		return 0;
	if (line.len > LOCUST_LINE_MAX)
		return err_at(err, pos, "a line longer than 64 KiB: refused");
	fields = csv_fields(line, &r->scratch);
	status = t->len ? add_row(t, r, fields, pos, err)
			: read_header(t, r, fields, pos, err);
	arena_release(&r->scratch);
	return status;
}

static void complete_facts(const struct table *t, struct locust_run *r)
{
	double rated = (double)t->rated;

	if (!t->summed) {
		r->facts.incomplete = "the row of all is missing";
		return;
	}
	if (!(t->rate > 0) || t->rated <= 0)
		return;
	r->facts.achieved_rps =
	    t->rate * ((double)r->total.facts.requests / rated);
	if (rated / t->rate < FIGURE_TIME_MAX_NS / 1e9)
		r->facts.duration_ns = llround(rated / t->rate * 1e9);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct table t = { .rate = NAN };
	struct locust_run r;
	struct span line;
	int status;

	locust_run_begin(&r);
	while ((status = input_line(in, &line, err)) == 1) {
		if (input_pos(in).line == 1)
			line = line_clean(line);
		if (read_line(&t, &r, line, input_pos(in), err)) {
			status = -1;
			break;
		}
	}
	if (!status) {
		complete_facts(&t, &r);
		status = locust_run_write(&r, out, err);
	}
	locust_run_release(&r);
	return status;
}

const struct importer importer_locust_stats_csv = {
	.name = "locust-stats-csv",
	.about = "locust --csv: the statistics of each name, and of all",
	.evidence = "percentiles",
	.omission = "affected: closed loop, not corrected",
	.sniff = sniff,
	.import = import,
};
