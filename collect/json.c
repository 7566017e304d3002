/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/json.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/mem.h"
#include "collect/json_plain.h"
#include "collect/sniff.h"

#define PATH_MAX_TEXT 400 /* bytes; a longer path is cut in front */
#define NEAR_BYTES 20     /* of the text at a syntax error */

struct json {
	cJSON *root;
	struct pos pos;
	struct arena arena; /* holds all of the root */
};

/* ---- memory ---- */

/*
 * Where cJSON puts a document while this thread reads it: a document is
 * thousands of small pieces, which an arena gives and takes back at once.
 * NULL: none is read, and whoever calls cJSON gets memory as ever.
 */
static _Thread_local struct arena *reading;

static void *piece_new(size_t bytes)
{
	return reading ? arena_alloc(reading, 1, bytes) : malloc(bytes);
}

static void piece_free(void *piece)
{
	if (!reading)
		free(piece);
}

static void hooks_set(void)
{
	cJSON_InitHooks(&(cJSON_Hooks){ piece_new, piece_free });
}

/* As cJSON does it, by itself where it must; NULL if it is no JSON, *end is
   where it stopped. */
static cJSON *parse_into(struct arena *a, struct span text, const char **end)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	cJSON *root = json_plain(a, text, end);

	if (root)
		return root;
	arena_release(a);
	pthread_once(&once, hooks_set);
	reading = a;
	root = cJSON_ParseWithLengthOpts(text.at, text.len, end, false);
	reading = NULL;
	return root;
}

/* ---- documents ---- */

/* What the text says at `at`, for an error: one line of it at most. */
static struct span near_text(struct span text, const char *at)
{
	struct span near = { at, (size_t)(text.at + text.len - at) };

	if (near.len > NEAR_BYTES)
		near.len = NEAR_BYTES;
	for (size_t i = 0; i < near.len; i++)
		if ((unsigned char)near.at[i] < ' ')
			near.len = i;
	return near;
}

/* Is the text cut off in the line of the error, with brackets still open? */
static bool ends_early(struct span text, const char *at)
{
	struct span left = { at, (size_t)(text.at + text.len - at) };
	struct span rest = sniff_start(text);

	json_take_value(&rest);
	left = span_trim(left);
	if (!strchr("{[", sniff_first(text)) || rest.len ||
	    span_find(left, SPAN("\n")) >= 0)
		return false;
	return !left.len || !strchr("]}", left.at[left.len - 1]);
}

/* An error at a byte of `text`, by line and column. */
static int fail_at(struct span text, const char *at, struct pos pos,
    struct err *err)
{
	const char *line = at;

	while (line > text.at && line[-1] != '\n')
		line--;
	pos = pos_of(pos, text, line);
	if (ends_early(text, at))
		return err_at(err, pos, "the JSON ends too early");
	return err_at(err, pos, "column %td: no JSON from here on: \"%.*s\"",
	    at - line + 1, SPAN_ARG(near_text(text, at)));
}

/* How many values the text can have at most: each is behind one of these. */
static bool too_many_values(struct span text)
{
	size_t values = 0;

	if (text.len <= JSON_VALUES_MAX)
		return false;
	for (size_t i = 0; i < text.len; i++)
		values +=
		    text.at[i] == ',' || text.at[i] == '[' || text.at[i] == '{';
	return values > JSON_VALUES_MAX;
}

static int check_text(struct span text, struct pos pos, struct err *err)
{
	const char *nul = text.len ? memchr(text.at, 0, text.len) : NULL;

	if (!sniff_start(text).len)
		return err_at(err, pos, "expected JSON, got nothing");
	if (nul)
		return err_at(err, pos, "not a text: a NUL byte at offset %td",
		    nul - text.at);
	if (too_many_values(text))
		return err_at(err, pos, "more than %zu values in one document",
		    JSON_VALUES_MAX);
	return 0;
}

struct json *json_parse(struct span text, struct pos pos, struct err *err)
{
	struct span start = sniff_start(text);
	struct json *doc;
	const char *end;

	if (check_text(text, pos, err))
		return NULL;
	doc = xcalloc(1, sizeof(*doc));
	doc->pos = pos;
	doc->root = parse_into(&doc->arena, start, &end);
	if (doc->root)
		end =
		    sniff_start(span_skip(start, (size_t)(end - start.at))).at;
	if (doc->root && end == text.at + text.len)
		return doc;
	fail_at(text, end, pos, err);
	json_free(doc);
	return NULL;
}

struct json *json_read(struct input *in, struct err *err)
{
	struct pos pos = input_start(in);
	struct span text;

	if (input_all(in, &text, err))
		return NULL;
	return json_parse(text, pos, err);
}

int json_next(struct span *rest, struct pos *pos, struct json **doc,
    struct err *err)
{
	struct span left = sniff_start(*rest), text;

	*doc = NULL;
	*pos = pos_of(*pos, *rest, left.at);
	*rest = left;
	if (!left.len)
		return 0;
	text = json_take_value(&left);
	*doc = json_parse(text.len ? text : left, *pos, err);
	if (!*doc)
		return -1;
	*pos = pos_of(*pos, text, left.at);
	*rest = left;
	return 1;
}

void json_free(struct json *doc)
{
	if (!doc)
		return;
	arena_release(&doc->arena);
	free(doc);
}

/* ---- nodes ---- */

struct json_node json_root(const struct json *doc)
{
	return (struct json_node){ .value = doc->root, .doc = doc };
}

struct json_node json_member(const struct json_node *in, const char *key)
{
	struct json_node node = { .parent = in, .doc = in->doc, .key = key };

	if (cJSON_IsObject(in->value))
		node.value = cJSON_GetObjectItemCaseSensitive(in->value, key);
	if (cJSON_IsNull(node.value))
		node.value = NULL;
	return node;
}

struct json_node json_first(const struct json_node *in)
{
	struct json_node node = { .parent = in, .doc = in->doc };

	if (!cJSON_IsArray(in->value) && !cJSON_IsObject(in->value))
		return node;
	node.value = in->value->child;
	node.key = node.value ? node.value->string : NULL;
	return node;
}

struct json_node json_after(const struct json_node *node)
{
	struct json_node next = *node;

	next.value = node->value->next;
	next.key = next.value ? next.value->string : NULL;
	next.index++;
	return next;
}

size_t json_count(const struct json_node *in)
{
	return (size_t)cJSON_GetArraySize(in->value);
}

bool json_is_string(const struct json_node *node)
{
	return cJSON_IsString(node->value);
}

bool json_is_true(const struct json_node *node)
{
	return cJSON_IsTrue(node->value);
}

/* ---- errors ---- */

/* Puts the path in front of *at, which is moved; what has no room is cut. */
static void prepend(const char *begin, char **at, const char *text)
{
	size_t len = strlen(text), room = (size_t)(*at - begin);

	if (len > room) {
		text += len - room;
		len = room;
	}
	*at -= len;
	memcpy(*at, text, len);
}

static const char *path_of(const struct json_node *node,
    char text[PATH_MAX_TEXT])
{
	char *at = &text[PATH_MAX_TEXT - 1];

	*at = '\0';
	for (; node->parent; node = node->parent) {
		char index[32];

		if (node->key) {
			prepend(text, &at, node->key);
			prepend(text, &at, node->parent->parent ? "." : "");
			continue;
		}
		snprintf(index, sizeof(index), "[%zu]", node->index);
		prepend(text, &at, index);
	}
	return at;
}

int json_fail(const struct json_node *node, struct err *err, const char *fmt,
    ...)
{
	char path[PATH_MAX_TEXT], words[sizeof(err->msg)];
	const char *way = path_of(node, path);
	va_list args;

	va_start(args, fmt);
	vsnprintf(words, sizeof(words), fmt, args);
	va_end(args);
	return err_at(err, node->doc->pos, "%s%s%s", way, *way ? ": " : "",
	    words);
}
