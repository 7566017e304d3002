/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * statistics.json, which JMeter's dashboard writes beside its page (5.1 on).
 *
 *	{ "Total": { "transaction": "Total", "sampleCount": 255,
 *	    "errorCount": 3, "errorPct": 1.1764706, "meanResTime": 235.47,
 *	    "medianResTime": 232.0, "minResTime": 100.0, "maxResTime": 353.0,
 *	    "pct1ResTime": 337.0, "pct2ResTime": 339.2, "pct3ResTime": 353.0,
 *	    "throughput": 4.2369, "receivedKBytesPerSec": 0.0745,
 *	    "sentKBytesPerSec": 0.0331 },
 *	  "login": { ... }, ... }
 *
 * - Times are in milliseconds, of failed samples too.  "Total" is of all
 *   labels, and never added to them.
 * - Median and percentiles are of the last 20,000 samples of a label (by
 *   default), not of the run: where there are more samples they are not read.
 * - Which percentiles pct1 to pct3 are is a matter of configuration, and not
 *   said; 90, 95 and 99 is the default.  That it is assumed is the label
 *   "percentile_ranks".
 * - Percentiles are those of commons-math, type 6.
 * - throughput is samples over the time from the first start to the last end;
 *   so it gives the duration.  Kilobytes are of 1024 bytes.
 * - When the run was, the file does not say.  What is not a number is "NaN".
 */
#include <math.h>

#include "collect/documents.h"
#include "collect/importer.h"
#include "collect/sniff.h"
#include "collect/tally.h"

#define SAMPLES_KEPT 20000
#define MS 1e6
#define MS_MAX 1e11

struct row {
	const char *name;
	int64_t samples, errors;
	double rate_rps, received_kb;
	double mean_ms, min_ms, max_ms;
	double percentile_ms[4];
};

static const struct {
	const char *key;
	double p;
} percentiles[] = {
	{ "medianResTime", 50 },
	{ "pct1ResTime", 90 },
	{ "pct2ResTime", 95 },
	{ "pct3ResTime", 99 },
};

#define PERCENTILES (sizeof(percentiles) / sizeof(*percentiles))

static bool sniff(struct span head)
{
	struct span rest = json_inside(head), key, row;

	return json_next_key(&rest, &key, &row) &&
	       json_has_key(row, "transaction") &&
	       json_has_key(row, "sampleCount") &&
	       json_has_key(row, "errorCount");
}

/* NAN for what is no number, or not there. */
static int read_figure(const struct json_node *in, const char *key, double max,
    double *out, struct err *err)
{
	struct json_node value = json_member(in, key);

	*out = NAN;
	if (json_is_string(&value))
		return 0;
	if (json_number_try(in, key, out, err))
		return -1;
	if (*out < 0 || *out > max)
		return json_fail(&value, err, "expected 0 to %g, got %g", max,
		    *out);
	return 0;
}

static int read_count(const struct json_node *in, const char *key, int64_t *out,
    struct err *err)
{
	struct json_node value = json_member(in, key);

	if (json_integer(in, key, out, err))
		return -1;
	if (*out < 0 || *out > 1000000000000000)
		return json_fail(&value, err, "expected a count, got %lld",
		    (long long)*out);
	return 0;
}

static int read_row(const struct json_node *in, struct row *r, struct err *err)
{
	r->name = in->key;
	if (read_count(in, "sampleCount", &r->samples, err) ||
	    read_count(in, "errorCount", &r->errors, err) ||
	    read_figure(in, "throughput", 1e12, &r->rate_rps, err) ||
	    read_figure(in, "receivedKBytesPerSec", 1e12, &r->received_kb,
		err) ||
	    read_figure(in, "meanResTime", MS_MAX, &r->mean_ms, err) ||
	    read_figure(in, "minResTime", MS_MAX, &r->min_ms, err) ||
	    read_figure(in, "maxResTime", MS_MAX, &r->max_ms, err))
		return -1;
	for (size_t i = 0; i < PERCENTILES; i++)
		if (read_figure(in, percentiles[i].key, MS_MAX,
			&r->percentile_ms[i], err))
			return -1;
	return 0;
}

static int64_t whole_ns(double ms)
{
	return isnan(ms) ? UNKNOWN : llround(ms * MS);
}

static int write_percentiles(const struct row *r, struct source_writer *out,
    struct err *err)
{
	for (size_t i = 0; i < PERCENTILES; i++) {
		double ns = r->percentile_ms[i] * MS;
		struct stated_percentile p = { percentiles[i].p, ns, ns, ns };

		if (!isnan(ns) && series_percentile(out, &p, err))
			return -1;
	}
	return 0;
}

static int write_series(const struct row *r, const char *name,
    struct source_writer *out, struct err *err)
{
	struct series_facts s = SERIES_UNKNOWN;
	bool whole = r->samples && r->samples <= SAMPLES_KEPT;

	s.name = name;
	s.requests = r->samples;
	s.errors = r->errors;
	if (r->samples) {
		s.mean_ns = r->mean_ms * MS;
		s.min_ns = whole_ns(r->min_ms);
		s.max_ns = whole_ns(r->max_ms);
	}
	if (whole)
		s.evidence = EVIDENCE_PERCENTILES;
	if (run_series(out, &s, err))
		return -1;
	return whole ? write_percentiles(r, out, err) : 0;
}

static int write_run(const struct row *total, struct source_writer *out,
    struct err *err)
{
	struct run_facts f = RUN_UNKNOWN;
	double seconds = (double)total->samples / total->rate_rps;

	f.tool = "jmeter";
	f.population = POPULATION_ALL;
	f.percentile_rule = "jmeter-dashboard";
	f.achieved_rps = total->rate_rps;
	if (seconds > 0 && seconds < 1e9) {
		f.duration_ns = llround(seconds * 1e9);
		if (total->received_kb * seconds < 1e15)
			f.bytes_received =
			    llround(total->received_kb * 1024 * seconds);
	}
	if (source_run(out, &f, err) ||
	    run_label(out, "percentile_ranks", "assumed: 90, 95, 99",
		LABEL_TOOL, err))
		return -1;
	return write_series(total, "total", out, err);
}

static int write_rows(const struct json_node *root, struct arena *a,
    struct source_writer *out, struct err *err)
{
	struct json_node total, e;
	struct row row;

	(void)a;
	if (json_object(root, "Total", &total, err) ||
	    read_row(&total, &row, err) || write_run(&row, out, err))
		return -1;
	for (e = json_first(root); e.value; e = json_after(&e)) {
		if (e.value == total.value)
			continue;
		if (read_row(&e, &row, err) ||
		    write_series(&row, tally_name(row.name), out, err))
			return -1;
	}
	return 0;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return document_import(in, write_rows, out, err);
}

const struct importer importer_jmeter_statistics = {
	.name = "jmeter-statistics",
	.about = "statistics.json of JMeter's dashboard",
	.evidence = "percentiles",
	.omission = "affected: latency counts from the send; paced or not, the "
		    "file does not say",
	.sniff = sniff,
	.import = import,
};
