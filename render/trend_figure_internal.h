/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One figure of one configuration over its releases, as a chart.
 */
#ifndef RENDER_TREND_FIGURE_INTERNAL_H
#define RENDER_TREND_FIGURE_INTERNAL_H

#include "render/section_internal.h"

/* Points of the results that belong together, in the order of releases. */
struct release_series {
	const struct trend_point *at;
	size_t len;
	unsigned number; /* part of anchors */
};

xmlNode *trend_figure(const struct page *p, const struct release_series *s,
    xmlNode *into);

#endif
