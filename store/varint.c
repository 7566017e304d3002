/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/varint.h"

size_t varint_write(uint64_t value, char *out)
{
	size_t n = 0;

	while (value >= 0x80) {
		out[n++] = (char)(value | 0x80);
		value >>= 7;
	}
	out[n++] = (char)value;
	return n;
}

bool varint_read(struct span *s, uint64_t max, uint64_t *out)
{
	uint64_t value = 0;

	for (unsigned shift = 0; s->len && shift < 64; shift += 7) {
		uint64_t byte = (unsigned char)s->at[0];

		*s = span_skip(*s, 1);
		value |= (byte & 0x7f) << shift;
		if (byte < 0x80) {
			*out = value;
			return value <= max;
		}
	}
	return false;
}
