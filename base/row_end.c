/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/row_end.h"

#include "base/bits.h"

struct marks {
	size_t lf, quotes;
};

BITS_INLINE struct marks marks_count(struct span text, struct bits_kind bits)
{
	struct marks n = { 0 };

	for (size_t i = 0; i < text.len; i += 64) {
		struct bits b = bits.of(text.at + i, '\n');
		size_t left = text.len - i;
		uint64_t in = left < 64 ? ((uint64_t)1 << left) - 1 : ~0ull;

		n.lf += (size_t)__builtin_popcountll(b.lf & in);
		n.quotes += (size_t)__builtin_popcountll(b.quote & in);
	}
	return n;
}

BITS_VARIANTS(struct marks, count, marks_count, (struct span text), text)

typedef struct marks count_fn(struct span text);

/* Back from the end, to the first LF with an even number of quotes before. */
static struct row_end end_of(struct span text, bool quotes, count_fn *count)
{
	struct marks all = count(text);
	bool inside = quotes && all.quotes % 2;
	struct row_end end = { .lines = (long)all.lf, .quoted = inside };
	size_t n = text.len;

	for (; n; n--) {
		char c = text.at[n - 1];

		if (c == '\n' && !inside)
			break;
		inside ^= quotes && c == '"';
		end.lines -= c == '\n';
	}
	end.len = n;
	return end;
}

bool row_end_variant(size_t i, struct span text, bool quotes,
    struct row_end *out)
{
	count_fn *count = i < BITS_KINDS ? BITS_VARIANT(count, i) : NULL;

	if (count)
		*out = end_of(text, quotes, count);
	return count;
}

struct row_end row_end_find(struct span text, bool quotes)
{
	struct row_end end = { 0 };

	for (size_t i = 0; !row_end_variant(i, text, quotes, &end); i++)
		;
	return end;
}
