/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * k6's results as `k6 run --out json` writes them (0.20 to 2): one object a
 * line, of two kinds.
 *
 *	{"type":"Metric","data":{"name":"http_reqs","type":"counter",...},
 *		"metric":"http_reqs"}
 *	{"metric":"http_req_duration","type":"Point","data":{
 *		"time":"2026-11-22T16:46:21.017124442Z","value":0.42876,
 *		"tags":{"name":"http://host/","status":"200",...}}}
 *
 * - The order of keys changed between versions.  That of the last ten years is
 *   read as it stands; any other is looked up key by key.
 * - Times have the offset of the machine, which may change in the middle.
 * - A request belongs to the series that its tag "name" says.
 * - Metrics are known by their names, so that a file may lack its first lines,
 *   or be put together of several.
 * - Of thresholds there is what was asked for, and not whether it was kept.
 * - A run that is killed leaves a last line that is cut.
 *
 * What points mean: k6_points.h.  Read by all processors at once, see rows.h.
 */
#include <string.h>

#include "collect/json_name.h"
#include "collect/k6_points.h"
#include "collect/rfc3339.h"
#include "collect/sniff.h"

struct worker {
	struct k6_tally k6;
	struct rfc3339 clock;
};

/* A line, taken apart; of K6_OTHER nothing else is said. */
struct line {
	enum k6_metric metric;
	struct span time, value, tags;
};

static struct span first_line(struct span head)
{
	head = sniff_start(head);
	return span_trim(span_cut(&head, '\n'));
}

static bool sniff(struct span head)
{
	struct span line = first_line(head), type;

	return json_has_key(line, "metric") && json_has_key(line, "data") &&
	       json_key_value(line, "type", &type) &&
	       (span_is(type, "\"Metric\"") || span_is(type, "\"Point\""));
}

/* ---- lines ---- */

/* As k6 writes them.  What is passed over is not looked at any further. */
static bool take_apart(struct span s, struct line *out)
{
	if (!span_take(&s, SPAN("{\"metric\":\"")))
		return false;
	out->metric = k6_metric_of(span_cut(&s, '"'));
	if (!span_take(&s, SPAN(",\"type\":\"Point\",\"data\":{\"time\":\"")))
		return false;
	if (out->metric == K6_OTHER)
		return true;
	out->time = span_cut(&s, '"');
	if (!span_take(&s, SPAN(",\"value\":")))
		return false;
	out->value = span_cut(&s, ',');
	out->tags = s;
	return span_starts(s, SPAN("\"tags\":")) && span_ends(s, SPAN("}}"));
}

/* By keys, in any order. */
static bool look_up(struct span s, struct line *out)
{
	struct span type, data, metric;

	*out = (struct line){ .metric = K6_OTHER };
	if (!json_key_value(s, "type", &type) ||
	    !json_key_value(s, "data", &data) || !span_ends(s, SPAN("}")))
		return false;
	if (span_is(type, "\"Metric\""))
		return true;
	if (!span_is(type, "\"Point\"") ||
	    !json_key_value(s, "metric", &metric) ||
	    !json_key_value(data, "time", &out->time) ||
	    !json_key_value(data, "value", &out->value))
		return false;
	json_key_value(data, "tags", &out->tags);
	out->metric = k6_metric_of(json_unquoted(metric));
	out->time = json_unquoted(out->time);
	return true;
}

static int take_point(struct worker *w, const struct line *line,
    struct err *err)
{
	enum k6_metric metric = line->metric;
	bool latency = metric == K6_DURATION || metric == K6_GRPC;
	struct span tags = line->tags;
	struct k6_point p = { .value = line->value };

	if (latency && !rfc3339_parse(&w->clock, line->time, &p.end_ns))
		return err_set(err,
		    "time: expected an RFC 3339 time, got \"%.*s\"",
		    SPAN_ARG(line->time));
	if (metric == K6_CHECKS) {
		p.name = json_string_after(tags, SPAN("\"check\":\""));
		p.group = json_string_after(tags, SPAN("\"group\":\""));
	}
	if (latency || (metric == K6_FAILED && !span_is(line->value, "0"))) {
		p.name = json_string_after(tags, SPAN("\"name\":\""));
		p.status = json_string_after(tags, SPAN("\"status\":\""));
	}
	if (metric == K6_FAILED && p.name.len) {
		p.error = json_string_after(tags, SPAN("\"error\":\""));
		p.error_code =
		    json_string_after(tags, SPAN("\"error_code\":\""));
	}
	return k6_take(&w->k6, metric, &p, err);
}

static int take_line(void *worker, struct span s, struct err *err)
{
	struct line line;

	if (!take_apart(s, &line) && !look_up(s, &line))
		return err_set(err,
		    "expected a line of k6's JSON output, got \"%.*s\"",
		    (int)(s.len < 60 ? s.len : 60), s.at);
	return line.metric == K6_OTHER ? 0 : take_point(worker, &line, err);
}

static const struct rows_format format = { .size = sizeof(struct worker),
	.step_ns = 1,
	.line = take_line,
	.merge = k6_merge };

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct worker w = { .clock = { .unix_ns = 0 } };
	int status = rows_read(in, &format, NULL, &w, err);

	if (!status)
		status = k6_write(&w.k6,
		    (struct row_writing){ .readable = json_name,
			.message = json_message },
		    out, err);
	rows_release(&w.k6.rows);
	return status;
}

const struct importer importer_k6_ndjson = {
	.name = "k6-ndjson",
	.about = "k6 run --out json: one point per line",
	.evidence = "timed",
	.omission = "affected unless the executor is one of arrivals; not "
		    "corrected",
	.sniff = sniff,
	.import = import,
};
