/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/print_internal.h"

#include <string.h>

#include "store/quality_kind.h"

static size_t state_print(const struct quality_kind_list *kinds,
    const char *state, size_t shown, FILE *out)
{
	for (size_t i = 0; i < kinds->len; i++) {
		const struct quality_kind *k = &kinds->at[i];

		if (strcmp(k->worst->state, state) != 0)
			continue;
		if (!shown++)
			fputs("\nchecks that need a look\n", out);
		fprintf(out, "%s %-18s %4zu time%s, as: %s\n", state,
		    k->worst->check, k->times, k->times == 1 ? "" : "s",
		    k->worst->detail);
	}
	return shown;
}

void checks_print(const struct results *r, struct arena *a, struct ui *ui)
{
	struct quality_kind_list kinds = quality_kinds(&r->qualities, a);
	size_t shown = state_print(&kinds, "stop", 0, ui->out);

	state_print(&kinds, "warn", shown, ui->out);
}
