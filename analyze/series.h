/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a series of releases changed.  It works on what one release after the
 * other measured, and knows nothing of runs.
 */
#ifndef ANALYZE_SERIES_H
#define ANALYZE_SERIES_H

#include <stdbool.h>

#include "analyze/values.h"
#include "base/arena.h"

struct series_change {
	size_t at;    /* how many releases stand before it */
	double ratio; /* of medians, after / before */
	double p;     /* with the memory of the series */
	bool is_confirmed;
	const char *method; /* for people: what found it, and whose p it is */
};

struct series_changes {
	struct series_change *at; /* in order */
	size_t len;
	double correlation; /* of neighbors, 0..0.9 */
};

/* What looks for candidates. */
enum change_finder {
	FINDER_EDIVISIVE,
	FINDER_PELT, /* optimal partitioning, which PELT does in less time */
};

/*
 * Candidates with three releases or more on both sides that stand up to a test
 * which knows of few points and of memory are confirmed.  With two on a side,
 * what optimal partitioning finds is confirmed by the scatter of all releases,
 * corrected for the places where it could have stood.  Candidates that fail are
 * possible: shown, and never claimed, since partitioning alone cuts one quiet
 * series in five.  Values are positive; only E-divisive takes the seed.
 */
struct series_changes series_changes(struct values series,
    enum change_finder finder, unsigned long seed, struct arena *a);

#endif
