/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of the Markdown are made from.
 */
#ifndef RENDER_MARKDOWN_INTERNAL_H
#define RENDER_MARKDOWN_INTERNAL_H

#include <stdbool.h>

#include "base/footnotes.h"
#include "render/load.h"
#include "render/markdown.h"

/* How much of it is written; each is shorter than the one before. */
enum markdown_extent {
	MARKDOWN_ALL,
	MARKDOWN_CHANGED,  /* configurations with a significant change alone */
	MARKDOWN_HEADLINE, /* the largest changes alone */
	MARKDOWN_EXTENTS
};

struct markdown {
	const struct results *results;
	struct load_list loads;
	struct arena *arena;
	FILE *out;
	struct footnotes notes;
	enum markdown_extent extent;
};

/* "▲ +61 % [+50 to +73 %] (+0.23 ms) regression"; a dash for NULL. */
void markdown_change(struct markdown *m, const struct comparison *c);

/* Is there no room for it, or for the want of one? */
bool markdown_leaves(const struct markdown *m, const struct comparison *c);

/* What is left out, and where it is; nothing where all is there. */
void markdown_omission(struct markdown *m);

/* A table of the changes of MARKDOWN_HEADLINE. */
void markdown_largest(struct markdown *m);

/* Marks of reasons, which are lines; each stands once below the tables. */
void markdown_references(struct markdown *m, const char *reasons);

/* Figures of the tables of changes, in their order; ends with NULL. */
extern const char *const markdown_metrics[];

/* A blank and that text; an em dash for "". */
void markdown_cell(struct markdown *m, const char *text);

/* "4.60 ms [3.91 to 5.20 ms]", or an em dash. */
void markdown_quantity(struct markdown *m, double value, double low,
    double high, const char *unit);

/* What was measured: a line of the baseline, or of all variants. */
void markdown_values(struct markdown *m, const struct load *load,
    bool baseline_alone);

/* Is the load of two configurations, as all is?  Then both and their changes
 * are one table, with a row for each figure. */
bool markdown_is_pair(const struct markdown *m, const struct load *load);
void markdown_pair(struct markdown *m, const struct load *load);

/* At which quantiles distributions differ; nothing where none are known. */
void markdown_shifts(struct markdown *m, const struct load *load);

/* Rankings, capacities, costs and releases; nothing where there are none. */
void markdown_findings(struct markdown *m);

#endif
