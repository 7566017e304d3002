/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/finding.h"

#include <string.h>

struct quality finding_quality(const struct study *s, struct finding f)
{
	struct quality q = { .check = f.check,
		.state = f.state,
		.value = f.value,
		.threshold = f.threshold,
		.detail = f.detail };

	if (!word_list_has(&s->allowed, f.check))
		return q;
	if (strcmp(f.state, "stop") == 0)
		q.state = "warn";
	if (strcmp(f.state, "warn") == 0)
		q.state = "info";
	return q;
}

void finding_add(const struct study *s, const struct run *run, struct finding f,
    struct arena *a, struct quality_list *out)
{
	struct quality q = finding_quality(s, f);

	q.run = run->id;
	*ARENA_PUSH(a, out) = q;
}

void finding_add_cell(const struct study *s, const struct cell *cell,
    struct finding f, struct arena *a, struct quality_list *out)
{
	struct quality q = finding_quality(s, f);

	q.baseline = cell->row;
	*ARENA_PUSH(a, out) = q;
}

const char *finding_add_pair(const struct study *s, const struct cell *baseline,
    const struct cell *candidate, struct finding f, struct arena *a,
    struct quality_list *out)
{
	struct quality q = finding_quality(s, f);

	q.baseline = baseline->row;
	q.candidate = candidate->row;
	*ARENA_PUSH(a, out) = q;
	return q.state;
}

const char *stated(const char *value)
{
	return value ? value : "not stated";
}
