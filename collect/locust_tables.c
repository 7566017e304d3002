/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Locust's report as HTML before 2.17: tables, and a script that draws charts
 * but has no figures of requests.
 *
 *	<h1>Locust Test Report</h1>
 *	<p>During: <span class="l10n datetime">2022-03-01 10:00:00</span> -
 *	  <span class="l10n datetime">2022-03-01 10:01:00</span></p>
 *	<p>Target Host: <span>http://h</span></p>
 *	<h2>Request Statistics</h2>
 *	<table class="stats"><thead><tr><th>Method</th><th>Name</th>
 *	  <th># Requests</th><th># Fails</th><th>Average (ms)</th>
 *	  <th>Min (ms)</th><th>Max (ms)</th><th>Average size (bytes)</th>
 *	  <th>RPS</th><th>Failures/s</th></tr></thead>
 *	 <tbody><tr><td>GET</td><td>/a</td><td>60</td> ... </tr>
 *	  <tr class="total"><td></td><td>Aggregated</td> ... </tr></table>
 *	<h2>Response Time Statistics</h2>
 *	<table> ... <th>50%ile (ms)</th> ... <th>100%ile (ms)</th> ...
 *	<h2>Failures Statistics</h2>
 *	<table> ... <th>Error</th> <th>Occurrences</th> ...
 *
 * - Later ones have a class in each <th> of the requests.
 * - Times of requests are whole milliseconds, the rest of which is cut off;
 *   what they mean: locust.h.
 * - The times of the run are UTC where they are of the class "l10n datetime",
 *   else of a zone that is not said.
 * - The first versions escape nothing, so that a name may look like markup; it
 *   ends at "</td>".
 */
#include <math.h>
#include <string.h>

#include "base/target.h"
#include "collect/json_figure.h"
#include "collect/locust.h"
#include "collect/report_line.h"

#define MS 1e6
/* The rest of a millisecond is cut off. */
#define CUT_NS (2 * MS)
#define CELLS_MAX 32

struct cells {
	struct span at[CELLS_MAX];
	size_t len;
};

enum column {
	METHOD,
	NAME,
	REQUESTS,
	FAILS,
	MEAN,
	MIN,
	MAX,
	RATE,
	ERROR,
	COUNT,
	COLUMNS
};

static const char *const titles[COLUMNS] = {
	[METHOD] = "Method",
	[NAME] = "Name",
	[REQUESTS] = "# Requests",
	[FAILS] = "# Fails",
	[MEAN] = "Average (ms)",
	[MIN] = "Min (ms)",
	[MAX] = "Max (ms)",
	[RATE] = "RPS",
	[ERROR] = "Error",
	[COUNT] = "Occurrences",
};

struct table {
	struct locust_run *run;
	struct span text; /* of the whole file; for line numbers */
	struct pos start;
	struct cells header;
};

/* ---- markup ---- */

/* Takes what stands up to `end` off *rest, and that; empty if there is none. */
static struct span take_to(struct span *rest, const char *end)
{
	ptrdiff_t at = span_find(*rest, span_of(end));
	struct span piece = { rest->at, at < 0 ? 0 : (size_t)at };

	*rest = span_skip(*rest, at < 0 ? rest->len : (size_t)at + strlen(end));
	return piece;
}

static struct cells cells_of(struct span row, const char *begin,
    const char *end)
{
	struct cells c = { .len = 0 };

	while (c.len < CELLS_MAX && span_find(row, span_of(begin)) >= 0) {
		take_to(&row, begin);
		if (!span_ends(span_of(begin), SPAN(">")))
			take_to(&row, ">"); /* behind a class */
		c.at[c.len++] = span_trim(take_to(&row, end));
	}
	return c;
}

/* As Python's html.escape() and Jinja write what HTML keeps for itself. */
static const char *unescaped(struct arena *a, struct span s)
{
	static const struct {
		const char *name;
		char byte;
	} entities[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' },
		{ "&quot;", '"' }, { "&#34;", '"' }, { "&#x27;", '\'' },
		{ "&#39;", '\'' } };
	char *text = arena_alloc(a, s.len + 1, 1);
	size_t n = 0;

	while (s.len) {
		size_t skip = 1;

		text[n] = *s.at;
		for (size_t i = 0; i < sizeof(entities) / sizeof(*entities);
		     i++) {
			if (!span_starts(s, span_of(entities[i].name)))
				continue;
			text[n] = entities[i].byte;
			skip = strlen(entities[i].name);
		}
		s = span_skip(s, skip);
		n++;
	}
	text[n] = '\0';
	return text;
}

/* ---- cells ---- */

static struct pos pos_at(const struct table *t, const char *at)
{
	return pos_of(t->start, t->text, at);
}

/* The cell of that column, or an empty one. */
static struct span cell(const struct table *t, const struct cells *row,
    enum column column)
{
	for (size_t i = 0; i < t->header.len && i < row->len; i++)
		if (span_is(t->header.at[i], titles[column]) ||
		    (column == METHOD && span_is(t->header.at[i], "Type")))
			return row->at[i];
	return (struct span){ row->at[0].at, 0 };
}

static int cell_count(const struct table *t, const struct cells *row,
    enum column column, int64_t *out, struct err *err)
{
	struct span text = cell(t, row, column);

	return count_parse(text, pos_at(t, text.at), out, err);
}

static int cell_number(const struct table *t, struct span text, double *out,
    struct err *err)
{
	if (span_double(text, 0, FIGURE_TIME_MAX_NS / MS, out))
		return 0;
	return err_at(err, pos_at(t, text.at),
	    "expected a number, got \"%.*s\"", SPAN_ARG(text));
}

static struct locust_entry *entry_of(const struct table *t,
    const struct cells *row, struct err *err)
{
	struct arena *a = &t->run->scratch;
	struct locust_entry *e =
	    locust_row_of(t->run, unescaped(a, cell(t, row, METHOD)),
		unescaped(a, cell(t, row, NAME)));

	if (!e)
		err_at(err, pos_at(t, row->at[0].at), "expected fewer entries");
	return e;
}

/* ---- rows ---- */

typedef int row_fn(const struct table *t, const struct cells *row,
    struct err *err);

static int read_request(const struct table *t, const struct cells *row,
    struct err *err)
{
	struct locust_entry *e = entry_of(t, row, err);
	double mean, min, max;

	if (!e || cell_count(t, row, REQUESTS, &e->facts.requests, err) ||
	    cell_count(t, row, FAILS, &e->facts.errors, err) ||
	    cell_number(t, cell(t, row, MEAN), &mean, err) ||
	    cell_number(t, cell(t, row, MIN), &min, err) ||
	    cell_number(t, cell(t, row, MAX), &max, err) ||
	    (e == &t->run->total && cell_number(t, cell(t, row, RATE),
					&t->run->facts.achieved_rps, err)))
		return -1;
	if (!e->facts.requests) /* all figures are 0 then */
		return 0;
	e->facts.mean_ns = mean * MS;
	e->facts.mean_step_ns = CUT_NS;
	e->facts.min_ns = figure_ns(min * MS);
	e->facts.max_ns = figure_ns(max * MS);
	return 0;
}

static int read_percentiles(const struct table *t, const struct cells *row,
    struct err *err)
{
	struct locust_entry *e = entry_of(t, row, err);

	for (size_t i = 0; e && i < t->header.len && i < row->len; i++) {
		struct span title = t->header.at[i];
		struct span rank = span_cut(&title, '%');
		double p, ms;

		if (!span_starts(title, SPAN("ile")) ||
		    !span_double(rank, 0, 100, &p))
			continue;
		if (cell_number(t, row->at[i], &ms, err))
			return -1;
		if (e->facts.requests != 0 &&
		    e->stated.len < LOCUST_PERCENTILES_MAX)
			*ARENA_PUSH(&t->run->arena, &e->stated) =
			    locust_percentile(p, ms);
	}
	return e ? 0 : -1;
}

static int read_failure(const struct table *t, const struct cells *row,
    struct err *err)
{
	struct arena *a = &t->run->scratch;
	const char *series =
	    locust_series(a, unescaped(a, cell(t, row, METHOD)),
		unescaped(a, cell(t, row, NAME)));
	int64_t count;

	if (cell_count(t, row, COUNT, &count, err))
		return -1;
	if (!locust_add_error(t->run, series, unescaped(a, cell(t, row, ERROR)),
		count))
		return err_at(err, pos_at(t, row->at[0].at),
		    "expected fewer errors");
	return 0;
}

/* Rows of the table under the heading, if there is one. */
static int read_table(struct table *t, const char *heading, row_fn *read,
    struct err *err)
{
	struct span rest = t->text, head;
	ptrdiff_t at = span_find(rest, span_of(heading));

	if (at < 0)
		return 0;
	rest = span_skip(rest, (size_t)at);
	rest = take_to(&rest, "</table>");
	head = take_to(&rest, "</thead>");
	take_to(&head, "<thead");
	t->header = cells_of(head, "<th", "</th>");
	while (span_find(rest, SPAN("</tr>")) >= 0) {
		struct cells row =
		    cells_of(take_to(&rest, "</tr>"), "<td>", "</td>");

		if (row.len && read(t, &row, err))
			return -1;
		arena_release(&t->run->scratch);
	}
	return 0;
}

/* ---- the run ---- */

static void read_facts(struct span text, struct locust_run *r)
{
	struct span rest = text, host;

	take_to(&rest, "Target Host: <span>");
	host = take_to(&rest, "</span>");
	if (host.len && !span_is(host, "None"))
		r->facts.target = target_without_secrets(&r->arena,
		    span_of(unescaped(&r->arena, host)));
	rest = text;
	if (span_find(rest, SPAN("<p>During: <span class=\"l10n ")) < 0)
		return;
	take_to(&rest, "<p>During: <span class=\"l10n ");
	take_to(&rest, ">");
	text = take_to(&rest, "</span>");
	take_to(&rest, "<span");
	take_to(&rest, ">");
	locust_set_utc(r, text, take_to(&rest, "</span>"));
}

int locust_tables_read(struct span text, struct pos start, struct locust_run *r,
    struct err *err)
{
	struct table t = { .run = r, .text = text, .start = start };

	read_facts(text, r);
	if (read_table(&t, "<h2>Request Statistics</h2>", read_request, err) ||
	    read_table(&t, "<h2>Response Time Statistics</h2>",
		read_percentiles, err) ||
	    read_table(&t, "<h2>Failures Statistics</h2>", read_failure, err))
		return -1;
	if (r->total.facts.requests == UNKNOWN)
		r->facts.incomplete = "the row of all is missing";
	return 0;
}
