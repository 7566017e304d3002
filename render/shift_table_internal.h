/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * At which quantiles each variant of a load differs from the baseline.
 */
#ifndef RENDER_SHIFT_TABLE_INTERNAL_H
#define RENDER_SHIFT_TABLE_INTERNAL_H

#include "render/section_internal.h"

/* Nothing where no pair of the load has every request known. */
void shift_table(const struct page *p, const struct load *load, xmlNode *into);

#endif
