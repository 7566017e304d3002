/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/hdr_ladder.h"

#include <math.h>

#include "collect/report_line.h"

#define NS_PER_US 1e3
#define NS_PER_MS 1e6
#define VALUE_MAX_MS 1e9 /* eleven days; wrk2 ends at one */
#define SUB_BUCKET_BITS 11

void hdr_ladder_release(struct hdr_ladder *l)
{
	histogram_release(&l->histogram);
}

double hdr_lowest_ns(double value_ns)
{
	double us = floor(value_ns / NS_PER_US);
	double unit =
	    us < 1 ? 1 : exp2(fmax(0, floor(log2(us)) + 1 - SUB_BUCKET_BITS));

	return floor(us / unit) * unit * NS_PER_US;
}

/* More requests with the value of the last row. */
static void widen_last(struct histogram *h, int64_t count)
{
	h->buckets[h->len - 1].count += count;
	h->count += count;
}

static int add_bucket(struct hdr_ladder *l, int64_t value_ns, int64_t count,
    struct err *err)
{
	struct bucket b = {
		.low_ns = l->count ? l->value_ns : 0,
		.high_ns = value_ns,
		.count = count - l->count,
	};

	if (!b.count)
		return 0;
	if (l->count && value_ns == l->value_ns) {
		widen_last(&l->histogram, b.count);
		l->count = count;
		return 0;
	}
	if (!l->count && !l->rounded)
		b.low_ns = (int64_t)hdr_lowest_ns((double)value_ns);
	l->value_ns = value_ns;
	l->count = count;
	return histogram_append(&l->histogram, b, err);
}

static int read_row(struct hdr_ladder *l, struct span row, struct pos pos,
    struct err *err)
{
	struct span rest = row, value = span_word(&rest);
	struct span percentile = span_word(&rest), total = span_word(&rest);
	double ms, share;
	int64_t count;

	if (!span_double(value, 0, VALUE_MAX_MS, &ms) ||
	    !span_double(percentile, 0, 1, &share) ||
	    !span_int(total, 0, COUNT_MAX, &count))
		return err_at(err, pos,
		    "expected a value, a percentile (0 to 1) and a count, "
		    "got \"%.*s\"",
		    SPAN_ARG(row));
	if (count < l->count || llround(ms * NS_PER_MS) < l->value_ns ||
	    (!l->rounded && l->count && count > l->count &&
		llround(ms * NS_PER_MS) == l->value_ns))
		return err_at(err, pos,
		    "expected values and counts that grow, got \"%.*s\"",
		    SPAN_ARG(row));
	l->whole = share == 1;
	return add_bucket(l, llround(ms * NS_PER_MS), count, err);
}

/* The number behind the next "=" of a footer; *out stays where it is -nan. */
static bool footer_number(struct span *rest, double *out)
{
	struct span number;

	span_cut(rest, '=');
	number = span_trim(span_cut(rest, ','));
	if (span_ends(number, SPAN("]")))
		number.len--;
	return span_find(number, SPAN("nan")) >= 0 ||
	       span_double(number, 0, 1e18, out);
}

static int read_footer(struct hdr_ladder *l, struct span line, struct pos pos,
    struct err *err)
{
	double first = NAN, second = NAN;
	struct span rest = line;

	if (!footer_number(&rest, &first) || !footer_number(&rest, &second))
		return err_at(err, pos, "expected two numbers, got \"%.*s\"",
		    SPAN_ARG(line));
	if (span_starts(line, SPAN("#[Mean"))) {
		l->mean_ns = first * NS_PER_MS;
		l->stddev_ns = second * NS_PER_MS;
		return 0;
	}
	l->max_ns = first * NS_PER_MS;
	if (l->whole && second != (double)l->count)
		return err_at(err, pos,
		    "expected the total count of the table, %lld, "
		    "got \"%.*s\"",
		    (long long)l->count, SPAN_ARG(line));
	return 0;
}

int hdr_ladder_line(struct hdr_ladder *l, struct span line, struct pos pos,
    struct err *err)
{
	line = span_trim(line);
	if (span_starts(line, SPAN("#[Mean")) ||
	    span_starts(line, SPAN("#[Max")))
		return read_footer(l, line, pos, err);
	if (!line.len || line.at[0] < '0' || line.at[0] > '9')
		return 0;
	return read_row(l, line, pos, err);
}
