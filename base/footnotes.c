/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/footnotes.h"

#include <stdbool.h>
#include <string.h>

#define SHOWN_MOST 4  /* texts of one number, all of them */
#define SHOWN_FIRST 3 /* of more */

/* A word, and what stands around it: "(", "50.1", ";". */
struct word {
	struct span before, core, after;
};

static bool is_edge(char c)
{
	return strchr("()[],;:", c) != NULL;
}

static bool word_next(struct span *rest, struct word *w)
{
	struct span s;

	if (!rest->len)
		return false;
	s = span_cut(rest, ' ');
	*w = (struct word){ { s.at, 0 }, s, { s.at + s.len, 0 } };
	while (w->core.len && is_edge(*w->core.at)) {
		w->core = span_skip(w->core, 1);
		w->before.len++;
	}
	while (w->core.len && is_edge(w->core.at[w->core.len - 1])) {
		w->core.len--;
		w->after.at--;
		w->after.len++;
	}
	return true;
}

static bool has_digit(struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] >= '0' && s.at[i] <= '9')
			return true;
	}
	return false;
}

/* How many words two texts share, and in how many of each sort they differ. */
struct likeness {
	size_t same, numbers, names;
	bool counts; /* a number is among the words */
};

static bool words_compare(struct word a, struct word b, struct likeness *l)
{
	if (!span_equal(a.before, b.before) || !span_equal(a.after, b.after))
		return false;
	l->counts = l->counts || has_digit(a.core);
	if (span_equal(a.core, b.core))
		l->same++;
	else if (has_digit(a.core) && has_digit(b.core))
		l->numbers++;
	else
		l->names++;
	return true;
}

static bool is_alike(const char *a, const char *b)
{
	struct span rest_a = span_of(a), rest_b = span_of(b);
	struct likeness l = { .counts = false };
	struct word x, y;

	if (strcmp(a, b) == 0)
		return true;
	while (word_next(&rest_a, &x)) {
		if (!word_next(&rest_b, &y) || !words_compare(x, y, &l))
			return false;
	}
	if (rest_b.len)
		return false;
	return l.same > l.numbers + l.names && l.names <= (l.counts ? 1 : 0);
}

static size_t letter_of(const struct footnote *n, const char *text)
{
	size_t i = 0;

	while (i < n->len && strcmp(n->at[i], text) != 0)
		i++;
	return i;
}

struct footnote_mark footnote_add(struct footnotes *n, const char *text)
{
	struct footnote_mark m = { 1, 0 };
	struct footnote *note;

	while (m.number <= n->len && !is_alike(n->at[m.number - 1].at[0], text))
		m.number++;
	if (m.number > n->len)
		*ARENA_PUSH(n->arena, n) = (struct footnote){ NULL, 0 };
	note = &n->at[m.number - 1];
	m.letter = letter_of(note, text);
	if (m.letter == note->len)
		*ARENA_PUSH(n->arena, note) = arena_strdup(n->arena, text);
	return m;
}

/* "a" to "z", "aa", "ab", ...; but none that could be a 1 or a 0, as behind a
 * number "1l" is read as eleven. */
static const char *letter_word(struct arena *a, size_t letter)
{
	static const char letters[] = "abcdefghjkmnpqrstuvwxyz";
	size_t n = sizeof(letters) - 1;
	const char *before = letter < n ? "" : letter_word(a, letter / n - 1);

	return arena_printf(a, "%s%c", before, letters[letter % n]);
}

const char *footnote_word(const struct footnotes *n, struct footnote_mark m)
{
	return arena_printf(n->arena, "%zu%s", m.number,
	    n->at[m.number - 1].len < 2 ? "" : letter_word(n->arena, m.letter));
}

size_t footnote_lines(const struct footnotes *n, size_t number)
{
	size_t len = n->at[number - 1].len;

	return len > SHOWN_MOST ? SHOWN_FIRST + 1 : len;
}

struct footnote_line footnote_line(const struct footnotes *n, size_t number,
    size_t i)
{
	const struct footnote *note = &n->at[number - 1];

	if (note->len < 2)
		return (struct footnote_line){ "", NULL, note->at[0] };
	if (note->len <= SHOWN_MOST || i < SHOWN_FIRST)
		return (struct footnote_line){ letter_word(n->arena, i), NULL,
			note->at[i] };
	return (struct footnote_line){ letter_word(n->arena, i),
		letter_word(n->arena, note->len - 1),
		"say the same with other figures; --explain and the JSON list "
		"them" };
}
