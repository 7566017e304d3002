/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report that hey prints, as it stands there; hey_text.c says what it looks
 * like and what its figures mean.
 */
#ifndef COLLECT_HEY_REPORT_H
#define COLLECT_HEY_REPORT_H

#include "collect/importer.h"

#define HEY_STATUS_MAX 999
#define HEY_PERCENTILES_MAX 16 /* hey prints 7 */

enum hey_figure {
	HEY_TOTAL,
	HEY_SLOWEST,
	HEY_FASTEST,
	HEY_AVERAGE,
	HEY_RATE,
	HEY_BYTES,
	HEY_FIGURES,
};

struct hey_failure {
	const char *message; /* without secrets */
	int64_t count;
};

struct hey_report {
	double figure[HEY_FIGURES]; /* NAN: not said */
	struct stated_percentile stated[HEY_PERCENTILES_MAX];
	size_t n_stated;
	int64_t status[HEY_STATUS_MAX + 1];
	struct hey_failure *failures;
	size_t n_failures, cap;
	int64_t responses, errors; /* the sums of these */
	bool ended;                /* the status codes were reached */
	struct arena arena;
};

/* Writes one run. */
typedef int hey_report_fn(const struct hey_report *r, struct source_writer *out,
    struct err *err);

/*
 * Reads the whole input, with any number of reports and prose around them.
 * That there is none is an error.
 */
int hey_reports_read(struct input *in, hey_report_fn *write,
    struct source_writer *out, struct err *err);

#endif
