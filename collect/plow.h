/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What plow's two formats do alike; plow_json.c says what the figures mean.
 */
#ifndef COLLECT_PLOW_H
#define COLLECT_PLOW_H

#include "collect/summary.h"

/* "1.971ms", or with --seconds "0.001971"; false for anything else. */
bool plow_time(struct span text, double *ns);

/* A percentile that was cut off at a microsecond. */
void plow_percentile(struct summary *s, double p, double ns);

/* What is true of every run, and what follows from its figures. */
void plow_finish(struct summary *s);

#endif
