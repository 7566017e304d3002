/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/name_pattern.h"

#include <ctype.h>
#include <strings.h>

#include "analyze/study.h"
#include "base/builder.h"

#define PARTS_MAX 32
#define NAMES_MAX 500 /* that are looked at */
#define SHOWN_MAX 3   /* values of a part that has no name */

/* A name, and what stands between its separators: one sign each. */
struct name {
	struct span text;
	struct span part[PARTS_MAX];
	size_t len;
};

struct names {
	struct name *at;
	size_t len;
};

/* 1.20 and 2026-11-23 are one part each. */
static bool is_separator(struct span text, size_t at, const char *separators)
{
	char c = text.at[at];
	bool between = at > 0 && at + 1 < text.len &&
		       isdigit((unsigned char)text.at[at - 1]) &&
		       isdigit((unsigned char)text.at[at + 1]);

	return strchr(separators, c) && !(between && (c == '-' || c == '.'));
}

/* How names are taken apart. */
struct rule {
	const char *separators;
	bool within_folders; /* else, folders are whole parts */
};

static size_t file_start(struct span path)
{
	size_t at = path.len;

	while (at > 0 && path.at[at - 1] != '/')
		at--;
	return at;
}

/* False if it has too many. */
static bool name_split(struct name *n, const struct rule *rule)
{
	size_t start = 0, file = rule->within_folders ? 0 : file_start(n->text);

	n->len = 0;
	for (size_t i = 0; i <= n->text.len; i++) {
		if (i < n->text.len && !is_separator(n->text, i,
					   i < file ? "/" : rule->separators))
			continue;
		if (n->len == PARTS_MAX)
			return false;
		n->part[n->len++] =
		    (struct span){ n->text.at + start, i - start };
		start = i + 1;
	}
	return true;
}

/* The separator behind a part that is not the last one. */
static char separator(const struct name *n, size_t part)
{
	return n->part[part].at[n->part[part].len];
}

static bool is_alike(const struct name *a, const struct name *b)
{
	if (a->len != b->len)
		return false;
	for (size_t i = 0; i + 1 < a->len; i++) {
		if (separator(a, i) != separator(b, i))
			return false;
	}
	return true;
}

static bool names_split(struct names *names, const struct rule *rule)
{
	for (size_t i = 0; i < names->len; i++) {
		if (!name_split(&names->at[i], rule) ||
		    !is_alike(&names->at[0], &names->at[i]))
			return false;
	}
	return true;
}

static struct names names_of(const struct run_list *runs, struct arena *a)
{
	struct names names = { 0 };

	names.at = arena_alloc(a, NAMES_MAX, sizeof(*names.at));
	for (size_t i = 0; i < runs->len && names.len < NAMES_MAX; i++) {
		struct span text = span_of(runs->at[i].source_name);

		if (span_ends(text, SPAN(".gz")))
			text.len -= 3;
		else if (span_ends(text, SPAN(".zst")))
			text.len -= 4;
		names.at[names.len++].text = text;
	}
	return names;
}

/* ---- parts ---- */

/* The first name that has the same part as name i. */
static size_t first_with(const struct names *names, size_t i, size_t part)
{
	size_t k = 0;

	while (!span_equal(names->at[k].part[part], names->at[i].part[part]))
		k++;
	return k;
}

/* Do two parts tell the same names apart? */
static bool is_echo(const struct names *names, size_t a, size_t b)
{
	for (size_t i = 0; i < names->len; i++) {
		if (first_with(names, i, a) != first_with(names, i, b))
			return false;
	}
	return true;
}

static size_t values_count(const struct names *names, size_t part)
{
	size_t n = 0;

	for (size_t i = 0; i < names->len; i++)
		n += first_with(names, i, part) == i;
	return n;
}

static bool part_has(const struct names *names, size_t part, const char *value)
{
	for (size_t i = 0; i < names->len; i++) {
		if (span_is(names->at[i].part[part], value))
			return true;
	}
	return false;
}

static bool begins_with_letter(const struct names *names, size_t part)
{
	for (size_t i = 0; i < names->len; i++) {
		struct span s = names->at[i].part[part];

		if (!s.len || !isalpha((unsigned char)s.at[0]))
			return false;
	}
	return true;
}

/* Is every value a number, with these letters before and behind it? */
static bool is_numbered(const struct names *names, size_t part,
    const char *before, const char *behind)
{
	for (size_t i = 0; i < names->len; i++) {
		struct span s = names->at[i].part[part];
		int64_t n;

		if (strncasecmp(s.at, before, strlen(before)) != 0 ||
		    !span_ends(s, span_of(behind)))
			return false;
		s = span_skip(s, strlen(before));
		s.len -= strlen(behind);
		if (!span_int(s, 0, INT64_MAX, &n))
			return false;
	}
	return true;
}

/* How people write numbers into names of files. */
static const struct numbered {
	const char *before, *behind, *label;
} numbered[] = {
	{ "r", "", "rep" },
	{ "rep", "", "rep" },
	{ "run", "", "rep" },
	{ "round", "", "round" },
	{ "q", "", "offered_rps" },
	{ "qps", "", "offered_rps" },
	{ "rps", "", "offered_rps" },
	{ "", "qps", "offered_rps" },
	{ "", "rps", "offered_rps" },
	{ "c", "", "connections" },
	{ "conn", "", "connections" },
	{ "", "conn", "connections" },
};

/* Are the values 1, 2, ... up to some number? */
static bool is_counted(const struct names *names, size_t part)
{
	int64_t most = 0, n;

	for (size_t i = 0; i < names->len; i++) {
		if (!span_int(names->at[i].part[part], 1, NAMES_MAX, &n))
			return false;
		most = n > most ? n : most;
	}
	return values_count(names, part) == (size_t)most;
}

static const struct numbered counted = { "", "", "rep" };

static const struct numbered *numbered_as(const struct names *names,
    size_t part)
{
	for (size_t i = 0; i < sizeof(numbered) / sizeof(*numbered); i++) {
		if (is_numbered(names, part, numbered[i].before,
			numbered[i].behind))
			return &numbered[i];
	}
	return is_counted(names, part) ? &counted : NULL;
}

/* A part that holds the name of a baseline is what is to be compared. */
static const char *factor_as(const struct names *names, size_t part)
{
	for (size_t i = 0; baseline_words[i]; i++) {
		const char *word = baseline_words[i];

		if (part_has(names, part, word))
			return strcmp(word, "direct") == 0 ||
				       strcmp(word, "no-proxy") == 0
				   ? "proxy"
				   : "mesh";
	}
	return NULL;
}

/* Does it tell single files apart, as times do, or kinds of files? */
static bool is_of_file(const struct names *names, size_t part)
{
	return part + 1 == names->at[0].len ||
	       values_count(names, part) * 2 > names->len;
}

static bool is_told_before(const struct names *names, size_t part)
{
	for (size_t i = 0; i < part; i++) {
		if (is_echo(names, i, part))
			return true;
	}
	return false;
}

/* ---- the pattern ---- */

struct pattern {
	const struct names *names;
	struct builder text;   /* of the part of the path it has reached */
	struct builder values; /* of the parts named by letters */
	struct word_list used; /* labels */
	char letter;           /* the next one */
	bool has_configuration;
};

/* The values of a part that has a letter: " a (grpc, http)". */
static void values_add(struct pattern *p, size_t part)
{
	size_t shown = 0;

	build(&p->values, "%s %c (", p->letter > 'a' ? "," : "", p->letter);
	for (size_t i = 0; i < p->names->len && shown <= SHOWN_MAX; i++) {
		struct span value = p->names->at[i].part[part];

		if (first_with(p->names, i, part) != i)
			continue;
		if (shown++ == SHOWN_MAX)
			build(&p->values, ", ...");
		else
			build(&p->values, "%s%.*s", shown > 1 ? ", " : "",
			    SPAN_ARG(value));
	}
	build(&p->values, ")");
}

/* A label that no other part has. */
static void label_add(struct pattern *p, const char *label, size_t part)
{
	if (label && !word_list_has(&p->used, label)) {
		*ARENA_PUSH(p->text.arena, &p->used) = label;
		build(&p->text, "{%s}", label);
		return;
	}
	values_add(p, part);
	build(&p->text, "{%c}", p->letter++);
}

static void part_add(struct pattern *p, size_t part)
{
	const struct names *names = p->names;
	const struct numbered *as = numbered_as(names, part);
	const char *factor = factor_as(names, part);

	if (values_count(names, part) == 1) {
		build(&p->text, "%.*s", SPAN_ARG(names->at[0].part[part]));
	} else if (is_told_before(names, part)) {
		build(&p->text, "{}");
	} else if (as) {
		build(&p->text, "%.*s", (int)strlen(as->before),
		    names->at[0].part[part].at);
		label_add(p, as->label, part);
		build(&p->text, "%s", as->behind);
	} else if (!factor && is_of_file(names, part)) {
		build(&p->text, "{}");
	} else {
		p->has_configuration |= begins_with_letter(names, part);
		label_add(p, factor, part);
	}
}

/* Folders before the first that differs do not count. */
static void separator_add(struct pattern *p, size_t part)
{
	char c = separator(&p->names->at[0], part);

	if (c == '/' && !p->used.len && p->letter == 'a')
		p->text = (struct builder){ .arena = p->text.arena };
	else
		build(&p->text, "%c", c);
}

static const char *pattern_by(const struct rule *rule, struct names *names,
    struct arena *a)
{
	struct pattern p = { names, { .arena = a }, { .arena = a }, { 0 }, 'a',
		false };

	if (!names_split(names, rule))
		return NULL;
	for (size_t i = 0; i < names->at[0].len; i++) {
		if (i > 0)
			separator_add(&p, i - 1);
		part_add(&p, i);
	}
	if (!p.has_configuration || strpbrk(build_text(&p.text), "'"))
		return NULL;
	return arena_printf(a, "'%s'%s%s", build_text(&p.text),
	    p.values.len ? ", with names of your own for" : "",
	    build_text(&p.values));
}

/* The finest rule first: parts may hold signs that part others, as "no-mesh"
 * does. */
const char *name_pattern(const struct run_list *runs, struct arena *a)
{
	static const struct rule rules[] = { { "/_-.", true },
		{ "/_-.", false }, { "/_.", true }, { "/_.", false },
		{ "/-.", true }, { "/-.", false } };
	struct names names = names_of(runs, a);
	const char *pattern = NULL;

	for (size_t i = 0; !pattern && i < 6; i++)
		pattern = pattern_by(&rules[i], &names, a);
	return pattern;
}
