/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/json_plain.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#define DEPTH_MAX 64
#define EXACT_DIGITS 15 /* that a double holds, whatever they are */
#define NUMBER_MAX 63   /* bytes that cJSON looks at */

struct plain {
	const char *at;   /* the next byte */
	const char *last; /* of the text, a bracket: blanks, numbers and words
			     end before it */
	int depth;
	struct arena *arena;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The next byte that is no blank. */
static char next(struct plain *p)
{
	while (
	    *p->at == ' ' || *p->at == '\n' || *p->at == '\r' || *p->at == '\t')
		p->at++;
	return *p->at;
}

static bool take_string(struct plain *p, struct span *out)
{
	const char *from = ++p->at;

	while (p->at < p->last && *p->at != '"' && *p->at != '\\')
		p->at++;
	*out = (struct span){ from, (size_t)(p->at - from) };
	return *p->at++ == '"';
}

static bool take_key(struct plain *p, struct span *out)
{
	if (next(p) != '"' || !take_string(p, out) || next(p) != ':')
		return false;
	p->at++;
	return true;
}

static bool take_long_number(struct plain *p, double *out)
{
	const char *from = p->at;
	char *end;

	*out = strtod(from, &end);
	p->at = end;
	return end - from <= NUMBER_MAX;
}

/*
 * Digits without their point and a power of ten are both whole numbers that a
 * double holds, so that their quotient is rounded once, as by strtod().
 */
static bool take_number(struct plain *p, double *out)
{
	static const double power[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7,
		1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
	const char *at = p->at + (*p->at == '-'), *from = at, *point = NULL;
	uint64_t digits = 0;
	size_t len;

	for (; is_digit(*at) || (*at == '.' && !point); at++) {
		if (*at == '.')
			point = at;
		else
			digits = digits * 10 + (uint64_t)(*at - '0');
	}
	len = (size_t)(at - from) - (point != NULL);
	if (!len)
		return false;
	if (len > EXACT_DIGITS || *at == 'e' || *at == 'E')
		return take_long_number(p, out);
	*out = (double)digits / power[point ? at - point - 1 : 0];
	if (*p->at == '-')
		*out = -*out;
	p->at = at;
	return true;
}

static bool take_word(struct plain *p, int *type)
{
	static const struct {
		struct span text;
		int type;
	} words[] = {
		{ { "null", 4 }, cJSON_NULL },
		{ { "true", 4 }, cJSON_True },
		{ { "false", 5 }, cJSON_False },
	};
	struct span rest = { p->at, (size_t)(p->last - p->at) };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (!span_starts(rest, words[i].text))
			continue;
		*type = words[i].type;
		p->at += words[i].text.len;
		return true;
	}
	return false;
}

static bool take_list(struct plain *p, cJSON *to);

static bool take_value(struct plain *p, cJSON *to)
{
	struct span text;
	char c = next(p);

	if (c == '{' || c == '[')
		return take_list(p, to);
	if (c == '-' || is_digit(c)) {
		to->type = cJSON_Number;
		return take_number(p, &to->valuedouble);
	}
	if (c != '"')
		return take_word(p, &to->type);
	if (!take_string(p, &text))
		return false;
	to->type = cJSON_String;
	to->valuestring = arena_span(p->arena, text);
	return true;
}

/* One more element, with its key where the list is an object. */
static bool take_element(struct plain *p, cJSON *list, cJSON **last)
{
	struct span key = { 0 };
	cJSON *e;

	if (list->type == cJSON_Object && !take_key(p, &key))
		return false;
	e = arena_alloc(p->arena, 1, sizeof(*e) + key.len + 1);
	if (list->type == cJSON_Object)
		e->string = memcpy(e + 1, key.at, key.len);
	e->prev = *last;
	*(*last ? &(*last)->next : &list->child) = e;
	*last = e;
	return take_value(p, e) && p->at <= p->last;
}

/* The first element's prev is the last one. */
static bool take_list(struct plain *p, cJSON *to)
{
	char close = *p->at++ == '{' ? '}' : ']';
	cJSON *last = NULL;
	bool good = p->depth++ < DEPTH_MAX;

	to->type = close == '}' ? cJSON_Object : cJSON_Array;
	if (good && next(p) != close) {
		do
			good = take_element(p, to, &last);
		while (good && next(p) == ',' && p->at++);
		if (!good)
			return false;
		to->child->prev = last;
	}
	p->depth--;
	return good && *p->at++ == close;
}

cJSON *json_plain(struct arena *a, struct span text, const char **end)
{
	struct plain p = { .arena = a };
	cJSON *root;

	text = span_trim(text);
	if (!text.len || !memchr("{[", text.at[0], 2) ||
	    !memchr("}]", text.at[text.len - 1], 2))
		return NULL;
	p.at = text.at;
	p.last = text.at + text.len - 1;
	root = arena_alloc(a, 1, sizeof(*root));
	if (!take_list(&p, root))
		return NULL;
	*end = p.at;
	return root;
}
