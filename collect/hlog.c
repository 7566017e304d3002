/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HdrHistogram's interval logs (format 1.0 to 1.3; jHiccup, YCSB, wrk-like
 * tools and many others write them).
 *
 *	#[Logged with jHiccup version 2.0.6]
 *	#[Histogram log format version 1.2]
 *	#[StartTime: 1438867590.285 (seconds since epoch), Thu Aug 06 ...]
 *	"StartTimestamp","Interval_Length","Interval_Max","Interval_Compress..."
 *	0.133,1.005,2.802,HISTIgAAAFd42pNpmazIwMAYxgABTBDKT4GBgdnNYMcCBvsPUB...
 *	Tag=read,1.138,0.998,0.475,HISTIgAAAE542pNpmazIwMBgxQABTBDKT4GBgdnNY...
 *
 * - Rows are start, length (also where the legend of 1.01 says "EndTimestamp")
 *   in seconds, the greatest value, and a histogram (hdr_encoded.h).  A start
 *   counts from BaseTime, else from StartTime; it is a time of day itself
 *   where there is neither, or where it is no more than a year before
 *   StartTime.
 * - The unit of the values is nowhere.  The greatest value is what was
 *   recorded divided by a ratio, which rows and histograms tell: 1e6 is
 *   HdrHistogram's own default, nanoseconds to milliseconds, and 1e9
 *   nanoseconds to seconds.  That the values then are nanoseconds is an
 *   assumption, kept as a fact of the environment (hdr.value_unit).  (YCSB
 *   records microseconds and leaves the ratio at 1e6: nothing shows it.)  Any
 *   other ratio is refused.
 * - A tag names a log of its own, which may be of the same requests as another
 *   (their service time and their response time, say): each is a run with a
 *   label, and never are two added up.
 * - Intervals of about a second become windows by the second in which they
 *   start; all others are of the whole run.  Rows are intervals that do not
 *   overlap, so their sum is the whole.
 * - Nothing says what was measured, by whom and under what load; a value is
 *   not even known to be a request.
 * - NoSQLBench writes columns of figures below the same first lines: those have
 *   no histogram and are not this format.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "collect/hlog_row.h"
#include "collect/importer.h"
#include "collect/report_line.h"

#define TAGS_MAX 1000
#define BUCKETS_MAX ((size_t)8 << 20) /* in all windows */
#define YEAR_S (365.0 * 24 * 3600)
#define WINDOW_MEAN_MAX 1.5 /* seconds: beyond, intervals are no windows */

struct window {
	int64_t second;
	struct histogram histogram;
};

/* The rows of one tag. */
struct log {
	const char *tag; /* NULL: without */
	double first_s, last_s, end_s, length_s;
	size_t rows;
	struct window *windows; /* by second */
	size_t n_windows, cap;
};

struct hlog {
	struct arena arena;
	const char *tool, *version;
	double start_s, base_s; /* of the file's head; NAN: not said */
	struct log *logs;
	size_t n_logs, cap;
	size_t buckets;
	unsigned ratios; /* those that no row contradicts, by bit */
};

/* The last field of the line, without its end. */
static struct span last_field(struct span line)
{
	struct span field = { 0 };

	for (line = span_trim(line); line.len;)
		field = span_cut(&line, ',');
	return field;
}

static bool is_row(struct span line)
{
	return span_starts(last_field(line), SPAN("HIST"));
}

static bool sniff(struct span head)
{
	while (head.len) {
		struct span line = line_clean(span_cut(&head, '\n'));

		if (is_row(line))
			return true;
		if (line.len && line.at[0] != '#' && line.at[0] != '"')
			return false;
	}
	return false;
}

/* ---- the head ---- */

/* The number behind `key`, in seconds. */
static void read_time(struct span line, const char *key, double *out)
{
	struct span rest = line;

	if (!span_starts(line, span_of(key)))
		return;
	rest = span_skip(line, strlen(key));
	span_double(span_word(&rest), 0, HLOG_SECONDS_MAX, out);
}

/* "#[Logged with jHiccup version 2.0.1]" */
static void read_tool(struct hlog *h, struct span line)
{
	struct span start = SPAN("#[Logged with "), rest, version;
	ptrdiff_t at = span_find(line, SPAN(" version "));

	if (!span_starts(line, start) || at < (ptrdiff_t)start.len)
		return;
	version = span_skip(line, (size_t)at + strlen(" version "));
	rest = span_skip(line, start.len);
	rest.len = (size_t)at - start.len;
	if (span_ends(version, SPAN("]")))
		version.len--;
	h->tool = arena_span(&h->arena, rest);
	h->version = arena_span(&h->arena, version);
}

static void read_comment(struct hlog *h, struct span line)
{
	read_time(line, "#[StartTime:", &h->start_s);
	read_time(line, "#[BaseTime:", &h->base_s);
	read_tool(h, line);
}

/* ---- rows ---- */

static struct log *log_for(struct hlog *h, struct span tag)
{
	for (size_t i = 0; i < h->n_logs; i++) {
		const char *have = h->logs[i].tag;

		if (have ? span_is(tag, have) : !tag.at)
			return &h->logs[i];
	}
	if (h->n_logs == TAGS_MAX)
		return NULL;
	h->logs = grow(h->logs, h->n_logs, &h->cap, sizeof(*h->logs));
	h->logs[h->n_logs] = (struct log){
		.tag = tag.at ? arena_span(&h->arena, tag) : NULL,
	};
	return &h->logs[h->n_logs++];
}

/* Rows come in order of time, so that it is the last one or a new one. */
static struct window *window_at(struct log *l, int64_t second)
{
	size_t n = l->n_windows;

	if (n && l->windows[n - 1].second == second)
		return &l->windows[n - 1];
	l->windows = grow(l->windows, n, &l->cap, sizeof(*l->windows));
	l->windows[n] = (struct window){ second, HISTOGRAM_EMPTY };
	l->n_windows++;
	return &l->windows[n];
}

static int add_row(struct hlog *h, struct log *l, const struct hlog_row *row,
    struct err *err)
{
	struct window *w;

	if (!l->rows)
		l->first_s = l->last_s = row->start_s;
	if (row->start_s < l->last_s)
		return err_set(err, "expected intervals in order of time");
	w = window_at(l, (int64_t)(row->start_s - l->first_s));
	h->buckets -= w->histogram.len;
	histogram_merge(&w->histogram, &row->histogram);
	h->buckets += w->histogram.len;
	l->last_s = row->start_s;
	l->end_s = fmax(l->end_s, row->start_s + row->length_s);
	l->length_s += row->length_s;
	l->rows++;
	if (h->buckets > BUCKETS_MAX)
		return err_set(err, "expected fewer values than %zu in all",
		    BUCKETS_MAX);
	return 0;
}

static int read_line(void *reader, struct span line, struct pos pos,
    struct err *err)
{
	struct hlog *h = reader;
	struct hlog_row row;
	struct log *l;
	struct err why = { "" };
	int status;

	if (line.len && line.at[0] == '#')
		read_comment(h, line);
	if (!line.len || line.at[0] == '#' || line.at[0] == '"')
		return 0;
	status = hlog_row_parse(line, pos, &row, err);
	if (!status)
		status = hlog_row_unit(&row, pos, &h->ratios, err);
	if (!status) {
		l = log_for(h, row.tag);
		if (!l)
			status = err_at(err, pos, "expected %d tags at most",
			    TAGS_MAX);
		else if (add_row(h, l, &row, &why))
			status = err_at(err, pos, "%s", why.msg);
	}
	histogram_release(&row.histogram);
	return status;
}

/* ---- runs ---- */

/* Unix time of the first interval. */
static int64_t started_at(const struct hlog *h, const struct log *l)
{
	double s = l->first_s;

	if (!isnan(h->base_s))
		s += h->base_s;
	else if (!isnan(h->start_s) && s < h->start_s - YEAR_S)
		s += h->start_s;
	else if (isnan(h->start_s) && s < YEAR_S)
		return UNKNOWN;
	return s < 9e9 ? llround(s * 1e3) * 1000000 : UNKNOWN;
}

static struct run_facts facts_of(const struct hlog *h, const struct log *l)
{
	struct run_facts f = RUN_UNKNOWN;

	f.tool = h->tool;
	f.tool_version = h->version;
	f.started_at_ns = started_at(h, l);
	f.duration_ns = llround(fmin(l->end_s - l->first_s, 9e9) * 1e9);
	f.percentile_rule = "hdr";
	return f;
}

static int write_windows(const struct log *l, struct source_writer *out,
    struct err *err)
{
	bool seconds = l->length_s <= WINDOW_MEAN_MAX * (double)l->rows;
	struct histogram all = HISTOGRAM_EMPTY;
	int status = 0;

	for (size_t i = 0; !status && i < l->n_windows; i++) {
		const struct window *w = &l->windows[i];

		if (!seconds)
			histogram_merge(&all, &w->histogram);
		else if (w->histogram.count)
			status = series_histogram(out, w->second, &w->histogram,
			    err);
	}
	if (!status && all.count)
		status = series_histogram(out, -1, &all, err);
	histogram_release(&all);
	return status;
}

static int write_log(const struct hlog *h, const struct log *l,
    struct source_writer *out, struct err *err)
{
	struct run_facts facts = facts_of(h, l);
	struct series_facts total = SERIES_UNKNOWN;

	total.name = "total";
	for (size_t i = 0; i < l->n_windows; i++)
		if (l->windows[i].histogram.count)
			total.evidence = EVIDENCE_HISTOGRAM;
	if (source_run(out, &facts, err) ||
	    (l->tag && run_label(out, "tag", l->tag, LABEL_TOOL, err)) ||
	    run_series(out, &total, err))
		return -1;
	return write_windows(l, out, err);
}

static int write_all(const struct hlog *h, struct source_writer *out,
    struct err *err)
{
	for (size_t i = 0; i < h->n_logs; i++)
		if (write_log(h, &h->logs[i], out, err))
			return -1;
	return source_environment(out, "hdr.value_unit",
	    "nanoseconds, assumed from Interval_Max", err);
}

static void release(struct hlog *h)
{
	for (size_t i = 0; i < h->n_logs; i++) {
		for (size_t k = 0; k < h->logs[i].n_windows; k++)
			histogram_release(&h->logs[i].windows[k].histogram);
		free(h->logs[i].windows);
	}
	free(h->logs);
	arena_release(&h->arena);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct hlog h = {
		.tool = "hdrhistogram",
		.start_s = NAN,
		.base_s = NAN,
		.ratios = HLOG_RATIOS_ALL,
	};
	int status = lines_read(in, read_line, &h, err);

	if (!status && !h.n_logs)
		status = err_set(err, "%s: expected an interval, got none",
		    input_name(in));
	if (!status)
		status = write_all(&h, out, err);
	release(&h);
	return status;
}

const struct importer importer_hlog = {
	.name = "hdr-hlog",
	.about = "HdrHistogram's interval log (.hlog)",
	.evidence = "histogram",
	.omission = "unknown: the log does not say what was measured",
	.sniff = sniff,
	.import = import,
};
