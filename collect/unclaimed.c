/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/unclaimed.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "collect/importer.h"
#include "collect/lookalikes.h"
#include "collect/report_line.h"
#include "collect/sniff.h"

#define KEYS_SHOWN 5
#define TOOLS_SHOWN 3 /* a list of all tools says nothing */
#define KEY_SHOWN 40  /* bytes */
#define LINE_SHOWN 60
#define SEEN_MAX 400 /* bytes of what was seen */

/* ---- what it looks like ---- */

/* The front of a text as far as it can be shown, up to `max` bytes. */
static struct span shown(struct span s, size_t max)
{
	size_t len = 0;

	while (len < s.len && len < max && (unsigned char)s.at[len] >= ' ')
		len++;
	while (len && len < s.len && ((unsigned char)s.at[len] & 0xC0) == 0x80)
		len--; /* not in the middle of a character */
	return (struct span){ s.at, len };
}

/* The first line that is not blank, as far as it can be shown. */
static struct span first_line(struct span head, char buffer[LINE_SHOWN_MAX])
{
	struct span rest = sniff_start(head);

	return shown(line_uncolored(span_cut(&rest, '\n'), buffer), LINE_SHOWN);
}

static bool is_binary(struct span head)
{
	for (size_t i = 0; i < head.len && i < 512; i++)
		if ((unsigned char)head.at[i] < ' ' &&
		    !memchr("\t\n\r\f\033", head.at[i], 5))
			return true;
	return false;
}

static void describe_object(struct span object, const char *what,
    char words[SEEN_MAX])
{
	struct span rest = json_inside(object), key, value;
	int len = snprintf(words, SEEN_MAX, "%s with the keys", what);
	int n = 0;

	while (n <= KEYS_SHOWN && json_next_key(&rest, &key, &value)) {
		size_t at = (size_t)len;

		key = shown(key, KEY_SHOWN);
		len += n == KEYS_SHOWN
			   ? snprintf(words + at, SEEN_MAX - at, ", ...")
			   : snprintf(words + at, SEEN_MAX - at, "%s \"%.*s\"",
				 n ? "," : "", SPAN_ARG(key));
		n++;
	}
	if (!n)
		snprintf(words, SEEN_MAX, "%s without keys", what);
}

/* At least three names (of what is shown) with commas in between, and none is a
 * number. */
static bool is_csv_header(struct span line)
{
	int columns = 0;

	while (line.len) {
		struct span name = span_trim(span_cut(&line, ','));
		double number;

		if (!name.len || span_double(name, -1e300, 1e300, &number))
			return false;
		columns++;
	}
	return columns >= 3;
}

static void describe(struct span head, char words[SEEN_MAX])
{
	char buffer[LINE_SHOWN_MAX];
	struct span line = first_line(head, buffer);
	char first = sniff_first(head);

	if (is_binary(head))
		snprintf(words, SEEN_MAX, "binary content");
	else if (first == '{')
		describe_object(head, "a JSON object", words);
	else if (first == '[' && json_first_element(head).len)
		describe_object(json_first_element(head),
		    "a JSON array of objects", words);
	else if (is_csv_header(line))
		snprintf(words, SEEN_MAX, "CSV with the header \"%.*s\"",
		    SPAN_ARG(line));
	else
		snprintf(words, SEEN_MAX, "text that begins \"%.*s\"",
		    SPAN_ARG(line));
}

/* ---- the formats that come nearest ---- */

static bool is_letter(struct span s, size_t i)
{
	return i < s.len && isalnum((unsigned char)s.at[i]);
}

/* Does the tool's name, the first part of a format's, stand in the head? */
static bool speaks_of(struct span head, const char *format)
{
	size_t len = strcspn(format, "-");

	for (size_t i = 0; i + len <= head.len; i++)
		if (strncasecmp(head.at + i, format, len) == 0 &&
		    !is_letter(head, i + len) &&
		    (!i || !is_letter(head, i - 1)))
			return true;
	return false;
}

/* Is the i-th the first format of its tool? */
static bool is_first_of_tool(size_t i)
{
	size_t len = strcspn(importers[i]->name, "-") + 1;

	return !i ||
	       strncmp(importers[i]->name, importers[i - 1]->name, len) != 0;
}

/* None where it speaks of many tools. */
static void nearest(struct span head, char names[SEEN_MAX])
{
	int len = 0, tools = 0;

	names[0] = '\0';
	for (size_t i = 0; importers[i] && len < SEEN_MAX / 2; i++) {
		if (!speaks_of(head, importers[i]->name))
			continue;
		len += snprintf(names + len, (size_t)(SEEN_MAX - len), "%s%s",
		    len ? ", " : "", importers[i]->name);
		tools += is_first_of_tool(i);
	}
	if (tools > TOOLS_SHOWN)
		names[0] = '\0';
}

int unclaimed_error(struct span head, struct pos pos, struct err *err)
{
	char words[SEEN_MAX], names[SEEN_MAX];
	const char *known = lookalike_words(head);

	if (!sniff_start(head).len)
		return err_at(err, pos, "the file is empty");
	if (known)
		return err_at(err, pos, "%s", known);
	describe(head, words);
	nearest(head, names);
	if (*names)
		return err_at(err, pos, "no known format: %s; it speaks of %s",
		    words, names);
	return err_at(err, pos, "no known format: %s; see `meshstat formats`",
	    words);
}
