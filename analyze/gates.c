/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/gates.h"

#include <math.h>
#include <string.h>

#include "base/units.h"

/* "25ms", "10%", "0.001", "20MiB", "1000": in base units. */
static bool limit_read(struct span s, double *out)
{
	static const struct {
		const char *name;
		double factor;
	} suffixes[] = { { "%", 0.01 }, { "KiB", 1024 }, { "MiB", 1048576 },
		{ "GiB", 1073741824 }, { "req/s", 1 }, { "rps", 1 },
		{ "mcores", 0.001 }, { "cores", 1 } };
	double ns;

	if (duration_parse(s, &ns)) {
		*out = ns / NS_PER_S;
		return true;
	}
	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++) {
		struct span end = span_of(suffixes[i].name);

		if (!span_ends(s, end))
			continue;
		s = span_trim((struct span){ s.at, s.len - end.len });
		if (!span_double(s, -1e15, 1e15, out))
			return false;
		*out *= suffixes[i].factor;
		return true;
	}
	return span_double(s, -1e15, 1e15, out);
}

int gate_parse(const char *text, struct arena *a, struct gate_rule *out,
    struct err *err)
{
	struct span rest = span_of(text);
	struct span metric = span_word(&rest);
	struct span word = span_word(&rest);

	*out =
	    (struct gate_rule){ .text = text, .metric = arena_span(a, metric) };
	out->change = span_is(word, "change");
	if (out->change)
		word = span_word(&rest);
	out->at_least = span_is(word, ">=");
	if (!metric.len || (!out->at_least && !span_is(word, "<=")) ||
	    !limit_read(span_trim(rest), &out->limit))
		return err_set(err,
		    "gate \"%s\": expected \"METRIC [change] <= LIMIT\" or "
		    "\">=\", as in \"latency_p99 <= 25ms\"",
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
	bool low, high;

	if (s->verdict && strcmp(s->verdict, "not-comparable") == 0)
		return "not-comparable";
	if (isnan(s->value))
		return "missing";
	if (isnan(s->low) || isnan(s->high)) /* one run: nothing is sure */
		return "inconclusive";
	low = within(rule, s->low);
	high = within(rule, s->high);
	if (low && high)
		return "pass";
	return low || high ? "inconclusive" : "fail";
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
