/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Meshery's results: of its API (one, or a page of them), as mesheryctl saves
 * them, and as the SMP project keeps them (an array).
 *
 *	{ "page": 0, "page_size": 10, "total_count": 1, "results": [
 *	  { "meshery_id": "...", "name": "linkerd_1652379422611",
 *	    "mesh": "linkerd", "test_start_time": "2022-05-12T23:47:05Z",
 *	    "created_at": "2022-05-12T18:17:35Z",
 *	    "server_metrics": { "up": { "status": "success", "data": ... } },
 *	    "runner_results": { (fortio's result: fortio_json.c)
 *	      "load-generator": "fortio", "kubernetes": { ... },
 *	      "detected-meshes": { ... } } } ] }
 *
 *   - Since 2025 the keys are in camel case: mesheryId, runnerResults, ...
 *   - runner_results is an object, or an array of them.  In a list, one that is
 *     null is passed over, with a warning.
 *   - test_start_time is local time with a "Z" that makes it UTC: it is never
 *     read.  fortio's StartTime has its offset; one that lies behind
 *     created_at went through the same mistake, and is unknown.
 *   - mesh is null where nobody chose one, and the name begins "No mesh" then.
 *   - "load-generator" may be wrk2 (which has only percentiles then, corrected
 *     for coordinated omission) or nighthawk, both in fortio's form: the latter
 *     as nighthawk_fortio.c has it, where failures are not told.  In camel case
 *     it is what was asked for, but fortio ran.
 *   - server_metrics has the answer of Prometheus to each query, for the time
 *     of the run; answers that are errors are passed over.
 *   - fortio's Labels are the name, " -_- " and the URL.
 */
#include <string.h>

#include "base/target.h"
#include "base/units.h"
#include "collect/documents.h"
#include "collect/fortio.h"
#include "collect/importer.h"
#include "collect/mesh.h"
#include "collect/nighthawk.h"
#include "collect/prometheus_answer.h"
#include "collect/sniff.h"

#define SEPARATOR SPAN(" -_- ")

struct meshery {
	struct source_writer *w;
	struct mesh_registry *meshes;
	struct arena *arena;
	bool several;                  /* results in this source */
	struct prometheus_answer said; /* the warnings of all that it holds */
};

/* A member by its name before 2025, or since. */
static struct json_node member(const struct json_node *in, const char *snake,
    const char *camel)
{
	struct json_node node = json_member(in, snake);

	return node.value ? node : json_member(in, camel);
}

/* ---- where it ran ---- */

static int put_environment(struct meshery *m, const char *id, const char *key,
    const char *value, struct err *err)
{
	if (!value || !*value)
		return 0;
	if (m->several)
		key = arena_printf(m->arena, "%.100s.%s", id, key);
	return source_environment(m->w, key, value, err);
}

static const struct {
	const char *key, *name;
} node_facts[] = {
	{ "allocatable_cpu", "cpu" },
	{ "allocatable_memory", "memory" },
	{ "architecture", "architecture" },
	{ "container_runtime_version", "container_runtime" },
	{ "kubelet_version", "kubelet" },
	{ "os_image", "os" },
};

static int write_node(struct meshery *m, const char *id,
    const struct json_node *node, struct err *err)
{
	const char *host = "";

	if (json_string_try(node, "hostname", &host, err))
		return -1;
	for (size_t i = 0; i < sizeof(node_facts) / sizeof(*node_facts); i++) {
		const char *value = NULL;

		if (json_string_try(node, node_facts[i].key, &value, err) ||
		    put_environment(m, id,
			arena_printf(m->arena, "node.%.100s.%s", host,
			    node_facts[i].name),
			value, err))
			return -1;
	}
	return 0;
}

/* The keys of an object, or the texts of an array, with commas. */
static const char *names_in(const struct json_node *list, struct arena *a)
{
	const char *text = "";
	struct json_node e;
	struct err ignored;

	for (e = json_first(list); e.value && strlen(text) < 1000;
	     e = json_after(&e)) {
		const char *name = e.key;

		if (!name && json_string(&e, NULL, &name, &ignored))
			continue;
		text = arena_printf(a, "%s%s%.100s", text, *text ? ", " : "",
		    name);
	}
	return text;
}

static int write_environment(struct meshery *m, const char *id,
    const struct json_node *runner, struct err *err)
{
	struct json_node kubernetes, nodes, e;
	struct json_node detected = json_member(runner, "detected-meshes");
	const char *version = NULL;

	if (json_object_try(runner, "kubernetes", &kubernetes, err) ||
	    json_string_try(&kubernetes, "server_version", &version, err) ||
	    json_array_try(&kubernetes, "nodes", &nodes, err) ||
	    put_environment(m, id, "kubernetes", version, err) ||
	    put_environment(m, id, "detected-meshes",
		names_in(&detected, m->arena), err))
		return -1;
	for (e = json_first(&nodes); e.value; e = json_after(&e))
		if (write_node(m, id, &e, err))
			return -1;
	if (!version || !*version)
		return 0;
	return run_label(m->w, "kubernetes", version, LABEL_TOOL, err);
}

/* ---- the run ---- */

static int read_generator(const struct json_node *result,
    const struct json_node *runner, struct run_facts *facts, struct err *err)
{
	const char *generator = "";
	bool wrk2;

	if (json_string_try(runner, "load-generator", &generator, err))
		return -1;
	wrk2 = strcmp(generator, "wrk2") == 0;
	if (json_member(result, "mesheryId").value ||
	    (!wrk2 && strcmp(generator, "nighthawk") != 0))
		return 0;
	facts->tool = wrk2 ? "wrk2" : "nighthawk";
	facts->load_model = wrk2 ? LOAD_CORRECTED : LOAD_UNKNOWN;
	if (wrk2)
		facts->population = POPULATION_UNKNOWN;
	facts->percentile_rule = "hdr";
	facts->tool_version = NULL;
	return 0;
}

/* A run cannot start after its result was kept. */
static int check_start(const struct json_node *result, struct run_facts *facts,
    struct err *err)
{
	struct json_node created = member(result, "created_at", "createdAt");
	const char *text = "";
	int64_t ns;

	if (json_string_try(&created, NULL, &text, err))
		return -1;
	if (time_parse(span_of(text), &ns) && facts->started_at_ns > ns)
		facts->started_at_ns = UNKNOWN;
	return 0;
}

/* fortio's Labels, whose URL may hold secrets. */
static int label_text(struct meshery *m, const struct json_node *runner,
    struct err *err)
{
	const char *text = "", *url;
	ptrdiff_t at;

	if (json_string_try(runner, "Labels", &text, err))
		return -1;
	at = span_find(span_of(text), SEPARATOR);
	if (at < 0)
		return 0;
	url = text + at + SEPARATOR.len;
	return run_label(m->w, "text",
	    arena_printf(m->arena, "%.*s%s", (int)at + (int)SEPARATOR.len, text,
		target_without_secrets(m->arena, span_of(url))),
	    LABEL_TOOL, err);
}

static int label_mesh(struct meshery *m, const struct json_node *result,
    const char *name, struct err *err)
{
	const char *mesh = "";

	if (json_string_try(result, "mesh", &mesh, err))
		return -1;
	if (!*mesh && span_starts(span_of(name), SPAN("No mesh")))
		mesh = "none";
	if (!*mesh)
		return 0;
	return run_label(m->w, "mesh", mesh_canonical(m->meshes, mesh),
	    LABEL_TOOL, err);
}

static int write_figures(struct meshery *m, const struct json_node *runner,
    struct run_facts *facts, struct err *err)
{
	if (strcmp(facts->tool, "nighthawk") == 0)
		return nighthawk_fortio_write(runner, facts, m->w, err);
	return fortio_run_write(runner, facts, m->arena, m->w, err);
}

static int write_run(struct meshery *m, const struct json_node *result,
    const struct json_node *runner, struct err *err)
{
	struct run_facts facts = fortio_run_facts();
	struct json_node id = member(result, "meshery_id", "mesheryId");
	struct json_node object;
	const char *name = "", *text = "";

	if (json_object_try(runner, NULL, &object, err) ||
	    json_string_try(result, "name", &name, err) ||
	    json_string_try(&id, NULL, &text, err) ||
	    fortio_run_read(runner, m->arena, &facts, err) ||
	    read_generator(result, runner, &facts, err) ||
	    check_start(result, &facts, err))
		return -1;
	if (*name)
		facts.name = name;
	if (write_figures(m, runner, &facts, err) ||
	    label_text(m, runner, err) || label_mesh(m, result, name, err))
		return -1;
	return write_environment(m, text, runner, err);
}

/* ---- what was measured beside it ---- */

static int write_answer(struct meshery *m, const struct json_node *node,
    struct err *err)
{
	struct metric nameless = { .name = node->key, .query = node->key };
	struct json_node status = json_member(node, "status");
	struct prometheus_answer answer;
	const char *word = "";

	if (json_string_try(&status, NULL, &word, err))
		return -1;
	if (strcmp(word, "success") != 0)
		return 0;
	if (prometheus_answer_read(node, m->arena, &answer, err))
		return -1;
	prometheus_said_add(&m->said, &answer);
	return prometheus_answer_write(&answer, m->meshes, &nameless, m->w,
	    err);
}

static int write_metrics(struct meshery *m, const struct json_node *result,
    struct err *err)
{
	struct json_node metrics, e,
	    found = member(result, "server_metrics", "serverMetrics");

	if (json_object_try(&found, NULL, &metrics, err))
		return -1;
	for (e = json_first(&metrics); e.value; e = json_after(&e))
		if (write_answer(m, &e, err))
			return -1;
	return 0;
}

/* ---- the file ---- */

static bool is_list(const struct json_node *node)
{
	struct json_node list;
	struct err ignored;

	return !json_array_try(node, NULL, &list, &ignored);
}

static int write_result(struct meshery *m, const struct json_node *result,
    struct err *err)
{
	struct json_node e,
	    runner = member(result, "runner_results", "runnerResults");

	if (!runner.value)
		return json_fail(result, err, "runner_results is missing");
	if (!is_list(&runner) && write_run(m, result, &runner, err))
		return -1;
	for (e = json_first(&runner); is_list(&runner) && e.value;
	     e = json_after(&e))
		if (write_run(m, result, &e, err))
			return -1;
	return write_metrics(m, result, err);
}

/* One of several that holds nothing leaves the others be. */
static int write_listed(struct meshery *m, const struct json_node *result,
    struct err *err)
{
	if (member(result, "runner_results", "runnerResults").value)
		return write_result(m, result, err);
	prometheus_warnings_add(&m->said,
	    arena_printf(m->arena,
		"result %zu has no runner_results, and is left out",
		result->index + 1));
	return 0;
}

static int write_all(struct meshery *m, const struct json_node *root,
    struct err *err)
{
	struct json_node page = json_member(root, "results"), e;
	bool is_page = member(root, "page_size", "pageSize").value;
	const struct json_node *list = is_page ? &page : root;

	if (!is_page && !is_list(root))
		return write_result(m, root, err);
	m->several = json_count(list) > 1;
	for (e = json_first(list); e.value; e = json_after(&e))
		if (write_listed(m, &e, err))
			return -1;
	if (!source_runs(m->w))
		return json_fail(root, err, "%s",
		    *m->said.warnings ? "no result has runner_results"
				      : "a page without results");
	return 0;
}

static bool is_result(struct span object)
{
	return json_has_key(object, "runner_results") ||
	       json_has_key(object, "runnerResults") ||
	       json_has_key(object, "meshery_id") ||
	       json_has_key(object, "mesheryId");
}

static bool is_page(struct span object)
{
	return (json_has_key(object, "page_size") &&
		   json_has_key(object, "total_count")) ||
	       (json_has_key(object, "pageSize") &&
		   json_has_key(object, "totalCount"));
}

static bool sniff(struct span head)
{
	struct span results;

	if (sniff_first(head) == '[')
		return is_result(json_first_element(head));
	if (is_result(head))
		return true;
	return is_page(head) && json_key_value(head, "results", &results) &&
	       (is_result(json_first_element(results)) ||
		   !json_first_element(results).len);
}

static int write_document(const struct json_node *root, struct arena *a,
    struct source_writer *out, struct err *err)
{
	struct meshery m = { .w = out, .arena = a };
	int status = -1;

	m.meshes = mesh_registry_load(err);
	if (m.meshes)
		status = write_all(&m, root, err);
	if (!status)
		status = prometheus_said_write(&m.said, out, err);
	mesh_registry_free(m.meshes);
	return status;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return document_import(in, write_document, out, err);
}

const struct importer importer_meshery_json = {
	.name = "meshery-json",
	.about = "Meshery: results with their metrics, one or a page of them",
	.evidence = "histogram",
	.omission = "by its load generator: fortio none, wrk2 corrected",
	.sniff = sniff,
	.import = import,
};
