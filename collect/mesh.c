/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/mesh.h"

#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/mem.h"
#include "base/yaml.h"

#define FOLDER SPAN("collect/meshes/")

struct mesh_registry {
	struct arena arena;
	struct mesh *at;
	size_t len, cap;
};

static const struct {
	const char *name;
	bool counter;
} quantities[] = {
	{ "cpu_seconds", true },
	{ "cpu_cores", false },
	{ "throttled_seconds", true },
	{ "memory_bytes", false },
	{ "memory_available_bytes", false },
	{ "memory_total_bytes", false },
	{ "network_received_bytes", true },
	{ "network_sent_bytes", true },
	{ "requests", true },
};

static const char *const roles[] = { "data-plane", "control-plane",
	"application", "node", "load-generator", NULL };
static const char *const kinds[] = { "mesh", "baseline", "proxy", "exporter",
	NULL };

static bool is_one_of(const char *word, const char *const words[])
{
	for (size_t i = 0; words[i]; i++) {
		if (!strcmp(word, words[i]))
			return true;
	}
	return false;
}

bool mesh_is_role(const char *word)
{
	return is_one_of(word, roles);
}

bool mesh_is_quantity(const char *word, bool *counter)
{
	for (size_t i = 0; i < sizeof(quantities) / sizeof(*quantities); i++) {
		if (!strcmp(word, quantities[i].name)) {
			*counter = quantities[i].counter;
			return true;
		}
	}
	return false;
}

const char *mesh_quantities(struct arena *a)
{
	const char *list = quantities[0].name;

	for (size_t i = 1; i < sizeof(quantities) / sizeof(*quantities); i++)
		list = arena_printf(a, "%s, %s", list, quantities[i].name);
	return list;
}

/* ---- reading a file ---- */

static int need_text(const struct yaml_node *map, const char *key,
    const char **out, struct err *err)
{
	if (yaml_text(map, key, out, err))
		return -1;
	if (!*out || !**out)
		return err_at(err, yaml_pos(map), "%s is missing", key);
	return 0;
}

static int read_query_texts(const struct yaml_node *n, struct mesh_query *q,
    struct err *err)
{
	static const char *const keys[] = { "quantity", "role", "component",
		"match", "query", NULL };

	if (yaml_keys(n, keys, err) ||
	    need_text(n, "quantity", &q->quantity, err) ||
	    need_text(n, "role", &q->role, err) ||
	    need_text(n, "component", &q->component, err) ||
	    need_text(n, "query", &q->query, err))
		return -1;
	return yaml_text(n, "match", &q->match, err);
}

static int read_query(const struct yaml_node *n, struct mesh_query *q,
    struct err *err)
{
	struct pos pos = yaml_pos(n);

	if (read_query_texts(n, q, err))
		return -1;
	if (!mesh_is_quantity(q->quantity, &q->counter))
		return err_at(err, pos, "unknown quantity \"%s\"", q->quantity);
	if (!mesh_is_role(q->role))
		return err_at(err, pos, "unknown role \"%s\"", q->role);
	q->selector = selector_parse(q->query, err);
	if (!q->selector)
		return err_prefix(err, "%s:%ld", pos.file, pos.line);
	return 0;
}

static int read_queries(const struct yaml_node *list, struct arena *a,
    struct mesh *m, struct err *err)
{
	if (!list)
		return 0;
	if (yaml_expect(list, YAML_SEQUENCE, err))
		return -1;
	m->queries = arena_alloc(a, list->len, sizeof(*m->queries));
	for (const struct yaml_node *n = list->first; n; n = n->next) {
		if (read_query(n, &m->queries[m->n_queries++], err))
			return -1;
	}
	return 0;
}

static int read_aliases(const struct yaml_node *list, struct arena *a,
    struct mesh *m, struct err *err)
{
	if (!list)
		return 0;
	if (yaml_expect(list, YAML_SEQUENCE, err))
		return -1;
	m->aliases = arena_alloc(a, list->len, sizeof(*m->aliases));
	for (const struct yaml_node *n = list->first; n; n = n->next) {
		if (yaml_expect(n, YAML_SCALAR, err))
			return -1;
		m->aliases[m->n_aliases++] = n->value;
	}
	return 0;
}

static int read_status(const struct yaml_node *status, struct mesh *m,
    struct err *err)
{
	static const char *const years[] = { "2020", "2026", NULL };

	if (!status)
		return 0;
	if (yaml_keys(status, years, err) ||
	    yaml_text(status, "2020", &m->status_2020, err))
		return -1;
	return yaml_text(status, "2026", &m->status_2026, err);
}

static int read_mesh(const struct yaml_node *root, struct arena *a,
    struct mesh *m, struct err *err)
{
	static const char *const keys[] = { "name", "kind", "title", "aliases",
		"smp_enum", "status", "source", "queries", NULL };

	if (yaml_keys(root, keys, err) ||
	    need_text(root, "name", &m->name, err) ||
	    need_text(root, "kind", &m->kind, err) ||
	    need_text(root, "title", &m->title, err) ||
	    yaml_text(root, "smp_enum", &m->smp_enum, err) ||
	    yaml_text(root, "source", &m->source, err))
		return -1;
	if (!is_one_of(m->kind, kinds))
		return err_at(err, yaml_pos(root), "unknown kind \"%s\"",
		    m->kind);
	if (read_aliases(yaml_get(root, "aliases"), a, m, err) ||
	    read_status(yaml_get(root, "status"), m, err))
		return -1;
	return read_queries(yaml_get(root, "queries"), a, m, err);
}

/* ---- the registry ---- */

int mesh_registry_add(struct mesh_registry *r, const char *name,
    struct span text, struct err *err)
{
	const struct yaml_node *root =
	    yaml_parse((struct pos){ name, 0 }, text, &r->arena, err);

	if (!root)
		return -1;
	r->at = grow(r->at, r->len, &r->cap, sizeof(*r->at));
	r->at[r->len] = (struct mesh){ 0 };
	return read_mesh(root, &r->arena, &r->at[r->len++], err);
}

struct mesh_registry *mesh_registry_load(struct err *err)
{
	struct mesh_registry *r = xcalloc(1, sizeof(*r));

	for (const struct embedded *e = embedded; e->name; e++) {
		struct span text = { (const char *)e->bytes, e->len };

		if (!span_starts(span_of(e->name), FOLDER))
			continue;
		if (mesh_registry_add(r, e->name, text, err)) {
			mesh_registry_free(r);
			return NULL;
		}
	}
	return r;
}

void mesh_registry_free(struct mesh_registry *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->len; i++) {
		for (size_t k = 0; k < r->at[i].n_queries; k++)
			selector_free(r->at[i].queries[k].selector);
	}
	free(r->at);
	arena_release(&r->arena);
	free(r);
}

size_t mesh_count(const struct mesh_registry *r)
{
	return r->len;
}

const struct mesh *mesh_at(const struct mesh_registry *r, size_t i)
{
	return &r->at[i];
}

/* ---- names ---- */

static char folded(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	return c == ' ' || c == '_' ? '-' : c;
}

static bool is_same_name(const char *a, const char *b)
{
	if (!a)
		return false;
	while (*a && folded(*a) == folded(*b)) {
		a++;
		b++;
	}
	return !*a && !*b;
}

static bool is_called(const struct mesh *m, const char *name)
{
	if (is_same_name(m->name, name) || is_same_name(m->title, name) ||
	    is_same_name(m->smp_enum, name))
		return true;
	for (size_t i = 0; i < m->n_aliases; i++) {
		if (is_same_name(m->aliases[i], name))
			return true;
	}
	return false;
}

const struct mesh *mesh_named(const struct mesh_registry *r, const char *name)
{
	for (size_t i = 0; i < r->len; i++) {
		if (is_called(&r->at[i], name))
			return &r->at[i];
	}
	return NULL;
}

const char *mesh_canonical(const struct mesh_registry *r, const char *name)
{
	const struct mesh *m = mesh_named(r, name);

	return m ? m->name : name;
}

/* ---- series ---- */

const struct mesh_query *mesh_claim(const struct mesh_registry *r,
    const char *metric, struct metric_labels labels)
{
	for (size_t i = 0; i < r->len; i++) {
		const struct mesh *m = &r->at[i];

		for (size_t k = 0; k < m->n_queries; k++) {
			if (selector_matches(m->queries[k].selector, metric,
				labels))
				return &m->queries[k];
		}
	}
	return NULL;
}
