/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which series are the same one, collected from several sources: a Prometheus
 * adds its external labels ("cluster", "lab", "replica") to what it hands on,
 * and not to what it is asked for, and two of a pair scrape the same targets.
 *
 * - "prometheus_replica" and "__replica__" say who scraped, not what: they do
 *   not count.  Nor do "replica" and "prometheus" if all series of the source
 *   have the same value of it.
 * - A label that all series of a source have with one value, and none of the
 *   other source has, does not count between these two.  So a "cluster" in one
 *   source alone does not count, but two values of it in two sources do.
 */
#ifndef STORE_METRIC_IDENTITY_H
#define STORE_METRIC_IDENTITY_H

#include "store/metric.h"

/* Sets `identity` of all, and puts those of one identity side by side. */
void metrics_identify(struct metric_list *list, struct arena *a);

#endif
