/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/release.h"

#include <string.h>

#include "base/text.h"

/* The version without "v" and build; what follows a hyphen goes to *early. */
static struct span core_of(const char *text, struct span *early)
{
	struct span rest = span_of(text);
	struct span version = span_cut(&rest, '+');

	if (version.len > 1 && *version.at == 'v')
		version = span_skip(version, 1);
	*early = version;
	return span_cut(early, '-');
}

static int compare_text(struct span a, struct span b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int order = n ? memcmp(a.at, b.at, n) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int compare_part(struct span a, struct span b)
{
	int64_t x, y;
	bool is_x = span_int(a, 0, INT64_MAX, &x);
	bool is_y = span_int(b, 0, INT64_MAX, &y);

	if (is_x && is_y)
		return (x > y) - (x < y);
	if (is_x != is_y)
		return is_x ? -1 : 1;
	return compare_text(a, b);
}

/* Part by part; the shorter of two that are else equal comes first. */
static int compare_parts(struct span a, struct span b)
{
	while (a.len && b.len) {
		struct span x = span_cut(&a, '.'), y = span_cut(&b, '.');
		int order = compare_part(x, y);

		if (order)
			return order;
	}
	return (a.len > 0) - (b.len > 0);
}

int release_compare(const char *a, const char *b)
{
	struct span early_a, early_b;
	struct span core_a = core_of(a, &early_a);
	struct span core_b = core_of(b, &early_b);
	int order = compare_parts(core_a, core_b);

	if (order)
		return order;
	if (!early_a.len != !early_b.len)
		return early_a.len ? -1 : 1;
	return compare_parts(early_a, early_b);
}
