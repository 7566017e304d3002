/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/decimal_point.h"

#include <string.h>

struct span decimal_point(struct span text, char buffer[DECIMAL_MAX])
{
	struct span behind = text;
	struct span whole = span_cut(&behind, ',');

	if (whole.len == text.len || text.len > DECIMAL_MAX ||
	    span_find(text, SPAN(".")) >= 0 ||
	    span_find(behind, SPAN(",")) >= 0)
		return text;
	memcpy(buffer, text.at, text.len);
	buffer[whole.len] = '.';
	return (struct span){ buffer, text.len };
}
