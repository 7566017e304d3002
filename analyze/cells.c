/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/cells.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/release.h"
#include "base/builder.h"
#include "base/units.h"

static const char *const repeat_keys[] = { "rep", "repeat", "repetition",
	"round", "run", "run_id", "iteration", "seq", "text", "file",
	"release_order", RUN_START_LABEL, NULL };

bool label_is_repeat(const char *key)
{
	for (size_t i = 0; repeat_keys[i]; i++)
		if (strcmp(key, repeat_keys[i]) == 0)
			return true;
	return false;
}

static bool is_attribute(const struct study *s, const char *key)
{
	size_t n = strlen(s->factor);

	return strcmp(key, "target") == 0 ||
	       (strncmp(key, s->factor, n) == 0 && key[n] == '_');
}

bool label_is_load(const char *key)
{
	return strcmp(key, "offered_rps") == 0 ||
	       strcmp(key, "connections") == 0 ||
	       strcmp(key, "payload_bytes") == 0;
}

bool label_is_condition(const struct study *s, const char *key)
{
	if (strcmp(key, s->factor) == 0 || label_is_repeat(key) ||
	    is_attribute(s, key))
		return false;
	return !s->conditions.len || label_is_load(key) ||
	       word_list_has(&s->conditions, key);
}

bool label_splits(const struct study *s, const char *key)
{
	if (strcmp(key, s->factor) == 0 || label_is_load(key))
		return true;
	return !word_list_has(&s->allowed, key) &&
	       (label_is_condition(s, key) || is_attribute(s, key));
}

const char *cells_key(const struct study *s, const struct run *run,
    const char *but, struct arena *a)
{
	struct builder b = { .arena = a };

	for (size_t i = 0; i < run->n_labels; i++) {
		if (!label_splits(s, run->labels[i].key) ||
		    (but && strcmp(run->labels[i].key, but) == 0))
			continue;
		build_json(&b, run->labels[i].key);
		build_json(&b, run->labels[i].value);
	}
	return build_text(&b);
}

static struct group *group_of(struct group_list *groups, const char *key)
{
	for (size_t i = 0; i < groups->len; i++) {
		if (strcmp(groups->at[i].cell.label, key) == 0)
			return &groups->at[i];
	}
	return NULL;
}

static const char *conditions_json(const struct study *s, const struct run *run,
    struct arena *a)
{
	struct builder b = { .arena = a };

	build(&b, "{");
	for (size_t i = 0; i < run->n_labels; i++) {
		if (!label_is_condition(s, run->labels[i].key) ||
		    !label_splits(s, run->labels[i].key))
			continue;
		build(&b, "%s", b.len > 1 ? "," : "");
		build_json(&b, run->labels[i].key);
		build(&b, ":");
		build_json(&b, run->labels[i].value);
	}
	build(&b, "}");
	return build_text(&b);
}

static void group_add(struct group_list *groups, const struct study *s,
    const struct run *run, struct arena *a)
{
	const char *key = cells_key(s, run, NULL, a);
	struct group *g = group_of(groups, key);

	if (!g) {
		g = ARENA_PUSH(a, groups);
		*g = (struct group){ .example = run };
		g->cell.label = key; /* until labels_set() words it */
		g->cell.value = run_label_value(run, s->factor);
		g->cell.conditions = conditions_json(s, run, a);
		g->cell.is_baseline =
		    s->baseline && strcmp(g->cell.value, s->baseline) == 0;
	}
	*ARENA_PUSH(a, &g->runs) = run;
}

static bool differs(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) != 0 : a != b;
}

/*
 * Does a condition tell cells of one value of the factor apart?  One that only
 * differs between values is no load, but an unfair comparison.
 */
static bool varies(const struct group_list *groups, const char *key)
{
	for (size_t i = 0; i < groups->len; i++) {
		const struct group *x = &groups->at[i];
		const char *value = run_label_value(x->example, key);

		for (size_t j = 0; value && j < i; j++) {
			const struct group *y = &groups->at[j];
			const char *other = run_label_value(y->example, key);

			if (strcmp(x->cell.value, y->cell.value) == 0 &&
			    other && strcmp(value, other) != 0)
				return true;
		}
	}
	return false;
}

static void condition_text(struct builder *b, const struct label *l)
{
	static const struct {
		const char *key, *one, *many;
	} worded[] = { { "offered_rps", "req/s", "req/s" },
		{ "connections", "connection", "connections" },
		{ "threads", "thread", "threads" },
		{ "payload_bytes", "B payload", "B payload" } };
	char number[UNIT_TEXT];
	double value;

	build(b, "%s", b->len ? ", " : "");
	for (size_t i = 0; i < sizeof(worded) / sizeof(*worded); i++) {
		if (strcmp(l->key, worded[i].key) == 0 &&
		    span_double(span_of(l->value), 0, 1e15, &value)) {
			build(b, "%s %s", number_text(value, number),
			    value == 1 ? worded[i].one : worded[i].many);
			return;
		}
	}
	if (strcmp(l->key, "offered_rps") == 0)
		build(b, "unlimited rate");
	else
		build(b, "%s %s", l->key, l->value);
}

/* The labels of all groups that tell cells apart, each once. */
static void varying_find(struct group_list *groups, struct arena *a)
{
	struct word_list seen = { 0 };

	for (size_t g = 0; g < groups->len; g++) {
		const struct run *run = groups->at[g].example;

		for (size_t i = 0; i < run->n_labels; i++) {
			const char *key = run->labels[i].key;

			if (word_list_has(&seen, key))
				continue;
			*ARENA_PUSH(a, &seen) = key;
			if (varies(groups, key))
				*ARENA_PUSH(a, &groups->varying) = key;
		}
	}
}

const char *cells_subject(const struct study *s, const struct run *run,
    const char *but)
{
	const char *key = strcmp(but, s->factor) == 0 ? "mesh" : s->factor;
	const char *value = run_label_value(run, key);

	return value ? value : "";
}

/* Is there a run of the same subject that has another value, or none? */
static bool tells_apart(const struct study *s, const struct group_list *groups,
    const struct run *run, const char *key, const char *but)
{
	for (size_t i = 0; i < groups->len; i++) {
		const struct run *other = groups->at[i].example;

		if (strcmp(cells_subject(s, other, but),
			cells_subject(s, run, but)) == 0 &&
		    differs(run_label_value(other, key),
			run_label_value(run, key)))
			return true;
	}
	return false;
}

const char *cells_series_label(const struct study *s,
    const struct group_list *groups, const struct run *run, const char *but,
    struct arena *a)
{
	struct builder b = { .arena = a };

	for (size_t i = 0; i < run->n_labels; i++) {
		const struct label *l = &run->labels[i];
		bool varies = label_is_condition(s, l->key) &&
			      word_list_has(&groups->varying, l->key);

		if (label_splits(s, l->key) &&
		    !(but && strcmp(l->key, but) == 0) &&
		    (varies ||
			(but && tells_apart(s, groups, run, l->key, but))))
			condition_text(&b, l);
	}
	return build_text(&b);
}

/* "1.9.0", "v2", and no name with a hyphen. */
static bool is_release(const char *text)
{
	text += *text == 'v';
	return *text >= '0' && *text <= '9';
}

/* Numbers by size, before all other texts; of these, 1.9.0 before 1.10.0. */
static int natural(const char *a, const char *b)
{
	double x, y;
	bool is_x = span_double(span_of(a), -1e300, 1e300, &x);
	bool is_y = span_double(span_of(b), -1e300, 1e300, &y);

	if (is_x && is_y && x != y)
		return x < y ? -1 : 1;
	if (is_x != is_y)
		return is_x ? -1 : 1;
	return is_release(a) && is_release(b) ? release_compare(a, b)
					      : strcmp(a, b);
}

static int by_labels(const struct group *x, const struct group *y)
{
	static const char *const first[] = { "scenario", "protocol",
		"payload_bytes", "connections", "offered_rps" };

	for (size_t i = 0; i < sizeof(first) / sizeof(*first); i++) {
		const char *a = run_label_value(x->example, first[i]);
		const char *b = run_label_value(y->example, first[i]);

		if (differs(a, b))
			return natural(a ? a : "", b ? b : "");
	}
	return 0;
}

static int by_load(const void *a, const void *b)
{
	const struct group *x = a, *y = b;
	int order = by_labels(x, y);

	if (order)
		return order;
	if (x->cell.is_baseline != y->cell.is_baseline)
		return x->cell.is_baseline ? -1 : 1;
	order = natural(x->cell.value, y->cell.value);
	return order ? order : strcmp(x->cell.label, y->cell.label);
}

static void cell_finish(const struct study *s, struct group_list *groups,
    struct group *g, struct arena *a)
{
	g->cell.runs = arena_alloc(a, g->runs.len, sizeof(*g->cell.runs));
	g->cell.n_runs = g->runs.len;
	g->rounds = arena_alloc(a, g->runs.len, sizeof(*g->rounds));
	for (size_t i = 0; i < g->runs.len; i++) {
		g->cell.runs[i] = g->runs.at[i]->id;
		g->rounds[i] = run_label_value(g->runs.at[i], "round");
	}
	g->cell.label = cells_series_label(s, groups, g->example, NULL, a);
}

void cells_group(const struct study *s, const struct run_list *runs,
    struct arena *a, struct group_list *out, size_t *outside)
{
	*out = (struct group_list){ 0 };
	*outside = 0;
	for (size_t i = 0; i < runs->len; i++) {
		if (run_label_value(&runs->at[i], s->factor))
			group_add(out, s, &runs->at[i], a);
		else
			++*outside;
	}
	if (out->len)
		qsort(out->at, out->len, sizeof(*out->at), by_load);
	varying_find(out, a);
	for (size_t i = 0; i < out->len; i++)
		cell_finish(s, out, &out->at[i], a);
	cells_name(s, out, a);
}
