/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which releases of a series may be compared with each other: one that fails
 * its requests at once is not faster for it.
 */
#ifndef ANALYZE_RELEASE_CHECKS_H
#define ANALYZE_RELEASE_CHECKS_H

#include "analyze/checks.h"
#include "analyze/work.h"

/* What stops a release's comparison with the pinned one, and with the one
 * before; "" where nothing does. */
struct release_stops {
	struct pair_stops from_baseline, from_previous;
};

/*
 * Of groups that differ in their release alone, in its order; adds to the
 * findings what stops a pair.  The label `trend` names the release.  In the
 * arena.
 */
struct release_stops *releases_check(struct work *w, const size_t *groups,
    size_t n, size_t pinned);

#endif
