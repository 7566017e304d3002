/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * siege's log of runs, siege.log (3.0 to 4.0).
 *
 *	      Date & Time,  Trans,  Elap Time,  Data Trans,  Resp Time,
 *		Trans Rate,  Throughput,  Concurrent,    OKAY,   Failed
 *	2015-12-20 21:30:23,   4,  0.36,  0,  0.02,  11.11,  0.00,  0.25,  4,  0
 *	**** my mark ****
 *	2015-12-20 21:31:00,  ...
 *
 * - Each row is a run.  The time is that of its end, in the local time of
 *   nobody knows where: it is not kept.
 * - A mark (-m) is the name of the run in the row behind it.
 * - Data are whole megabytes.  Figures that have no value are "nan" or "inf".
 * - For what the figures mean see siege.h.
 */
#include <math.h>

#include "collect/report_line.h"
#include "collect/siege.h"
#include "collect/sniff.h"

#define FIRST SPAN("Date & Time,")
#define STEP 0.01

enum column {
	DATE,
	TRANSACTIONS,
	ELAPSED,
	MEGABYTES,
	RESPONSE,
	RATE,
	THROUGHPUT,
	CONCURRENCY,
	OKAY,
	FAILED,
	COLUMNS,
};

static bool sniff(struct span head)
{
	return span_starts(sniff_start(head), FIRST) &&
	       span_find(head, SPAN("Elap Time")) >= 0;
}

static bool is_no_value(struct span field)
{
	return span_find(field, SPAN("nan")) >= 0 ||
	       span_find(field, SPAN("inf")) >= 0;
}

static int read_row(struct span row, struct pos pos, struct siege_figures *f,
    struct err *err)
{
	double value[COLUMNS], okay;

	span_cut(&row, ',');
	for (int i = TRANSACTIONS; i < COLUMNS; i++) {
		struct span field = span_trim(span_cut(&row, ','));

		value[i] = NAN;
		if (!is_no_value(field) &&
		    !span_double(field, 0, 1e15, &value[i]))
			return err_at(err, pos,
			    "column %d: expected a number, got \"%.*s\"", i + 1,
			    SPAN_ARG(field));
	}
	okay = value[OKAY] == value[TRANSACTIONS] ? value[OKAY] : NAN;
	*f = (struct siege_figures){
		.transactions = { value[TRANSACTIONS], 0 },
		.successful = { okay, 0 },
		.failed = { value[FAILED], 0 },
		.elapsed_ns = { value[ELAPSED] * 1e9, STEP * 1e9 },
		.response_ns = { value[RESPONSE] * 1e9, STEP * 1e9 },
		.megabytes = { value[MEGABYTES], 1 },
		.rate = { value[RATE], STEP },
		.concurrency = { value[CONCURRENCY], STEP },
		.longest_ns = { NAN, 0 },
		.shortest_ns = { NAN, 0 },
	};
	return 0;
}

static int write_row(struct span row, struct span mark, struct pos pos,
    struct source_writer *out, struct err *err)
{
	struct siege_figures f;
	struct summary s;
	int status;

	if (read_row(row, pos, &f, err))
		return -1;
	summary_begin(&s, "siege");
	if (mark.len)
		s.run.name = arena_span(&s.arena, mark);
	siege_fill(&s, &f);
	status = summary_write(&s, out, err);
	summary_release(&s);
	return status;
}

/* The words of "**** my mark ****"; empty for any other line. */
static struct span mark_of(struct span line)
{
	if (!span_starts(line, SPAN("****")))
		return (struct span){ line.at, 0 };
	while (line.len && line.at[0] == '*')
		line = span_skip(line, 1);
	while (line.len && line.at[line.len - 1] == '*')
		line.len--;
	return span_trim(line);
}

static int read_rows(struct input *in, struct source_writer *out,
    struct arena *a, struct err *err)
{
	struct span line, mark = { "", 0 };
	int status;

	while ((status = input_line(in, &line, err)) == 1) {
		line = line_clean(line);
		if (!line.len || span_starts(line, FIRST))
			continue;
		if (span_starts(line, SPAN("****"))) {
			arena_release(a);
			mark = span_of(arena_span(a, mark_of(line)));
			continue;
		}
		if (write_row(line, mark, input_pos(in), out, err))
			return -1;
		mark.len = 0;
	}
	return status;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct arena marks = { 0 };
	int status = read_rows(in, out, &marks, err);

	arena_release(&marks);
	if (!status && !source_runs(out))
		return err_set(err, "%s: expected a run, got none",
		    input_name(in));
	return status;
}

const struct importer importer_siege_log = {
	.name = "siege-log",
	.about = "siege.log: one row per run",
	.evidence = "none: moments only",
	.omission = "affected: closed loop, not corrected",
	.sniff = sniff,
	.import = import,
};
