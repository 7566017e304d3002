/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names of cells, by which all outputs call them: where one value of the factor
 * has several cells of one label (twins), by what tells these apart, too.
 */
#include "analyze/cells.h"

#include <string.h>

/* Does a label tell twins of a value apart? */
struct telling {
	const char *value, *key;
	bool apart;
};

struct naming {
	const struct study *study;
	const struct group_list *groups;
	const size_t *twin; /* by group: the first like it, or itself */
	struct arena *arena;
	struct {
		struct telling *at;
		size_t len;
	} told;
};

static const size_t *twins_of(const struct group_list *groups, struct arena *a)
{
	size_t *twin = arena_alloc(a, groups->len, sizeof(*twin));

	for (size_t i = 0; i < groups->len; i++) {
		const struct cell *c = &groups->at[i].cell;
		size_t k = 0;

		while (strcmp(groups->at[k].cell.value, c->value) != 0 ||
		       strcmp(groups->at[k].cell.label, c->label) != 0)
			k++;
		twin[i] = k;
	}
	return twin;
}

static bool is_same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* A cell that differs from the first like it does so from others, too. */
static bool tells_apart(const struct naming *n, const char *value,
    const char *key)
{
	const struct group *at = n->groups->at;

	for (size_t i = 0; i < n->groups->len; i++) {
		const struct run *first = at[n->twin[i]].example;

		if (n->twin[i] != i && strcmp(at[i].cell.value, value) == 0 &&
		    !is_same(run_label_value(at[i].example, key),
			run_label_value(first, key)))
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

static const char *name_of(struct naming *n, const struct group *g)
{
	const char *name = g->cell.value;

	for (size_t i = 0; i < g->example->n_labels; i++) {
		const struct label *l = &g->example->labels[i];

		if (label_splits(n->study, l->key) &&
		    is_telling(n, g->cell.value, l->key))
			name = arena_printf(n->arena, "%s, %s %s", name, l->key,
			    l->value);
	}
	return name;
}

void cells_name(const struct study *s, struct group_list *groups,
    struct arena *a)
{
	struct naming n = { .study = s,
		.groups = groups,
		.twin = twins_of(groups, a),
		.arena = a };

	for (size_t i = 0; i < groups->len; i++)
		groups->at[i].cell.name = name_of(&n, &groups->at[i]);
}
