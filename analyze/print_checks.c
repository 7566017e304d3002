/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/print_internal.h"

#include <stdbool.h>
#include <string.h>

/* Has an earlier one the same check and state? */
static bool is_repeated(const struct quality_list *list, size_t i)
{
	for (size_t j = 0; j < i; j++) {
		if (strcmp(list->at[j].check, list->at[i].check) == 0 &&
		    strcmp(list->at[j].state, list->at[i].state) == 0)
			return true;
	}
	return false;
}

static size_t count_of(const struct quality_list *list, size_t i)
{
	size_t n = 0;

	for (size_t j = i; j < list->len; j++)
		n += strcmp(list->at[j].check, list->at[i].check) == 0 &&
		     strcmp(list->at[j].state, list->at[i].state) == 0;
	return n;
}

static size_t state_print(const struct quality_list *list, const char *state,
    size_t shown, FILE *out)
{
	for (size_t i = 0; i < list->len; i++) {
		const struct quality *q = &list->at[i];

		if (strcmp(q->state, state) != 0 || is_repeated(list, i))
			continue;
		if (!shown++)
			fputs("\nchecks that need a look\n", out);
		fprintf(out, "%s %-18s %4zu times, as: %s\n", state, q->check,
		    count_of(list, i), q->detail);
	}
	return shown;
}

void checks_print(const struct results *r, struct ui *ui)
{
	size_t shown = state_print(&r->qualities, "stop", 0, ui->out);

	state_print(&r->qualities, "warn", shown, ui->out);
}
