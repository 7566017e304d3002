/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/prometheus_stream.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "collect/digits.h"
#include "collect/sniff.h"

#define SAMPLE_MAX 96 /* bytes of one as Prometheus writes it */

/* Where the series stands in the document, for errors. */
struct place {
	struct json_node root, data, result;
	bool bare; /* the document is the list */
};

struct stream {
	struct input *in;
	struct place place;
	struct prometheus_answer *counted;
	struct metric_samples samples; /* of one series; used again */
	size_t cap;
	size_t sample_len; /* bytes of the last one, with its end */
	size_t ahead; /* bytes to look at; a bit more than the last series */
};

/* What became of a try to read a series as Prometheus writes it. */
enum outcome { TAKEN, CUT, UNUSUAL };

/* The list, as far as it stands in the head; empty if it does not. */
static struct span list_in(struct span head)
{
	struct span data, list = { head.at, 0 };

	if (sniff_first(head) == '[')
		return sniff_start(head);
	if (json_key_value(head, "data", &data))
		json_key_value(data, "result", &list);
	return list;
}

bool prometheus_stream_begins(struct span head)
{
	return head.len == INPUT_HEAD_BYTES &&
	       sniff_first(json_first_element(list_in(head))) == '{';
}

/* ---- as Prometheus writes them ---- */

/* "1777900015", "1777900015.781" */
static bool parse_time(struct span s, int64_t *ms)
{
	static const int64_t scale[] = { 1000, 100, 10, 1 };
	struct span whole;
	int64_t part = 0;

	if (s.len <= 10 && digits_parse(s, ms)) {
		*ms *= 1000;
		return true;
	}
	whole = span_cut(&s, '.');
	if (whole.len > 10 || s.len > 3 || !digits_parse(whole, ms) ||
	    (s.len && !digits_parse(s, &part)))
		return false;
	*ms = *ms * 1000 + part * scale[s.len];
	return true;
}

/*
 * "56", "0.125".  Exact: up to 15 digits and the power of ten are whole numbers
 * that a double holds, and their quotient is rounded once.
 */
static bool parse_decimal(struct span s, double *out)
{
	static const double power[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7,
		1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14 };
	struct span text = s, whole;
	int64_t high, low;

	if (digits_parse(s, &high)) {
		*out = (double)high;
		return true;
	}
	whole = span_cut(&s, '.');
	if (text.len > 16 || !digits_parse(whole, &high) ||
	    !digits_parse(s, &low))
		return prometheus_value(text, out);
	*out = ((double)high * power[s.len] + (double)low) / power[s.len];
	return true;
}

/* [1777900015,"56"], without its end */
static bool parse_sample(struct span s, struct metric_sample *out)
{
	struct span time;

	if (!span_take(&s, SPAN("[")))
		return false;
	time = span_cut(&s, ',');
	if (s.len < 2 || s.at[0] != '"' || s.at[s.len - 1] != '"')
		return false;
	return parse_time(time, &out->at_ms) &&
	       parse_decimal((struct span){ s.at + 1, s.len - 2 }, &out->value);
}

/*
 * The same with its end, of just so many bytes as the one before had: mostly so
 * it is, and the processor need not wait for the ends of numbers to be found.
 */
static bool parse_alike(struct span s, struct metric_sample *out)
{
	struct span time = { s.at + 1, 10 }, value = { s.at + 13, s.len - 15 };
	int64_t at_s, whole;

	if (s.len < 16 || s.at[0] != '[' || s.at[11] != ',' ||
	    s.at[12] != '"' || s.at[s.len - 2] != '"' ||
	    s.at[s.len - 1] != ']' || !digits_parse(time, &at_s) ||
	    !digits_parse(value, &whole))
		return false;
	*out = (struct metric_sample){ at_s * 1000, (double)whole };
	return true;
}

/* The sample that the text begins with. */
static enum outcome take_sample(struct stream *s, struct span *rest,
    struct metric_sample *out)
{
	size_t max = rest->len < SAMPLE_MAX ? rest->len : SAMPLE_MAX;
	struct span near = { rest->at, max }, text;

	if (s->sample_len > max ||
	    !parse_alike((struct span){ rest->at, s->sample_len }, out)) {
		text = span_cut(&near, ']');
		if (text.len == max)
			return max < SAMPLE_MAX ? CUT : UNUSUAL;
		if (!parse_sample(text, out))
			return UNUSUAL;
		s->sample_len = text.len + 1;
	}
	*rest = span_skip(*rest, s->sample_len);
	return TAKEN;
}

static enum outcome add_sample(struct stream *s, struct span *rest)
{
	struct metric_samples *list = &s->samples;
	enum outcome outcome;
	struct metric_sample *to;

	list->at = grow(list->at, list->len, &s->cap, sizeof(*list->at));
	to = &list->at[list->len];
	outcome = take_sample(s, rest, to);
	if (outcome != TAKEN)
		return outcome;
	if (list->len && to->at_ms < to[-1].at_ms)
		return UNUSUAL;
	if (!isnan(to->value))
		list->len++;
	return TAKEN;
}

/* Up to the end of the list, and of the series. */
static enum outcome take_samples(struct stream *s, struct span *rest,
    size_t *dropped)
{
	enum outcome outcome;
	size_t seen = 0;

	do {
		outcome = add_sample(s, rest);
		if (outcome != TAKEN)
			return outcome;
		seen++;
	} while (span_take(rest, SPAN(",")));
	*dropped = seen - s->samples.len;
	if (rest->len < 2)
		return CUT;
	return span_take(rest, SPAN("]}")) ? TAKEN : UNUSUAL;
}

/* The series that *rest begins with; its labels as they stand there. */
static enum outcome take_usual(struct stream *s, struct span *rest,
    struct span *labels, size_t *dropped)
{
	s->samples.len = 0;
	if (!span_take(rest, SPAN("{\"metric\":")))
		return UNUSUAL;
	*labels = json_take_value(rest);
	if (rest->len < SAMPLE_MAX)
		return CUT;
	if (!span_take(rest, SPAN(",\"values\":")) ||
	    !span_take(rest, SPAN("[")))
		return UNUSUAL;
	return take_samples(s, rest, dropped);
}

/* ---- one series ---- */

/* A series as a document, whatever it looks like. */
static int read_document(struct stream *s, struct span text, struct arena *a,
    struct prometheus_series *out, struct err *err)
{
	struct pos pos = { input_name(s->in), 0 };
	struct json *doc = json_parse(text, pos, err);
	struct json_node node;
	int status;

	if (!doc)
		return -1;
	node = json_root(doc);
	node.parent = s->place.bare ? &s->place.root : &s->place.result;
	node.index = s->counted->len;
	status = prometheus_series_read(&node, a, s->counted, out, err);
	json_free(doc);
	return status;
}

static int read_usual(struct stream *s, struct span labels, struct arena *a,
    struct prometheus_series *out, struct err *err)
{
	static const char open[] = "{\"metric\":";
	size_t len = sizeof(open) - 1;
	char *text = arena_alloc(a, len + labels.len + 1, 1);

	memcpy(text, open, len);
	memcpy(text + len, labels.at, labels.len);
	text[len + labels.len] = '}';
	if (read_document(s, (struct span){ text, len + labels.len + 1 }, a,
		out, err))
		return -1;
	out->samples = s->samples;
	return 0;
}

/* The next one; *len are its bytes. */
static int read_series(struct stream *s, struct arena *a,
    struct prometheus_series *out, size_t *len, struct err *err)
{
	for (;; s->ahead *= 2) {
		struct span text, rest, labels = { 0 };
		size_t dropped = 0;
		enum outcome outcome;
		bool all;

		if (s->ahead > INPUT_DOCUMENT_MAX)
			return err_set(err,
			    "%s: a series larger than %zu MiB: refused",
			    input_name(s->in), INPUT_DOCUMENT_MAX >> 20);
		if (input_look(s->in, s->ahead, &text, err))
			return -1;
		all = text.len < s->ahead;
		rest = text;
		outcome = take_usual(s, &rest, &labels, &dropped);
		*len = text.len - rest.len;
		if (outcome == TAKEN) {
			s->counted->dropped += dropped;
			return read_usual(s, labels, a, out, err);
		}
		if (outcome == CUT && !all)
			continue;
		rest = text;
		text = json_take_value(&rest);
		*len = text.len;
		if (rest.len || all)
			return read_document(s, text, a, out, err);
	}
}

/* ---- the list ---- */

/* The next byte that is no white space, 0 at the end; not taken. */
static int next_byte(struct stream *s, char *byte, struct err *err)
{
	struct span text, rest;

	do {
		if (input_look(s->in, 1, &text, err))
			return -1;
		rest = sniff_start(text);
		*byte = rest.len ? *rest.at : 0;
		if (input_take(s->in, text.len - rest.len, &text, err))
			return -1;
	} while (!*byte && text.len);
	return 0;
}

static int take_series(struct stream *s, prometheus_series_fn *fn,
    void *context, struct err *err)
{
	struct prometheus_series series = { 0 };
	struct arena a = { 0 };
	struct span text;
	size_t len = 0;
	int status = -1;

	if (read_series(s, &a, &series, &len, err))
		goto out;
	s->counted->len++;
	s->ahead = len + len / 4;
	if (s->ahead < INPUT_HEAD_BYTES)
		s->ahead = INPUT_HEAD_BYTES;
	status =
	    input_take(s->in, len, &text, err) || fn(&series, context, err);
out:
	arena_release(&a);
	return status ? -1 : 0;
}

/* From its bracket to its other one. */
static int read_list(struct stream *s, prometheus_series_fn *fn, void *context,
    struct err *err)
{
	struct span bracket;
	char byte = ',';

	while (byte == ',') {
		if (input_take(s->in, 1, &bracket, err) ||
		    next_byte(s, &byte, err) ||
		    take_series(s, fn, context, err) ||
		    next_byte(s, &byte, err))
			return -1;
	}
	if (byte != ']')
		return err_set(err,
		    "%s: expected \",\" or \"]\" after the series %zu",
		    input_name(s->in), s->counted->len - 1);
	return input_take(s->in, 1, &bracket, err);
}

/* What stands around the list, as the document that it is without it. */
static int read_around(struct input *in, struct span before, struct arena *a,
    struct prometheus_answer *counted, struct err *err)
{
	struct prometheus_answer none;
	struct span behind;
	size_t len = before.len + 2;
	char *text;
	int status;

	if (input_all(in, &behind, err))
		return -1;
	text = arena_alloc(a, len + behind.len, 1);
	memcpy(text, before.at, before.len);
	memcpy(text + before.len, "[]", 2);
	memcpy(text + len, behind.at, behind.len);
	status =
	    prometheus_answer_parse((struct span){ text, len + behind.len },
		input_name(in), a, &none, err);
	prometheus_warnings_add(counted, none.warnings);
	return status;
}

static void place_init(struct place *p, bool bare)
{
	p->bare = bare;
	p->data = (struct json_node){ .parent = &p->root, .key = "data" };
	p->result = (struct json_node){ .parent = &p->data, .key = "result" };
}

int prometheus_stream_read(struct input *in, prometheus_series_fn *fn,
    void *context, struct prometheus_answer *counted, struct err *err)
{
	struct stream s = { .in = in,
		.counted = counted,
		.ahead = INPUT_HEAD_BYTES };
	struct arena a = { 0 };
	struct span head, before;
	int status = -1;

	*counted = (struct prometheus_answer){ 0 };
	if (input_head(in, &head, err))
		return -1;
	before.len = (size_t)(list_in(head).at - head.at);
	before.at = arena_span(&a, (struct span){ head.at, before.len });
	place_init(&s.place, sniff_first(head) == '[');
	if (!input_take(in, before.len, &head, err) &&
	    !read_list(&s, fn, context, err))
		status = read_around(in, before, &a, counted, err);
	free(s.samples.at);
	arena_release(&a);
	return status;
}
