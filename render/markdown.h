/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The findings in Markdown, for a comment on a change or the notes of a
 * release: the sentence, the gates with their values, for each load what the
 * baseline measured, a table of changes and one of shifted quantiles (without a
 * baseline: what all measured), short tables of rankings, capacities, costs and
 * releases, the reasons of all these as numbered notes, and the checks that
 * warn.
 *
 * Texts from outside cannot become markup, mentions (@name), references (#12)
 * or links; no more is escaped than that takes.
 */
#ifndef RENDER_MARKDOWN_H
#define RENDER_MARKDOWN_H

#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/result.h"

/* In bytes. */
struct markdown_room {
	size_t most;  /* to take; 0: whatever it needs */
	size_t whole; /* what all of it takes */
	size_t used;  /* over the most, where its headline alone is */
};

/*
 * Where there is no room for all, configurations with significant changes alone
 * are shown, or else the largest of these changes; the text says so.
 */
int markdown_render(const struct results *results, struct markdown_room *room,
    FILE *out, struct err *err);

/* A text on one line that stands for itself, also in a table. */
const char *markdown_text(struct arena *a, const char *text);

#endif
