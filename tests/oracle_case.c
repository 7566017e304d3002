/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/oracle.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/input.h"

static void lacks(const char *name)
{
	fprintf(stderr, "a case lacks \"%s\"\n", name);
	abort();
}

static const cJSON *find(const struct oracle_case *c, const char *name)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(c->params, name);

	if (!item)
		lacks(name);
	return item;
}

double param(const struct oracle_case *c, const char *name)
{
	return cJSON_GetNumberValue(find(c, name));
}

bool param_flag(const struct oracle_case *c, const char *name)
{
	return cJSON_IsTrue(find(c, name));
}

const char *param_text(const struct oracle_case *c, const char *name)
{
	return cJSON_GetStringValue(find(c, name));
}

struct values param_list(const struct oracle_case *c, const char *name)
{
	return list_of(c, find(c, name));
}

struct values list_of(const struct oracle_case *c, const cJSON *array)
{
	size_t n = (size_t)cJSON_GetArraySize(array), i = 0;
	double *at = room(c, n);
	const cJSON *item;

	cJSON_ArrayForEach(item, array) at[i++] = cJSON_GetNumberValue(item);
	return (struct values){ at, n };
}

int64_t quantile_of_share(double q)
{
	return llround(q * 1e9);
}

static size_t column_index(const struct table *t, const char *name)
{
	for (size_t i = 0; i < t->columns; i++) {
		if (span_is(t->names[i], name))
			return i;
	}
	lacks(name);
	return 0;
}

static struct span cell(const struct table *t, size_t row, size_t at)
{
	return t->cells[row * t->columns + at];
}

static double number(struct span s)
{
	double x;

	if (span_is(s, "+Inf"))
		return INFINITY;
	if (!span_double(s, -1e300, 1e300, &x))
		lacks("a number");
	return x;
}

struct values column(const struct oracle_case *c, const char *name)
{
	return column_at(c, column_index(&c->table, name));
}

struct values column_at(const struct oracle_case *c, size_t at)
{
	const struct table *t = &c->table;
	double *v = room(c, t->rows);

	for (size_t i = 0; i < t->rows; i++)
		v[i] = number(cell(t, i, at));
	return (struct values){ v, t->rows };
}

struct points columns(const struct oracle_case *c, const char *x, const char *y)
{
	return (
	    struct points){ column(c, x).at, column(c, y).at, c->table.rows };
}

static struct group *group_named(struct named_groups *g, struct span name)
{
	for (size_t i = 0; i < g->n; i++) {
		if (span_equal(g->at[i].name, name))
			return &g->at[i];
	}
	g->at[g->n] = (struct group){ .name = name };
	return &g->at[g->n++];
}

struct named_groups groups_of(const struct oracle_case *c, const char *by,
    const char *value)
{
	const struct table *t = &c->table;
	size_t key = column_index(t, by);
	struct values all = column(c, value);
	struct named_groups g = { arena_alloc(c->arena, t->rows, sizeof(*g.at)),
		0 };

	for (size_t i = 0; i < t->rows; i++)
		group_named(&g, cell(t, i, key))->values.n++;
	for (size_t i = 0; i < g.n; i++) {
		double *v = room(c, g.at[i].values.n), *end = v;

		for (size_t j = 0; j < t->rows; j++) {
			if (span_equal(cell(t, j, key), g.at[i].name))
				*end++ = all.at[j];
		}
		g.at[i].values.at = v;
	}
	return g;
}

struct values group(const struct oracle_case *c, const char *name)
{
	struct named_groups g = groups_of(c, "group", "value");

	for (size_t i = 0; i < g.n; i++) {
		if (span_is(g.at[i].name, name))
			return g.at[i].values;
	}
	lacks(name);
	return (struct values){ NULL, 0 };
}

struct values logs_if(const struct oracle_case *c, bool log_scale,
    struct values v)
{
	double *copy = room(c, v.n);

	for (size_t i = 0; i < v.n; i++)
		copy[i] = log_scale ? log(v.at[i]) : v.at[i];
	return (struct values){ copy, v.n };
}

double *room(const struct oracle_case *c, size_t n)
{
	return arena_alloc(c->arena, n, sizeof(double));
}

/* JSON has no infinity.  NaN, which none may give, agrees with nothing. */
static cJSON *json_number(double x)
{
	if (isinf(x))
		return cJSON_CreateString(x > 0 ? "inf" : "-inf");
	return isnan(x) ? cJSON_CreateString("nan") : cJSON_CreateNumber(x);
}

void put(struct oracle_case *c, const char *name, double x)
{
	cJSON_AddItemToObject(c->out, name, json_number(x));
}

void put_list(struct oracle_case *c, const char *name, struct values v)
{
	cJSON *array = cJSON_AddArrayToObject(c->out, name);

	for (size_t i = 0; i < v.n; i++)
		cJSON_AddItemToArray(array, json_number(v.at[i]));
}

void put_pair(struct oracle_case *c, const char *lo, const char *hi,
    struct interval i)
{
	put(c, lo, i.lo);
	put(c, hi, i.hi);
}

void put_flag(struct oracle_case *c, const char *name, bool flag)
{
	cJSON_AddBoolToObject(c->out, name, flag);
}

void put_text(struct oracle_case *c, const char *name, const char *text)
{
	cJSON_AddStringToObject(c->out, name, text);
}

void put_null(struct oracle_case *c, const char *name)
{
	cJSON_AddNullToObject(c->out, name);
}

void put_texts(struct oracle_case *c, const char *name, const char **texts,
    size_t n)
{
	cJSON *array = cJSON_AddArrayToObject(c->out, name);

	for (size_t i = 0; i < n; i++)
		cJSON_AddItemToArray(array, cJSON_CreateString(texts[i]));
}

static void cut_cells(struct span line, struct span *cells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		cells[i] = span_trim(span_cut(&line, ','));
}

static size_t count(struct span text, char c)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++)
		n += text.at[i] == c;
	return n;
}

int table_read(const char *path, struct arena *a, struct table *out,
    struct err *err)
{
	struct input *in = input_open(path, err);
	struct span text, line;
	int status = -1;

	if (!in || input_all(in, &text, err))
		goto out;
	text = span_of(arena_span(a, text));
	line = span_cut(&text, '\n');
	out->columns = count(line, ',') + 1;
	out->names = arena_alloc(a, out->columns, sizeof(*out->names));
	cut_cells(line, out->names, out->columns);
	out->cells = arena_alloc(a, (count(text, '\n') + 1) * out->columns,
	    sizeof(*out->cells));
	while (text.len > 0) {
		line = span_cut(&text, '\n');
		if (line.len > 0)
			cut_cells(line, out->cells + out->columns * out->rows++,
			    out->columns);
	}
	status = 0;
out:
	input_close(in);
	return status;
}
