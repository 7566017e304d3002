/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Results of vegeta, one by one, as `vegeta attack` and `vegeta encode` write
 * them: for vegeta_gob.c, vegeta_csv.c and vegeta_ndjson.c.  What they mean:
 * vegeta_report.h.
 *
 * - Code 0 is no response.  The error of a status of 400 and above repeats the
 *   status.
 * - Bodies and headers may hold secrets, and are not looked at.
 */
#ifndef COLLECT_VEGETA_ROWS_H
#define COLLECT_VEGETA_ROWS_H

#include "collect/importer.h"
#include "collect/rows.h"

#define VEGETA_STATUS_MAX 999
#define VEGETA_LATENCY_MAX_NS ((int64_t)1000000 * 1000000000)
#define VEGETA_UNIX_MAX_NS ((int64_t)7258118400 * 1000000000) /* 2200 */

/* Texts as they stand in the file. */
struct vegeta_row {
	int64_t at_ns, code, latency_ns, bytes_in;
	struct span error, attack, url;
};

/* What all rows share: the text of the first one, until another differs. */
struct vegeta_shared {
	char text[256];
	size_t len;
	bool seen, differs;
};

/* What a worker of rows.h counts, and what a format's begins with. */
struct vegeta_tally {
	struct rows_worker rows;
	struct row_series *all;
	struct vegeta_shared attack, url;
	int64_t latest_ns; /* the last start */
};

void vegeta_begin(void *worker);
void vegeta_merge(void *into, const void *from);

/* Counts it, if its figures are within the limits above. */
int vegeta_take(struct vegeta_tally *t, const struct vegeta_row *row,
    struct err *err);

/* `name` and `message` make what stands in the file readable. */
struct vegeta_words {
	const char *(*name)(struct arena *a, struct span raw);
	const char *(*message)(struct arena *a, struct span raw);
};
int vegeta_write(struct vegeta_tally *t, struct vegeta_words words,
    struct source_writer *out, struct err *err);

#endif
