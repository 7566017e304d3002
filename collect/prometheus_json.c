/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saved answers of Prometheus' HTTP API, of servers that speak it
 * (VictoriaMetrics, Thanos, Mimir, ...), and of promtool query -o json: see
 * prometheus_answer.h.
 *
 * A series as scraped says by its name and labels what it measures, and the
 * mesh registry whose it is.  What a function has changed has lost its name:
 * it is kept without a role, under the name of the file.
 *
 * Samples that are NaN or infinite mean that there is no value, and are left
 * out; so are native histograms, which is noted as a warning.  A range query
 * repeats a value at each step until the next scrape: the samples here are not
 * independent.
 */
#include <string.h>

#include "collect/importer.h"
#include "collect/prometheus_stream.h"
#include "collect/sniff.h"

/* One of the objects in "result". */
static bool is_series(struct span element)
{
	return json_has_key(element, "metric") &&
	       (json_has_key(element, "values") ||
		   json_has_key(element, "value") ||
		   json_has_key(element, "histograms") ||
		   json_has_key(element, "histogram"));
}

/* By its own keys, as the others may lie behind the end of the head. */
static bool is_answer(struct span data)
{
	struct span result;

	return json_has_key(data, "resultType") ||
	       (json_key_value(data, "result", &result) &&
		   json_has_key(json_first_element(result), "metric"));
}

static bool sniff(struct span head)
{
	struct span status, data;

	if (sniff_first(head) == '[')
		return is_series(json_first_element(head));
	if (json_key_value(head, "data", &data) && is_answer(data))
		return true;
	return json_key_value(head, "status", &status) &&
	       span_is(status, "\"error\"") && json_has_key(head, "errorType");
}

/* The name of a file without its folder and what stands behind the point. */
static struct span file_stem(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct span name = span_of(slash ? slash + 1 : path);

	return span_cut(&name, '.');
}

/* Where the series go. */
struct writing {
	const struct mesh_registry *meshes;
	struct metric nameless;
	struct source_writer *out;
	bool any; /* of them has a sample */
};

static int write_series(const struct prometheus_series *s, void *context,
    struct err *err)
{
	struct writing *w = context;

	w->any |= s->samples.len > 0;
	return prometheus_series_write(s, w->meshes, &w->nameless, w->out, err);
}

static int read_whole(struct input *in, struct writing *w, struct arena *a,
    struct prometheus_answer *answer, struct err *err)
{
	struct json *doc = json_read(in, err);
	struct json_node root;
	int status;

	if (!doc)
		return -1;
	root = json_root(doc);
	status = prometheus_answer_read(&root, a, answer, err);
	for (size_t i = 0; !status && i < answer->len; i++)
		status = write_series(&answer->at[i], w, err);
	json_free(doc);
	return status;
}

static int read_answer(struct input *in, struct writing *w, struct arena *a,
    struct err *err)
{
	struct prometheus_answer answer;
	struct span head;
	int status;

	if (input_head(in, &head, err))
		return -1;
	if (prometheus_stream_begins(head))
		status =
		    prometheus_stream_read(in, write_series, w, &answer, err);
	else
		status = read_whole(in, w, a, &answer, err);
	if (!status && !w->any)
		return err_at(err, (struct pos){ input_name(in), 0 },
		    "no samples: %zu series, %zu values that are no finite "
		    "number, %zu native histograms, which are not read",
		    answer.len, answer.dropped, answer.histograms);
	return status ? -1 : prometheus_said_write(&answer, w->out, err);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct mesh_registry *meshes = mesh_registry_load(err);
	struct arena arena = { 0 };
	struct writing w = { .meshes = meshes, .out = out };
	int status = -1;

	w.nameless.name = arena_span(&arena, file_stem(input_name(in)));
	if (meshes)
		status = read_answer(in, &w, &arena, err);
	arena_release(&arena);
	mesh_registry_free(meshes);
	return status;
}

const struct importer importer_prometheus_json = {
	.name = "prometheus-json",
	.about = "Prometheus HTTP API: saved answers to queries",
	.evidence = "metrics",
	.omission = "measures no requests",
	.sniff = sniff,
	.import = import,
};
