/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/json_results.h"

#include "render/json_internal.h"
#include "store/run.h"
#include "store/unread.h"

#define INDENT_BUFFER 65536 /* cJSON's first guess; it grows */

/* A text's lines as a list. */
static void add_lines(cJSON *object, const char *key, const char *text)
{
	cJSON *list = put_list(object, key);
	struct span rest = span_of(text ? text : "");
	struct arena a = { 0 };

	while (rest.len) {
		struct span line = span_cut(&rest, '\n');

		if (line.len)
			put_append(list, arena_span(&a, line));
	}
	arena_release(&a);
}

static void add_sources(const struct source_list *all, cJSON *root)
{
	cJSON *list = put_list(root, "sources");

	for (size_t i = 0; i < all->len; i++) {
		cJSON *item = put_item(list);

		put_text(item, "sha256", all->at[i].sha256);
		put_text(item, "name", all->at[i].name);
		put_text(item, "format", all->at[i].format);
		put_integer(item, "bytes", all->at[i].bytes);
		add_lines(item, "warnings", all->at[i].warnings);
	}
}

static void add_unread(const struct unread_list *all, cJSON *root)
{
	cJSON *list = put_list(root, "unread");

	for (size_t i = 0; i < all->len; i++) {
		cJSON *item = put_item(list);

		put_text(item, "name", all->at[i].name);
		put_text(item, "state", unread_word(&all->at[i]));
		put_text(item, "reason", all->at[i].why);
	}
}

static void add_sides(const struct results *r, const struct comparison *c,
    cJSON *item)
{
	put_text(item, "factor", r->analysis.factor);
	put_pair(r, c->baseline, c->candidate, item);
	put_text(item, "series", c->series ? c->series : SERIES_TOTAL);
	put_text(item, "metric", c->metric);
	put_text(item, "unit", c->unit);
}

static void add_estimates(const struct comparison *c, cJSON *item)
{
	cJSON *side = put_interval(item, "baseline_estimate", c->baseline_value,
	    c->baseline_low, c->baseline_high);

	put_integer(side, "runs", c->baseline_runs);
	side = put_interval(item, "candidate_estimate", c->candidate_value,
	    c->candidate_low, c->candidate_high);
	put_integer(side, "runs", c->candidate_runs);
	put_interval(item, "change", c->change, c->change_low, c->change_high);
	put_interval(item, "change_ratio", c->ratio, c->ratio_low,
	    c->ratio_high);
}

static void add_opinions(const struct opinion_list *all, cJSON *object)
{
	cJSON *list = put_list(object, "opinions");

	for (size_t i = 0; i < all->len; i++) {
		const struct opinion *o = &all->at[i];
		cJSON *item = put_item(list);

		put_text(item, "kind", o->kind);
		put_text(item, "method", o->method);
		put_number(item, "p_value", o->p);
		put_interval(item, "change_ratio", o->ratio, o->low, o->high);
		put_integer(item, "splits", o->splits);
		put_integer(item, "seed", o->seed);
	}
}

static void add_comparison(const struct results *r, const struct comparison *c,
    cJSON *list)
{
	cJSON *item = put_item(list);
	cJSON *effect;

	add_sides(r, c, item);
	add_estimates(c, item);
	put_number(item, "p_value", c->p_value);
	put_number(item, "p_adjusted", c->p_adjusted);
	put_number(item, "q_value", c->q_value);
	effect = put_object(item, "effect");
	put_text(effect, "name", c->effect_name);
	put_number(effect, "value", c->effect);
	put_number(effect, "low", c->effect_low);
	put_number(effect, "high", c->effect_high);
	add_opinions(&c->opinions, item);
	put_text(item, "method", c->method);
	put_text(item, "verdict", c->verdict);
	add_lines(item, "reasons", c->reasons);
	cJSON_AddBoolToObject(item, "survives_adjustment", c->survives);
	put_number(item, "detectable_ratio", c->detectable);
	put_integer(item, "runs_needed",
	    c->runs_needed > 0 ? c->runs_needed : UNKNOWN);
}

static void add_comparisons(const struct results *r, const char *key,
    const struct comparison_list *all, cJSON *root)
{
	cJSON *list = put_list(root, key);

	for (size_t i = 0; i < all->len; i++)
		add_comparison(r, &all->at[i], list);
}

static void add_resources(const struct resource_list *all, cJSON *root)
{
	cJSON *list = put_list(root, "resources");

	for (size_t i = 0; i < all->len; i++) {
		const struct resource *r = &all->at[i];
		cJSON *item = put_item(list);

		put_text(item, "run", r->run);
		put_text(item, "role", r->role);
		put_text(item, "component", r->component);
		put_text(item, "metric", r->metric);
		put_text(item, "unit", r->unit);
		put_number(item, "value", r->value);
		put_number(item, "peak", r->peak);
		put_number(item, "per_1k_rps", r->per_1k_rps);
		put_text(item, "reason", r->reason);
	}
}

static void add_gates(const struct gate_list *all, cJSON *root)
{
	cJSON *list = put_list(root, "gates");

	for (size_t i = 0; i < all->len; i++) {
		const struct gate *g = &all->at[i];
		cJSON *item = put_item(list);

		put_text(item, "text", g->text);
		put_text(item, "state", g->state);
		put_text(item, "subject", g->subject);
		put_number(item, "value", g->value);
		put_number(item, "low", g->low);
		put_number(item, "high", g->high);
		put_text(item, "unit", g->unit);
	}
}

static void add_analysis(const struct analysis *a, cJSON *root)
{
	put_text(root, "schema", "meshstat/1");
	put_text(root, "tool_version", VERSION);
	put_text(root, "title", a->title);
	put_text(root, "conclusion", a->conclusion);
	put_parsed(root, "study", a->study);
	put_integer(root, "seed", a->seed);
}

static int add_runs(struct db *db, const struct results *r,
    const struct run_list *runs, cJSON *root, struct err *err)
{
	cJSON *list = put_list(root, "runs");

	for (size_t i = 0; i < runs->len; i++) {
		if (put_run(db, &runs->at[i], r, list, err))
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
	struct source_list sources = { 0 };
	struct unread_list unread;
	struct run_list runs = { 0 };
	struct arena a = { 0 };
	int status = -1;

	add_analysis(&r->analysis, root);
	if (sources_load(db, &a, &sources, err) ||
	    unreads_load(db, &a, &unread, err) || runs_load(db, &a, &runs, err))
		goto out;
	add_sources(&sources, root);
	add_unread(&unread, root);
	if (add_runs(db, r, &runs, root, err))
		goto out;
	add_comparisons(r, "comparisons", &r->comparisons, root);
	add_comparisons(r, "endpoints", &r->endpoints, root);
	add_resources(&r->resources, root);
	put_findings(r, root);
	add_gates(&r->gates, root);
	put_list(root, "events");
	put_list(root, "conformance");
	status = write_out(root, out, err);
out:
	cJSON_Delete(root);
	arena_release(&a);
	return status;
}
