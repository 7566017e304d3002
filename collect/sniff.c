/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/sniff.h"

#include <string.h>

#include "collect/container.h"

#define BYTE_ORDER_MARK SPAN("\xEF\xBB\xBF")

static struct span skip_any(struct span s, const char *bytes)
{
	while (s.len && *s.at && strchr(bytes, *s.at))
		s = span_skip(s, 1);
	return s;
}

struct span sniff_start(struct span head)
{
	if (span_starts(head, BYTE_ORDER_MARK))
		head = span_skip(head, BYTE_ORDER_MARK.len);
	return skip_any(head, " \t\r\n");
}

char sniff_first(struct span head)
{
	head = sniff_start(head);
	return head.len ? *head.at : '\0';
}

/* Bytes of the string that s begins with, quotes included. */
static size_t string_len(struct span s)
{
	for (size_t i = 1; i < s.len; i++) {
		if (s.at[i] == '\\')
			i++;
		else if (s.at[i] == '"')
			return i + 1;
	}
	return s.len;
}

static size_t value_len(struct span s)
{
	size_t len = 0;

	if (s.len && *s.at == '"')
		return string_len(s);
	if (s.len && (*s.at == '{' || *s.at == '['))
		return container_len(s);
	while (len < s.len && !memchr(",]} \t\r\n", s.at[len], 7))
		len++;
	return len;
}

struct span json_take_value(struct span *rest)
{
	struct span value = { rest->at, value_len(*rest) };

	*rest = span_skip(*rest, value.len);
	return value;
}

static struct span inside(struct span head, char bracket)
{
	head = sniff_start(head);
	if (!head.len || *head.at != bracket)
		return (struct span){ head.at, 0 };
	return span_skip(head, 1);
}

struct span json_inside(struct span head)
{
	return inside(head, '{');
}

bool json_next_key(struct span *rest, struct span *key, struct span *value)
{
	struct span s = skip_any(*rest, " \t\r\n,");

	if (!s.len || *s.at != '"')
		return false;
	*key = json_take_value(&s);
	if (key->len < 2 || key->at[key->len - 1] != '"')
		return false;
	*key = (struct span){ key->at + 1, key->len - 2 };
	s = skip_any(s, " \t\r\n");
	if (!s.len || *s.at != ':')
		return false;
	s = skip_any(span_skip(s, 1), " \t\r\n");
	*value = json_take_value(&s);
	*rest = s;
	return true;
}

bool json_key_value(struct span head, const char *key, struct span *value)
{
	struct span rest = json_inside(head), found;

	while (json_next_key(&rest, &found, value))
		if (span_is(found, key))
			return true;
	return false;
}

bool json_has_key(struct span head, const char *key)
{
	struct span value;

	return json_key_value(head, key, &value);
}

struct span json_first_element(struct span head)
{
	struct span s = skip_any(inside(head, '['), " \t\r\n");

	return json_take_value(&s);
}
