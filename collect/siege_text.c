/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report that siege prints, to stderr (3.0 to 4.1).
 *
 *	** SIEGE 4.0.7
 *	** Preparing 4 concurrent users for battle.
 *	The server is now under siege...
 *
 *	Transactions:		          23 hits
 *	Availability:		       95.83 %
 *	Elapsed time:		        0.27 secs
 *	Data transferred:	        0.00 MB
 *	Response time:		        0.04 secs
 *	Transaction rate:	       85.19 trans/sec
 *	Throughput:		        0.02 MB/sec
 *	Concurrency:		        3.41
 *	Successful transactions:          18
 *	Failed transactions:	           1
 *	Longest transaction:	        0.22
 *	Shortest transaction:	        0.00
 *
 * - From 4.1.7 on, response, longest and shortest are in "ms"; before, the
 *   last two have no unit and are seconds.
 * - For what the figures mean see siege.h.
 */
#include <math.h>
#include <string.h>

#include "collect/reports.h"
#include "collect/siege.h"

enum figure {
	TRANSACTIONS,
	SUCCESSFUL,
	FAILED,
	ELAPSED,
	RESPONSE,
	LONGEST,
	SHORTEST,
	MEGABYTES,
	RATE,
	CONCURRENCY,
	USERS,
};

static const struct figure_line figures[] = {
	{ "Transactions:", TRANSACTIONS, FIGURE_NUMBER },
	{ "Successful transactions:", SUCCESSFUL, FIGURE_NUMBER },
	{ "Failed transactions:", FAILED, FIGURE_NUMBER },
	{ "Elapsed time:", ELAPSED, FIGURE_TIME },
	{ "Response time:", RESPONSE, FIGURE_TIME },
	{ "Data transferred:", MEGABYTES, FIGURE_NUMBER },
	{ "Transaction rate:", RATE, FIGURE_NUMBER },
	{ "Concurrency:", CONCURRENCY, FIGURE_NUMBER },
	{ "** Preparing ", USERS, FIGURE_NUMBER },
};

static const struct figure_line transactions[] = {
	{ "Longest transaction:", LONGEST, FIGURE_NUMBER },
	{ "Shortest transaction:", SHORTEST, FIGURE_NUMBER },
};

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

static bool sniff(struct span head)
{
	return span_starts(line_clean(head), SPAN("** SIEGE ")) ||
	       (span_find(head, SPAN("\nAvailability:")) >= 0 &&
		   span_find(head, SPAN("Transactions:")) >= 0 &&
		   span_find(head, SPAN("\nElapsed time:")) >= 0);
}

static bool begins(const struct report *r, struct span line)
{
	if (span_starts(line, SPAN("** SIEGE ")))
		return true;
	return span_starts(line, SPAN("Transactions:")) &&
	       (!r || !isnan(r->figure[TRANSACTIONS]));
}

/* "Longest transaction: 0.22", or with "ms" behind it. */
static int read_transaction(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	for (size_t i = 0; i < LENGTH(transactions); i++) {
		int at = transactions[i].figure;

		if (!span_starts(line, span_of(transactions[i].start)))
			continue;
		if (figure_read(r, &transactions[i], 1, line, pos, err) < 0)
			return -1;
		line = span_skip(line, strlen(transactions[i].start));
		if (figure_parse(span_trim(line), FIGURE_TIME, &r->figure[at],
			&r->step[at]))
			return 0;
		r->figure[at] *= 1e9;
		r->step[at] *= 1e9;
	}
	return 0;
}

static int read_line(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	struct summary *s = &r->summary;
	struct span version = SPAN("** SIEGE "), rest;
	int status;

	if (span_starts(line, version)) {
		rest = span_skip(line, version.len);
		s->run.tool_version = arena_span(&s->arena, span_word(&rest));
		return 0;
	}
	status = figure_read(r, figures, LENGTH(figures), line, pos, err);
	if (status)
		return status < 0 ? -1 : 0;
	return read_transaction(r, line, pos, err);
}

static struct siege_figure figure(const struct report *r, int at)
{
	return (struct siege_figure){ r->figure[at], r->step[at] };
}

static int finish(struct report *r)
{
	struct siege_figures f = {
		.transactions = figure(r, TRANSACTIONS),
		.successful = figure(r, SUCCESSFUL),
		.failed = figure(r, FAILED),
		.elapsed_ns = figure(r, ELAPSED),
		.response_ns = figure(r, RESPONSE),
		.longest_ns = figure(r, LONGEST),
		.shortest_ns = figure(r, SHORTEST),
		.megabytes = figure(r, MEGABYTES),
		.rate = figure(r, RATE),
		.concurrency = figure(r, CONCURRENCY),
	};

	siege_fill(&r->summary, &f);
	r->summary.run.connections = report_count(r, USERS);
	if (isnan(r->figure[SHORTEST]))
		r->summary.run.incomplete = "the report stops early";
	return 0;
}

static const struct report_format format = {
	.tool = "siege",
	.expected = "Transactions: N hits",
	.begins = begins,
	.line = read_line,
	.finish = finish,
};

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return reports_read(in, &format, out, err);
}

const struct importer importer_siege_text = {
	.name = "siege-text",
	.about = "siege: what it prints",
	.evidence = "none: moments only",
	.omission = "affected: closed loop, not corrected",
	.sniff = sniff,
	.import = import,
};
