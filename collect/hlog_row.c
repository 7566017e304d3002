/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/hlog_row.h"

#include <math.h>

#include "collect/hdr_encoded.h"

/* Values by printed ones, if they are nanoseconds. */
static const double ratios[] = { 1e6, 1e9 };

/* Which ratios make the printed maximum that of the histogram? */
static unsigned ratios_of(const struct hlog_row *row)
{
	const struct histogram *h = &row->histogram;
	const struct bucket *top = &h->buckets[h->len ? h->len - 1 : 0];
	unsigned fit = 0;

	for (unsigned i = 0; i < sizeof(ratios) / sizeof(*ratios); i++) {
		double low = h->len ? (double)top->low_ns / ratios[i] : 0;
		double high = h->len ? (double)top->high_ns / ratios[i] : 0;

		if (low <= row->max + row->max_step &&
		    high >= row->max - row->max_step)
			fit |= 1u << i;
	}
	return fit;
}

int hlog_row_unit(const struct hlog_row *row, struct pos pos,
    unsigned *ratios_left, struct err *err)
{
	const struct histogram *values = &row->histogram;

	*ratios_left &= ratios_of(row);
	if (*ratios_left)
		return 0;
	return err_at(err, pos,
	    "expected the greatest value, %lld, in millionths as its maximum, "
	    "got %g: in which unit the values are is not said",
	    values->len ? (long long)values->buckets[values->len - 1].high_ns
			: 0,
	    row->max);
}

/* "Tag=read," off the line. */
static struct span tag_cut(struct span *line)
{
	struct span none = { 0 };

	if (!span_starts(*line, SPAN("Tag=")))
		return none;
	*line = span_skip(*line, 4);
	return span_cut(line, ',');
}

int hlog_row_parse(struct span line, struct pos pos, struct hlog_row *row,
    struct err *err)
{
	static const char *const names[] = { "start", "length", "maximum" };
	double *const values[] = { &row->start_s, &row->length_s, &row->max };
	struct span field;

	row->histogram = HISTOGRAM_EMPTY;
	row->tag = tag_cut(&line);

	for (size_t i = 0; i < 3; i++) {
		field = span_trim(span_cut(&line, ','));
		if (!span_double(field, 0, 1e18, values[i]))
			return err_at(err, pos,
			    "expected the %s of an interval, got \"%.*s\"",
			    names[i], SPAN_ARG(field));
	}
	span_cut(&field, '.');
	row->max_step = pow(10, -(double)(field.len > 15 ? 15 : field.len));
	if (row->start_s > HLOG_SECONDS_MAX || row->length_s > HLOG_SECONDS_MAX)
		return err_at(err, pos, "expected times in seconds");
	return hdr_decode(span_trim(line), pos, &row->histogram, err);
}
