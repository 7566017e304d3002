/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a study leaves open, the runs decide.
 */
#include "analyze/study.h"

#include <string.h>

bool study_selects(const struct study *s, const struct run *run)
{
	for (size_t i = 0; i < s->selected.len; i++) {
		struct span value = span_of(s->selected.at[i]);
		struct span key = span_cut(&value, '=');
		bool found = false;

		for (size_t k = 0; k < run->n_labels; k++)
			found |= span_is(key, run->labels[k].key) &&
				 span_is(value, run->labels[k].value);
		if (!found)
			return false;
	}
	return true;
}

/* How many values a label has among the runs: 0, 1 or 2 for more. */
static int label_values(const struct run_list *runs, const char *key)
{
	const char *first = NULL;

	for (size_t i = 0; i < runs->len; i++) {
		const char *value = run_label_value(&runs->at[i], key);

		if (value && first && strcmp(value, first) != 0)
			return 2;
		first = value ? value : first;
	}
	return first != NULL;
}

static bool label_has(const struct run_list *runs, const char *key,
    const char *wanted)
{
	for (size_t i = 0; i < runs->len; i++) {
		const char *value = run_label_value(&runs->at[i], key);

		if (value && strcmp(value, wanted) == 0)
			return true;
	}
	return false;
}

void study_settle(struct study *s, const struct run_list *runs)
{
	static const char *const factors[] = { "mesh", "proxy", "mesh_version",
		"proxy_version", "app_version", "version", "target" };
	static const char *const nothing[] = { "none", "direct", "baseline",
		"bare", "no-mesh", "no-proxy" };

	for (size_t i = 0; !s->factor && i < 7; i++) {
		if (label_values(runs, factors[i]) == 2)
			s->factor = factors[i];
	}
	if (!s->factor)
		s->factor = label_values(runs, "mesh") ? "mesh" : "target";
	for (size_t i = 0; !s->baseline && i < 6; i++) {
		if (label_has(runs, s->factor, nothing[i]))
			s->baseline = nothing[i];
	}
	if (!s->title)
		s->title = "Comparison";
}
