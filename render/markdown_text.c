/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts in GitHub's Markdown.  A backslash or an entity takes the meaning of a
 * character for the parser.  Mentions, references and emoji are found later, in
 * the page that it makes: there a space of no width parts what would be one.
 */
#include "render/markdown.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/builder.h"
#include "render/safe_text.h"

#define NO_WIDTH "&#8203;" /* U+200B */

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z');
}

/* Would it begin a list, a quote, a heading or a rule? */
static bool begins_block(const char *text, const char *at)
{
	bool alone = at[1] == ' ' || at[1] == '\0' || at[1] == *at;

	if (*at == '.' || *at == ')')
		return alone && at > text &&
		       strspn(text, "0123456789") == (size_t)(at - text);
	return at == text && (*at == '>' || (alone && strchr("-+#", *at)));
}

static bool needs_backslash(const char *text, const char *at)
{
	if (strchr("\\`*[|~", *at))
		return true;
	if (*at == '_') /* within a word it is none but itself */
		return at == text || !is_word(at[-1]) || !is_word(at[1]);
	if (*at == '<')
		return is_word(at[1]) || (at[1] && strchr("/!?", at[1]));
	return begins_block(text, at);
}

/* The "-" of "GH-12", which is "#12"? */
static bool is_gh(const char *text, const char *at)
{
	return at - text >= 2 && strncasecmp(at - 2, "GH-", 3) == 0 &&
	       (at - text == 2 || !is_word(at[-3]));
}

/* "@name", "#12", "GH-12", ":name:" */
static bool is_reference(const char *text, const char *at)
{
	static const char emoji[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-";

	if (*at == '@')
		return is_word(at[1]);
	if (*at == '#' || is_gh(text, at))
		return at[1] >= '0' && at[1] <= '9';
	return *at == ':' && at[1] != ':' &&
	       at[1 + strspn(at + 1, emoji)] == ':';
}

/* "http://", "www." */
static bool is_address(const char *text, const char *at)
{
	return (*at == ':' && strncmp(at + 1, "//", 2) == 0) ||
	       (*at == '.' && at - text >= 3 && strncmp(at - 3, "www", 3) == 0);
}

const char *markdown_text(struct arena *a, const char *text)
{
	const char *safe = text_safe_line(a, text);
	struct builder b = { .arena = a };

	for (const char *s = safe; *s; s++) {
		if (is_address(safe, s) ||
		    (*s == '&' && (is_word(s[1]) || s[1] == '#')))
			build(&b, "&#%d;", *s);
		else if (*s == '$') /* of a formula */
			build(&b, "<span>$</span>");
		else
			build(&b, "%s%c%s",
			    needs_backslash(safe, s) ? "\\" : "", *s,
			    is_reference(safe, s) ? NO_WIDTH : "");
	}
	return build_text(&b);
}
