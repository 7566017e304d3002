/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/yaml.h"

#include <string.h>

#include <yaml.h>

#include "base/nearest.h"

static const char *const kind_words[] = {
	[YAML_SCALAR] = "a text",
	[YAML_SEQUENCE] = "a list",
	[YAML_MAPPING] = "a mapping",
};

/* A document being read: one event ahead, which `event` holds. */
struct loader {
	const char *file;
	long above; /* lines of the file before the text */
	struct span text;
	struct arena *arena;
	struct err *err;
	yaml_parser_t parser;
	yaml_event_t event;
};

static struct pos event_pos(const struct loader *l)
{
	return (struct pos){ l->file,
		l->above + (long)l->event.start_mark.line + 1 };
}

static int parser_error(struct loader *l)
{
	const yaml_parser_t *p = &l->parser;
	struct pos pos = { l->file, l->above + (long)p->problem_mark.line + 1 };

	/* libyaml gives no line for bytes that are no text */
	if (p->error == YAML_READER_ERROR)
		pos = pos_of((struct pos){ l->file, l->above + 1 }, l->text,
		    l->text.at + (p->problem_offset < l->text.len
					 ? p->problem_offset
					 : l->text.len));
	return err_at(l->err, pos, "not YAML: %s%s%s",
	    p->problem ? p->problem : "unreadable", p->context ? " " : "",
	    p->context ? p->context : "");
}

static int next_event(struct loader *l)
{
	yaml_event_delete(&l->event);
	return yaml_parser_parse(&l->parser, &l->event) ? 0 : parser_error(l);
}

static const char *scalar_text(struct loader *l)
{
	struct span s = { (const char *)l->event.data.scalar.value,
		l->event.data.scalar.length };

	if (s.len && memchr(s.at, '\0', s.len)) {
		err_at(l->err, event_pos(l), "a text with a NUL in it");
		return NULL;
	}
	return arena_span(l->arena, s);
}

static int refuse_anchor(struct loader *l)
{
	const yaml_event_t *e = &l->event;

	if (e->type == YAML_ALIAS_EVENT ||
	    (e->type == YAML_SCALAR_EVENT && e->data.scalar.anchor) ||
	    (e->type == YAML_SEQUENCE_START_EVENT &&
		e->data.sequence_start.anchor) ||
	    (e->type == YAML_MAPPING_START_EVENT &&
		e->data.mapping_start.anchor))
		return err_at(l->err, event_pos(l),
		    "anchors and aliases are not read");
	return 0;
}

/* Takes the key that stands before a child of the mapping. */
static int take_key(struct loader *l, const struct yaml_node *map,
    const char **key)
{
	struct pos pos = event_pos(l);

	if (refuse_anchor(l))
		return -1;
	if (l->event.type != YAML_SCALAR_EVENT)
		return err_at(l->err, pos, "a key must be a plain text");
	*key = scalar_text(l);
	if (!*key)
		return -1;
	if (yaml_get(map, *key))
		return err_at(l->err, pos, "duplicate key \"%.100s\"", *key);
	if (map->len == YAML_KEYS_MAX)
		return err_at(l->err, pos, "more than %d keys in one mapping",
		    YAML_KEYS_MAX);
	return next_event(l);
}

static struct yaml_node *load_node(struct loader *l, int depth);

/* From the start event of a list or mapping to its end event. */
static int load_children(struct loader *l, struct yaml_node *parent, int depth)
{
	bool is_map = parent->kind == YAML_MAPPING;
	yaml_event_type_t end =
	    is_map ? YAML_MAPPING_END_EVENT : YAML_SEQUENCE_END_EVENT;
	const struct yaml_node **tail = &parent->first;

	if (depth == YAML_DEPTH_MAX)
		return err_at(l->err, event_pos(l), "nested deeper than %d",
		    YAML_DEPTH_MAX);
	if (next_event(l))
		return -1;
	while (l->event.type != end) {
		const char *key = NULL;
		long line = event_pos(l).line;
		struct yaml_node *child;

		if (is_map && take_key(l, parent, &key))
			return -1;
		child = load_node(l, depth + 1);
		if (!child || next_event(l))
			return -1;
		child->key = key;
		child->line = line;
		*tail = child;
		tail = &child->next;
		parent->len++;
	}
	return 0;
}

/* The node that starts with the current event; stops at its last event. */
static struct yaml_node *load_node(struct loader *l, int depth)
{
	struct yaml_node *n = arena_alloc(l->arena, 1, sizeof(*n));

	if (refuse_anchor(l))
		return NULL;
	n->file = l->file;
	n->line = event_pos(l).line;
	if (l->event.type == YAML_SCALAR_EVENT) {
		n->kind = YAML_SCALAR;
		n->value = scalar_text(l);
		return n->value ? n : NULL;
	}
	n->kind = l->event.type == YAML_MAPPING_START_EVENT ? YAML_MAPPING
							    : YAML_SEQUENCE;
	return load_children(l, n, depth) ? NULL : n;
}

/* The events of a stream are: its start, then documents, then its end. */
static const struct yaml_node *load_document(struct loader *l)
{
	const struct yaml_node *root;

	if (next_event(l) || next_event(l))
		return NULL;
	if (l->event.type == YAML_STREAM_END_EVENT) {
		err_at(l->err, (struct pos){ l->file, 0 }, "empty");
		return NULL;
	}
	if (next_event(l))
		return NULL;
	root = load_node(l, 0);
	if (!root || next_event(l) || next_event(l))
		return NULL;
	if (l->event.type != YAML_STREAM_END_EVENT) {
		err_at(l->err, event_pos(l), "a second document");
		return NULL;
	}
	return root;
}

const struct yaml_node *yaml_parse(struct pos start, struct span text,
    struct arena *a, struct err *err)
{
	struct loader l = { .text = text, .arena = a, .err = err };
	const struct yaml_node *root = NULL;

	l.file = arena_strdup(a, start.file);
	l.above = start.line ? start.line - 1 : 0;
	if (text.len > YAML_BYTES_MAX) {
		err_at(err, (struct pos){ start.file, 0 },
		    "larger than %zu MiB, too large for YAML",
		    YAML_BYTES_MAX >> 20);
		return NULL;
	}
	if (!yaml_parser_initialize(&l.parser)) {
		err_at(err, (struct pos){ start.file, 0 },
		    "libyaml does not start");
		return NULL;
	}
	yaml_parser_set_input_string(&l.parser,
	    (const unsigned char *)(text.at ? text.at : ""), text.len);
	root = load_document(&l);
	yaml_event_delete(&l.event);
	yaml_parser_delete(&l.parser);
	return root;
}

const struct yaml_node *yaml_get(const struct yaml_node *node, const char *key)
{
	if (!node || node->kind != YAML_MAPPING)
		return NULL;
	for (const struct yaml_node *n = node->first; n; n = n->next) {
		if (!strcmp(n->key, key))
			return n;
	}
	return NULL;
}

struct pos yaml_pos(const struct yaml_node *node)
{
	return (struct pos){ node->file, node->line };
}

int yaml_expect(const struct yaml_node *node, enum yaml_kind kind,
    struct err *err)
{
	if (node->kind == kind)
		return 0;
	return err_at(err, yaml_pos(node), "%s%sexpected %s, got %s",
	    node->key ? node->key : "", node->key ? ": " : "", kind_words[kind],
	    kind_words[node->kind]);
}

int yaml_text(const struct yaml_node *map, const char *key, const char **out,
    struct err *err)
{
	const struct yaml_node *n = yaml_get(map, key);

	if (!n)
		return 0;
	if (yaml_expect(n, YAML_SCALAR, err))
		return -1;
	*out = n->value;
	return 0;
}

static bool is_known(const char *key, const char *const known[])
{
	for (size_t i = 0; known[i]; i++) {
		if (!strcmp(key, known[i]))
			return true;
	}
	return false;
}

static int key_unknown(const struct yaml_node *n, const char *const known[],
    struct err *err)
{
	struct nearest near = nearest_to(n->key);

	for (size_t i = 0; known[i]; i++)
		nearest_see(&near, known[i]);
	if (near.found)
		return err_at(err, yaml_pos(n),
		    "unknown key \"%.100s\"; perhaps \"%s\" is meant", n->key,
		    near.found);
	return err_at(err, yaml_pos(n), "unknown key \"%.100s\"", n->key);
}

int yaml_keys(const struct yaml_node *map, const char *const known[],
    struct err *err)
{
	if (yaml_expect(map, YAML_MAPPING, err))
		return -1;
	for (const struct yaml_node *n = map->first; n; n = n->next) {
		if (!is_known(n->key, known))
			return key_unknown(n, known, err);
	}
	return 0;
}
