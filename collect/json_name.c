/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/json_name.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "collect/target.h"

struct span json_string_after(struct span text, struct span key)
{
	ptrdiff_t at = span_find(text, key);
	struct span s;
	size_t n = 0;

	if (at < 0)
		return (struct span){ 0 };
	s = span_skip(text, (size_t)at + key.len);
	while (n < s.len && s.at[n] != '"')
		n += s.at[n] == '\\' ? 2 : 1;
	s.len = n < s.len ? n : 0;
	return s;
}

const char *json_name(struct arena *a, struct span raw)
{
	const char *quoted = arena_printf(a, "\"%.*s\"", SPAN_ARG(raw));
	cJSON *string =
	    memchr(raw.at, '\\', raw.len) ? cJSON_Parse(quoted) : NULL;
	const char *text = cJSON_GetStringValue(string);
	const char *name =
	    target_without_secrets(a, text ? span_of(text) : raw);

	cJSON_Delete(string);
	return name;
}
