/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What Locust's workers report, a line of JSON for each worker and three
 * seconds, as Taurus keeps it (workers.ldjson).
 *
 *	{ "stats": [ entry, ... ], "stats_total": entry,
 *	  "errors": { "b43c8...": { "name": "/about/", "method": "GET",
 *	    "occurrences": 2, "error": "HTTPError('404 ...',)" } },
 *	  "user_count": 3, "client_id": "host_f39c..." }
 *
 * Each line is what came since the line before of the same worker: all are
 * added up.  stats_total would count everything twice.  The entries are those
 * of locust_entry.c.  "occurrences" was spelled "occurences" once.
 */
#include <math.h>

#include "collect/importer.h"
#include "collect/locust.h"
#include "collect/sniff.h"

static bool sniff(struct span head)
{
	return json_has_key(head, "stats") && json_has_key(head, "errors") &&
	       json_has_key(head, "user_count") &&
	       !json_has_key(head, "total_rps");
}

struct times {
	double from_s, to_s;
};

static int read_report(const struct json_node *root, struct locust_run *r,
    struct times *t, struct err *err)
{
	struct json_node list, e;

	if (json_array(root, "stats", &list, err))
		return -1;
	for (e = json_first(&list); e.value; e = json_after(&e))
		if (locust_entry_add(r, &e, &t->from_s, &t->to_s, err))
			return -1;
	list = json_member(root, "errors");
	for (e = json_first(&list); e.value; e = json_after(&e))
		if (locust_error_read(r, &e, err))
			return -1;
	return 0;
}

static int read_line(struct span line, struct pos pos, struct locust_run *r,
    struct times *t, struct err *err)
{
	struct json *doc = json_parse(line, pos, err);
	struct json_node root;
	int status;

	if (!doc)
		return -1;
	root = json_root(doc);
	status = read_report(&root, r, t, err);
	json_free(doc);
	arena_release(&r->scratch);
	return status;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct times t = { INFINITY, -INFINITY };
	struct locust_run r;
	struct span line;
	int status;

	locust_run_begin(&r);
	while ((status = input_line(in, &line, err)) == 1) {
		line = span_trim(line);
		if (line.len && read_line(line, input_pos(in), &r, &t, err)) {
			status = -1;
			break;
		}
	}
	if (!status) {
		locust_total_add(&r);
		locust_set_times(&r, t.from_s, t.to_s);
		status = locust_run_write(&r, out, err);
	}
	locust_run_release(&r);
	return status;
}

const struct importer importer_locust_workers = {
	.name = "locust-workers",
	.about = "Locust's workers: their reports, one a line",
	.evidence = "histogram",
	.omission = "affected: closed loop, not corrected",
	.sniff = sniff,
	.import = import,
};
