/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parts of the section "comparability" in files of their own.
 */
#ifndef RENDER_COMPARABILITY_INTERNAL_H
#define RENDER_COMPARABILITY_INTERNAL_H

#include "render/section_internal.h"

/* What the labels of a load's runs say: what is equal, what is not. */
void comparability_conditions(const struct page *p, const struct load *load,
    xmlNode *into);

/* The same over all loads, as entries of a <dl>: which labels differ, are
 * unknown or equal in how many of them. */
void comparability_summary(const struct page *p, xmlNode *list);

/* The checks of validity that analyze made. */
void comparability_checks(const struct page *p, xmlNode *into);

#endif
