/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checks by what they are and how they came out.
 */
#ifndef STORE_QUALITY_KIND_H
#define STORE_QUALITY_KIND_H

#include "store/result.h"

/* Those of one check and state. */
struct quality_kind {
	/* Whose value is farthest from its threshold; the first, where they
	 * have no numbers. */
	const struct quality *worst;
	size_t times;
};

struct quality_kind_list {
	struct quality_kind *at; /* in the order of their first */
	size_t len;
};

struct quality_kind_list quality_kinds(const struct quality_list *list,
    struct arena *a);

#endif
