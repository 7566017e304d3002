/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The labels that people gave to runs, as the table runs.csv that collect
 * reads: whoever has the sources and this table has the runs as they were.
 */
#ifndef RENDER_LABEL_TABLE_INTERNAL_H
#define RENDER_LABEL_TABLE_INTERNAL_H

#include "render/section_internal.h"

struct label_table {
	const char *folder; /* that holds all sources; "" where none does */
	const char *csv;    /* its paths are from there; "" without labels */
	size_t files;       /* rows of it */
	/* Labels that no row can say: runs of one file differ in them, or the
	 * value or the file's name has a line break. */
	size_t untold;
};

/* Of all runs of the archive: labels by path, text, table or command line. */
struct label_table label_table_of(const struct page *p);

#endif
