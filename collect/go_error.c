/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/go_error.h"

#include "base/target.h"

const char *go_error_kind(struct span message)
{
	static const struct {
		const char *words, *kind;
	} kinds[] = {
		{ "imeout", "timeout" },
		{ "deadline exceeded", "timeout" },
		{ "dial tcp", "connect" },
		{ "EOF", "read" },
		{ "connection reset", "read" },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (span_find(message, span_of(kinds[i].words)) >= 0)
			return kinds[i].kind;
	return "other";
}

void go_error_add(struct summary *s, struct span message, int64_t count)
{
	summary_error(s, go_error_kind(message), message, count);
}

const char *go_error_text(struct arena *a, struct span message)
{
	return text_without_secrets(a, arena_span(a, message));
}
