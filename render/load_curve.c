/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/load_curve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/text.h"

/* The load of a cell; NAN where it is no number above 0. */
static double load_of(const struct cell *c, const char *axis)
{
	cJSON *all = cJSON_Parse(c->conditions);
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(all, axis);
	double load = NAN;

	if (cJSON_IsString(item) &&
	    !span_double(span_of(item->valuestring), 0, 1e15, &load))
		load = NAN;
	cJSON_Delete(all);
	return load > 0 ? load : NAN;
}

/* Is `part` what is left of `whole` when one of its pieces is cut out? */
static bool is_but_one_piece(const char *whole, const char *part,
    struct arena *a)
{
	const char *piece = whole;
	bool found = false;

	while (*piece && !found) {
		const char *comma = strstr(piece, ", ");
		const char *next = comma ? comma + 2 : "";
		long before = piece - whole - (!comma && piece > whole ? 2 : 0);

		found =
		    strcmp(arena_printf(a, "%.*s%s", (int)before, whole, next),
			part) == 0;
		piece = next;
	}
	return found;
}

static int by_load(const void *a, const void *b)
{
	const struct load_step *x = a, *y = b;

	return (x->load > y->load) - (x->load < y->load);
}

struct load_steps load_steps_of(const struct cell_list *cells,
    struct load_subject of, const char *axis, struct arena *a)
{
	struct load_steps steps = { 0 };

	steps.at = arena_alloc(a, cells->len, sizeof(*steps.at));
	for (size_t i = 0; i < cells->len; i++) {
		const struct cell *cell = &cells->at[i];
		double load = load_of(cell, axis);

		if (!isnan(load) && strcmp(cell->value, of.value) == 0 &&
		    is_but_one_piece(cell->label, of.conditions, a))
			steps.at[steps.len++] =
			    (struct load_step){ cell, load };
	}
	if (steps.len)
		qsort(steps.at, steps.len, sizeof(*steps.at), by_load);
	return steps;
}
