/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of Istio's benchmark as CSV (istio.h has what it means).
 *
 *	StartTime,ActualDuration,Labels,NumThreads,ActualQPS,p50,p90,p99,
 *		cpu_mili_avg_istio_proxy_fortioserver,...
 *	2020-08-12T08:44:44.445810184Z,240,ecbc1c65_qps_1000_c_8_1024_
 *		v2-stats-nullvm_both,8,1000,2241,2839,3363,236.00727172688872
 *
 * - Which columns there are differs.  fortio.py lacks a comma in its default
 *   list, so that "p999cpu_mili_avg_..." is one column, without values.
 * - A run that was done again has a second row with the same Labels.
 */
#include "collect/importer.h"

#include "collect/csv.h"
#include "collect/istio.h"
#include "collect/sniff.h"

#define ROW_MAX 16384 /* bytes; real ones have 700 */
#define HEADER SPAN("StartTime,ActualDuration,Labels,NumThreads,ActualQPS,p50")

static bool sniff(struct span head)
{
	return span_starts(sniff_start(head), HEADER);
}

static int read_row(struct istio_table *t, struct field_list names,
    struct field_list values, struct pos pos, struct err *err)
{
	if (values.len != names.len)
		return err_at(err, pos, "expected %zu columns, got %zu",
		    names.len, values.len);
	istio_row_begin(t);
	for (size_t i = 0; i < names.len; i++)
		if (istio_row_field(t, names.at[i],
			span_trim(span_of(values.at[i])), pos, err))
			return -1;
	return istio_row_end(t, pos, err);
}

static int read_rows(struct input *in, struct istio_table *t,
    struct field_list names, struct err *err)
{
	struct span line;
	int status;

	while ((status = input_line(in, &line, err)) == 1) {
		struct arena row = { 0 };
		int failed = 0;

		if (line.len > ROW_MAX)
			return err_at(err, input_pos(in),
			    "a row of more than %d bytes", ROW_MAX);
		if (span_trim(line).len)
			failed = read_row(t, names, csv_fields(line, &row),
			    input_pos(in), err);
		arena_release(&row);
		if (failed)
			return -1;
	}
	return status;
}

/* The first line that is not blank; empty at the end. */
static int read_header(struct input *in, struct arena *a,
    struct field_list *names, struct err *err)
{
	struct span line = SPAN("");
	int status;

	while ((status = input_line(in, &line, err)) == 1 &&
	       !sniff_start(line).len)
		;
	if (status < 0)
		return -1;
	if (!status || !span_starts(sniff_start(line), HEADER))
		return err_at(err, input_pos(in),
		    "expected Istio's header, \"%.*s,...\"", SPAN_ARG(HEADER));
	if (line.len > ROW_MAX)
		return err_at(err, input_pos(in),
		    "a header of more than %d bytes", ROW_MAX);
	*names = csv_fields(sniff_start(line), a);
	return 0;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct istio_table *t = istio_table_new(out);
	struct arena arena = { 0 };
	struct field_list names;
	int status = -1;

	if (read_header(in, &arena, &names, err) ||
	    read_rows(in, t, names, err) || istio_table_end(t, err))
		goto out;
	status = 0;
	if (!source_runs(out))
		status = err_at(err, (struct pos){ input_name(in), 0 },
		    "a header without rows");
out:
	istio_table_free(t);
	arena_release(&arena);
	return status;
}

const struct importer importer_istio_csv = {
	.name = "istio-csv",
	.about = "Istio's benchmark: its table, a row for each run",
	.evidence = "percentiles",
	.omission = "not corrected: a slow answer delays the next request",
	.sniff = sniff,
	.import = import,
};
