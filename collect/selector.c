/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/selector.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"

struct matcher {
	const char *label;
	const char *value;
	bool negated;
	bool is_regex;
	regex_t regex; /* where is_regex */
};

struct selector {
	struct arena arena;
	const char *metric;
	struct matcher matchers[SELECTOR_MATCHERS_MAX];
	size_t len;
};

static bool is_name_char(char c, bool first)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	       c == ':' || (!first && c >= '0' && c <= '9');
}

/* Takes a name off the front; empty if none stands there. */
static struct span take_name(struct span *rest)
{
	size_t n = 0;
	struct span name;

	*rest = span_trim(*rest);
	while (n < rest->len && is_name_char(rest->at[n], n == 0))
		n++;
	name = (struct span){ rest->at, n };
	*rest = span_trim(span_skip(*rest, n));
	return name;
}

static bool take(struct span *rest, struct span what)
{
	bool taken = span_take(rest, what);

	if (taken)
		*rest = span_trim(*rest);
	return taken;
}

/* Takes "..." off the front, with \" and \\ in it; NULL if it is none. */
static const char *take_quoted(struct span *rest, struct arena *a)
{
	char *text = arena_alloc(a, rest->len + 1, 1);
	size_t n = 0;

	if (!take(rest, SPAN("\"")))
		return NULL;
	for (size_t i = 0; i < rest->len; i++) {
		if (rest->at[i] == '"') {
			*rest = span_trim(span_skip(*rest, i + 1));
			return text;
		}
		if (rest->at[i] == '\\' && ++i == rest->len)
			return NULL;
		text[n++] = rest->at[i];
	}
	return NULL;
}

/* Is there a branch of nothing?  POSIX leaves open what that means. */
static bool has_empty_branch(const char *pattern)
{
	char last = '|'; /* in front of the pattern, a branch begins */

	for (const char *p = pattern; *p; p++) {
		if (strchr("|)", *p) && strchr("|(", last))
			return true;
		last = *p;
	}
	return last == '|' && *pattern;
}

/* What RE2 reads otherwise than POSIX does. */
static bool is_portable(const char *pattern)
{
	if (has_empty_branch(pattern))
		return false;
	for (const char *p = pattern; *p; p++) {
		if (*p == '\\' && (is_name_char(*++p, false) || !*p))
			return false;
		if (*p == '(' && p[1] == '?')
			return false;
		if (strchr("*+?}", *p) && p[1] == '?')
			return false;
	}
	return true;
}

static int compile(struct matcher *m, struct arena *a, struct err *err)
{
	const char *whole = arena_printf(a, "^(%s)$", m->value);

	if (!is_portable(m->value) ||
	    regcomp(&m->regex, whole, REG_EXTENDED | REG_NOSUB))
		return err_set(err, "a regular expression that is not read: %s",
		    m->value);
	m->is_regex = true;
	return 0;
}

static const struct {
	struct span text;
	bool negated, regex;
} operators[] = {
	{ { "=~", 2 }, false, true },
	{ { "!~", 2 }, true, true },
	{ { "!=", 2 }, true, false },
	{ { "=", 1 }, false, false },
};

static int parse_matcher(struct selector *s, struct span *rest, struct err *err)
{
	struct matcher m = { 0 };
	struct span label = take_name(rest);
	size_t op = 0;
	const size_t ops = sizeof(operators) / sizeof(*operators);

	while (op < ops && !take(rest, operators[op].text))
		op++;
	if (!label.len || op == ops)
		return err_set(err,
		    "expected a label with =, !=, =~ or !~ at \"%.*s\"",
		    SPAN_ARG(*rest));
	m.label = arena_span(&s->arena, label);
	m.value = take_quoted(rest, &s->arena);
	m.negated = operators[op].negated;
	if (!m.value)
		return err_set(err, "%s: expected a text in quotes", m.label);
	if (s->len == SELECTOR_MATCHERS_MAX)
		return err_set(err, "more than %d matchers",
		    SELECTOR_MATCHERS_MAX);
	if (operators[op].regex && compile(&m, &s->arena, err))
		return -1;
	s->matchers[s->len++] = m;
	return 0;
}

static int parse_matchers(struct selector *s, struct span *rest,
    struct err *err)
{
	if (!take(rest, SPAN("{")))
		return 0;
	while (!take(rest, SPAN("}"))) {
		if (parse_matcher(s, rest, err))
			return -1;
		if (!take(rest, SPAN(",")) && !span_starts(*rest, SPAN("}")))
			return err_set(err, "expected , or } at \"%.*s\"",
			    SPAN_ARG(*rest));
	}
	return 0;
}

struct selector *selector_parse(const char *text, struct err *err)
{
	struct selector *s = xcalloc(1, sizeof(*s));
	struct span rest = span_of(text);
	struct span metric = take_name(&rest);

	s->metric = arena_span(&s->arena, metric);
	if (!metric.len) {
		err_set(err, "a selector starts with the name of a metric");
		goto fail;
	}
	if (parse_matchers(s, &rest, err))
		goto fail;
	if (rest.len) {
		err_set(err, "not a plain selector: \"%.*s\" is left",
		    SPAN_ARG(rest));
		goto fail;
	}
	return s;
fail:
	selector_free(s);
	return NULL;
}

void selector_free(struct selector *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->len; i++) {
		if (s->matchers[i].is_regex)
			regfree(&s->matchers[i].regex);
	}
	arena_release(&s->arena);
	free(s);
}

const char *metric_label_value(struct metric_labels labels, const char *name)
{
	for (size_t i = 0; i < labels.len; i++) {
		if (!strcmp(labels.at[i].name, name))
			return labels.at[i].value;
	}
	return "";
}

static bool matcher_holds(const struct matcher *m, const char *value)
{
	bool equal = m->is_regex ? !regexec(&m->regex, value, 0, NULL, 0)
				 : !strcmp(m->value, value);

	return equal != m->negated;
}

bool selector_matches(const struct selector *s, const char *metric,
    struct metric_labels labels)
{
	if (strcmp(s->metric, metric) != 0)
		return false;
	for (size_t i = 0; i < s->len; i++) {
		const struct matcher *m = &s->matchers[i];

		if (!matcher_holds(m, metric_label_value(labels, m->label)))
			return false;
	}
	return true;
}
