/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/lookalikes.h"

#include <string.h>
#include <strings.h>

#include "base/codec.h"
#include "collect/report_line.h"
#include "collect/sniff.h"

#define LINE_SHOWN 60

static bool begins_with(struct span head, const char *text)
{
	head = sniff_start(head);
	return head.len >= strlen(text) &&
	       strncasecmp(head.at, text, strlen(text)) == 0;
}

static bool is_html(struct span head)
{
	return begins_with(head, "<!doctype html") ||
	       begins_with(head, "<html");
}

/* Prometheus' labels, targets, metadata, ...: an answer to no query. */
static bool is_prometheus(struct span head)
{
	struct span status;

	return json_key_value(head, "status", &status) &&
	       span_is(status, "\"success\"") && json_has_key(head, "data");
}

static bool is_smp_config(struct span head)
{
	return begins_with(head, "test:") &&
	       span_find(head, SPAN("clients:")) >= 0;
}

static bool is_fortio_request(struct span head)
{
	struct span inner;

	if (json_key_value(head, "metadata", &inner))
		head = inner;
	return json_has_key(head, "url") && json_has_key(head, "qps");
}

static bool is_old_fortio(struct span head)
{
	return json_has_key(head, "ActualQPS") &&
	       json_has_key(head, "Histogram") &&
	       !json_has_key(head, "DurationHistogram");
}

static bool is_fortio_log(struct span head)
{
	return span_find(head, SPAN(" queries per second, ")) >= 0 &&
	       span_find(head, SPAN("\nSuccessfully wrote ")) >= 0;
}

/* A script's imitation of fortio's last line. */
static bool is_like_fortio(struct span head)
{
	return span_find(head, SPAN("All done ")) >= 0 &&
	       span_find(head, SPAN(" calls (")) >= 0 &&
	       span_find(head, SPAN("p50=")) >= 0;
}

/* What pandas makes of results: a column for each key, joined by points. */
static bool is_pandas(struct span head)
{
	struct span column;

	if (json_key_value(head, "RunType", &column))
		return json_has_key(column, "0");
	return json_has_key(json_first_element(head),
	    "DurationHistogram.Count");
}

/* An element of Nighthawk's "statistics", saved alone. */
static bool is_statistic(struct span head)
{
	return json_has_key(head, "percentiles") &&
	       json_has_key(head, "pstdev") && json_has_key(head, "id");
}

static bool is_exposition(struct span head)
{
	return begins_with(head, "# HELP ") || begins_with(head, "# TYPE ");
}

static bool is_tsdb_dump(struct span head)
{
	return begins_with(head, "{__name__=");
}

/* A line of VictoriaMetrics' /api/v1/export. */
static bool is_metric_export(struct span head)
{
	return json_has_key(head, "metric") && json_has_key(head, "values") &&
	       json_has_key(head, "timestamps");
}

/* The list of results that fortio's server gives. */
static bool is_fortio_index(struct span head)
{
	return begins_with(head, "TsvHttpData-1.0");
}

static bool is_gatling_assertions(struct span head)
{
	return json_has_key(head, "simulation") &&
	       json_has_key(head, "simulationId");
}

static bool is_gatling_script(struct span head)
{
	return begins_with(head, "var stats = {") &&
	       span_find(head, SPAN("numberOfRequests")) >= 0;
}

/* ab -w */
static bool is_ab_table(struct span head)
{
	return begins_with(head, "<p>") &&
	       span_find(head, SPAN("This is ApacheBench")) >= 0;
}

static bool is_junit(struct span head)
{
	return sniff_first(head) == '<' &&
	       span_find(head, SPAN("<testsuite")) >= 0;
}

/* "HTTP/1.1 200   0.01 secs: 240 bytes ==> GET /", "  4,HTTP/1.1,200,..." */
static bool is_siege_lines(struct span head)
{
	char buffer[LINE_SHOWN_MAX];
	struct span line = line_uncolored(span_cut(&head, '\n'), buffer);

	if (span_starts(line, SPAN("HTTP/1.")))
		return span_find(line, SPAN(" secs:")) > 0 &&
		       span_find(line, SPAN(" ==> ")) > 0;
	span_cut(&line, ',');
	return span_starts(line, SPAN("HTTP/1."));
}

static bool is_headless_wrk(struct span head)
{
	return span_find(head, SPAN("Thread Stats ")) >= 0 &&
	       span_find(head, SPAN(" requests in ")) >= 0;
}

/* "90% Line,95% Line,99% Line", in words of any language. */
static bool is_jmeter_table(struct span head)
{
	struct span rest = sniff_start(head), line = span_cut(&rest, '\n');
	int percentiles = 0;

	while (line.len) {
		struct span words = span_cut(&line, ',');
		struct span number = span_cut(&words, '%');
		double p;

		percentiles += span_double(number, 0, 100, &p) &&
			       span_starts(words, SPAN(" "));
	}
	return percentiles == 3;
}

static bool is_zip(struct span head)
{
	return span_starts(head, SPAN("PK\3\4"));
}

/* What is seen is what is inside of the first one. */
static bool is_compressed(struct span head)
{
	struct codec *codec = codec_for(head);

	codec_free(codec);
	return codec;
}

static bool is_xz_or_bzip2(struct span head)
{
	return span_starts(head, SPAN("\xFD"
				      "7zXZ")) ||
	       span_starts(head, SPAN("BZh"));
}

static bool is_utf16(struct span head)
{
	return span_starts(head, SPAN("\xFF\xFE")) ||
	       span_starts(head, SPAN("\xFE\xFF"));
}

static bool is_sqlite(struct span head)
{
	return span_starts(head, SPAN("SQLite format 3"));
}

static const struct {
	bool (*is)(struct span head);
	const char *words;
} lookalikes[] = {
	{ is_html,
	    "an HTML page, not a result: did a server answer with an error or "
	    "a login page?" },
	{ is_prometheus,
	    "an answer of Prometheus without samples: labels, targets or the "
	    "like" },
	{ is_smp_config,
	    "an SMP test configuration: what to run, not what came of it" },
	{ is_fortio_request,
	    "input of fortio's REST API: what to run, not what came of it" },
	{ is_old_fortio,
	    "a result of fortio before 0.3, which does not state its buckets" },
	{ is_fortio_log,
	    "the log of a fortio run whose result went to a file, as its last "
	    "line says: collect that, or this with --format fortio-text" },
	{ is_like_fortio,
	    "looks like fortio, but without its table of latencies" },
	{ is_pandas,
	    "a table that pandas made of fortio's results: collect the "
	    "results themselves" },
	{ is_statistic,
	    "one statistic of Nighthawk, without the run that it is of" },
	{ is_exposition,
	    "metrics as Prometheus scrapes them, without their past: collect "
	    "from the server, by its URL" },
	{ is_tsdb_dump,
	    "a dump of Prometheus' storage: collect from the server, by its "
	    "URL" },
	{ is_metric_export,
	    "an export of VictoriaMetrics: collect from the server, by its "
	    "URL, or save its answer to /api/v1/query_range" },
	{ is_fortio_index, "the index of a data directory of fortio's: collect "
			   "the directory" },
	{ is_gatling_assertions,
	    "Gatling's assertions: collect simulation.log or stats.json" },
	{ is_gatling_script,
	    "Gatling's stats.js, which is a script: collect simulation.log or "
	    "stats.json" },
	{ is_ab_table,
	    "ab's report as a table of HTML (-w): have it without -w" },
	{ is_junit, "results of JUnit: what passed, but not how fast it was" },
	{ is_siege_lines,
	    "siege's lines of single requests, to 10 ms: collect what it "
	    "prints at the end" },
	{ is_headless_wrk,
	    "a report of wrk or wrk2 without its first line, \"Running ...\", "
	    "by which a run is told" },
	{ is_jmeter_table,
	    "like a table of JMeter's, in words that are not known: save it "
	    "from JMeter in English (-Jlanguage=en), as UTF-8, or collect the "
	    ".jtl" },
	{ is_zip, "a zip archive: unpack it, and collect the folder" },
	{ is_compressed, "compressed twice: unpack it once" },
	{ is_xz_or_bzip2,
	    "compressed by xz or bzip2: unpack it, or compress it with gzip or "
	    "zstd" },
	{ is_utf16,
	    "text in UTF-16 (PowerShell's > makes it): save it as UTF-8" },
	{ is_sqlite,
	    "an SQLite file: collect the results that an archive is made of" },
};

const char *lookalike_words(struct span head)
{
	for (size_t i = 0; i < sizeof(lookalikes) / sizeof(*lookalikes); i++)
		if (lookalikes[i].is(head))
			return lookalikes[i].words;
	return NULL;
}

void lookalikes_list(FILE *out)
{
	for (size_t i = 0; i < sizeof(lookalikes) / sizeof(*lookalikes); i++)
		fprintf(out, "  %s\n", lookalikes[i].words);
}
