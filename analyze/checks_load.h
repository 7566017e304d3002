/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ANALYZE_CHECKS_LOAD_H
#define ANALYZE_CHECKS_LOAD_H

#include "analyze/finding.h"

/*
 * Whether two cells were under the same load, where no run states its rate:
 * "stop" where an open loop ran at other rates, or the runs of one cell cannot
 * be repeats; "warn" where a closed loop had another number of requests in
 * flight.  The state is NULL where there is nothing to say.
 */
struct finding check_load(const struct group *b, const struct group *c,
    struct arena *a);

/* Did its runs, which state no rate, reach rates too far apart for repeats? */
bool load_is_mixed(const struct group *g);

#endif
