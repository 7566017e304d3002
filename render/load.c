/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/load.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/natural.h"
#include "render/safe_text.h"

#define LABEL_MAX 120 /* bytes that a heading or a table has room for */
#define OPEN_MAX 6    /* loads that a section shows one below the other */

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

static void find_variants(struct load_list *list, const struct cell_list *cells)
{
	unsigned next = 1;

	for (size_t i = 0; i < cells->len; i++) {
		const struct cell *c = &cells->at[i];

		if (find_variant(list, c->name))
			continue;
		list->variants[list->n_variants++] =
		    (struct variant){ .value = c->name,
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
    const struct cell_list *cells, struct arena *a)
{
	for (size_t i = 0; i < cells->len; i++) {
		const struct cell *c = &cells->at[i];
		struct load *load;

		if (strcmp(c->name, v->value) != 0)
			continue;
		load = find_load(list, c, cells->len, a);
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

struct load_list loads_of(const struct results *r, struct arena *a)
{
	const struct cell_list *cells = &r->cells;
	struct load_list list = { 0 };

	list.at = arena_alloc(a, cells->len, sizeof(*list.at));
	list.variants = arena_alloc(a, cells->len, sizeof(*list.variants));
	find_variants(&list, cells);
	for (size_t i = 0; i < cells->len; i++) /* in the archive's order */
		find_load(&list, &cells->at[i], cells->len, a);
	for (size_t i = 0; i < list.n_variants; i++)
		add_cells(&list, &list.variants[i], cells, a);
	for (size_t i = 0; i < list.len; i++) {
		list.at[i].id = arena_printf(a, "load-%zu", i + 1);
		list.at[i].folded = i > 0 && list.len > OPEN_MAX;
	}
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

	return v ? v->value : c->name;
}
