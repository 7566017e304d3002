/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/pattern.h"

#include <string.h>

#include "base/text.h"

int pattern_check(const char *pattern, struct err *err)
{
	struct span rest = span_of(pattern);

	while (rest.len) {
		struct span literal = span_cut(&rest, '{');
		struct span name = rest;
		bool open =
		    literal.at + literal.len < pattern + strlen(pattern);

		if (span_find(literal, SPAN("}")) >= 0)
			return err_set(err,
			    "pattern \"%s\": \"}\" without \"{\"", pattern);
		if (!open)
			break;
		name = span_cut(&rest, '}');
		if (name.at + name.len == pattern + strlen(pattern))
			return err_set(err,
			    "pattern \"%s\": \"{\" without \"}\"", pattern);
		if (rest.len && rest.at[0] == '{')
			return err_set(err,
			    "pattern \"%s\": nothing stands between {%.*s} "
			    "and the next name",
			    pattern, SPAN_ARG(name));
	}
	return 0;
}

/*
 * One match.  A name takes the shortest piece after which the rest matches;
 * where the rest did not match once, it is not tried again, so that the time
 * is at most the product of both lengths and of the text's.
 */
struct match {
	struct span pattern, text; /* whole */
	bool *failed; /* by what is left of pattern, then of text */
	struct arena *a;
};

static bool match_here(const struct match *m, struct span pattern,
    struct span text, struct pair_list *out);

/* A name in braces, and what follows. */
static bool match_name(const struct match *m, struct span pattern,
    struct span text, struct pair_list *out)
{
	struct span name;
	size_t at = out->len;

	pattern = span_skip(pattern, 1);
	name = span_cut(&pattern, '}');
	if (name.len)
		ARENA_PUSH(m->a, out)->key = arena_span(m->a, name);
	for (size_t n = 1; n <= text.len && text.at[n - 1] != '/'; n++) {
		if (!match_here(m, pattern, span_skip(text, n), out))
			continue;
		if (name.len)
			out->at[at].value =
			    arena_span(m->a, (struct span){ text.at, n });
		return true;
	}
	out->len = at;
	return false;
}

static bool match_here(const struct match *m, struct span pattern,
    struct span text, struct pair_list *out)
{
	bool *failed;

	while (pattern.len && pattern.at[0] != '{') {
		if (!text.len || pattern.at[0] != text.at[0])
			return false;
		pattern = span_skip(pattern, 1);
		text = span_skip(text, 1);
	}
	if (!pattern.len)
		return !text.len;
	failed = &m->failed[pattern.len * (m->text.len + 1) + text.len];
	if (!*failed)
		*failed = !match_name(m, pattern, text, out);
	return !*failed;
}

bool pattern_match(const char *pattern, const char *text, struct arena *a,
    struct pair_list *out)
{
	struct match m = { span_of(pattern), span_of(text), NULL, a };

	*out = (struct pair_list){ 0 };
	if (m.text.len > PATTERN_TEXT_MAX)
		return false;
	m.failed = arena_alloc(a, m.pattern.len + 1, m.text.len + 1);
	return match_here(&m, m.pattern, m.text, out);
}

/* The last parts of a path, one more than the pattern has slashes. */
static struct span path_tail(const char *pattern, struct span path)
{
	size_t slashes = 0, at = path.len;

	for (; *pattern; pattern++)
		slashes += *pattern == '/';
	while (at > 0 && (path.at[at - 1] != '/' || slashes-- > 0))
		at--;
	return span_skip(path, at);
}

bool pattern_match_path(const char *pattern, const char *path, struct arena *a,
    struct pair_list *out)
{
	struct span tail = path_tail(pattern, span_of(path));

	if (pattern_match(pattern, arena_span(a, tail), a, out))
		return true;
	if (span_ends(tail, SPAN(".gz")))
		tail.len -= 3;
	else if (span_ends(tail, SPAN(".zst")))
		tail.len -= 4;
	else
		return false;
	return pattern_match(pattern, arena_span(a, tail), a, out);
}
