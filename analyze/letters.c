/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/groups.h"

#include <stdlib.h>
#include <string.h>

#define ALPHABET "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* One letter: is each group of it?  A set of n is n long. */
struct letter {
	size_t n;
	const bool *has;
};

struct letter_list {
	struct letter *at;
	size_t len;
};

static bool is_tied(struct ties t, size_t i, size_t j)
{
	return i == j || t.tied[i * t.n + j];
}

static bool is_tied_with_all(struct ties t, size_t group, const bool *set)
{
	for (size_t i = 0; i < t.n; i++) {
		if (set[i] && !is_tied(t, group, i))
			return false;
	}
	return true;
}

/* The largest set around two groups, which takes the best first. */
static struct letter letter_around(struct ties t, size_t i, size_t j,
    struct arena *a)
{
	bool *set = arena_alloc(a, t.n, sizeof(*set));

	set[i] = set[j] = true;
	for (size_t k = 0; k < t.n; k++)
		set[k] = is_tied_with_all(t, k, set);
	return (struct letter){ t.n, set };
}

static void pairs_cover(struct letter l, bool *covered)
{
	for (size_t i = 0; i < l.n; i++) {
		for (size_t j = 0; l.has[i] && j < l.n; j++)
			covered[i * l.n + j] |= l.has[j];
	}
}

/* Each pair that is tied, and each group with itself, is in one of them. */
static struct letter_list letters_find(struct ties t, struct arena *a)
{
	bool *covered = arena_alloc(a, t.n * t.n, sizeof(*covered));
	struct letter_list list = { 0 };

	for (size_t i = 0; i < t.n; i++) {
		for (size_t j = t.n; j-- > i;) {
			struct letter l;

			if (covered[i * t.n + j] || !is_tied(t, i, j))
				continue;
			l = letter_around(t, i, j, a);
			pairs_cover(l, covered);
			*ARENA_PUSH(a, &list) = l;
		}
	}
	return list;
}

/* First the set with the best group in which they differ. */
static int by_best(const void *a, const void *b)
{
	const struct letter *x = a, *y = b;

	return memcmp(y->has, x->has, x->n * sizeof(*x->has));
}

/* a to z, A to Z, and then a2 to Z2, a3, ... */
static const char *letter_name(size_t i, struct arena *a)
{
	size_t n = sizeof(ALPHABET) - 1;

	return i < n ? arena_printf(a, "%c", ALPHABET[i])
		     : arena_printf(a, "%c%zu", ALPHABET[i % n], i / n + 1);
}

const char **compact_letters(struct ties t, struct arena *a)
{
	struct letter_list list = letters_find(t, a);
	const char **texts = arena_alloc(a, t.n, sizeof(*texts));

	for (size_t i = 0; i < t.n; i++)
		texts[i] = "";
	if (list.len)
		qsort(list.at, list.len, sizeof(*list.at), by_best);
	for (size_t k = 0; k < list.len; k++) {
		const char *name = letter_name(k, a);

		for (size_t i = 0; i < t.n; i++) {
			if (list.at[k].has[i])
				texts[i] =
				    arena_printf(a, "%s%s", texts[i], name);
		}
	}
	return texts;
}

struct rank_range rank_range(struct ties t, size_t group)
{
	struct rank_range r = { 1, t.n };

	for (size_t i = 0; i < t.n; i++) {
		if (is_tied(t, group, i))
			continue;
		r.best += i < group;
		r.worst -= i > group;
	}
	return r;
}
