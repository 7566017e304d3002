/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON documents, read by path: whatever is not as a format has it becomes an
 * error that names the file and the way to the value,
 *
 *	fortio.json: DurationHistogram.Percentiles[2].Value: expected a number,
 *	got a string
 *
 * Values are reached over nodes, which are plain values on the stack; a node
 * remembers where it came from, and so must not outlive that node.
 *
 *	struct json_node root = json_root(doc), list, e;
 *
 *	if (json_array(&root, "Percentiles", &list, err))
 *		return -1;
 *	for (e = json_first(&list); e.value; e = json_after(&e))
 *		if (json_number(&e, "Value", &value, err))
 *			return -1;
 *
 * Keys are compared with their case; of two equal keys the first one counts.
 * null is the same as a key that is missing.  A text ends at its first
 * \u0000.  Only collect/ includes this file.
 */
#ifndef COLLECT_JSON_H
#define COLLECT_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/input.h"
#include "base/text.h"

/* Arrays and objects in one another; cJSON's own limit. */
#define JSON_DEPTH_MAX 1000
/* Values in one document, counted roughly; cJSON takes 80 bytes for each. */
#define JSON_VALUES_MAX ((size_t)4 << 20)

struct cJSON;
struct json;

/*
 * The whole text as one document, or NULL; the caller frees it.  A byte order
 * mark is passed over, and anything behind the document is an error.  `pos`
 * says where the text begins; pos.file must outlive the document.
 */
struct json *json_parse(struct span text, struct pos pos, struct err *err);

/* The same of a whole input. */
struct json *json_read(struct input *in, struct err *err);

/*
 * The next of several documents: JSON lines, or one glued to the other.  1,
 * or 0 where only white space is left (*doc is NULL), or -1.  Moves *rest and
 * pos->line on; the caller frees *doc.
 */
int json_next(struct span *rest, struct pos *pos, struct json **doc,
    struct err *err);

void json_free(struct json *doc); /* NULL is fine */

/* A value and the way to it.  value is NULL where there is none. */
struct json_node {
	const struct cJSON *value;
	const struct json_node *parent;
	const struct json *doc;
	const char *key; /* in an object; NULL in an array */
	size_t index;    /* in an array or object */
};

struct json_node json_root(const struct json *doc);

/* The member of an object; value is NULL if it is missing, or no object. */
struct json_node json_member(const struct json_node *in, const char *key);

/* The elements of an array, or members of an object, one after the other. */
struct json_node json_first(const struct json_node *in);
struct json_node json_after(const struct json_node *node);

/* How many there are. */
size_t json_count(const struct json_node *in);

bool json_is_string(const struct json_node *node);
bool json_is_true(const struct json_node *node);

/*
 * The value of `key` in `in`, or, where key is NULL, of `in` itself.  These
 * need it; those with _try are content without it, and leave *out as it was.
 * Numbers are finite.  Integers have no fraction, and are exact up to 2^53;
 * beyond, up to 2^63, they come as a double has them.  Texts are the
 * document's.
 */
int json_number(const struct json_node *in, const char *key, double *out,
    struct err *err);
int json_number_try(const struct json_node *in, const char *key, double *out,
    struct err *err);
int json_integer(const struct json_node *in, const char *key, int64_t *out,
    struct err *err);
int json_integer_try(const struct json_node *in, const char *key, int64_t *out,
    struct err *err);
int json_string(const struct json_node *in, const char *key, const char **out,
    struct err *err);
int json_string_try(const struct json_node *in, const char *key,
    const char **out, struct err *err);
int json_bool_try(const struct json_node *in, const char *key, bool *out,
    struct err *err);

/*
 * For formats that put numbers into strings ("Count": "48"): either is taken.
 * An integer in a string is exact up to 2^63.
 */
int json_loose_number_try(const struct json_node *in, const char *key,
    double *out, struct err *err);
int json_loose_integer(const struct json_node *in, const char *key,
    int64_t *out, struct err *err);
int json_loose_integer_try(const struct json_node *in, const char *key,
    int64_t *out, struct err *err);

/*
 * An object, an array.  The _try ones give a node without value where it is
 * missing; json_first() of that is at its end at once.
 */
int json_object(const struct json_node *in, const char *key,
    struct json_node *out, struct err *err);
int json_object_try(const struct json_node *in, const char *key,
    struct json_node *out, struct err *err);
int json_array(const struct json_node *in, const char *key,
    struct json_node *out, struct err *err);
int json_array_try(const struct json_node *in, const char *key,
    struct json_node *out, struct err *err);

/* "fortio.json: DurationHistogram.Data[3]: " and the words; returns -1. */
__attribute__((format(printf, 3, 4))) int json_fail(
    const struct json_node *node, struct err *err, const char *fmt, ...);

#endif
