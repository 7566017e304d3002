/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Figures over loads: latency over the throughput that was reached, and the
 * scalability law.
 */
#ifndef RENDER_CAPACITY_FIGURE_INTERNAL_H
#define RENDER_CAPACITY_FIGURE_INTERNAL_H

#include "render/section_internal.h"

/* Of all capacities over connections, or of those over offered rates. */
void capacity_figures(const struct page *p, bool of_connections, xmlNode *into);

#endif
