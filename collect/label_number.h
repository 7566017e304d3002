/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COLLECT_LABEL_NUMBER_H
#define COLLECT_LABEL_NUMBER_H

#include "collect/pattern.h"
#include "store/run.h"

/*
 * Labels that are counted with: a rate ("max": as fast as it can), a number of
 * connections, and RUN_START_LABEL, a time of RFC 3339 or in seconds since
 * 1970.  Writes the value as tools' own labels are written, so that "1e2" and
 * "100.0" are the load "100"; -1 if it is none.  Other labels stay as they are.
 */
int label_number_settle(struct pair *p, struct arena *a, struct err *err);

/* The same of all. */
int label_numbers_settle(struct pair_list *list, struct arena *a,
    struct err *err);

#endif
