/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names of metrics, as people read them.
 */
#ifndef RENDER_METRIC_NAME_H
#define RENDER_METRIC_NAME_H

#include <stdbool.h>

#include "base/arena.h"

/*
 * "latency_p99" is "p99", "data_plane_memory" is "data plane: memory"; other
 * names with blanks: "error ratio".
 */
const char *metric_label(struct arena *a, const char *metric);
bool metric_is_latency(const char *metric);
bool metric_is_rate(const char *metric);     /* of requests, of errors */
bool metric_is_resource(const char *metric); /* any other */

#endif
