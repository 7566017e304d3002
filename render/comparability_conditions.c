/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/comparability_internal.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/natural.h"
#include "render/part_internal.h"

/* In the order in which a table shows them. */
enum state {
	DIFFERS,
	UNKNOWN_IN_SOME,
	SAME,
	NO_CONDITION, /* differs, and may: the comparison does not ask for it */
	VARIES_ALIKE,
	STATES
};

struct condition {
	const char *key;
	enum state state;
	const char *text;
};

struct texts {
	const char **at;
	size_t len;
};

static int by_text(const void *a, const void *b)
{
	return natural_compare(*(const char *const *)a,
	    *(const char *const *)b);
}

static void sort_unique(struct texts *t)
{
	size_t n = 0;

	if (!t->len)
		return;
	qsort(t->at, t->len, sizeof(*t->at), by_text);
	for (size_t i = 1; i < t->len; i++) {
		if (strcmp(t->at[i], t->at[n]) != 0)
			t->at[++n] = t->at[i];
	}
	t->len = n + 1;
}

static size_t count_labels(const struct page *p, const struct cell *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n_runs; i++) {
		const struct run *run = page_run(p, c->runs[i]);

		n += run ? run->n_labels : 0;
	}
	return n;
}

static void add_keys(const struct page *p, const struct cell *c,
    struct texts *keys)
{
	const char *factor = p->results->analysis.factor;

	for (size_t i = 0; i < c->n_runs; i++) {
		const struct run *run = page_run(p, c->runs[i]);

		for (size_t k = 0; run && k < run->n_labels; k++) {
			if (strcmp(run->labels[k].key, factor) != 0)
				keys->at[keys->len++] = run->labels[k].key;
		}
	}
}

static struct texts load_keys(const struct page *p, const struct load *load)
{
	struct texts keys = { 0 };
	size_t room = 0;

	for (size_t i = 0; i < load->len; i++)
		room += count_labels(p, load->cells[i]);
	keys.at = arena_alloc(p->arena, room, sizeof(*keys.at));
	for (size_t i = 0; i < load->len; i++)
		add_keys(p, load->cells[i], &keys);
	sort_unique(&keys);
	return keys;
}

/* The values of a key in the runs of a cell; "" stands for unknown. */
static struct texts cell_values(const struct page *p, const struct cell *c,
    const char *key)
{
	struct texts values = { 0 };

	values.at = arena_alloc(p->arena, c->n_runs, sizeof(*values.at));
	for (size_t i = 0; i < c->n_runs; i++) {
		const struct run *run = page_run(p, c->runs[i]);
		const char *value = run ? run_label_value(run, key) : NULL;

		values.at[values.len++] = value ? value : "";
	}
	sort_unique(&values);
	return values;
}

static bool texts_equal(const struct texts *a, const struct texts *b)
{
	if (a->len != b->len)
		return false;
	for (size_t i = 0; i < a->len; i++) {
		if (strcmp(a->at[i], b->at[i]) != 0)
			return false;
	}
	return true;
}

static const char *join(struct arena *a, const struct texts *t)
{
	const char *text = "";

	for (size_t i = 0; i < t->len && i < 6; i++)
		text = arena_printf(a, "%s%s%s", text, i ? ", " : "",
		    *t->at[i] ? t->at[i] : "unknown");
	if (t->len > 6)
		text = arena_printf(a, "%s and %zu more", text, t->len - 6);
	return text;
}

static bool has_unknown(const struct texts *t)
{
	return t->len && !*t->at[0];
}

/* "none: 8; haproxy: 16" */
static const char *by_variant(const struct page *p, const struct load *load,
    const struct texts *values)
{
	const char *text = "";

	for (size_t i = 0; i < load->len; i++)
		text = arena_printf(p->arena, "%s%s%s: %s", text, i ? "; " : "",
		    load->variants[i]->value, join(p->arena, &values[i]));
	return text;
}

/* Does the comparison demand that this label is equal? */
static bool is_condition(const struct load *load, const char *key)
{
	bool found = false;

	for (size_t i = 0; i < load->len && !found; i++) {
		cJSON *all = cJSON_Parse(load->cells[i]->conditions);

		found = cJSON_GetObjectItemCaseSensitive(all, key) != NULL;
		cJSON_Delete(all);
	}
	return found;
}

static enum state state_of(const struct load *load, const struct texts *values,
    const char *key)
{
	bool unknown = false, equal = true;

	for (size_t i = 0; i < load->len; i++) {
		unknown = unknown || has_unknown(&values[i]);
		equal = equal && texts_equal(&values[0], &values[i]);
	}
	if (equal)
		return values[0].len > 1 ? VARIES_ALIKE : SAME;
	if (!is_condition(load, key))
		return NO_CONDITION;
	return unknown ? UNKNOWN_IN_SOME : DIFFERS;
}

static struct condition condition_of(const struct page *p,
    const struct load *load, const char *key)
{
	struct texts *values =
	    arena_alloc(p->arena, load->len, sizeof(*values));
	struct condition c = { .key = key };

	for (size_t i = 0; i < load->len; i++)
		values[i] = cell_values(p, load->cells[i], key);
	c.state = state_of(load, values, key);
	c.text = c.state == SAME || c.state == VARIES_ALIKE
		     ? join(p->arena, &values[0])
		     : by_variant(p, load, values);
	return c;
}

static void add_state(enum state state, xmlNode *cell)
{
	static const char *const words[STATES] = {
		[DIFFERS] = "≠ differs",
		[UNKNOWN_IN_SOME] = "? unknown in some",
		[SAME] = "= same",
		[NO_CONDITION] = "differs, no condition",
		[VARIES_ALIKE] = "varies alike in all",
	};
	static const char *const classes[STATES] = {
		[DIFFERS] = "verdict worse",
		[UNKNOWN_IN_SOME] = "verdict unclear",
		[SAME] = "verdict same",
		[NO_CONDITION] = "remark",
		[VARIES_ALIKE] = "remark",
	};

	html_add_text(cell, "span", classes[state], words[state]);
}

static void add_condition(const struct condition *c, xmlNode *body)
{
	xmlNode *row = part_row(body);

	part_row_head(row, c->key);
	add_state(c->state, html_add(row, "td", NULL));
	part_cell(row, c->text);
}

static void add_rows(const struct page *p, const struct load *load,
    const struct texts *keys, xmlNode *body)
{
	struct condition *all = arena_alloc(p->arena, keys->len, sizeof(*all));

	for (size_t i = 0; i < keys->len; i++)
		all[i] = condition_of(p, load, keys->at[i]);
	for (int state = 0; state < STATES; state++) {
		for (size_t i = 0; i < keys->len; i++) {
			if (all[i].state == (enum state)state)
				add_condition(&all[i], body);
		}
	}
}

void comparability_conditions(const struct page *p, const struct load *load,
    xmlNode *into)
{
	struct texts keys = load_keys(p, load);
	xmlNode *table, *head;

	if (!keys.len)
		return;
	table = part_table(
	    part_details(into, arena_printf(p->arena,
				   "Labels of the runs: %zu known", keys.len)),
	    "What the runs say of themselves, beside the factor");
	head = part_head(table);
	part_column(head, NULL, "Label");
	part_column(head, NULL, "State");
	part_column(head, NULL, "Value");
	add_rows(p, load, &keys, part_body(table));
}

/* In how many loads a label has each state. */
struct tally {
	const char *key;
	size_t loads[STATES];
	size_t sum;
};

struct tallies {
	struct tally *at;
	size_t len;
};

static struct tally *tally_of(struct tallies *all, const char *key,
    struct arena *a)
{
	for (size_t i = 0; i < all->len; i++) {
		if (strcmp(all->at[i].key, key) == 0)
			return &all->at[i];
	}
	*ARENA_PUSH(a, all) = (struct tally){ .key = key };
	return &all->at[all->len - 1];
}

/* A load of one variant says nothing: all is equal there. */
static struct tallies tallies_of(const struct page *p)
{
	struct tallies all = { 0 };

	for (size_t i = 0; i < p->loads.len; i++) {
		const struct load *load = &p->loads.at[i];
		struct texts keys = load_keys(p, load);

		for (size_t k = 0; load->len > 1 && k < keys.len; k++) {
			struct condition c = condition_of(p, load, keys.at[k]);
			struct tally *t = tally_of(&all, c.key, p->arena);

			t->loads[c.state]++;
			t->sum++;
		}
	}
	return all;
}

/* "tls, target (5 of 61 loads)"; a label without a number is so in all. */
static const char *in_state(const struct tallies *all, enum state state,
    struct arena *a)
{
	const char *text = "";

	for (size_t i = 0; i < all->len; i++) {
		const struct tally *t = &all->at[i];

		if (!t->loads[state])
			continue;
		text =
		    arena_printf(a, "%s%s%s", text, *text ? ", " : "", t->key);
		if (t->loads[state] < t->sum)
			text = arena_printf(a, "%s (%zu of %zu loads)", text,
			    t->loads[state], t->sum);
	}
	return text;
}

void comparability_summary(const struct page *p, xmlNode *list)
{
	struct tallies all = tallies_of(p);

	for (int state = DIFFERS; state <= SAME; state++) {
		const char *text = in_state(&all, (enum state)state, p->arena);

		if (!*text)
			continue;
		add_state((enum state)state,
		    html_add_text(list, "dt", NULL, "Labels: "));
		html_add_text(list, "dd", NULL, text);
	}
}
