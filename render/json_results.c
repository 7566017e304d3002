/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/json_results.h"

#include "render/json_internal.h"

#define INDENT_BUFFER 65536 /* cJSON's first guess; it grows */

static void add_sources(const struct source_list *all, cJSON *root)
{
	cJSON *list = json_list(root, "sources");

	for (size_t i = 0; i < all->len; i++) {
		cJSON *item = json_item(list);

		json_text(item, "sha256", all->at[i].sha256);
		json_text(item, "name", all->at[i].name);
		json_text(item, "format", all->at[i].format);
		json_integer(item, "bytes", all->at[i].bytes);
	}
}

/* A value with its interval, as an object. */
static cJSON *add_interval(cJSON *object, const char *key, double value,
    double low, double high)
{
	cJSON *interval = json_object(object, key);

	json_number(interval, "value", value);
	json_number(interval, "low", low);
	json_number(interval, "high", high);
	return interval;
}

static void add_reasons(cJSON *object, const char *reasons)
{
	cJSON *list = json_list(object, "reasons");
	struct span rest = span_of(reasons ? reasons : "");
	struct arena a = { 0 };

	while (rest.len) {
		struct span line = span_cut(&rest, '\n');

		if (line.len)
			json_append(list, arena_span(&a, line));
	}
	arena_release(&a);
}

static void add_sides(const struct results *r, const struct comparison *c,
    cJSON *item)
{
	const struct cell *base = results_cell(r, c->baseline);
	const struct cell *candidate = results_cell(r, c->candidate);

	json_text(item, "factor", r->analysis.factor);
	json_text(item, "baseline", base ? base->value : NULL);
	json_text(item, "candidate", candidate ? candidate->value : NULL);
	json_parsed(item, "conditions",
	    candidate ? candidate->conditions : NULL);
	json_text(item, "metric", c->metric);
	json_text(item, "unit", c->unit);
}

static void add_estimates(const struct comparison *c, cJSON *item)
{
	cJSON *side = add_interval(item, "baseline_estimate", c->baseline_value,
	    c->baseline_low, c->baseline_high);

	json_integer(side, "runs", c->baseline_runs);
	side = add_interval(item, "candidate_estimate", c->candidate_value,
	    c->candidate_low, c->candidate_high);
	json_integer(side, "runs", c->candidate_runs);
	add_interval(item, "change", c->change, c->change_low, c->change_high);
	add_interval(item, "change_ratio", c->ratio, c->ratio_low,
	    c->ratio_high);
}

static void add_comparison(const struct results *r, const struct comparison *c,
    cJSON *list)
{
	cJSON *item = json_item(list);
	cJSON *effect;

	add_sides(r, c, item);
	add_estimates(c, item);
	json_number(item, "p_value", c->p_value);
	json_number(item, "p_adjusted", c->p_adjusted);
	effect = json_object(item, "effect");
	json_text(effect, "name", c->effect_name);
	json_number(effect, "value", c->effect);
	json_text(item, "method", c->method);
	json_text(item, "verdict", c->verdict);
	add_reasons(item, c->reasons);
	cJSON_AddBoolToObject(item, "survives_adjustment", c->survives);
	json_number(item, "detectable_ratio", c->detectable);
	json_integer(item, "runs_needed",
	    c->runs_needed > 0 ? c->runs_needed : UNKNOWN);
}

static void add_resources(const struct resource_list *all, cJSON *root)
{
	cJSON *list = json_list(root, "resources");

	for (size_t i = 0; i < all->len; i++) {
		const struct resource *r = &all->at[i];
		cJSON *item = json_item(list);

		json_text(item, "run", r->run);
		json_text(item, "role", r->role);
		json_text(item, "component", r->component);
		json_text(item, "metric", r->metric);
		json_text(item, "unit", r->unit);
		json_number(item, "value", r->value);
		json_number(item, "peak", r->peak);
		json_number(item, "per_1k_rps", r->per_1k_rps);
		json_text(item, "reason", r->reason);
	}
}

static void add_gates(const struct gate_list *all, cJSON *root)
{
	cJSON *list = json_list(root, "gates");

	for (size_t i = 0; i < all->len; i++) {
		const struct gate *g = &all->at[i];
		cJSON *item = json_item(list);

		json_text(item, "text", g->text);
		json_text(item, "state", g->state);
		json_text(item, "subject", g->subject);
		json_number(item, "value", g->value);
		json_number(item, "low", g->low);
		json_number(item, "high", g->high);
		json_text(item, "unit", g->unit);
	}
}

static void add_analysis(const struct analysis *a, cJSON *root)
{
	json_text(root, "schema", "meshstat/1");
	json_text(root, "tool_version", VERSION);
	json_text(root, "title", a->title);
	json_text(root, "conclusion", a->conclusion);
	json_parsed(root, "study", a->study);
	json_integer(root, "seed", a->seed);
}

static int add_runs(struct db *db, const struct results *r, struct arena *a,
    cJSON *root, struct err *err)
{
	struct source_list sources = { 0 };
	struct run_list runs = { 0 };
	cJSON *list;

	if (sources_load(db, a, &sources, err) || runs_load(db, a, &runs, err))
		return -1;
	add_sources(&sources, root);
	list = json_list(root, "runs");
	for (size_t i = 0; i < runs.len; i++) {
		if (json_run(db, &runs.at[i], &r->qualities, list, err))
			return -1;
	}
	return 0;
}

static int write_out(const cJSON *root, FILE *out, struct err *err)
{
	char *text = cJSON_PrintBuffered(root, INDENT_BUFFER, 1);

	if (!text)
		return err_set(err, "JSON: no memory for the text");
	fprintf(out, "%s\n", text);
	cJSON_free(text);
	return 0;
}

int json_results(struct db *db, const struct results *r, FILE *out,
    struct err *err)
{
	cJSON *root = cJSON_CreateObject();
	struct arena a = { 0 };
	int status = -1;
	cJSON *list;

	add_analysis(&r->analysis, root);
	if (add_runs(db, r, &a, root, err))
		goto out;
	list = json_list(root, "comparisons");
	for (size_t i = 0; i < r->comparisons.len; i++)
		add_comparison(r, &r->comparisons.at[i], list);
	add_resources(&r->resources, root);
	json_list(root, "trends");
	add_gates(&r->gates, root);
	json_list(root, "events");
	json_list(root, "conformance");
	status = write_out(root, out, err);
out:
	cJSON_Delete(root);
	arena_release(&a);
	return status;
}
