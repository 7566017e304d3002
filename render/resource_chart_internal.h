/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CPU and memory over time, from the samples in the window of a run.
 */
#ifndef RENDER_RESOURCE_CHART_INTERNAL_H
#define RENDER_RESOURCE_CHART_INTERNAL_H

#include "render/section_internal.h"

/*
 * The first run of each variant, its start at 0.  Nothing where no run says
 * when it started, or no series lies in its window.
 */
int resource_chart(const struct page *p, const struct load *load, xmlNode *into,
    struct err *err);

#endif
