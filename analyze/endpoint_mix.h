/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which requests a run is made of: a total of other endpoints, or of the same
 * ones in other shares, is of another thing.
 */
#ifndef ANALYZE_ENDPOINT_MIX_H
#define ANALYZE_ENDPOINT_MIX_H

#include "analyze/finding.h"

struct endpoint_count {
	const char *name;
	int64_t requests;
};

struct endpoint_counts {
	struct endpoint_count *at; /* by name */
	size_t len;
};

/*
 * Do two cells send the same mix?  By the share of the requests that would have
 * to be sent elsewhere (the total variation distance), and Pearson's test of
 * homogeneity, as the shares of few requests differ by chance.  A finding
 * without a state where there is nothing to say.
 */
struct finding endpoint_mix(const struct endpoint_counts *baseline,
    const struct endpoint_counts *candidate, struct arena *a);

#endif
