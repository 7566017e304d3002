/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/copies.h"

#include <stdlib.h>
#include <string.h>

#define TOLD 5 /* there may be a whole folder of them */

void copies_add(struct copies *c, struct content content, struct arena *a)
{
	*ARENA_PUSH(a, c) = content;
}

/* What is equal lies in one array, so that addresses tell which came first. */
static int by_content(const void *a, const void *b)
{
	const struct content *x = *(struct content *const *)a;
	const struct content *y = *(struct content *const *)b;
	int order = strcmp(x->sha256, y->sha256);

	return order ? order : (x > y) - (x < y);
}

size_t copies_find(struct copies *c, struct arena *a)
{
	struct content **sorted =
	    arena_alloc(a, c->len, sizeof(struct content *));
	size_t found = 0;

	for (size_t i = 0; i < c->len; i++)
		sorted[i] = &c->at[i];
	if (c->len)
		qsort(sorted, c->len, sizeof(*sorted), by_content);
	for (size_t i = 1; i < c->len; i++) {
		const struct content *before = sorted[i - 1];

		if (strcmp(before->sha256, sorted[i]->sha256) != 0)
			continue;
		sorted[i]->first = before->first ? before->first : before;
		found += sorted[i]->first->collected;
	}
	return found;
}

static void tell(const struct content *copy, bool fault, struct ui *ui)
{
	struct err err;

	err_set(&err,
	    "%s has the content of %s, which is kept; is it a copy by mistake?",
	    copy->file->name, copy->first->file->name);
	if (fault)
		ui_fault(ui, &err);
	else
		ui_note(ui, "%s", err.msg);
}

void copies_tell(const struct copies *c, bool all, bool fault, struct ui *ui)
{
	size_t n = 0;

	for (size_t i = 0; i < c->len; i++) {
		const struct content *copy = &c->at[i];

		if (!copy->first || copy->blank ||
		    strcmp(copy->file->path, copy->first->file->path) == 0)
			continue;
		if (all || n < TOLD)
			tell(copy, fault, ui);
		n++;
	}
	if (!all && n > TOLD)
		ui_note(ui, "and %zu more are copies (-v names them)",
		    n - TOLD);
}
