/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/json_name.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/target.h"
#include "collect/go_error.h"

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

struct span json_unquoted(struct span value)
{
	if (value.len < 2 || value.at[0] != '"')
		return value;
	return (struct span){ value.at + 1, value.len - 2 };
}

/* Without escapes; in the arena. */
static struct span resolved(struct arena *a, struct span raw)
{
	const char *quoted = arena_printf(a, "\"%.*s\"", SPAN_ARG(raw));
	cJSON *string = NULL;

	if (raw.len && memchr(raw.at, '\\', raw.len))
		string = cJSON_Parse(quoted);
	if (cJSON_IsString(string))
		raw = span_of(arena_strdup(a, cJSON_GetStringValue(string)));
	cJSON_Delete(string);
	return raw;
}

const char *json_name(struct arena *a, struct span raw)
{
	return target_without_secrets(a, resolved(a, raw));
}

const char *json_message(struct arena *a, struct span raw)
{
	return go_error_text(a, resolved(a, raw));
}
