/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/groups.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define GROUPS_MAX 32

/* Sets of groups are bits: bit i is the i-th best. */
struct cliques {
	uint32_t near[GROUPS_MAX]; /* whom each is tied with */
	uint32_t found[LETTERS_MAX];
	size_t n;
	bool too_many;
};

static uint32_t bit(size_t i)
{
	return UINT32_C(1) << i;
}

static void find_ties(struct cliques *c, struct ties t)
{
	for (size_t i = 0; i < t.n; i++) {
		for (size_t j = 0; j < t.n; j++) {
			if (i != j && t.tied[i * t.n + j])
				c->near[i] |= bit(j);
		}
	}
}

static size_t size(uint32_t groups)
{
	size_t n = 0;

	for (; groups; groups &= groups - 1)
		n++;
	return n;
}

/* Whom the best connected group is tied with: they need no branch. */
static uint32_t pivot(const struct cliques *c, uint32_t may, uint32_t done)
{
	uint32_t most = 0;

	for (size_t i = 0; i < GROUPS_MAX; i++) {
		uint32_t near = may & c->near[i];

		if ((may | done) & bit(i) && size(near) >= size(most))
			most = near;
	}
	return most;
}

/*
 * All largest sets that hold `with`, some of `may`, and none of `done`: Bron
 * and Kerbosch 1973, CACM 16:575.
 */
static void expand(struct cliques *c, uint32_t with, uint32_t may,
    uint32_t done)
{
	uint32_t branches = may & ~pivot(c, may, done);

	if (!may && !done) {
		c->too_many = c->too_many || c->n == LETTERS_MAX;
		if (!c->too_many)
			c->found[c->n++] = with;
		return;
	}
	for (size_t i = 0; i < GROUPS_MAX && !c->too_many; i++) {
		if (!(branches & bit(i)))
			continue;
		expand(c, with | bit(i), may & c->near[i], done & c->near[i]);
		may &= ~bit(i);
		done |= bit(i);
	}
}

/* First the set with the best group in which they differ. */
static int by_best(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	uint32_t differ = x ^ y;
	uint32_t first = differ & (~differ + 1);

	return ((y & first) != 0) - ((x & first) != 0);
}

static void write_letters(const struct cliques *c, size_t n,
    char (*letters)[LETTERS_MAX + 1])
{
	static const char alphabet[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

	for (size_t i = 0; i < n; i++) {
		char *end = letters[i];

		for (size_t k = 0; k < c->n; k++) {
			if (c->found[k] & bit(i))
				*end++ = alphabet[k];
		}
	}
}

bool compact_letters(struct ties t, char (*letters)[LETTERS_MAX + 1])
{
	struct cliques c = { .n = 0 };

	memset(letters, 0, t.n * sizeof(*letters));
	if (t.n == 0 || t.n > GROUPS_MAX)
		return t.n == 0;
	find_ties(&c, t);
	expand(&c, 0, UINT32_MAX >> (GROUPS_MAX - t.n), 0);
	if (c.too_many)
		return false;
	qsort(c.found, c.n, sizeof(*c.found), by_best);
	write_letters(&c, t.n, letters);
	return true;
}

struct rank_range rank_range(struct ties t, size_t group)
{
	struct rank_range r = { 1, t.n };

	for (size_t i = 0; i < t.n; i++) {
		if (t.tied[group * t.n + i] || i == group)
			continue;
		r.best += i < group;
		r.worst -= i > group;
	}
	return r;
}
