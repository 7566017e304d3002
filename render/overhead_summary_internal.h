/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What each variant costs, over all loads: a row for each.  Changes against the
 * baseline and what is used stand in columns of their own.
 */
#ifndef RENDER_OVERHEAD_SUMMARY_INTERNAL_H
#define RENDER_OVERHEAD_SUMMARY_INTERNAL_H

#include "render/section_internal.h"

/* Whose cost counts, as names of metrics begin: "data_plane", the proxies of a
 * mesh; where none is measured, "application", what is behind them. */
const char *overhead_role(const struct results *r);

/* Nothing where nothing is compared. */
void overhead_summary(const struct page *p, xmlNode *into);

#endif
