/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tsung.log, as JSON (backend="json", 1.5 to 1.8).
 *
 *	{"stats": [
 *	 {"timestamp": 1399476370, "samples": [
 *	   {"name": "users", "value": 12, "max": 20},
 *	   {"name": "request", "value": 481, "mean": 21.3, "stddev": 8.1,
 *	    "max": 95.0, "min": 3.2, "global_mean": 0, "global_count": 0},
 *	   {"name": "http_200", "value": 470, "total": 470},
 *	   {"name": "cpu", "hostname": "localhost", "value": 6, ...}]},
 *	 ...]}
 *
 * - Where tsung was killed, the end is missing: dumps are read one by one, and
 *   a last one that was cut is left out.
 * - For what the figures mean see tsung_stats.h.
 */
#include <math.h>
#include <string.h>

#include "collect/json.h"
#include "collect/json_figure.h"
#include "collect/report_line.h"
#include "collect/sniff.h"
#include "collect/tsung_stats.h"

static bool sniff(struct span head)
{
	struct span list, first;

	if (!json_key_value(head, "stats", &list))
		return false;
	first = json_first_element(list);
	return json_has_key(first, "timestamp") &&
	       json_has_key(first, "samples");
}

static int read_sample(struct tsung_stats *t, const struct json_node *e,
    struct err *err)
{
	struct tsung_sample s = { NAN, NAN, NAN, NAN };
	const char *name;
	double total = NAN;

	if (json_member(e, "hostname").value)
		return 0; /* of a machine */
	if (json_string(e, "name", &name, err) ||
	    json_loose_number_try(e, "value", &s.count, err) ||
	    json_loose_number_try(e, "mean", &s.mean_ms, err) ||
	    json_loose_number_try(e, "max", &s.max_ms, err) ||
	    json_loose_number_try(e, "min", &s.min_ms, err) ||
	    json_loose_number_try(e, "total", &total, err))
		return -1;
	if (strcmp(name, "users") == 0)
		tsung_users(t, s.count);
	else if (s.count >= 0 && s.count < 1e15 && s.mean_ms >= 0 &&
		 s.mean_ms < 1e12)
		tsung_sample(t, span_of(name), &s);
	else if (total >= 0 && total <= COUNT_MAX)
		tsung_counter(t, span_of(name), llround(total));
	return 0;
}

static int read_dump(struct tsung_stats *t, const struct json_node *root,
    struct err *err)
{
	struct json_node list;
	double seconds;

	if (json_number(root, "timestamp", &seconds, err) ||
	    json_array(root, "samples", &list, err))
		return -1;
	tsung_dump(t, seconds);
	for (struct json_node e = json_first(&list); e.value;
	     e = json_after(&e))
		if (read_sample(t, &e, err))
			return -1;
	return 0;
}

/* To the next dump: 1, or 0 at the end of the list or of the text. */
static int skip_to_dump(struct tsung_stats *t, struct span *rest)
{
	*rest = span_trim(*rest);
	while (rest->len && rest->at[0] == ',')
		*rest = span_trim(span_skip(*rest, 1));
	if (rest->len && rest->at[0] == ']')
		t->ended = true;
	return rest->len && !t->ended;
}

static int read_dumps(struct input *in, struct tsung_stats *t, struct err *err)
{
	struct pos pos = input_start(in);
	struct span rest, last;
	struct json *doc = NULL;
	int status = 0;

	if (input_all(in, &rest, err))
		return -1;
	last = rest;
	span_cut(&rest, '[');
	while (!status && skip_to_dump(t, &rest)) {
		struct err cut;
		struct span one = json_take_value(&rest);
		struct json_node root;

		pos = pos_of(pos, last, one.at);
		last = one;
		doc = json_parse(one, pos, rest.len ? err : &cut);
		if (!doc)
			return rest.len ? -1 : 0;
		root = json_root(doc);
		status = read_dump(t, &root, err);
		json_free(doc);
	}
	return status;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct tsung_stats t;
	int status;

	tsung_begin(&t);
	status = read_dumps(in, &t, err);
	if (!status && isnan(t.first_s))
		status = err_set(err, "%s: expected a dump, got none",
		    input_name(in));
	if (!status)
		status = tsung_write(&t, out, err);
	tsung_release(&t);
	return status;
}

const struct importer importer_tsung_json = {
	.name = "tsung-json",
	.about = "tsung.log as JSON: statistics of every 10 seconds",
	.evidence = "none: moments only",
	.omission = "affected in part: requests of a session wait",
	.sniff = sniff,
	.import = import,
};
