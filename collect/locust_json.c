/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Locust's statistics in JSON: `locust --json` (2.1x and later), an array with
 * an entry (locust_entry.c) for each name and method.  On standard output, the
 * log may stand before it:
 *
 *	[2026-11-22 16:58:45,117] vm/INFO/locust.main: Starting Locust
 *	[
 *	    {
 *	        "name": "/",
 *	        ...
 *
 * There is no entry for all: they are added up, which histograms allow.
 */
#include <math.h>

#include "collect/importer.h"
#include "collect/locust.h"
#include "collect/sniff.h"

/* From the line that begins with "[" and, perhaps later, "{" or "]". */
static struct span array_in(struct span text)
{
	while (text.len) {
		struct span rest = sniff_start(text), after;

		after = sniff_start(span_skip(rest, 1));
		if (sniff_first(rest) == '[' && after.len &&
		    (after.at[0] == '{' || after.at[0] == ']'))
			return rest;
		span_cut(&rest, '\n');
		text = rest;
	}
	return text;
}

static bool sniff(struct span head)
{
	struct span first = json_first_element(array_in(head));

	return json_has_key(first, "num_requests") &&
	       json_has_key(first, "response_times");
}

static int read_array(const struct json_node *list, struct locust_run *r,
    struct err *err)
{
	double from_s = INFINITY, to_s = -INFINITY;
	struct json_node e;

	for (e = json_first(list); e.value; e = json_after(&e))
		if (locust_entry_add(r, &e, &from_s, &to_s, err))
			return -1;
	locust_total_add(r);
	locust_set_times(r, from_s, to_s);
	return 0;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct pos pos = input_start(in);
	struct locust_run r;
	struct json_node root, list;
	struct json *doc;
	struct span text, array;
	int status;

	if (input_all(in, &text, err))
		return -1;
	array = array_in(text);
	doc = json_parse(array, pos_of(pos, text, array.at), err);
	if (!doc)
		return -1;
	root = json_root(doc);
	locust_run_begin(&r);
	status = json_array(&root, NULL, &list, err);
	if (!status)
		status = read_array(&list, &r, err);
	if (!status)
		status = locust_run_write(&r, out, err);
	locust_run_release(&r);
	json_free(doc);
	return status;
}

const struct importer importer_locust_json = {
	.name = "locust-json",
	.about = "locust --json: the statistics at the end",
	.evidence = "histogram",
	.omission = "affected: closed loop, not corrected",
	.sniff = sniff,
	.import = import,
};
