/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the names of files tell of their runs, for people who have not said it
 * yet: results/istio-q100-r1.json and its like have the pattern
 * "{a}-q{offered_rps}-r{rep}.json".
 */
#ifndef ANALYZE_NAME_PATTERN_H
#define ANALYZE_NAME_PATTERN_H

#include "store/run.h"

/*
 * A pattern as collect takes it, which fits the names of all sources and takes
 * apart what differs in them, followed by the values of the parts that have a
 * letter for a name.  NULL where names are not alike in form, or where none of
 * their parts could be a configuration.
 */
const char *name_pattern(const struct run_list *runs, struct arena *a);

#endif
