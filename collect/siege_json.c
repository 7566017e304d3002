/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * siege's result, as written by `siege --json-output` (4.0.5 to 4.1).
 *
 *	{	"transactions":			        1478,
 *		"availability":			      100.00,
 *		"elapsed_time":			        2.97,
 *		...
 *		"shortest_transaction":		        0.00
 *	}
 *	LOG FILE: /var/log/siege-4.0.7.log
 *
 * - Times are seconds in all versions, data megabytes; both have 2 digits.
 * - Words may follow the object; and where siege was started for the first
 *   time, "New configuration template added to ..." stands before it.
 * - For what the figures mean see siege.h.
 */
#include <math.h>

#include "collect/json.h"
#include "collect/siege.h"
#include "collect/sniff.h"

#define STEP 0.01

/* From the object on. */
static struct span object_of(struct span text)
{
	ptrdiff_t at = 0;

	text = sniff_start(text);
	if (span_starts(text, SPAN("New configuration template")))
		at = span_find(text, SPAN("\n{"));
	return span_skip(text, at < 0 ? text.len : (size_t)at);
}

static bool sniff(struct span head)
{
	head = object_of(head);
	return json_has_key(head, "transactions") &&
	       json_has_key(head, "availability") &&
	       json_has_key(head, "elapsed_time");
}

static int read_figures(const struct json_node *root, struct siege_figures *f,
    struct err *err)
{
	const struct {
		const char *key;
		struct siege_figure *out;
		double unit, step;
	} keys[] = {
		{ "transactions", &f->transactions, 1, 0 },
		{ "successful_transactions", &f->successful, 1, 0 },
		{ "failed_transactions", &f->failed, 1, 0 },
		{ "elapsed_time", &f->elapsed_ns, 1e9, STEP },
		{ "response_time", &f->response_ns, 1e9, STEP },
		{ "longest_transaction", &f->longest_ns, 1e9, STEP },
		{ "shortest_transaction", &f->shortest_ns, 1e9, STEP },
		{ "data_transferred", &f->megabytes, 1, STEP },
		{ "transaction_rate", &f->rate, 1, STEP },
		{ "concurrency", &f->concurrency, 1, STEP },
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		double value = NAN;

		if (json_number_try(root, keys[i].key, &value, err))
			return -1;
		if (value < 0 || value > 1e15)
			return json_fail(root, err,
			    "expected %s to be 0 or more, got %g", keys[i].key,
			    value);
		*keys[i].out = (struct siege_figure){ value * keys[i].unit,
			keys[i].step * keys[i].unit };
	}
	return 0;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct siege_figures f = SIEGE_UNKNOWN;
	struct summary s;
	struct span text, object;
	struct pos pos = input_start(in);
	struct json *doc = NULL;
	struct json_node root;
	int status = -1;

	summary_begin(&s, "siege");
	if (input_all(in, &text, err))
		goto out;
	object = object_of(text);
	pos = pos_of(pos, text, object.at);
	if (json_next(&object, &pos, &doc, err) < 0)
		goto out;
	if (!doc) {
		err_set(err, "%s: expected a result, got nothing",
		    input_name(in));
		goto out;
	}
	root = json_root(doc);
	if (!read_figures(&root, &f, err)) {
		siege_fill(&s, &f);
		status = summary_write(&s, out, err);
	}
out:
	json_free(doc);
	summary_release(&s);
	return status;
}

const struct importer importer_siege_json = {
	.name = "siege-json",
	.about = "siege --json-output",
	.evidence = "none: moments only",
	.omission = "affected: closed loop, not corrected",
	.sniff = sniff,
	.import = import,
};
