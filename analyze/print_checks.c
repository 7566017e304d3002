/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/print_internal.h"

#include <string.h>

static size_t state_print(const struct quality_list *list, const char *state,
    size_t shown, FILE *out)
{
	for (size_t i = 0; i < list->len; i++) {
		const struct quality *q = &list->at[i];

		if (strcmp(q->state, state) != 0 || !quality_is_first(list, i))
			continue;
		if (!shown++)
			fputs("\nchecks that need a look\n", out);
		fprintf(out, "%s %-18s %4zu times, as: %s\n", state, q->check,
		    qualities_alike(list, i), qualities_worst(list, i)->detail);
	}
	return shown;
}

void checks_print(const struct results *r, struct ui *ui)
{
	size_t shown = state_print(&r->qualities, "stop", 0, ui->out);

	state_print(&r->qualities, "warn", shown, ui->out);
}
