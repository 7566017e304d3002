/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/samples.h"

#include <math.h>
#include <string.h>

#include "store/varint.h"

#define DECIMALS_MAX 9
#define WHOLE_MAX                                                              \
	9007199254740992.0 /* 2^53: whole numbers up to it are exact */

static const double scales[DECIMALS_MAX + 1] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5,
	1e6, 1e7, 1e8, 1e9 };

static uint64_t bits_of(double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	return bits;
}

static double of_bits(uint64_t bits)
{
	double value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

/* Is the value a number of so many decimals, to the bit?  Most are whole, and
   need no division. */
static bool is_whole(double value, size_t decimals, int64_t *units)
{
	double scaled = value;

	if (decimals)
		scaled = nearbyint(value * scales[decimals]);
	if (!(fabs(scaled) <= WHOLE_MAX))
		return false;
	*units = (int64_t)scaled;
	scaled = (double)*units;
	if (decimals)
		scaled /= scales[decimals];
	return bits_of(scaled) == bits_of(value);
}

/* As many decimals as the value with the most of them has, and the values in
   units of the last one; or SAMPLES_RAW. */
static size_t decimals_of(struct metric_samples s, int64_t units[SAMPLES_MAX])
{
	size_t decimals = 0, grown = 0; /* at that sample */

	for (size_t i = 0; i < s.len; i++) {
		while (!is_whole(s.at[i].value, decimals, &units[i])) {
			if (++decimals > DECIMALS_MAX)
				return SAMPLES_RAW;
			grown = i;
		}
	}
	for (size_t i = 0; i < grown; i++) {
		if (!is_whole(s.at[i].value, decimals, &units[i]))
			return SAMPLES_RAW;
	}
	return decimals;
}

static size_t put_signed(int64_t value, char *out)
{
	uint64_t sign = value < 0 ? UINT64_MAX : 0;

	return varint_write((uint64_t)value << 1 ^ sign, out);
}

static bool take_signed(struct span *s, int64_t *out)
{
	uint64_t value;

	if (!varint_read(s, UINT64_MAX, &value))
		return false;
	*out = (int64_t)(value >> 1 ^ (0 - (value & 1)));
	return true;
}

static size_t put_raw(double value, char *out)
{
	uint64_t bits = bits_of(value);

	for (int i = 0; i < 8; i++)
		out[i] = (char)(bits >> (8 * i));
	return 8;
}

static bool take_raw(struct span *s, double *out)
{
	uint64_t bits = 0;

	if (s->len < 8)
		return false;
	for (int i = 0; i < 8; i++)
		bits |= (uint64_t)(unsigned char)s->at[i] << (8 * i);
	*s = span_skip(*s, 8);
	*out = of_bits(bits);
	return true;
}

size_t samples_pack(struct metric_samples s, char out[SAMPLES_BYTES])
{
	int64_t units[SAMPLES_MAX], gap = 0, last_units = 0;
	size_t decimals = decimals_of(s, units), n = 0;

	out[n++] = (char)decimals;
	for (size_t i = 0; i < s.len; i++) {
		int64_t since = i ? s.at[i].at_ms - s.at[i - 1].at_ms : 0;

		n += put_signed(since - gap, out + n);
		gap = since;
		if (decimals == SAMPLES_RAW) {
			n += put_raw(s.at[i].value, out + n);
			continue;
		}
		n += put_signed(units[i] - last_units, out + n);
		last_units = units[i];
	}
	return n;
}

/* Where unpacking stands: the sample before. */
struct before {
	int64_t at_ms, gap, units;
};

static bool time_take(struct span *bytes, struct before *last, int64_t *at_ms)
{
	int64_t longer;

	if (!take_signed(bytes, &longer) || longer < -SAMPLES_GAP_MAX_MS ||
	    longer > SAMPLES_GAP_MAX_MS)
		return false;
	last->gap += longer;
	if (last->gap < 0 || last->gap > SAMPLES_GAP_MAX_MS ||
	    last->at_ms > INT64_MAX - last->gap)
		return false;
	last->at_ms += last->gap;
	*at_ms = last->at_ms;
	return true;
}

static bool value_take(struct span *bytes, size_t decimals, struct before *last,
    double *value)
{
	int64_t more;

	if (decimals == SAMPLES_RAW)
		return take_raw(bytes, value);
	if (!take_signed(bytes, &more) || more > (int64_t)(2 * WHOLE_MAX) ||
	    more < -(int64_t)(2 * WHOLE_MAX))
		return false;
	last->units += more;
	*value = (double)last->units / scales[decimals];
	return fabs((double)last->units) <= WHOLE_MAX;
}

int samples_unpack(struct span bytes, int64_t first_ms, struct arena *a,
    struct metric_samples *out)
{
	struct before last = { first_ms, 0, 0 };
	size_t decimals;

	if (!bytes.len)
		return -1;
	decimals = (unsigned char)bytes.at[0];
	if (decimals > DECIMALS_MAX && decimals != SAMPLES_RAW)
		return -1;
	bytes = span_skip(bytes, 1);
	while (bytes.len) {
		struct metric_sample *s = ARENA_PUSH(a, out);

		if (!time_take(&bytes, &last, &s->at_ms) ||
		    !value_take(&bytes, decimals, &last, &s->value))
			return -1;
	}
	return 0;
}
