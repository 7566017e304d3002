/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/meshmark.h"

#include <math.h>
#include <string.h>

#include "analyze/gates.h"
#include "base/text.h"

#define WEIGHT_MOST 0.5

double meshmark_class_score(struct meshmark_class c)
{
	double sum = 0;

	for (size_t i = 0; i < c.efficiency.n; i++)
		sum += c.efficiency.at[i] * c.weight[i];
	return c.efficiency.n > 0 ? sum / (double)c.efficiency.n : 0;
}

double meshmark_class_limit(struct meshmark_class c)
{
	double sum = 0;

	for (size_t i = 0; i < c.efficiency.n; i++)
		sum += fmax(0, c.weight[i]);
	return c.efficiency.n > 0 ? sum / (double)c.efficiency.n : 0;
}

static const struct {
	const char *suffix, *resource, *unit;
} resources[] = { { "_cpu", "cpu_cores", "cores" },
	{ "_memory", "memory_bytes", "bytes" } };

/* "data_plane_cpu": the CPU of the role data-plane. */
static bool metric_read(struct span metric, struct arena *a,
    struct meshmark_rule *out)
{
	for (size_t i = 0; i < sizeof(resources) / sizeof(*resources); i++) {
		struct span suffix = span_of(resources[i].suffix);
		char *role;

		if (!span_ends(metric, suffix) || metric.len == suffix.len)
			continue;
		out->metric = arena_span(a, metric);
		out->resource = resources[i].resource;
		out->unit = resources[i].unit;
		role = arena_span(a,
		    (struct span){ metric.at, metric.len - suffix.len });
		for (char *c = role; *c; c++)
			*c = *c == '_' ? '-' : *c;
		out->role = role;
		return true;
	}
	return false;
}

static bool rule_read(struct span rest, struct arena *a,
    struct meshmark_rule *out)
{
	struct span metric = span_word(&rest);
	struct span of = span_word(&rest);
	struct span capacity = span_word(&rest);
	struct span by = span_word(&rest);
	struct span weight = span_word(&rest);
	struct span in = span_word(&rest);
	const char *unit, *ratio;

	if (!metric_read(metric, a, out) || !span_is(of, "of") ||
	    !span_is(by, "weight") || !span_is(in, "in"))
		return false;
	unit = limit_read(capacity, &out->capacity);
	ratio = limit_read(weight, &out->weight);
	out->class_name = arena_span(a, span_trim(rest));
	return unit && strcmp(unit, out->unit) == 0 && out->capacity > 0 &&
	       ratio && strcmp(ratio, "ratio") == 0 &&
	       fabs(out->weight) <= WEIGHT_MOST && *out->class_name;
}

int meshmark_parse(const char *text, struct arena *a, struct meshmark_rule *out,
    struct err *err)
{
	*out = (struct meshmark_rule){ .text = text };
	if (rule_read(span_of(text), a, out))
		return 0;
	return err_set(err,
	    "meshmark \"%s\": expected \"ROLE_cpu of CAPACITY weight WEIGHT in "
	    "CLASS\" or \"ROLE_memory ...\" with a weight from -50%% to 50%%, "
	    "as in \"data_plane_cpu of 4cores weight 50%% in proxies\"",
	    text);
}
