/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory over the load: one figure a role that CPU lines are known of.
 */
#ifndef RENDER_MEMORY_FIGURE_INTERNAL_H
#define RENDER_MEMORY_FIGURE_INTERNAL_H

#include "render/section_internal.h"

void memory_figures(const struct page *p, xmlNode *into);

#endif
