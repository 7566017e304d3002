/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sample from the attributes of its element in JMeter's XML.
 */
#ifndef COLLECT_JMETER_ATTRIBUTES_H
#define COLLECT_JMETER_ATTRIBUTES_H

#include "base/text.h"
#include "collect/jmeter.h"

#define JMETER_ATTRIBUTES_MAX 64 /* of an element; more are not read */

struct jmeter_attributes {
	struct span name[JMETER_ATTRIBUTES_MAX], value[JMETER_ATTRIBUTES_MAX];
	size_t len;
};

/* Of libxml2's list of n: name, prefix, URI, value, end of the value. */
struct jmeter_attributes jmeter_attributes_of(const unsigned char **list,
    int n);

/* What is wrong with a sample. */
struct jmeter_fault {
	const char *expected; /* NULL: nothing */
	char got[64];
};

/* The value, or an empty one; `old_name` is that of JMeter 2.0. */
struct span jmeter_attribute(const struct jmeter_attributes *list,
    const char *name, const char *old_name);

/* All but `whole` and `assertion`. */
void jmeter_sample_read(const struct jmeter_attributes *list,
    struct jmeter_sample *out, struct jmeter_fault *fault);

/* As much as fits, and no part of a character. */
void jmeter_text(char *out, size_t size, struct span s);

#endif
