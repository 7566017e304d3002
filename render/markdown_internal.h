/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of the Markdown are made from.
 */
#ifndef RENDER_MARKDOWN_INTERNAL_H
#define RENDER_MARKDOWN_INTERNAL_H

#include "base/footnotes.h"
#include "render/load.h"
#include "render/markdown.h"

struct markdown {
	const struct results *results;
	struct load_list loads;
	struct arena *arena;
	FILE *out;
	struct footnotes notes;
};

/* Marks of reasons, which are lines; each stands once below the tables. */
void markdown_references(struct markdown *m, const char *reasons);

/* Rankings, capacities, costs and releases; nothing where there are none. */
void markdown_findings(struct markdown *m);

#endif
