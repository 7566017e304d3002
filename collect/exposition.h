/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines of Prometheus' text exposition (0.0.4), as load generators print their
 * figures: name{label="value",...} value
 */
#ifndef COLLECT_EXPOSITION_H
#define COLLECT_EXPOSITION_H

#include "base/arena.h"
#include "base/text.h"

struct exposition {
	struct span name;
	struct span labels; /* what stands between the braces */
	double value;       /* NAN for one that is no finite number */
};

/* False for a line that is none, as a comment. */
bool exposition_parse(struct span line, struct exposition *out);

/* The value of a label in the arena, without its escapes; NULL: it has none. */
const char *exposition_label(const struct exposition *e, const char *name,
    struct arena *a);

#endif
