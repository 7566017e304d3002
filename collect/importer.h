/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A format that meshstat reads: one file that defines one of these, and one
 * line in importers.c.  The head comment of that file is its specification.
 */
#ifndef COLLECT_IMPORTER_H
#define COLLECT_IMPORTER_H

#include "base/err.h"
#include "base/input.h"
#include "base/text.h"
#include "store/metric.h"
#include "store/run.h"

struct importer {
	const char *name;     /* "fortio-json" */
	const char *about;    /* one line, for `meshstat formats` */
	const char *evidence; /* what it can give: "histogram", "raw", ... */
	const char *omission; /* coordinated omission: what the tool does */

	/*
	 * Is this the beginning of such a file?  `head` is INPUT_HEAD_BYTES at
	 * most, and may end anywhere.  Exactly one importer says yes to a file.
	 */
	bool (*sniff)(struct span head);

	/*
	 * Reads the whole input, and writes one or several runs (or metrics).
	 * A JSON document calls document_import(), a report in lines
	 * lines_read() or reports_read().  On an error nothing of the source is
	 * kept, so an importer need not clean up after itself in the archive.
	 */
	int (*import)(struct input *in, struct source_writer *out,
	    struct err *err);
};

extern const struct importer *const importers[]; /* ends with NULL */

/* The importer of that name, or NULL. */
const struct importer *importer_named(const char *name);

/*
 * The one that claims the input, found by content.  NULL if none does: the
 * error says what was seen, and which formats come nearest.  `likely` is asked
 * before all others, which takes longer than to read a small file; or NULL.
 */
const struct importer *importer_for(struct input *in,
    const struct importer *likely, struct err *err);

#endif
