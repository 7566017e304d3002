/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/yaml_json.h"

#include "base/builder.h"

/* No deeper than YAML_DEPTH_MAX, as the tree is no deeper. */
static void put(struct builder *b, const struct yaml_node *node)
{
	bool is_map = node->kind == YAML_MAPPING;

	if (node->kind == YAML_SCALAR) {
		build_json(b, *node->value ? node->value : NULL);
		return;
	}
	build(b, is_map ? "{" : "[");
	for (const struct yaml_node *n = node->first; n; n = n->next) {
		if (is_map) {
			build_json(b, n->key);
			build(b, ":");
		}
		put(b, n);
		build(b, n->next ? "," : "");
	}
	build(b, is_map ? "}" : "]");
}

const char *yaml_json(const struct yaml_node *node, struct arena *a)
{
	struct builder b = { .arena = a };

	put(&b, node);
	return build_text(&b);
}
