/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The options of a run in ghz's JSON; see ghz_json.c.
 */
#ifndef COLLECT_GHZ_H
#define COLLECT_GHZ_H

#include "collect/json.h"
#include "collect/summary.h"

/* Target, rate, workers, connections and load model. */
int ghz_options(const struct json_node *root, struct summary *s,
    struct err *err);

#endif
