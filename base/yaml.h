/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * YAML as a small tree: studies, what is known of each mesh, results that a
 * tool wrote in YAML.
 *
 * A scalar is its text; what type it has is the reader's business, so that
 * "1.10" stays a version.  One document a file.  Anchors and aliases are
 * refused, as a few lines of them can stand for gigabytes; so are duplicate
 * keys, of which one would be silently ignored, and texts with a NUL.  Tags
 * are read and ignored.
 */
#ifndef BASE_YAML_H
#define BASE_YAML_H

#include <stddef.h>

#include "base/arena.h"
#include "base/input.h"
#include "base/text.h"

#define YAML_BYTES_MAX ((size_t)4 << 20)
#define YAML_DEPTH_MAX 64
#define YAML_KEYS_MAX 1000 /* in one mapping */

enum yaml_kind { YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING };

struct yaml_node {
	enum yaml_kind kind;
	const char *key;   /* its own in a mapping; NULL elsewhere */
	const char *value; /* of a scalar, "" if left empty; NULL otherwise */
	const char *file;
	long line;                     /* that it, or its key, starts on */
	size_t len;                    /* how many children */
	const struct yaml_node *first; /* child, in the order of the file */
	const struct yaml_node *next;  /* sibling */
};

/*
 * The document in `text`, in the arena.  `start` says where it begins, for its
 * messages: "study.yaml:7: duplicate key "title"".  NULL also for an empty
 * document.
 */
const struct yaml_node *yaml_parse(struct pos start, struct span text,
    struct arena *a, struct err *err);

/* The child of that key; NULL if there is none, or node is no mapping. */
const struct yaml_node *yaml_get(const struct yaml_node *node, const char *key);

/* Where it stands, for err_at(). */
struct pos yaml_pos(const struct yaml_node *node);

/* An error that names both if the node is of another kind. */
int yaml_expect(const struct yaml_node *node, enum yaml_kind kind,
    struct err *err);

/*
 * The text of a scalar child; *out stays as it was where the key is absent,
 * and an error says so where it holds a list or a mapping.
 */
int yaml_text(const struct yaml_node *map, const char *key, const char **out,
    struct err *err);

/*
 * An error that names the first key that is not in `known`, which ends with
 * NULL; also if the node is no mapping.
 */
int yaml_keys(const struct yaml_node *map, const char *const known[],
    struct err *err);

#endif
