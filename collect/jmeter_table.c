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
 *   found by name.  A JMeter in another language translates them: such a table
 *   is not known.
 * - Times are whole milliseconds, of failed samples too.  A percentile is the
 *   value of nearest rank, and exact; which one it is, the column's name says.
 * - TOTAL is of all rows, and never added to them.
 * - Error % is rounded: how many samples failed is kept where only one number
 *   gives that share.  Without the sign it is a fraction.
 * - Throughput is samples over the time from the first start to the last end,
 *   a second unless it says /min or /hour; so it gives the duration.
 */
#include <math.h>
#include <string.h>

#include "collect/csv.h"
#include "collect/importer.h"
#include "collect/sniff.h"
#include "collect/tally.h"

#define COLUMNS_MAX 32
#define MS 1e6

enum column {
	LABEL,
	SAMPLES,
	MEAN,
	MEDIAN,
	MIN,
	MAX,
	STDDEV,
	ERRORS,
	RATE,
	PERCENTILE,
	OTHER
};

static const struct {
	const char *name;
	enum column column;
} names[] = {
	{ "Label", LABEL },
	{ "sampler_label", LABEL },
	{ "# Samples", SAMPLES },
	{ "aggregate_report_count", SAMPLES },
	{ "Average", MEAN },
	{ "average", MEAN },
	{ "Median", MEDIAN },
	{ "aggregate_report_median", MEDIAN },
	{ "Min", MIN },
	{ "aggregate_report_min", MIN },
	{ "Max", MAX },
	{ "aggregate_report_max", MAX },
	{ "Std. Dev.", STDDEV },
	{ "aggregate_report_stddev", STDDEV },
	{ "Error %", ERRORS },
	{ "aggregate_report_error%", ERRORS },
	{ "Throughput", RATE },
	{ "aggregate_report_rate", RATE },
};

struct table {
	enum column column[COLUMNS_MAX];
	double p[COLUMNS_MAX]; /* of a PERCENTILE */
	size_t len;
};

struct row {
	const char *label;
	int64_t samples, errors;
	double figure[OTHER]; /* NAN: not said */
	double percentile_ms[COLUMNS_MAX];
};

static bool sniff(struct span head)
{
	head = sniff_start(head);
	return span_starts(head, SPAN("Label,# Samples,Average,")) ||
	       span_starts(head, SPAN("sampler_label,aggregate_report_count,"));
}

/* "90% Line", "aggregate_report_90%_line" */
static bool percentile_of(struct span name, double *p)
{
	struct span prefix = SPAN("aggregate_report_");
	struct span rest =
	    span_starts(name, prefix) ? span_skip(name, prefix.len) : name;
	struct span number = span_cut(&rest, '%');

	return (span_is(rest, " Line") || span_is(rest, "_line")) &&
	       span_double(number, 0, 100, p);
}

static enum column column_of(const char *name, double *p)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(names[i].name, name) == 0)
			return names[i].column;
	return percentile_of(span_of(name), p) ? PERCENTILE : OTHER;
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
	for (size_t i = 0; i < t->len; i++)
		t->column[i] = column_of(fields.at[i], &t->p[i]);
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

	switch (t->column[i]) {
	case LABEL:
		r->label = text;
		return true;
	case SAMPLES:
		return span_int(value, 0, 1000000000000000, &r->samples);
	case ERRORS:
		r->errors = errors_of(value, r->samples);
		return true;
	case RATE:
		return rate_parse(value, &r->figure[RATE]);
	case PERCENTILE:
		return span_double(value, 0, 1e11, &r->percentile_ms[i]);
	case OTHER:
		return true;
	default:
		return span_double(value, 0, 1e11, &r->figure[t->column[i]]);
	}
}

static int read_row(const struct table *t, const struct field_list *fields,
    struct pos pos, struct row *r, struct err *err)
{
	*r = (struct row){ .label = "", .errors = UNKNOWN };
	for (size_t i = 0; i < OTHER; i++)
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
		if (t->column[i] == PERCENTILE || t->column[i] == MEDIAN)
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
	s.mean_ns = r->figure[MEAN] * MS;
	s.mean_step_ns = 2 * MS; /* it is cut off */
	s.stddev_ns = r->figure[STDDEV] * MS;
	s.min_ns =
	    isnan(r->figure[MIN]) ? UNKNOWN : llround(r->figure[MIN] * MS);
	s.max_ns =
	    isnan(r->figure[MAX]) ? UNKNOWN : llround(r->figure[MAX] * MS);
	if (has_percentiles(t))
		s.evidence = EVIDENCE_PERCENTILES;
	if (run_series(out, &s, err))
		return -1;
	for (size_t i = 0; i < t->len; i++) {
		bool median = t->column[i] == MEDIAN;
		double ns =
		    MS * (median ? r->figure[MEDIAN] : r->percentile_ms[i]);
		struct stated_percentile p = { median ? 50 : t->p[i], ns, ns,
			ns };

		if ((median || t->column[i] == PERCENTILE) &&
		    series_percentile(out, &p, err))
			return -1;
	}
	return 0;
}

static int write_run(const struct table *t, const struct row *total,
    struct source_writer *out, struct err *err)
{
	struct run_facts f = RUN_UNKNOWN;
	double seconds = (double)total->samples / total->figure[RATE];

	f.tool = "jmeter";
	f.population = POPULATION_ALL;
	f.percentile_rule = "nearest rank";
	f.achieved_rps = total->figure[RATE];
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

	while (total && strcmp(rows->at[total - 1].label, "TOTAL") != 0)
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
	.about = "table of JMeter's Aggregate Report or Summary Report (CSV)",
	.evidence = "percentiles",
	.omission = "affected: latency counts from the send; paced or not, the "
		    "table does not say",
	.sniff = sniff,
	.import = import,
};
