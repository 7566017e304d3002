/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that the build puts into the program: templates, the schema, what is
 * known of each mesh.
 */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include "base/text.h"

struct embedded {
	const char *name; /* as in the source tree: "templates/report.html" */
	const unsigned char *bytes;
	size_t len;
};

/* Ends with a NULL name.  Written by the Makefile. */
extern const struct embedded embedded[];

/* The file of that name; it must be one that the Makefile lists. */
struct span embedded_file(const char *name);

#endif
