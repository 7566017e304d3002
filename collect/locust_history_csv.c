/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Locust's timeline: PREFIX_stats_history.csv of `locust --csv PREFIX` (0.14
 * to 2.46).
 *
 *	Timestamp,User Count,Type,Name,Requests/s,Failures/s,50%,...,100%,
 *	    Total Request Count,Total Failure Count,Total Median Response Time,
 *	    ...
 *	1795363501,4,,Aggregated,0.000000,0.000000,N/A,...,43,6,5,33.09,...
 *
 * It belongs to the run of PREFIX_stats.csv, and so becomes no run but metrics
 * of the load generator: users, and the requests and failures so far.
 *
 * - Timestamp is Unix time in whole seconds; some come twice or not at all.
 * - Rows have no type where they are of all; --csv-full-history adds a row for
 *   each name, which is not read.
 * - Percentiles are of everything so far, or, with the full history and
 *   before 1.2, of the last ten seconds: which of both is not said.  They are
 *   not read.  Nor are Requests/s and Failures/s, which are means of ten
 *   seconds that end two seconds ago.
 * - In 0.14, the columns are "Type", "Name", "Timestamp", "# requests",
 *   "# failures", ... and users are not there.
 */
#include <strings.h>

#include "collect/csv.h"
#include "collect/importer.h"
#include "collect/locust.h"
#include "collect/report_line.h"
#include "collect/timeline.h"

#define COLUMNS_MAX 100

enum what { TIME = TIMELINE_METRICS, TYPE, WHATS };

static const struct {
	const char *names[2];
} columns[WHATS] = {
	[TIMELINE_USERS] = { { "User Count", NULL } },
	[TIMELINE_REQUESTS] = { { "Total Request Count", "# requests" } },
	[TIMELINE_FAILURES] = { { "Total Failure Count", "# failures" } },
	[TIME] = { { "Timestamp", NULL } },
	[TYPE] = { { "Type", NULL } },
};

struct history {
	size_t column[WHATS]; /* + 1; 0: not there */
	size_t columns;       /* 0: the header is still to come */
	struct timeline timeline;
	struct arena scratch;
};

static bool sniff(struct span head)
{
	static const char *const starts[] = {
		"Timestamp,User Count,Type,Name,",
		"\"Timestamp\",\"User Count\",\"Type\",\"Name\",",
		"Type,Name,Timestamp,# requests,",
		"\"Type\",\"Name\",\"Timestamp\",\"# requests\",",
	};

	head = line_clean(head);
	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (span_starts(head, span_of(starts[i])))
			return true;
	return false;
}

static int read_header(struct history *h, struct field_list fields,
    struct pos pos, struct err *err)
{
	h->columns = fields.len;
	for (size_t i = 0; i < fields.len; i++)
		for (size_t k = 0; k < WHATS; k++)
			for (size_t n = 0; n < 2; n++)
				if (columns[k].names[n] && !h->column[k] &&
				    strcasecmp(fields.at[i],
					columns[k].names[n]) == 0)
					h->column[k] = i + 1;
	if (h->column[TIME] && h->column[TYPE])
		return 0;
	return err_at(err, pos,
	    "expected the columns \"Timestamp\" and \"Type\"");
}

static int read_row(struct history *h, struct field_list fields, struct pos pos,
    struct err *err)
{
	int64_t at_s, count;

	if (fields.len != h->columns)
		return err_at(err, pos, "expected %zu columns, got %zu",
		    h->columns, fields.len);
	if (*fields.at[h->column[TYPE] - 1] &&
	    strcasecmp(fields.at[h->column[TYPE] - 1], "None") != 0)
		return 0;
	if (count_parse(span_of(fields.at[h->column[TIME] - 1]), pos, &at_s,
		err))
		return -1;
	if (at_s > 7000000000)
		return err_at(err, pos, "expected a time in seconds");
	for (size_t k = 0; k < TIMELINE_METRICS; k++) {
		if (!h->column[k])
			continue;
		if (count_parse(span_of(fields.at[h->column[k] - 1]), pos,
			&count, err))
			return -1;
		if (!timeline_add(&h->timeline, (enum timeline_what)k,
			at_s * 1000, count))
			return err_at(err, pos,
			    "a time before that of the row before, or too many "
			    "rows");
	}
	return 0;
}

static int read_line(void *reader, struct span line, struct pos pos,
    struct err *err)
{
	struct history *h = reader;
	struct field_list fields;
	int status;

	if (!line.len)
		return 0;
	if (line.len > LOCUST_LINE_MAX)
		return err_at(err, pos, "a line longer than 64 KiB: refused");
	fields = csv_fields(line, &h->scratch);
	status = h->columns ? read_row(h, fields, pos, err)
			    : read_header(h, fields, pos, err);
	arena_release(&h->scratch);
	return status;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct history h = { .columns = 0 };
	int status = lines_read(in, read_line, &h, err);

	if (!status && !h.columns)
		status = err_set(err, "%s: expected a header, got nothing",
		    input_name(in));
	if (!status)
		status = timeline_write(&h.timeline, "locust", "{}", out, err);
	timeline_release(&h.timeline);
	arena_release(&h.scratch);
	return status;
}

const struct importer importer_locust_history_csv = {
	.name = "locust-history-csv",
	.about = "locust --csv: users and requests over time, as metrics",
	.evidence = "none",
	.omission = "not about latencies",
	.sniff = sniff,
	.import = import,
};
