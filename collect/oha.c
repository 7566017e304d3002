/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/oha.h"

#include "collect/go_error.h"

void oha_begin(struct summary *s)
{
	s->run.tool = "oha";
	s->run.load_model = LOAD_UNKNOWN;
	s->run.population = POPULATION_SUCCESSES;
	s->run.percentile_rule = "oha";
}

static const char *kind_of(struct span message)
{
	static const char *const connects[] = { "onnection error", "onnect",
		"dns", "resolve" };

	for (size_t i = 0; i < sizeof(connects) / sizeof(*connects); i++)
		if (span_find(message, span_of(connects[i])) >= 0)
			return "connect";
	return go_error_kind(message);
}

void oha_error(struct summary *s, struct span message, int64_t count)
{
	if (!span_is(message, "aborted due to deadline"))
		summary_error(s, kind_of(message), message, count);
}

void oha_count(struct summary *s)
{
	s->total.requests = s->statuses.sum + s->errors.sum;
	s->total.unanswered = s->errors.sum;
}
