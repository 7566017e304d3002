/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The columns of JMeter's results in CSV: which there are and in what order, a
 * test plan says, or the file's first line.
 */
#ifndef COLLECT_JMETER_COLUMNS_H
#define COLLECT_JMETER_COLUMNS_H

#include "base/err.h"
#include "collect/csv_index.h"
#include "collect/digits.h"
#include "collect/jmeter.h"

#define JMETER_COLUMNS_MAX 64
#define JMETER_STAMP_MAX 9000000000000 /* ms: within int64_t nanoseconds */

enum jmeter_column {
	JMETER_STAMP,
	JMETER_ELAPSED,
	JMETER_LABEL,
	JMETER_CODE,
	JMETER_MESSAGE,
	JMETER_THREAD,
	JMETER_SUCCESS,
	JMETER_FAILURE,
	JMETER_BYTES,
	JMETER_THREADS,
	JMETER_SAMPLES,
	JMETER_HOST,
	JMETER_COLUMNS
};

struct jmeter_columns {
	char separator;
	size_t len;
	int at[JMETER_COLUMNS]; /* -1: the file does not have it */
	bool header;            /* the first line names them */
	bool clock;             /* stamps are local times, no one knows where */
	bool ends;              /* stamps are the ends of samples */
	int cr_at;              /* the last column, if lines end with CR LF */
};

/* By the beginning of a file, which may end anywhere; false: no such file. */
bool jmeter_columns_find(struct span head, struct jmeter_columns *out);

/* A field, or an empty one where there is no such column. */
static inline struct span jmeter_field(const struct jmeter_columns *c,
    const struct csv_row *row, enum jmeter_column column)
{
	int at = c->at[column];
	struct span field;

	if (at < 0)
		return (struct span){ 0 };
	field = csv_field(row, (size_t)at);
	return at == c->cr_at ? csv_without_cr(field) : field;
}

/*
 * The row's stamp in milliseconds since 1970 (of a local time as if it were
 * UTC).
 */
bool jmeter_clock(struct span s, int64_t *ms);
static inline bool jmeter_stamp(const struct jmeter_columns *c, struct span s,
    int64_t *ms)
{
	if (c->clock)
		return jmeter_clock(s, ms);
	return digits_parse(s, ms) && *ms < JMETER_STAMP_MAX;
}

/* "Number of samples in transaction : 3, ...": a sum of other rows. */
static inline bool jmeter_is_transaction(struct span message)
{
	static const struct span words = { "Number of samples in transaction",
		32 };

	if (message.len < words.len)
		return false;
	return span_starts(span_skip(message, message.at[0] == '"'), words);
}

/* A row in full, for what needs not be fast; false if it is none. */
bool jmeter_sample_of(const struct jmeter_columns *c, const struct csv_row *row,
    struct jmeter_sample *out);

#endif
