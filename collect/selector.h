/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plain selectors of Prometheus, evaluated here as a server would:
 *
 *	container_cpu_usage_seconds_total{container="istio-proxy",pod!~"x.*"}
 *
 * A label that a series lacks is the empty text.  Regular expressions match
 * the whole value.  They are POSIX extended ones, not RE2: both agree on what
 * a selector may use here, which is literals, . * + ? | ( ) [ ] { } and
 * escaped punctuation.  \d, \w, (?i), lazy quantifiers and empty branches are
 * refused.
 */
#ifndef COLLECT_SELECTOR_H
#define COLLECT_SELECTOR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

#define SELECTOR_MATCHERS_MAX 8

struct metric_label {
	const char *name, *value;
};

/* Of one series, without its name. */
struct metric_labels {
	struct metric_label *at;
	size_t len;
};

/* The value of a label; "" if there is none. */
const char *metric_label_value(struct metric_labels labels, const char *name);

struct selector;

/* A selector with a metric's name in front; the caller frees it. */
struct selector *selector_parse(const char *text, struct err *err);
void selector_free(struct selector *s); /* NULL is fine */

bool selector_matches(const struct selector *s, const char *metric,
    struct metric_labels labels);

#endif
