/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/timeline.h"

#include <stdlib.h>

#include "base/mem.h"

#define TIMELINE_MAX 10000000

static const struct {
	const char *name;
	bool counter;
} metrics[TIMELINE_METRICS] = {
	[TIMELINE_USERS] = { "users", false },
	[TIMELINE_REQUESTS] = { "requests_total", true },
	[TIMELINE_FAILURES] = { "failures_total", true },
};

void timeline_release(struct timeline *t)
{
	for (size_t i = 0; i < TIMELINE_METRICS; i++)
		free(t->of[i].at);
	*t = (struct timeline){ 0 };
}

bool timeline_add(struct timeline *t, enum timeline_what what, int64_t at_ms,
    int64_t count)
{
	struct timeline_samples *s = &t->of[what];

	if (count == UNKNOWN || s->len == TIMELINE_MAX ||
	    (s->len && at_ms < s->at[s->len - 1].at_ms))
		return false;
	s->at = grow(s->at, s->len, &s->cap, sizeof(*s->at));
	s->at[s->len++] = (struct metric_sample){ at_ms, (double)count };
	return true;
}

static void add(int64_t *sum, int64_t more)
{
	if (*sum == UNKNOWN || more == UNKNOWN ||
	    __builtin_add_overflow(*sum, more, sum))
		*sum = UNKNOWN;
}

void timeline_interval(struct timeline_sums *s, int64_t end_ms,
    int64_t requests, int64_t failures)
{
	add(&s->requests, requests);
	add(&s->failures, failures);
	timeline_add(&s->timeline, TIMELINE_REQUESTS, end_ms, s->requests);
	timeline_add(&s->timeline, TIMELINE_FAILURES, end_ms, s->failures);
}

int timeline_write(const struct timeline *t, const char *tool,
    const char *labels, struct source_writer *out, struct err *err)
{
	struct arena a = { 0 };
	int status = 0;

	for (size_t i = 0; i < TIMELINE_METRICS && !status; i++) {
		struct metric m = { .role = "load-generator",
			.component = tool,
			.counter = metrics[i].counter,
			.labels = labels };
		struct metric_samples s = { t->of[i].at, t->of[i].len };

		m.name = arena_printf(&a, "%s_%s", tool, metrics[i].name);
		if (s.len)
			status = source_metric(out, &m, s, err);
	}
	arena_release(&a);
	return status;
}
