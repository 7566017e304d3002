/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of the Markdown are made from.
 */
#ifndef RENDER_MARKDOWN_INTERNAL_H
#define RENDER_MARKDOWN_INTERNAL_H

#include "render/load.h"
#include "render/markdown.h"

/* Reasons, each once. */
struct note_list {
	const char **at;
	size_t len, room;
};

struct markdown {
	const struct results *results;
	struct load_list loads;
	struct arena *arena;
	FILE *out;
	struct note_list notes; /* numbered from 1 */
};

/* Numbers of reasons, which are lines; each stands once below the tables. */
void markdown_references(struct markdown *m, const char *reasons);

/* Rankings, capacities, costs and releases; nothing where there are none. */
void markdown_findings(struct markdown *m);

#endif
