/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables of JMeter's listeners Aggregate Report and Summary Report, as
 * "Save Table Data" and the JMeterPluginsCMD tool write them.
 *
 *	Label,# Samples,Average,Median,90% Line,95% Line,99% Line,Min,Max,
 *		Error %,Throughput,Received KB/sec,Sent KB/sec
 *	login,252,235,232,337,339,353,100,353,1.19%,4.18710,0.07,0.03
 *	TOTAL,252,235,232,337,339,353,100,353,1.19%,4.18710,0.07,0.03
 *
 * - The other one has Std. Dev. and Avg. Bytes, but no percentiles; the tool
 *   names its columns sampler_label, aggregate_report_count, ...  They are
 *   found by name, in any of JMeter's languages: jmeter_heading.h.
 * - Rate and deviation may have a comma as their point, as the language of the
 *   machine has it; JMeter parts no thousands.
 * - Times are whole milliseconds, of failed samples too.  A percentile is the
 *   value of nearest rank, and exact; which one it is, the column's name says.
 * - The last row, TOTAL, is of all rows, and never added to them.
 * - Error % is rounded: how many samples failed is kept where only one number
 *   gives that share.  Without the sign it is a fraction.
 * - Throughput is samples over the time from the first start to the last end,
 *   a second unless it says /min or /hour; so it gives the duration.
 */
#include <math.h>
#include <string.h>

#include "collect/csv.h"
#include "collect/decimal_point.h"
#include "collect/importer.h"
#include "collect/jmeter_heading.h"
#include "collect/sniff.h"
#include "collect/tally.h"

#define COLUMNS_MAX 32
#define MS 1e6

struct table {
	enum jmeter_heading column[COLUMNS_MAX];
	double p[COLUMNS_MAX]; /* of a HEADING_PERCENTILE */
	size_t len;
};

struct row {
	const char *label;
	int64_t samples, errors;
	double figure[HEADING_OTHER]; /* NAN: not said */
	double percentile_ms[COLUMNS_MAX];
};

/* Its first three headings, which no other table has. */
static bool sniff(struct span head)
{
	struct span line, name;
	double p;

	head = sniff_start(head);
	line = span_cut(&head, '\n');
	for (int i = HEADING_LABEL; i <= HEADING_MEAN; i++) {
		name = span_cut(&line, ',');
		if ((int)jmeter_heading(name, &p) != i)
			return false;
	}
	return true;
}

static int read_header(struct input *in, struct table *t, struct err *err)
{
	struct arena a = { 0 };
	struct field_list fields;
	struct span line = { "", 0 };

	if (input_line(in, &line, err) < 0)
		return -1;
	if (!sniff(line))
		return err_set(err,
		    "%s: expected the header of a table of JMeter",
		    input_name(in));
	fields = csv_fields(sniff_start(line), &a);
	t->len = fields.len < COLUMNS_MAX ? fields.len : COLUMNS_MAX;
	for (size_t i = 0; i < t->len; i++) {
		t->column[i] = jmeter_heading(span_of(fields.at[i]), &t->p[i]);
		if (i > HEADING_MEAN && t->column[i] == HEADING_MEAN)
			t->column[i] = HEADING_MEDIAN; /* in Turkish */
	}
	arena_release(&a);
	return 0;
}

/* ---- a row ---- */

/* The one count that is shown as this share, or UNKNOWN. */
static int64_t errors_of(struct span text, int64_t samples)
{
	bool percent = span_ends(text, SPAN("%"));
	struct span number = text;
	ptrdiff_t point;
	double share, step = 1, low, high;

	number.len -= percent;
	if (!span_double(number, 0, 100, &share))
		return UNKNOWN;
	point = span_find(number, SPAN("."));
	for (size_t i = (size_t)point + 1; point >= 0 && i < number.len; i++)
		step /= 10;
	low = (share - step / 2) / (percent ? 100 : 1) * (double)samples;
	high = (share + step / 2) / (percent ? 100 : 1) * (double)samples;
	low = low < 0 ? 0 : ceil(low - 1e-9);
	high = floor(high + 1e-9);
	return low == high ? (int64_t)low : UNKNOWN;
}

static bool rate_parse(struct span text, double *rps)
{
	static const struct {
		const char *unit;
		double seconds;
	} units[] = { { "/sec", 1 }, { "/min", 60 }, { "/hour", 3600 } };

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		struct span unit = span_of(units[i].unit);

		if (!span_ends(text, unit))
			continue;
		text.len -= unit.len;
		if (!span_double(text, 0, 1e12, rps))
			return false;
		*rps /= units[i].seconds;
		return true;
	}
	return span_double(text, 0, 1e12, rps);
}

static bool read_field(const struct table *t, size_t i, const char *text,
    struct row *r)
{
	struct span value = span_trim(span_of(text));
	char buffer[DECIMAL_MAX];

	if (t->column[i] == HEADING_ERRORS || t->column[i] == HEADING_RATE ||
	    t->column[i] == HEADING_STDDEV)
		value = decimal_point(value, buffer);
	switch (t->column[i]) {
	case HEADING_LABEL:
		r->label = text;
		return true;
	case HEADING_SAMPLES:
		return span_int(value, 0, 1000000000000000, &r->samples);
	case HEADING_ERRORS:
		r->errors = errors_of(value, r->samples);
		return true;
	case HEADING_RATE:
		return rate_parse(value, &r->figure[HEADING_RATE]);
	case HEADING_PERCENTILE:
		return span_double(value, 0, 1e11, &r->percentile_ms[i]);
	case HEADING_OTHER:
		return true;
	default:
		return span_double(value, 0, 1e11, &r->figure[t->column[i]]);
	}
}

static int read_row(const struct table *t, const struct field_list *fields,
    struct pos pos, struct row *r, struct err *err)
{
	*r = (struct row){ .label = "", .errors = UNKNOWN };
	for (size_t i = 0; i < HEADING_OTHER; i++)
		r->figure[i] = NAN;
	if (fields->len < t->len)
		return err_at(err, pos, "expected %zu columns, got %zu", t->len,
		    fields->len);
	for (size_t i = 0; i < t->len; i++)
		if (!read_field(t, i, fields->at[i], r))
			return err_at(err, pos,
			    "column %zu: expected a number, got \"%.60s\"",
			    i + 1, fields->at[i]);
	return 0;
}

/* ---- what is kept ---- */

static bool has_percentiles(const struct table *t)
{
	for (size_t i = 0; i < t->len; i++)
		if (t->column[i] == HEADING_PERCENTILE ||
		    t->column[i] == HEADING_MEDIAN)
			return true;
	return false;
}

static int write_series(const struct table *t, const struct row *r,
    const char *name, struct source_writer *out, struct err *err)
{
	struct series_facts s = SERIES_UNKNOWN;

	s.name = name;
	s.requests = r->samples;
	s.errors = r->errors;
	if (!r->samples)
		return run_series(out, &s, err);
	s.mean_ns = r->figure[HEADING_MEAN] * MS;
	s.mean_step_ns = 2 * MS; /* it is cut off */
	s.stddev_ns = r->figure[HEADING_STDDEV] * MS;
	s.min_ns = isnan(r->figure[HEADING_MIN])
		       ? UNKNOWN
		       : llround(r->figure[HEADING_MIN] * MS);
	s.max_ns = isnan(r->figure[HEADING_MAX])
		       ? UNKNOWN
		       : llround(r->figure[HEADING_MAX] * MS);
	if (has_percentiles(t))
		s.evidence = EVIDENCE_PERCENTILES;
	if (run_series(out, &s, err))
		return -1;
	for (size_t i = 0; i < t->len; i++) {
		bool median = t->column[i] == HEADING_MEDIAN;
		double ns = MS * (median ? r->figure[HEADING_MEDIAN]
					 : r->percentile_ms[i]);
		struct stated_percentile p = { median ? 50 : t->p[i], ns, ns,
			ns };

		if ((median || t->column[i] == HEADING_PERCENTILE) &&
		    series_percentile(out, &p, err))
			return -1;
	}
	return 0;
}

static int write_run(const struct table *t, const struct row *total,
    struct source_writer *out, struct err *err)
{
	struct run_facts f = RUN_UNKNOWN;
	double seconds = (double)total->samples / total->figure[HEADING_RATE];

	f.tool = "jmeter";
	f.population = POPULATION_ALL;
	f.percentile_rule = "nearest rank";
	f.achieved_rps = total->figure[HEADING_RATE];
	if (seconds > 0 && seconds < 1e9)
		f.duration_ns = llround(seconds * 1e9);
	if (source_run(out, &f, err))
		return -1;
	return write_series(t, total, "total", out, err);
}

struct row_list {
	struct row *at;
	size_t len;
};

static int read_rows(struct input *in, const struct table *t, struct arena *a,
    struct row_list *rows, struct err *err)
{
	struct span line;
	int status;

	while ((status = input_line(in, &line, err)) == 1) {
		struct field_list fields;

		if (!span_trim(line).len)
			continue;
		fields = csv_fields(line, a);
		if (read_row(t, &fields, input_pos(in), ARENA_PUSH(a, rows),
			err))
			return -1;
	}
	return status;
}

/* TOTAL is the last row of that name: a label may have it, too. */
static int write_rows(const struct table *t, const struct row_list *rows,
    struct source_writer *out, struct err *err)
{
	size_t total = rows->len;

	while (total && !jmeter_is_total(span_of(rows->at[total - 1].label)))
		total--;
	if (!total)
		return err_set(err, "expected a row TOTAL, got none");
	if (write_run(t, &rows->at[total - 1], out, err))
		return -1;
	for (size_t i = 0; i < rows->len; i++)
		if (i != total - 1 &&
		    write_series(t, &rows->at[i], tally_name(rows->at[i].label),
			out, err))
			return -1;
	return 0;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct arena a = { 0 };
	struct table table = { .len = 0 };
	struct row_list rows = { 0 };
	int status = -1;

	if (read_header(in, &table, err) ||
	    read_rows(in, &table, &a, &rows, err))
		goto out;
	status = write_rows(&table, &rows, out, err);
	if (status && !source_runs(out))
		err_prefix(err, "%s", input_name(in));
out:
	arena_release(&a);
	return status;
}

const struct importer importer_jmeter_table = {
	.name = "jmeter-table",
	.about = "table of JMeter's Aggregate or Summary Report in any of its "
		 "languages (CSV)",
	.evidence = "percentiles",
	.omission = "affected: latency counts from the send; paced or not, the "
		    "table does not say",
	.sniff = sniff,
	.import = import,
};
