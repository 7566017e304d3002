/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/gates.h"

#include <math.h>
#include <string.h>

#include "base/units.h"

const char *limit_read(struct span s, double *out)
{
	static const struct {
		const char *name, *unit;
		double factor;
	} suffixes[] = { { "%", "ratio", 0.01 }, { "KiB", "bytes", 1024 },
		{ "MiB", "bytes", 1048576 }, { "GiB", "bytes", 1073741824 },
		{ "req/s", "rps", 1 }, { "rps", "rps", 1 },
		{ "mcores", "cores", 0.001 }, { "cores", "cores", 1 },
		{ "", "rps", 1 } };
	double ns;

	if (duration_parse(s, &ns)) {
		*out = ns / NS_PER_S;
		return "seconds";
	}
	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++) {
		struct span end = span_of(suffixes[i].name);

		if (!span_ends(s, end))
			continue;
		s = span_trim((struct span){ s.at, s.len - end.len });
		if (!span_double(s, -1e15, 1e15, out))
			return NULL;
		*out *= suffixes[i].factor;
		return suffixes[i].unit;
	}
	return NULL;
}

/* The unit of a metric, by its name; NULL: nothing is called that. */
static const char *unit_of(struct span metric)
{
	static const char *const ends[][2] = { { "throughput", "rps" },
		{ "error_ratio", "ratio" }, { "_memory", "bytes" },
		{ "_cpu_per_1k_rps", "cores" } };

	if (span_starts(metric, SPAN("latency_")))
		return "seconds";
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		if (span_ends(metric, span_of(ends[i][0])))
			return ends[i][1];
	}
	return NULL;
}

static const char *unit_example(const char *unit)
{
	static const char *const examples[][2] = { { "seconds", "25ms" },
		{ "ratio", "0.1%" }, { "bytes", "64MiB" },
		{ "cores", "50mcores" }, { "rps", "1000" } };
	size_t i = 0;

	while (strcmp(examples[i][0], unit) != 0)
		i++;
	return examples[i][1];
}

static int limit_fits(struct gate_rule *rule, const char *unit, struct err *err)
{
	const char *wanted = unit_of(span_of(rule->metric));

	if (!wanted)
		return err_set(err,
		    "gate \"%s\": no metric is called \"%s\"; there are "
		    "latency_p99 (or another percentile), latency_mean, "
		    "throughput, error_ratio, data_plane_cpu_per_1k_rps and "
		    "data_plane_memory",
		    rule->text, rule->metric);
	/* Shares change by points, which are shares, too. */
	rule->relative = rule->change && strcmp(unit, "ratio") == 0 &&
			 strcmp(wanted, "ratio") != 0;
	if (rule->relative || strcmp(unit, wanted) == 0)
		return 0;
	return err_set(err, "gate \"%s\": expected a limit such as %s%s",
	    rule->text, unit_example(wanted), rule->change ? " or 10%" : "");
}

int gate_parse(const char *text, struct arena *a, struct gate_rule *out,
    struct err *err)
{
	size_t at = strcspn(text, "<>");
	struct span left = { text, at }, rest = span_of(text + at);
	struct span metric = span_word(&left);
	const char *unit = NULL;

	*out =
	    (struct gate_rule){ .text = text, .metric = arena_span(a, metric) };
	left = span_trim(left);
	out->change = span_is(left, "change");
	out->at_least = span_starts(rest, SPAN(">="));
	if (out->at_least || span_starts(rest, SPAN("<=")))
		unit = limit_read(span_trim(span_skip(rest, 2)), &out->limit);
	if (!metric.len || (left.len && !out->change) || !unit)
		return err_set(err,
		    "gate \"%s\": expected \"METRIC [change] <= LIMIT\" or "
		    "\">=\", as in \"latency_p99 <= 25ms\"",
		    text);
	return limit_fits(out, unit, err);
}

int target_parse(const char *text, struct arena *a, struct gate_rule *out,
    struct err *err)
{
	struct span rest = span_of(text);
	struct span metric = span_trim(span_cut(&rest, '='));
	const char *unit;

	*out =
	    (struct gate_rule){ .text = text, .metric = arena_span(a, metric) };
	unit = limit_read(span_trim(rest), &out->limit);
	if (!metric.len || !unit || !unit_of(metric) ||
	    strcmp(unit, unit_of(metric)) != 0 || !(out->limit > 0))
		return err_set(err,
		    "target \"%s\": expected \"METRIC = VALUE\", as in "
		    "\"latency_p90 = 2.8ms\"",
		    text);
	return 0;
}

static bool within(const struct gate_rule *rule, double value)
{
	return rule->at_least ? value >= rule->limit : value <= rule->limit;
}

static const char *state_of(const struct gate_rule *rule,
    const struct gate_subject *s)
{
	bool barred = s->verdict && strcmp(s->verdict, "not-comparable") == 0;
	bool low = within(rule, s->low), high = within(rule, s->high);

	if (!isnan(s->low) && !isnan(s->high) && !low && !high)
		return "fail";
	if (barred)
		return "not-comparable";
	if (isnan(s->value))
		return "missing";
	if (isnan(s->low) || isnan(s->high)) /* one run: nothing is sure */
		return "inconclusive";
	return low && high ? "pass" : "inconclusive";
}

struct gate gate_decide(const struct gate_rule *rule,
    const struct gate_subject *s)
{
	return (struct gate){ .text = rule->text,
		.state = state_of(rule, s),
		.subject = s->name,
		.value = s->value,
		.low = s->low,
		.high = s->high,
		.unit = s->unit };
}
