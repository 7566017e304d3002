/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nearest.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define BYTES_MOST 63

static size_t least(size_t a, size_t b, size_t c)
{
	size_t least_of_two = a < b ? a : b;

	return least_of_two < c ? least_of_two : c;
}

/* Wagner and Fischer 1974, J. ACM 21:168, one row at a time. */
size_t text_distance(const char *a, const char *b)
{
	size_t row[BYTES_MOST + 1];
	size_t n = strnlen(a, BYTES_MOST), m = strnlen(b, BYTES_MOST);

	for (size_t k = 0; k <= m; k++)
		row[k] = k;
	for (size_t i = 1; i <= n; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t k = 1; k <= m; k++) {
			size_t change = tolower((unsigned char)a[i - 1]) !=
					tolower((unsigned char)b[k - 1]);
			size_t above = row[k];

			row[k] =
			    least(above + 1, row[k - 1] + 1, diagonal + change);
			diagonal = above;
		}
	}
	return row[m];
}

struct nearest nearest_to(const char *wanted)
{
	return (struct nearest){ .wanted = wanted,
		.least = (strnlen(wanted, BYTES_MOST) + 1) / 3 + 1 };
}

void nearest_see(struct nearest *n, const char *name)
{
	size_t distance = text_distance(n->wanted, name);

	if (distance < n->least) {
		n->least = distance;
		n->found = name;
	}
}

const char *nearest_hint(const struct nearest *n, const char *before,
    char out[NEAREST_HINT])
{
	*out = '\0';
	if (n->found)
		snprintf(out, NEAREST_HINT, "perhaps %s%.*s is meant; ", before,
		    BYTES_MOST, n->found);
	return out;
}
