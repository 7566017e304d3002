/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * YAML as JSON, for tools that write the same document in both.
 */
#ifndef COLLECT_YAML_JSON_H
#define COLLECT_YAML_JSON_H

#include "base/yaml.h"

/*
 * In the arena.  Every scalar becomes a string, an empty one null, which
 * json.h takes for missing.
 */
const char *yaml_json(const struct yaml_node *node, struct arena *a);

#endif
