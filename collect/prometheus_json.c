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
 * out; so are native histograms.  A range query repeats a value at each step
 * until the next scrape: the samples here are not independent.
 */
#include <string.h>

#include "collect/importer.h"
#include "collect/prometheus_answer.h"
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

static bool has_samples(const struct prometheus_answer *answer)
{
	for (size_t i = 0; i < answer->len; i++)
		if (answer->at[i].samples.len)
			return true;
	return false;
}

static int write_answer(const struct prometheus_answer *answer,
    const struct mesh_registry *meshes, struct input *in,
    struct source_writer *out, struct err *err)
{
	struct arena arena = { 0 };
	struct metric nameless = {
		.name = arena_span(&arena, file_stem(input_name(in))),
	};
	int status;

	if (has_samples(answer))
		status = prometheus_answer_write(answer, meshes, &nameless, out,
		    err);
	else
		status = err_at(err, (struct pos){ input_name(in), 0 },
		    "no samples: %zu series, %zu values that are no finite "
		    "number, %zu native histograms, which are not read",
		    answer->len, answer->dropped, answer->histograms);
	arena_release(&arena);
	return status;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct mesh_registry *meshes = mesh_registry_load(err);
	struct prometheus_answer answer;
	struct arena arena = { 0 };
	struct span text;
	int status = -1;

	if (!meshes || input_all(in, &text, err))
		goto out;
	if (!prometheus_answer_parse(text, input_name(in), &arena, &answer,
		err))
		status = write_answer(&answer, meshes, in, out, err);
out:
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
