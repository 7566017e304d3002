/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/gob.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/mem.h"

#define TYPES_MAX 1000 /* a program's own types begin at 64 */
#define FIELDS_MAX 100
#define DEPTH_MAX 16
#define DEFINITIONS_MAX 10000 /* in one stream */

/* Go's numbers for its own types. */
enum { BOOL = 1, INT, UINT, FLOAT, BYTES, STRING, COMPLEX };

/* The numbers of wireType's fields are the kinds of types. */
enum form { UNDEFINED, ARRAY, SLICE, STRUCT, MAP, ENCODER, BINARY, TEXT };

struct field {
	const char *name;
	int64_t type;
};

struct type {
	enum form form;
	int64_t key, elem; /* of ARRAY, SLICE, MAP */
	struct field *fields;
	size_t n_fields, cap;
};

/* The rest of a message; `bad` once something went beyond its end. */
struct cursor {
	struct span rest;
	bool bad;
};

struct gob {
	struct input *in;
	struct type types[TYPES_MAX];
	struct arena arena; /* names of fields */
	long definitions;
	struct cursor body; /* of the struct that was given last */
	const struct type *type;
	int64_t at; /* the field that was given last; -1: none */
	int64_t message;
};

struct gob *gob_open(struct input *in)
{
	struct gob *g = xcalloc(1, sizeof(*g));

	g->in = in;
	return g;
}

void gob_free(struct gob *g)
{
	if (!g)
		return;
	for (size_t i = 0; i < TYPES_MAX; i++)
		free(g->types[i].fields);
	arena_release(&g->arena);
	free(g);
}

static int damaged(const struct gob *g, const char *what, struct err *err)
{
	return err_set(err, "%s: message %lld: %s", input_name(g->in),
	    (long long)g->message, what);
}

/* ---- scalars ---- */

static uint64_t big_endian(struct span bytes)
{
	uint64_t value = 0;

	for (size_t i = 0; i < bytes.len; i++)
		value = value << 8 | (unsigned char)bytes.at[i];
	return value;
}

static struct span take(struct cursor *c, uint64_t len)
{
	struct span bytes = { c->rest.at, (size_t)len };

	if (len > c->rest.len) {
		c->bad = true;
		c->rest.len = 0;
		bytes.len = 0;
	}
	c->rest = span_skip(c->rest, bytes.len);
	return bytes;
}

static uint64_t take_uint(struct cursor *c)
{
	struct span first = take(c, 1);
	unsigned char byte = first.len ? (unsigned char)*first.at : 0;

	if (byte < 128)
		return byte;
	if (byte < 256 - 8) {
		c->bad = true;
		return 0;
	}
	return big_endian(take(c, 256u - byte));
}

static int64_t take_int(struct cursor *c)
{
	uint64_t raw = take_uint(c);
	int64_t value = (int64_t)(raw >> 1);

	return raw & 1 ? -1 - value : value;
}

static struct span take_bytes(struct cursor *c)
{
	return take(c, take_uint(c));
}

/* ---- type definitions ---- */

/* The distance to the next field of a struct; 0 at its end, or if it is bad. */
static uint64_t take_delta(struct cursor *c)
{
	uint64_t delta = take_uint(c);

	return c->bad ? 0 : delta;
}

/* { Name string, Id int }, as in CommonType and in a field. */
static void take_named(struct cursor *c, struct span *name, int64_t *id)
{
	uint64_t at = 0, delta;

	while ((delta = take_delta(c)) != 0) {
		at += delta;
		if (at == 1)
			*name = take_bytes(c);
		else if (at == 2)
			*id = take_int(c);
		else
			c->bad = true;
	}
}

static void take_fields(struct gob *g, struct cursor *c, struct type *t)
{
	uint64_t n = take_uint(c);

	if (n > FIELDS_MAX)
		c->bad = true;
	for (uint64_t i = 0; i < n && !c->bad; i++) {
		struct span name = { "", 0 };
		struct field f = { NULL, 0 };

		take_named(c, &name, &f.type);
		f.name = arena_span(&g->arena, name);
		t->fields =
		    grow(t->fields, t->n_fields, &t->cap, sizeof(*t->fields));
		t->fields[t->n_fields++] = f;
	}
}

/*
 * What wireType's field of that form holds: CommonType first; then Elem and
 * Len, or Elem, or the fields, or Key and Elem, or nothing.
 */
static void take_definition(struct gob *g, struct cursor *c, struct type *t)
{
	uint64_t at = 0, delta;

	while ((delta = take_delta(c)) != 0) {
		struct span name;
		int64_t id;

		at += delta;
		if (at == 1)
			take_named(c, &name, &id);
		else if (at == 2 && t->form == STRUCT)
			take_fields(g, c, t);
		else if (at == 2 && t->form == MAP)
			t->key = take_int(c);
		else if (at == 2 || (at == 3 && t->form == MAP))
			t->elem = take_int(c);
		else
			take_int(c);
	}
}

static int define(struct gob *g, int64_t id, struct cursor c, struct err *err)
{
	struct type *t;
	uint64_t form = take_delta(&c);

	if (id >= TYPES_MAX || ++g->definitions > DEFINITIONS_MAX)
		return damaged(g, "expected fewer types", err);
	t = &g->types[id];
	t->n_fields = 0;
	t->form = form <= TEXT ? (enum form)form : UNDEFINED;
	if (t->form == UNDEFINED)
		return damaged(g, "a type of a kind that is not known", err);
	take_definition(g, &c, t);
	return c.bad ? damaged(g, "a type that is damaged", err) : 0;
}

/* ---- values ---- */

static const struct type *type_of(const struct gob *g, int64_t id)
{
	return id > COMPLEX && id < TYPES_MAX ? &g->types[id] : NULL;
}

static void skip_value(const struct gob *g, struct cursor *c, int64_t id,
    int depth);

static void skip_struct(const struct gob *g, struct cursor *c,
    const struct type *t, int depth)
{
	uint64_t at = 0, delta;

	while ((delta = take_delta(c)) != 0) {
		at += delta;
		if (at > t->n_fields || delta > t->n_fields) {
			c->bad = true;
			return;
		}
		skip_value(g, c, t->fields[at - 1].type, depth);
	}
}

static void skip_elements(const struct gob *g, struct cursor *c,
    const struct type *t, int depth)
{
	uint64_t n = take_uint(c);

	for (uint64_t i = 0; i < n && !c->bad; i++) {
		if (t->form == MAP)
			skip_value(g, c, t->key, depth);
		skip_value(g, c, t->elem, depth);
	}
}

static void skip_value(const struct gob *g, struct cursor *c, int64_t id,
    int depth)
{
	const struct type *t = type_of(g, id);

	if (id >= BOOL && id <= FLOAT) {
		take_uint(c);
	} else if (id == BYTES || id == STRING) {
		take_bytes(c);
	} else if (id == COMPLEX) {
		take_uint(c);
		take_uint(c);
	} else if (!t || t->form == UNDEFINED || depth == DEPTH_MAX) {
		c->bad = true;
	} else if (t->form == STRUCT) {
		skip_struct(g, c, t, depth + 1);
	} else if (t->form <= MAP) {
		skip_elements(g, c, t, depth + 1);
	} else {
		take_bytes(c);
	}
}

/* ---- the stream ---- */

/* A message's length: 1, or 0 at the end. */
static int read_length(struct gob *g, size_t *len, bool *cut, struct err *err)
{
	char text[9];
	struct cursor c = { { text, 0 }, false };
	struct span bytes;
	size_t more;

	if (input_take(g->in, 1, &bytes, err))
		return -1;
	if (!bytes.len)
		return 0;
	text[0] = bytes.at[0];
	more = (unsigned char)text[0] < 128 ? 0 : 256u - (unsigned char)text[0];
	if (more > 8)
		return damaged(g, "expected its length", err);
	if (input_take(g->in, more, &bytes, err))
		return -1;
	*cut = bytes.len < more;
	for (size_t i = 0; i < bytes.len; i++)
		text[i + 1] = bytes.at[i];
	c.rest.len = bytes.len + 1;
	*len = *cut ? 0 : (size_t)take_uint(&c);
	if (*len > GOB_MESSAGE_MAX)
		return damaged(g, "larger than 64 MiB: refused", err);
	return !*cut;
}

static int read_message(struct gob *g, struct cursor *c, bool *cut,
    struct err *err)
{
	size_t len = 0;
	int status = read_length(g, &len, cut, err);

	if (status != 1)
		return status;
	if (input_take(g->in, len, &c->rest, err))
		return -1;
	*cut = c->rest.len < len;
	c->bad = false;
	return !*cut;
}

int gob_next(struct gob *g, bool *cut, struct err *err)
{
	struct cursor c;
	int status;

	*cut = false;
	while ((status = read_message(g, &c, cut, err)) == 1) {
		int64_t id;

		g->message++;
		id = take_int(&c);
		if (c.bad)
			return damaged(g, "empty", err);
		if (id < 0) {
			if (define(g, id < -TYPES_MAX ? TYPES_MAX : -id, c,
				err))
				return -1;
			continue;
		}
		g->type = type_of(g, id);
		if (!g->type || g->type->form != STRUCT)
			return damaged(g, "expected a struct", err);
		g->body = c;
		g->at = -1;
		return 1;
	}
	return status;
}

int gob_field(struct gob *g, struct gob_field *out, struct err *err)
{
	struct cursor *c = &g->body;
	uint64_t delta = take_delta(c), number;
	const struct field *f;
	const struct type *t;

	if (c->bad)
		return damaged(g, "ends in the middle of a value", err);
	if (!delta)
		return 0;
	if (delta > g->type->n_fields ||
	    g->at + (int64_t)delta >= (int64_t)g->type->n_fields)
		return damaged(g, "a field that its type does not have", err);
	g->at += (int64_t)delta;
	f = &g->type->fields[g->at];
	t = type_of(g, f->type);
	*out = (struct gob_field){ span_of(f->name), GOB_OTHER, 0, { "", 0 } };
	if (f->type == INT) {
		out->kind = GOB_NUMBER;
		out->number = take_int(c);
	} else if (f->type == UINT || f->type == BOOL) {
		number = take_uint(c);
		out->kind = GOB_NUMBER;
		out->number = number > INT64_MAX ? INT64_MAX : (int64_t)number;
	} else if (f->type == BYTES || f->type == STRING ||
		   (t && t->form >= ENCODER)) {
		out->kind = GOB_BYTES;
		out->bytes = take_bytes(c);
	} else {
		skip_value(g, c, f->type, 0);
	}
	return c->bad ? damaged(g, "ends in the middle of a value", err) : 1;
}
