/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What went wrong: PREFIX_failures.csv and PREFIX_exceptions.csv of
 * `locust --csv PREFIX` (0.1x to 2.46).
 *
 *	Method,Name,Error,Occurrences[,First Seen,Last Seen]
 *	GET,/1k,HTTPError('503 Server Error: ... for url: /1k'),460
 *
 *	Count,Message,Traceback,Nodes
 *	186,"task exploded
 *	second line","  File ""/usr/lib/python3/...
 *
 * Each becomes a run of its own that has nothing but its errors, and says so
 * with the label record: what belongs to it in PREFIX_stats.csv cannot be told
 * from the file.
 *
 * - "Occurrences" was spelled "Occurences" once.
 * - An exception is in the script, and no failed request.  Its text may have
 *   several lines, of which the first is kept; Locust 1.0 did not double the
 *   quotes in it, so lines are parted by what they begin with, "186,".
 */
#include <string.h>
#include <strings.h>

#include "collect/csv.h"
#include "collect/importer.h"
#include "collect/locust.h"
#include "collect/report_line.h"

enum kind { NONE, FAILURES, EXCEPTIONS };

static enum kind kind_of(struct span header)
{
	static const struct {
		const char *start;
		enum kind kind;
	} kinds[] = {
		{ "Method,Name,Error,Occur", FAILURES },
		{ "\"Method\",\"Name\",\"Error\",\"Occur", FAILURES },
		{ "Count,Message,Traceback,Nodes", EXCEPTIONS },
		{ "\"Count\",\"Message\",\"Traceback\",\"Nodes\"", EXCEPTIONS },
	};

	header = line_clean(header);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (span_starts(header, span_of(kinds[i].start)))
			return kinds[i].kind;
	return NONE;
}

static bool sniff(struct span head)
{
	return kind_of(head) != NONE;
}

static int read_failure(struct locust_run *r, struct field_list fields,
    struct pos pos, struct err *err)
{
	const char *series;
	int64_t count;

	if (fields.len < 4)
		return err_at(err, pos, "expected 4 columns or more, got %zu",
		    fields.len);
	if (count_parse(span_of(fields.at[3]), pos, &count, err))
		return -1;
	series = locust_series(&r->scratch, fields.at[0], fields.at[1]);
	if (count > COUNT_MAX - r->total.facts.errors ||
	    !locust_add_error(r, series, fields.at[2], count))
		return err_at(err, pos, "expected fewer errors");
	r->total.facts.errors += count;
	return 0;
}

static int read_exception(struct locust_run *r, struct field_list fields,
    struct pos pos, struct err *err)
{
	struct locust_error e = { "exception", NULL, 0 };

	if (fields.len < 2 ||
	    !span_int(span_of(fields.at[0]), 0, COUNT_MAX, &e.count))
		return 0; /* a line of a traceback */
	if (r->errors.len == LOCUST_ERRORS_MAX)
		return err_at(err, pos, "expected fewer exceptions");
	e.message = arena_strdup(&r->arena, fields.at[1]);
	*ARENA_PUSH(&r->arena, &r->errors) = e;
	return 0;
}

static int read_line(struct locust_run *r, enum kind kind, struct span line,
    struct pos pos, struct err *err)
{
	struct field_list fields;
	int status;

	line = span_trim(line);
	if (!line.len)
		return 0;
	if (line.len > LOCUST_LINE_MAX)
		return err_at(err, pos, "a line longer than 64 KiB: refused");
	fields = csv_fields(line, &r->scratch);
	status = kind == FAILURES ? read_failure(r, fields, pos, err)
				  : read_exception(r, fields, pos, err);
	arena_release(&r->scratch);
	return status;
}

static int read_lines(struct input *in, struct locust_run *r, struct err *err)
{
	enum kind kind = NONE;
	struct span line;
	int status = input_line(in, &line, err);

	if (status == 1)
		kind = kind_of(line);
	if (status >= 0 && kind == NONE)
		return err_set(err,
		    "%s: expected Locust's failures or exceptions",
		    input_name(in));
	if (kind == FAILURES)
		r->total.facts.errors = 0;
	r->record = kind == FAILURES ? "failures" : "exceptions";
	while (status == 1 && (status = input_line(in, &line, err)) == 1)
		if (read_line(r, kind, line, input_pos(in), err))
			return -1;
	return status;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct locust_run r;
	int status;

	locust_run_begin(&r);
	status = read_lines(in, &r, err);
	r.facts.incomplete = "only what went wrong, without the requests";
	if (!status)
		status = locust_run_write(&r, out, err);
	locust_run_release(&r);
	return status;
}

const struct importer importer_locust_failures_csv = {
	.name = "locust-failures-csv",
	.about = "locust --csv: failures, and exceptions of the script",
	.evidence = "none",
	.omission = "not about latencies",
	.sniff = sniff,
	.import = import,
};
