/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One row of an interval log, which hlog.c describes.
 */
#ifndef COLLECT_HLOG_ROW_H
#define COLLECT_HLOG_ROW_H

#include "base/err.h"
#include "base/text.h"
#include "store/histogram.h"

#define HLOG_SECONDS_MAX 1e10
#define HLOG_RATIOS_ALL (~0u)

struct hlog_row {
	struct span tag; /* at: NULL if there is none; of the line */
	double start_s, length_s;
	double max, max_step; /* as printed, and its last digit */
	struct histogram histogram;
};

/* The caller releases row->histogram, also after an error. */
int hlog_row_parse(struct span line, struct pos pos, struct hlog_row *row,
    struct err *err);

/*
 * Takes those out of *ratios, a set of bits, that do not make the row's printed
 * maximum out of its histogram's.  That none is left is an error.
 */
int hlog_row_unit(const struct hlog_row *row, struct pos pos, unsigned *ratios,
    struct err *err);

#endif
