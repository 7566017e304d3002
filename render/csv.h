/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The findings as CSV (RFC 4180): a row for each configuration, load and
 * figure, with what was measured, and the comparison with the baseline where
 * there is one.  Numbers are in the base unit that the row names; what is not
 * known is empty.
 */
#ifndef RENDER_CSV_H
#define RENDER_CSV_H

#include <stdio.h>

#include "base/builder.h"
#include "store/result.h"

void csv_render(const struct results *results, FILE *out);

/* A field, with quotes where it needs them. */
void build_csv(struct builder *b, const char *text);

/*
 * The same of a text from outside, also in a spreadsheet: what that would take
 * for a formula begins with an apostrophe, as its users write texts.
 */
void build_csv_text(struct builder *b, const char *text);

#endif
