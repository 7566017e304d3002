/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/exposition.h"

#include "collect/prometheus_answer.h"

/* How many bytes of s come before the first of these outside of quotes. */
static size_t up_to(struct span s, char end)
{
	bool quoted = false;

	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == end && !quoted)
			return i;
		if (s.at[i] == '"')
			quoted = !quoted;
		else if (s.at[i] == '\\' && quoted)
			i++;
	}
	return s.len;
}

/* Takes what comes before the byte off *rest, and the byte. */
static struct span cut(struct span *rest, char end)
{
	struct span front = { rest->at, up_to(*rest, end) };

	*rest =
	    span_skip(*rest, front.len < rest->len ? front.len + 1 : front.len);
	return front;
}

bool exposition_parse(struct span line, struct exposition *out)
{
	struct span rest = line, name = span_cut(&rest, '{');

	*out = (struct exposition){ .labels = { "", 0 } };
	if (name.len < line.len) {
		size_t before = rest.len;

		out->labels = cut(&rest, '}');
		if (out->labels.len == before)
			return false;
	} else {
		rest = line;
		name = span_word(&rest);
	}
	out->name = span_trim(name);
	return out->name.len && out->name.at[0] != '#' &&
	       prometheus_value(span_word(&rest), &out->value);
}

static const char *unescaped(struct span s, struct arena *a)
{
	char *text = arena_alloc(a, s.len + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		bool escape = s.at[i] == '\\' && i + 1 < s.len;

		i += escape;
		text[n++] = escape && s.at[i] == 'n' ? '\n' : s.at[i];
	}
	return text;
}

const char *exposition_label(const struct exposition *e, const char *name,
    struct arena *a)
{
	struct span rest = e->labels;

	while (rest.len) {
		struct span value = cut(&rest, ',');
		struct span key = span_trim(span_cut(&value, '='));

		value = span_trim(value);
		if (span_is(key, name) && value.len >= 2)
			return unescaped(
			    (struct span){ value.at + 1, value.len - 2 }, a);
	}
	return NULL;
}
