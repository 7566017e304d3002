/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Figures of one load, as two tables: the values of each variant, and their
 * changes against the baseline.  A value and a change never share a column.
 */
#ifndef RENDER_ESTIMATE_TABLE_INTERNAL_H
#define RENDER_ESTIMATE_TABLE_INTERNAL_H

#include "render/part_internal.h"
#include "render/section_internal.h"

/* Metrics that share a table. */
struct estimate_group {
	const char *title; /* one word: part of anchors too */
	bool (*wanted)(const char *metric);
};

/* Nothing where the load has no metric of that group. */
void estimate_tables(const struct page *p, const struct load *load,
    const struct estimate_group *group, xmlNode *into);

/* One change, with its verdict and the marks of what is to say of it. */
void estimate_change(const struct page *p, xmlNode *td,
    const struct comparison *c, struct notes *notes);

/* The changes of a load's latencies as a chart; nothing without changes. */
void forest_figure(const struct page *p, const struct load *load,
    xmlNode *into);

#endif
