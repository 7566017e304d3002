/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/smp.h"

#include <string.h>

#include "base/target.h"
#include "collect/mesh.h"

#define FACTS_MAX 1000 /* of the environment; more are left out */

bool smp_is_placeholder(const char *text)
{
	return span_starts(span_of(text), SPAN("test_"));
}

struct surroundings {
	struct source_writer *w;
	struct arena *arena;
	int left; /* facts that may still be kept */
};

/* The scalars of a mapping, and of the mappings in it: "env.node.cores". */
static int write_facts(struct surroundings *s, const struct yaml_node *map,
    const char *prefix, struct err *err)
{
	const struct yaml_node *n =
	    map && map->kind == YAML_MAPPING ? map->first : NULL;

	for (; n && s->left; n = n->next) {
		const char *key =
		    arena_printf(s->arena, "%s.%.100s", prefix, n->key);

		s->left--;
		if (n->kind == YAML_SCALAR && *n->value &&
		    source_environment(s->w, key, n->value, err))
			return -1;
		if (n->kind == YAML_MAPPING && write_facts(s, n, key, err))
			return -1;
	}
	return 0;
}

/* Of no label: a fact of the environment. */
static const struct {
	const char *key, *label;
} stated[] = {
	{ "mesh_build", "mesh_version" },
	{ "proxy_build", "proxy_version" },
	{ "profile", "profile" },
	{ "protocol", "protocol" },
	{ "internal", NULL },
	{ "smp_version", NULL },
	{ "smps_version", NULL },
	{ "exp_group_uuid", NULL },
	{ "details_uri", NULL },
	{ "test_id", NULL },
	{ "mesh_config_id", NULL },
	{ "env_id", NULL },
};

static int write_stated(const struct yaml_node *map, struct arena *a,
    struct source_writer *w, struct err *err)
{
	for (size_t i = 0; i < sizeof(stated) / sizeof(*stated); i++) {
		const char *key = stated[i].key, *label = stated[i].label;
		const char *text = NULL;

		if (yaml_text(map, key, &text, err))
			return -1;
		if (!text || !*text || smp_is_placeholder(text))
			continue;
		text = text_without_secrets(a, text);
		if (label ? run_label(w, label, text, LABEL_TOOL, err)
			  : source_environment(w, key, text, err))
			return -1;
	}
	return 0;
}

int smp_surroundings_write(const struct yaml_node *root, struct arena *a,
    struct source_writer *w, struct err *err)
{
	static const char *const parts[] = { "env", "config", "metrics" };
	struct surroundings s = { w, a, FACTS_MAX };
	const char *version = NULL;
	const struct yaml_node *env = yaml_get(root, "env");

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (write_facts(&s, yaml_get(root, parts[i]), parts[i], err))
			return -1;
	if (write_stated(root, a, w, err) ||
	    write_stated(yaml_get(root, "client"), a, w, err) ||
	    yaml_text(env, "kubernetes", &version, err))
		return -1;
	if (!version || !*version)
		return 0;
	return run_label(w, "kubernetes", version, LABEL_TOOL, err);
}

/* As the run is called there; what the file itself says of it comes first. */
static int write_labels(const struct yaml_node *root,
    const struct mesh_registry *meshes, struct arena *a,
    struct source_writer *w, struct err *err)
{
	const struct yaml_node *map = yaml_get(root, "labels");
	const struct yaml_node *n =
	    map && map->kind == YAML_MAPPING ? map->first : NULL;

	for (; n; n = n->next) {
		const char *have = NULL, *value;

		if (n->kind != YAML_SCALAR || !*n->value)
			continue;
		if (run_label_read(w, n->key, a, &have, err))
			return -1;
		value = strcmp(n->key, "mesh") == 0
			    ? mesh_canonical(meshes, n->value)
			    : text_without_secrets(a, n->value);
		if (!have && run_label(w, n->key, value, LABEL_TOOL, err))
			return -1;
	}
	return 0;
}

int smp_labels_write(const struct yaml_node *root, struct arena *a,
    struct source_writer *w, struct err *err)
{
	struct mesh_registry *meshes = mesh_registry_load(err);
	int status = meshes ? write_labels(root, meshes, a, w, err) : -1;

	mesh_registry_free(meshes);
	return status;
}
