/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/names.h"

#include <stdlib.h>

#include "base/mem.h"

void names_release(struct names *n)
{
	free(n->slots);
	arena_release(&n->arena);
	*n = (struct names){ 0 };
}

static size_t name_add(struct names *n, struct span text, uint64_t hash)
{
	if (n->len == NAMES_MAX)
		return NAMES_MAX;
	*ARENA_PUSH(&n->arena, n) =
	    (struct name){ { arena_span(&n->arena, text), text.len }, hash };
	return n->len - 1;
}

size_t names_search(struct names *n, struct span text, uint64_t hash)
{
	if (!n->slots)
		n->slots = xcalloc(NAMES_SLOTS, sizeof(*n->slots));
	for (size_t i = hash & (NAMES_SLOTS - 1);;
	     i = (i + 1) & (NAMES_SLOTS - 1)) {
		uint32_t slot = n->slots[i];

		if (!slot) {
			size_t number = name_add(n, text, hash);

			if (number < NAMES_MAX)
				n->slots[i] = (uint32_t)number + 1;
			return number;
		}
		if (n->at[slot - 1].hash == hash &&
		    span_equal(n->at[slot - 1].text, text))
			return slot - 1;
	}
}
