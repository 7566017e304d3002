/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * MeshMark, as far as SMP published it: within a class the mean of the mesh
 * utilization efficiencies (MUE: what is left of a resource, 0..1) times their
 * weights, and over it the mean of the classes.  SMP named neither the classes
 * nor the weights, so that a study has to; the weights are opinions, and so is
 * the index.  It has no interval, and no part in a verdict or a ranking.
 */
#ifndef ANALYZE_MESHMARK_H
#define ANALYZE_MESHMARK_H

#include "analyze/values.h"
#include "base/arena.h"
#include "base/err.h"

struct meshmark_class {
	struct values efficiency;
	const double *weight; /* as many, -0.5..0.5 */
};

double meshmark_class_score(struct meshmark_class c);
double meshmark_class_limit(struct meshmark_class c); /* all efficient */

/* One efficiency, as a study declares it. */
struct meshmark_rule {
	const char *text;
	const char *class_name;
	const char *metric;   /* "data_plane_cpu", as it is shown */
	const char *role;     /* "data-plane" */
	const char *resource; /* "cpu_cores", "memory_bytes" */
	const char *unit;
	double capacity; /* of all of the role; above 0 */
	double weight;   /* -0.5..0.5 */
};

/* "data_plane_cpu of 4cores weight 50% in proxies"; an error says what was
 * expected. */
int meshmark_parse(const char *text, struct arena *a, struct meshmark_rule *out,
    struct err *err);

#endif
