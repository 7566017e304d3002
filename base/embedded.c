/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/embedded.h"

#include <assert.h>
#include <string.h>

struct span embedded_file(const char *name)
{
	const struct embedded *e = embedded;

	while (e->name && strcmp(e->name, name) != 0)
		e++;
	assert(e->name);
	return (struct span){ (const char *)e->bytes, e->len };
}
