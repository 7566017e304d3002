/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nighthawk's own result as YAML (--output-format yaml): the document of
 * nighthawk_json.c, with numbers where that has strings.
 *
 *	options:
 *	  requests_per_second: 50
 *	results:
 *	  - name: global
 *	    statistics:
 *	      - count: 1499
 *	        id: benchmark_http_client.request_to_response
 *	        percentiles:
 *	          - percentile: 0.5
 *	            count: 750
 *	            duration: 0.000151s
 */
#include <string.h>

#include "collect/importer.h"
#include "collect/nighthawk.h"
#include "collect/sniff.h"
#include "collect/yaml_json.h"

static bool sniff(struct span head)
{
	struct span start = sniff_start(head);

	if (!span_starts(start, SPAN("options:")) &&
	    !span_starts(start, SPAN("results:")))
		return false;
	return span_find(head, SPAN("results:")) >= 0 &&
	       span_find(head, SPAN(" statistics:")) >= 0;
}

static int import_json(const char *text, const char *file, struct arena *a,
    struct source_writer *out, struct err *err)
{
	struct json *doc =
	    json_parse(span_of(text), (struct pos){ file, 0 }, err);
	struct json_node root;
	int status;

	if (!doc)
		return -1;
	root = json_root(doc);
	status = nighthawk_document(&root, a, out, err);
	json_free(doc);
	return status;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct arena arena = { 0 };
	const struct yaml_node *root;
	struct pos start = input_start(in);
	struct span text;
	int status = -1;

	if (input_all(in, &text, err))
		return -1;
	root = yaml_parse(start, text, &arena, err);
	if (root)
		status = import_json(yaml_json(root, &arena), input_name(in),
		    &arena, out, err);
	arena_release(&arena);
	return status;
}

const struct importer importer_nighthawk_yaml = {
	.name = "nighthawk-yaml",
	.about = "nighthawk_client --output-format yaml: one run",
	.evidence = "histogram",
	.omission = "not corrected; closed loop unless run with --open-loop",
	.sniff = sniff,
	.import = import,
};
