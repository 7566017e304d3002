/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The blob that the archive keeps in layout 1, for any bounds: a byte for the
 * layout, the number of buckets, and for each bucket the gap to the end of the
 * one before, its width and its count; all as varints.  Layout 2 is that of
 * loglinear.c.
 */
#include "store/histogram.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/loglinear.h"
#include "store/quantile_rank.h"
#include "store/varint.h"

#define LAYOUT_BOUNDS 1
#define LAYOUT_LOGLINEAR 2
#define BUCKETS_MAX ((uint64_t)1 << 24)

void histogram_release(struct histogram *h)
{
	free(h->buckets);
	*h = HISTOGRAM_EMPTY;
}

/* The largest number there is, if it is more. */
static int64_t sum_capped(int64_t a, int64_t b)
{
	int64_t sum;

	return __builtin_add_overflow(a, b, &sum) ? INT64_MAX : sum;
}

static void push(struct histogram *h, struct bucket b)
{
	h->buckets = grow(h->buckets, h->len, &h->cap, sizeof(*h->buckets));
	h->buckets[h->len++] = b;
	h->count = sum_capped(h->count, b.count);
}

int histogram_append(struct histogram *h, struct bucket b, struct err *err)
{
	if (b.count < 0 || b.low_ns < 0 || b.high_ns < b.low_ns ||
	    b.count > INT64_MAX / 2 - h->count)
		return err_set(err,
		    "expected a bucket with 0 <= low <= high and a count, "
		    "got %lld..%lld ns, %lld",
		    (long long)b.low_ns, (long long)b.high_ns,
		    (long long)b.count);
	if (h->len && h->buckets[h->len - 1].high_ns > b.low_ns)
		return err_set(err,
		    "expected buckets in ascending order, got one from %lld "
		    "ns after one to %lld ns",
		    (long long)b.low_ns,
		    (long long)h->buckets[h->len - 1].high_ns);
	if (b.count)
		push(h, b);
	return 0;
}

static bool same_bounds(const struct bucket *a, const struct bucket *b)
{
	return a->low_ns == b->low_ns && a->high_ns == b->high_ns;
}

bool buckets_overlap(const struct bucket *a, const struct bucket *b)
{
	return same_bounds(a, b) ||
	       (a->low_ns < b->high_ns && b->low_ns < a->high_ns);
}

/* Adds a bucket that does not begin before the last one; there is room. */
static void push_merged(struct histogram *h, struct bucket b)
{
	struct bucket *last = h->len ? &h->buckets[h->len - 1] : NULL;

	if (!last || !buckets_overlap(last, &b)) {
		h->buckets[h->len++] = b;
		return;
	}
	if (b.high_ns > last->high_ns)
		last->high_ns = b.high_ns;
	last->count = sum_capped(last->count, b.count);
}

static bool comes_first(const struct bucket *a, const struct bucket *b)
{
	return a->low_ns < b->low_ns ||
	       (a->low_ns == b->low_ns && a->high_ns <= b->high_ns);
}

static int64_t sum_exact(int64_t a, int64_t b)
{
	return a == UNKNOWN || b == UNKNOWN ? UNKNOWN : sum_capped(a, b);
}

static void merge_known(struct histogram *into, const struct histogram *from)
{
	bool known = into->min_ns != UNKNOWN && from->min_ns != UNKNOWN;

	into->sum_ns = sum_exact(into->sum_ns, from->sum_ns);
	if (!known || from->min_ns < into->min_ns)
		into->min_ns = known ? from->min_ns : UNKNOWN;
	known = into->max_ns != UNKNOWN && from->max_ns != UNKNOWN;
	if (!known || from->max_ns > into->max_ns)
		into->max_ns = known ? from->max_ns : UNKNOWN;
	if (from->step_ns > into->step_ns)
		into->step_ns = from->step_ns;
}

void histogram_merge_exact(struct histogram *into, const struct histogram *from)
{
	if (!from->count)
		return;
	if (into->count) {
		merge_known(into, from);
	} else {
		into->sum_ns = from->sum_ns;
		into->min_ns = from->min_ns;
		into->max_ns = from->max_ns;
		into->step_ns = from->step_ns;
	}
	into->count = sum_capped(into->count, from->count);
}

void histogram_merge(struct histogram *into, const struct histogram *from)
{
	struct histogram merged = *into;
	size_t i = 0, j = 0;

	if (!from->count)
		return;
	histogram_merge_exact(&merged, from);
	merged.layout_ns = 0;
	merged.len = 0;
	merged.cap = into->len + from->len;
	merged.buckets = xrealloc(NULL, merged.cap, sizeof(*merged.buckets));
	while (i < into->len || j < from->len) {
		bool left = j == from->len ||
			    (i < into->len && comes_first(&into->buckets[i],
						  &from->buckets[j]));

		push_merged(&merged,
		    left ? into->buckets[i++] : from->buckets[j++]);
	}
	free(into->buckets);
	*into = merged;
}

struct bucket histogram_at_rank(const struct histogram *h, int64_t rank,
    int64_t *below)
{
	struct bucket b = { 0 };

	*below = 0;
	for (size_t i = 0; i < h->len; i++) {
		b = h->buckets[i];
		if (b.count >= rank - *below)
			break;
		if (i + 1 < h->len)
			*below += b.count;
	}
	if (h->min_ns != UNKNOWN && h->min_ns > b.low_ns)
		b.low_ns = h->min_ns < b.high_ns ? h->min_ns : b.high_ns;
	if (h->max_ns != UNKNOWN && h->max_ns < b.high_ns)
		b.high_ns = h->max_ns > b.low_ns ? h->max_ns : b.low_ns;
	return b;
}

/*
 * No request of this rank can have taken longer: it and the n - rank above it
 * would exceed the exact sum, the others taking the minimum at least.
 */
static int64_t most_of_sum(const struct histogram *h, int64_t rank)
{
	double min = h->min_ns == UNKNOWN ? 0 : (double)h->min_ns;
	double above = (double)h->sum_ns - (double)h->count * min;
	double most = min + above / (double)(h->count - rank + 1);

	return h->sum_ns == UNKNOWN || above < 0 || most > 9e18
		   ? INT64_MAX
		   : (int64_t)ceil(most);
}

bool histogram_percentile(const struct histogram *h, double p,
    struct percentile_bounds *out)
{
	struct bucket b;
	int64_t below, rank, most, half = h->step_ns / 2;
	double share;

	if (!h->count || !(p >= 0 && p <= 100))
		return false;
	rank = quantile_rank(quantile_of_percent(p), h->count);
	b = histogram_at_rank(h, rank, &below);
	most = most_of_sum(h, rank);
	if (most >= b.low_ns && most < b.high_ns)
		b.high_ns = most;
	share = (p / 100 * (double)h->count - (double)below) / (double)b.count;
	share = share < 0 ? 0 : share > 1 ? 1 : share;
	out->low_ns = b.low_ns > half ? b.low_ns - half : 0;
	if (__builtin_add_overflow(b.high_ns, half, &out->high_ns))
		out->high_ns = INT64_MAX;
	out->value_ns =
	    (double)b.low_ns + share * (double)(b.high_ns - b.low_ns);
	return true;
}

struct span histogram_encode(const struct histogram *h)
{
	char *out = xcalloc(h->len * 3 + 2, VARINT_MAX);
	size_t n = 0;
	int64_t end = 0;

	out[n++] = LAYOUT_BOUNDS;
	n += varint_write(h->len, out + n);
	for (size_t i = 0; i < h->len; i++) {
		const struct bucket *b = &h->buckets[i];

		n += varint_write((uint64_t)(b->low_ns - end), out + n);
		n += varint_write((uint64_t)(b->high_ns - b->low_ns), out + n);
		n += varint_write((uint64_t)b->count, out + n);
		end = b->high_ns;
	}
	return (struct span){ out, n };
}

static int bucket_decode(struct span *blob, int64_t end, struct bucket *b)
{
	uint64_t gap, width, count;

	if (!varint_read(blob, (uint64_t)(INT64_MAX - end), &gap))
		return -1;
	b->low_ns = end + (int64_t)gap;
	if (!varint_read(blob, (uint64_t)(INT64_MAX - b->low_ns), &width) ||
	    !varint_read(blob, INT64_MAX / 2, &count))
		return -1;
	b->high_ns = b->low_ns + (int64_t)width;
	b->count = (int64_t)count;
	return 0;
}

static int bounds_decode(struct span blob, struct histogram *out,
    struct err *err)
{
	uint64_t n = 0;
	int64_t end = 0;

	if (!varint_read(&blob, BUCKETS_MAX, &n))
		return err_set(err, "a damaged histogram");
	for (uint64_t i = 0; i < n; i++) {
		struct bucket b;

		if (bucket_decode(&blob, end, &b))
			return err_set(err, "a damaged histogram");
		if (histogram_append(out, b, err))
			return -1;
		end = b.high_ns;
	}
	return 0;
}

struct decoding {
	struct histogram *out;
	int64_t step_ns;
};

static int loglinear_append(void *context, uint32_t bucket, int64_t count)
{
	struct decoding *d = context;
	struct bucket b = { .count = count };
	struct err unused;

	loglinear_bounds(bucket, &b.low_ns, &b.high_ns);
	if (__builtin_mul_overflow(b.high_ns, d->step_ns, &b.high_ns))
		return -1;
	b.low_ns *= d->step_ns;
	return histogram_append(d->out, b, &unused);
}

int histogram_decode(struct span blob, struct histogram *out, struct err *err)
{
	struct decoding d = { .out = out };
	char layout = blob.len ? blob.at[0] : 0;
	int status;

	*out = HISTOGRAM_EMPTY;
	if (layout != LAYOUT_BOUNDS && layout != LAYOUT_LOGLINEAR)
		return err_set(err, "a histogram of an unknown layout");
	if (layout == LAYOUT_BOUNDS)
		status = bounds_decode(span_skip(blob, 1), out, err);
	else if (loglinear_decode(blob, &d.step_ns, loglinear_append, &d))
		status = err_set(err, "a damaged histogram");
	else
		status = 0;
	out->layout_ns = d.step_ns;
	if (status)
		histogram_release(out);
	return status;
}
