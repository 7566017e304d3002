/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Comparisons on a terminal: a block a pair of cells, a line a figure, with
 * footnotes that are printed behind all of them.
 */
#ifndef ANALYZE_PRINT_PAIRS_H
#define ANALYZE_PRINT_PAIRS_H

#include "base/footnotes.h"
#include "base/ui.h"
#include "store/result.h"

typedef bool shown_fn(const struct comparison *c);

struct printer {
	const struct results *results;
	struct arena *arena;
	struct ui *ui;
	struct footnotes notes;
};

/* The marks of reasons, lines parted by LF: "[1][2a]". */
const char *printer_notes(struct printer *p, const char *reasons);

/* Notes the reasons of all that will be printed, before it is, so that each
 * mark is worded as it stays. */
void pairs_notes(struct printer *p, const struct comparison_list *list,
    shown_fn *is_shown);

/* Those that are shown; a pair without any has no block. */
void pairs_print(struct printer *p, const struct comparison_list *list,
    shown_fn *is_shown);

#endif
