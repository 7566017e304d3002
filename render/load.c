/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/load.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/natural.h"
#include "render/safe_text.h"

#define LABEL_MAX 120 /* bytes that a heading or a table has room for */

/* Does a label tell twins of a value apart? */
struct telling {
	const char *value, *key;
	bool apart;
};

/* Cells, and the runs whose labels say how they differ. */
struct naming {
	const struct cell_list *cells;
	const struct run **runs; /* by id */
	size_t n_runs;
	const size_t *twin; /* by cell: the first with its name, or itself */
	struct arena *arena;
	const char **names; /* of the cells */
	struct {
		struct telling *at;
		size_t len;
	} told;
};

static int by_id(const void *a, const void *b)
{
	const struct run *const *x = a, *const *y = b;

	return strcmp((*x)->id, (*y)->id);
}

static const struct run *run_of(const struct naming *n, const char *id)
{
	const struct run wanted = { .id = id }, *key = &wanted;
	const struct run **found =
	    bsearch(&key, n->runs, n->n_runs, sizeof(*n->runs), by_id);

	return found ? *found : NULL;
}

/* What all runs of a cell have as that label, or NULL. */
static const char *shared_label(const struct naming *n, const struct cell *c,
    const char *key)
{
	const char *shared = NULL;

	for (size_t i = 0; i < c->n_runs; i++) {
		const struct run *run = run_of(n, c->runs[i]);
		const char *value = run ? run_label_value(run, key) : NULL;

		if (!value || (shared && strcmp(shared, value) != 0))
			return NULL;
		shared = value;
	}
	return shared;
}

static bool is_same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* A cell that differs from the first with its name does so from others, too. */
static bool tells_apart(const struct naming *n, const char *value,
    const char *key)
{
	for (size_t i = 0; i < n->cells->len; i++) {
		const struct cell *c = &n->cells->at[i];

		if (n->twin[i] != i && strcmp(c->value, value) == 0 &&
		    !is_same(shared_label(n, c, key),
			shared_label(n, &n->cells->at[n->twin[i]], key)))
			return true;
	}
	return false;
}

/* The same, found out once. */
static bool is_telling(struct naming *n, const char *value, const char *key)
{
	struct telling *t = n->told.at;

	for (size_t i = 0; i < n->told.len; i++, t++) {
		if (strcmp(t->value, value) == 0 && strcmp(t->key, key) == 0)
			return t->apart;
	}
	t = ARENA_PUSH(n->arena, &n->told);
	*t = (struct telling){ value, key, tells_apart(n, value, key) };
	return t->apart;
}

static const char *name_of(struct naming *n, const struct cell *c)
{
	const struct run *run = c->n_runs ? run_of(n, c->runs[0]) : NULL;
	const char *name = c->value;

	for (size_t i = 0; run && i < run->n_labels; i++) {
		const struct label *l = &run->labels[i];

		if (is_telling(n, c->value, l->key) &&
		    shared_label(n, c, l->key))
			name = arena_printf(n->arena, "%s, %s %s", name, l->key,
			    l->value);
	}
	return name;
}

/* Cells that would stand in one load with one name. */
static const size_t *twins_of(const struct cell_list *cells, struct arena *a)
{
	size_t *twin = arena_alloc(a, cells->len, sizeof(*twin));

	for (size_t i = 0; i < cells->len; i++) {
		const struct cell *c = &cells->at[i];
		size_t k = 0;

		while (strcmp(cells->at[k].value, c->value) != 0 ||
		       strcmp(cells->at[k].label, c->label) != 0)
			k++;
		twin[i] = k;
	}
	return twin;
}

static struct naming names_of(const struct results *r,
    const struct run_list *runs, struct arena *a)
{
	struct naming n = { .cells = &r->cells,
		.runs = arena_alloc(a, runs->len, sizeof(*n.runs)),
		.n_runs = runs->len,
		.twin = twins_of(&r->cells, a),
		.arena = a,
		.names = arena_alloc(a, r->cells.len, sizeof(char *)) };

	for (size_t i = 0; i < runs->len; i++)
		n.runs[i] = &runs->at[i];
	if (runs->len)
		qsort(n.runs, runs->len, sizeof(*n.runs), by_id);
	for (size_t i = 0; i < r->cells.len; i++)
		n.names[i] = name_of(&n, &r->cells.at[i]);
	return n;
}

static struct variant *find_variant(struct load_list *list, const char *name)
{
	for (size_t i = 0; i < list->n_variants; i++) {
		if (strcmp(list->variants[i].value, name) == 0)
			return &list->variants[i];
	}
	return NULL;
}

static int by_baseline_then_value(const void *a, const void *b)
{
	const struct variant *x = a, *y = b;

	if (x->is_baseline != y->is_baseline)
		return x->is_baseline ? -1 : 1;
	return natural_compare(x->value, y->value);
}

static void find_variants(struct load_list *list, const struct naming *n)
{
	unsigned next = 1;

	for (size_t i = 0; i < n->cells->len; i++) {
		const struct cell *c = &n->cells->at[i];

		if (find_variant(list, n->names[i]))
			continue;
		list->variants[list->n_variants++] =
		    (struct variant){ .value = n->names[i],
			    .of = c->value,
			    .is_baseline = c->is_baseline };
	}
	qsort(list->variants, list->n_variants, sizeof(*list->variants),
	    by_baseline_then_value);
	for (size_t i = 0; i < list->n_variants; i++) {
		bool first = i == 0 && list->variants[i].is_baseline;

		list->variants[i].order = first ? 0 : next++;
	}
}

static struct load *find_load(struct load_list *list, const struct cell *c,
    size_t room, struct arena *a)
{
	struct load *load = list->at;

	for (size_t i = 0; i < list->len; i++, load++) {
		if (strcmp(load->label, c->label) == 0)
			return load;
	}
	list->len++;
	load->label = c->label;
	load->cells = arena_alloc(a, room, sizeof(*load->cells));
	load->variants = arena_alloc(a, room, sizeof(*load->variants));
	return load;
}

/* Adds the cells of one variant, so that all loads list them alike. */
static void add_cells(struct load_list *list, const struct variant *v,
    const struct naming *n)
{
	for (size_t i = 0; i < n->cells->len; i++) {
		const struct cell *c = &n->cells->at[i];
		struct load *load;

		if (strcmp(n->names[i], v->value) != 0)
			continue;
		load = find_load(list, c, n->cells->len, n->arena);
		load->cells[load->len] = c;
		load->variants[load->len++] = v;
	}
}

/* Only now, as long texts are told apart by their ends too. */
static void elide(struct load_list *list, struct arena *a)
{
	for (size_t i = 0; i < list->len; i++) {
		list->at[i].whole = list->at[i].label;
		list->at[i].label =
		    text_elided(a, list->at[i].label, LABEL_MAX);
	}
	for (size_t i = 0; i < list->n_variants; i++) {
		list->variants[i].whole = list->variants[i].value;
		list->variants[i].value =
		    text_elided(a, list->variants[i].value, LABEL_MAX);
	}
}

struct load_list loads_of(const struct results *r, const struct run_list *runs,
    struct arena *a)
{
	const struct cell_list *cells = &r->cells;
	struct naming naming = names_of(r, runs, a);
	struct load_list list = { 0 };

	list.at = arena_alloc(a, cells->len, sizeof(*list.at));
	list.variants = arena_alloc(a, cells->len, sizeof(*list.variants));
	find_variants(&list, &naming);
	for (size_t i = 0; i < cells->len; i++) /* in the archive's order */
		find_load(&list, &cells->at[i], cells->len, a);
	for (size_t i = 0; i < list.n_variants; i++)
		add_cells(&list, &list.variants[i], &naming);
	for (size_t i = 0; i < list.len; i++)
		list.at[i].id = arena_printf(a, "load-%zu", i + 1);
	elide(&list, a);
	return list;
}

const struct variant *load_cell_variant(const struct load_list *list,
    const struct cell *c)
{
	for (size_t i = 0; i < list->len; i++) {
		const struct load *load = &list->at[i];

		for (size_t k = 0; k < load->len; k++) {
			if (load->cells[k]->row == c->row)
				return load->variants[k];
		}
	}
	return NULL;
}

const char *load_cell_name(const struct load_list *list, const struct cell *c)
{
	const struct variant *v = load_cell_variant(list, c);

	return v ? v->value : c->value;
}
