/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/metric_name.h"

#include <string.h>

#include "base/text.h"

#define LATENCY "latency_"

bool metric_is_latency(const char *metric)
{
	return strncmp(metric, LATENCY, strlen(LATENCY)) == 0;
}

bool metric_is_rate(const char *metric)
{
	return strcmp(metric, "throughput") == 0 ||
	       strcmp(metric, "error_ratio") == 0;
}

bool metric_is_resource(const char *metric)
{
	return !metric_is_latency(metric) && !metric_is_rate(metric);
}

static const char *with_blanks(struct arena *a, struct span name)
{
	char *text = arena_span(a, name);

	for (char *s = text; *s; s++) {
		if (*s == '_')
			*s = ' ';
	}
	return text;
}

const char *metric_label(struct arena *a, const char *metric)
{
	static const struct {
		const char *suffix, *label;
	} resources[] = { { "_cpu_per_1k_rps", "CPU per 1,000 req/s" },
		{ "_memory", "memory" } };
	struct span name = span_of(metric);

	if (metric_is_latency(metric))
		return with_blanks(a, span_skip(name, strlen(LATENCY)));
	for (size_t i = 0; i < 2; i++) {
		struct span suffix = span_of(resources[i].suffix);

		if (!span_ends(name, suffix))
			continue;
		name.len -= suffix.len;
		return arena_printf(a, "%s: %s", with_blanks(a, name),
		    resources[i].label);
	}
	return with_blanks(a, name);
}
