/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Taurus' final statistics as CSV (final-stats, dump-csv).  taurus.h tells what
 * the figures mean.
 *
 *	label,avg_ct,avg_lt,avg_rt,bytes,concurrency,fail,stdev_rt,succ,
 *		throughput,perc_0.0,perc_50.0,...,rc_200,rc_503
 *	,0.00000,0.39795,0.45950,6946463,16,11,0.64395,666,677,0.06400,...
 *
 * - Columns come in any order (label is the last one in old files), and which
 *   percentiles and codes there are differs: they are found by name.
 * - A code that a label never had is an empty field.
 * - cucumber-perf and behave-performance write the same header, behind a blank
 *   line and with other units: such a table is not claimed.
 */
#include "collect/csv.h"
#include "collect/importer.h"
#include "collect/taurus.h"

static bool has_column(struct span header, const char *name)
{
	while (header.len)
		if (span_is(span_trim(span_cut(&header, ',')), name))
			return true;
	return false;
}

static struct span without_mark(struct span text)
{
	struct span mark = SPAN("\xef\xbb\xbf");

	return span_starts(text, mark) ? span_skip(text, mark.len) : text;
}

static bool sniff(struct span head)
{
	struct span header;

	head = without_mark(head);
	header = span_cut(&head, '\n');
	return has_column(header, "label") && has_column(header, "avg_ct") &&
	       has_column(header, "avg_lt") && has_column(header, "avg_rt") &&
	       has_column(header, "succ") && has_column(header, "throughput");
}

/* "perc_95.0" is "perc" of "95.0"; "avg_rt" is itself. */
static void column_parts(const char *column, struct span *name, struct span *of)
{
	*name = span_of(column);
	*of = (struct span){ "", 0 };
	if (span_starts(*name, SPAN("perc_")) ||
	    span_starts(*name, SPAN("rc_"))) {
		*of = *name;
		*name = span_cut(of, '_');
	}
}

static int read_row(const struct field_list *columns,
    const struct field_list *fields, struct arena *a, struct taurus_group *g,
    struct pos pos, struct err *err)
{
	*g = taurus_group_empty();
	if (fields->len != columns->len)
		return err_at(err, pos, "expected %zu columns, got %zu",
		    columns->len, fields->len);
	for (size_t i = 0; i < columns->len; i++) {
		struct span name, of;

		column_parts(columns->at[i], &name, &of);
		if (span_is(name, "label"))
			g->label = fields->at[i];
		else if (taurus_figure(g, a, name, of,
			     span_trim(span_of(fields->at[i])), pos, err))
			return -1;
	}
	return 0;
}

static int read_rows(struct input *in, struct arena *a, struct taurus_stats *s,
    struct err *err)
{
	struct field_list columns = { 0 };
	struct span line;
	int status;

	while ((status = input_line(in, &line, err)) == 1) {
		struct field_list fields;

		if (!line.len)
			continue;
		fields = csv_fields(without_mark(line), a);
		if (!columns.len)
			columns = fields;
		else if (read_row(&columns, &fields, a, ARENA_PUSH(a, s),
			     input_pos(in), err))
			return -1;
	}
	return status;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct arena a = { 0 };
	struct taurus_stats stats = { .duration_s = NAN };
	int status = read_rows(in, &a, &stats, err);

	if (!status)
		status = taurus_write(&stats, input_name(in), out, err);
	arena_release(&a);
	return status;
}

const struct importer importer_taurus_csv = {
	.name = "taurus-csv",
	.about = "Taurus' final statistics in CSV",
	.evidence = "percentiles",
	.omission = "as its executor's, which is not said",
	.sniff = sniff,
	.import = import,
};
