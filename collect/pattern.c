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
 * Matches from the next name on.  A name takes the shortest piece after which
 * the rest matches; patterns are short, so trying is good enough.
 */
static bool match_here(struct span pattern, struct span text, struct arena *a,
    struct pair_list *out)
{
	size_t before = out->len;
	struct span name;

	if (!pattern.len || pattern.at[0] != '{') {
		if (!pattern.len || !text.len)
			return pattern.len == text.len;
		return pattern.at[0] == text.at[0] &&
		       match_here(span_skip(pattern, 1), span_skip(text, 1), a,
			   out);
	}
	pattern = span_skip(pattern, 1);
	name = span_cut(&pattern, '}');
	if (name.len)
		ARENA_PUSH(a, out)->key = arena_span(a, name);
	for (size_t n = 1; n <= text.len && text.at[n - 1] != '/'; n++) {
		if (!match_here(pattern, span_skip(text, n), a, out))
			continue;
		if (name.len)
			out->at[before].value =
			    arena_span(a, (struct span){ text.at, n });
		return true;
	}
	out->len = before;
	return false;
}

bool pattern_match(const char *pattern, const char *text, struct arena *a,
    struct pair_list *out)
{
	*out = (struct pair_list){ 0 };
	return match_here(span_of(pattern), span_of(text), a, out);
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
