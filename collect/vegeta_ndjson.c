/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vegeta's results as `vegeta encode --to json` writes them (7 to 12): one
 * object a line, in the order in which the requests ended.
 *
 *	{"attack":"","seq":0,"code":200,"timestamp":"2026-11-22T16:03:34.17Z",
 *	 "latency":2262326,"bytes_out":0,"bytes_in":13,"error":"","body":"eHh4",
 *	 "method":"GET","url":"http://host/","headers":{...}}
 *
 * - Latency is in nanoseconds; the time is that of the start.
 * - The order of keys is that of all versions; where a script has changed it,
 *   the line is looked up key by key.
 *
 * What figures mean: vegeta_rows.h.  Read by all processors at once, see
 * rows.h.
 */
#include <string.h>

#include "collect/digits.h"
#include "collect/json_name.h"
#include "collect/rfc3339.h"
#include "collect/sniff.h"
#include "collect/vegeta_rows.h"

struct worker {
	struct vegeta_tally vegeta;
	struct rfc3339 clock;
};

/* A line, taken apart; texts without their quotes. */
struct line {
	struct span attack, code, time, latency, bytes_in, error, url;
};

static bool sniff(struct span head)
{
	return json_has_key(head, "code") && json_has_key(head, "timestamp") &&
	       json_has_key(head, "latency") && json_has_key(head, "bytes_in");
}

/* Takes `key`, and what stands before the next `end`, off the front. */
static inline __attribute__((always_inline)) bool take(struct span *rest,
    struct span key, char end, struct span *value)
{
	if (!span_take(rest, key))
		return false;
	*value = span_cut(rest, end);
	return true;
}

/* As vegeta writes it, the URL if it is wanted; false also where a text has an
 * escape. */
static bool take_apart(struct span s, bool url, struct line *out)
{
	struct span seq, bytes_out;

	if (!take(&s, SPAN("{\"attack\":\""), '"', &out->attack) ||
	    memchr(out->attack.at, '\\', out->attack.len) ||
	    !take(&s, SPAN(",\"seq\":"), ',', &seq) ||
	    !take(&s, SPAN("\"code\":"), ',', &out->code) ||
	    !take(&s, SPAN("\"timestamp\":\""), '"', &out->time) ||
	    !take(&s, SPAN(",\"latency\":"), ',', &out->latency) ||
	    !take(&s, SPAN("\"bytes_out\":"), ',', &bytes_out) ||
	    !take(&s, SPAN("\"bytes_in\":"), ',', &out->bytes_in) ||
	    !span_starts(s, SPAN("\"error\":\"")))
		return false;
	out->error = json_string_after(s, SPAN("\"error\":\""));
	s = span_skip(s, 9 + out->error.len);
	if (url) /* behind the body, which is long */
		out->url = json_string_after(s, SPAN("\"url\":\""));
	return span_ends(s, SPAN("}"));
}

static struct span value_of(struct span s, const char *key)
{
	struct span value = { 0 };

	if (!json_key_value(s, key, &value))
		return (struct span){ 0 };
	return json_unquoted(value);
}

/* By keys, in any order. */
static bool look_up(struct span s, struct line *out)
{
	*out = (struct line){ value_of(s, "attack"), value_of(s, "code"),
		value_of(s, "timestamp"), value_of(s, "latency"),
		value_of(s, "bytes_in"), value_of(s, "error"),
		value_of(s, "url") };
	return span_ends(s, SPAN("}")) && out->code.len && out->time.len &&
	       out->latency.len;
}

static int take_line(void *worker, struct span s, struct err *err)
{
	struct worker *w = worker;
	struct vegeta_row row = { .bytes_in = 0 };
	struct line line = { .url = { 0 } };

	if (!take_apart(s, !w->vegeta.url.differs, &line) && !look_up(s, &line))
		return err_set(err, "expected a result of vegeta, got \"%.*s\"",
		    (int)(s.len < 60 ? s.len : 60), s.at);
	if (!rfc3339_parse(&w->clock, line.time, &row.at_ns))
		return err_set(err,
		    "timestamp: expected an RFC 3339 time, got \"%.*s\"",
		    SPAN_ARG(line.time));
	if (!digits_parse(line.code, &row.code) ||
	    !digits_parse(line.latency, &row.latency_ns) ||
	    (line.bytes_in.len && !digits_parse(line.bytes_in, &row.bytes_in)))
		return err_set(err, "expected numbers in code, latency and "
				    "bytes_in");
	row.error = line.error;
	row.attack = line.attack;
	row.url = line.url;
	return vegeta_take(&w->vegeta, &row, err);
}

static const struct rows_format format = { .size = sizeof(struct worker),
	.step_ns = 1,
	.line = take_line,
	.begin = vegeta_begin,
	.merge = vegeta_merge };

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct worker w = { .clock = { .unix_ns = 0 } };
	int status = rows_read(in, &format, NULL, &w, err);

	if (!status)
		status = vegeta_write(&w.vegeta,
		    (struct vegeta_words){ json_name, json_message }, out, err);
	rows_release(&w.vegeta.rows);
	return status;
}

const struct importer importer_vegeta_ndjson = {
	.name = "vegeta-ndjson",
	.about = "vegeta encode --to json: one result per line",
	.evidence = "timed",
	.omission = "not affected: open loop",
	.sniff = sniff,
	.import = import,
};
