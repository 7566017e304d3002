/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "analyze/gates.h"
#include "analyze/work.h"

int spec_of_rule(const struct work *w, const struct gate_rule *rule,
    size_t *spec, struct err *err)
{
	bool latency = strncmp(rule->metric, "latency_", 8) == 0;

	if (spec_find(&w->specs, rule->metric, spec))
		return 0;
	return err_set(err, "\"%s\": %s is not measured here%s", rule->text,
	    rule->metric,
	    latency ? "; percentiles are named by --percentiles, or by the "
		      "study's \"percentiles\""
		    : ": no run has such samples");
}

/* A rule about the figures of every cell. */
static int gate_cells(struct work *w, const struct gate_rule *rule, size_t s,
    size_t *met, struct err *err)
{
	for (size_t g = 0; g < w->groups.len; g++) {
		const char *stop = pair_stop(&w->stops[g], w->specs.at[s].kind);
		struct estimate e = estimate_of(&w->specs.at[s],
		    figures_at(w, g, s), w->study.confidence);
		struct gate_subject subject = {
			cell_name(&w->groups.at[g].cell, &w->arena), e.unit,
			e.value, e.low, e.high, *stop ? "not-comparable" : NULL
		};
		struct gate gate = gate_decide(rule, &subject);

		if (gate_save(w->db, &w->analysis, &gate, err))
			return -1;
		(*met)++;
	}
	return 0;
}

/* Shares of failures are compared where something failed; a rule is kept, too,
 * where nothing did. */
static struct comparison none_failed(struct work *w, size_t g, size_t s)
{
	const struct opposite *o = &w->opposites[g];
	struct compare_terms terms = { o->throughput_stopped
					   ? "the sides are not comparable"
					   : "",
		w->study.confidence, NULL, 0, false };
	size_t baseline = (size_t)(o->baseline - w->groups.at);

	return compare(&w->specs.at[s], figures_at(w, baseline, s),
	    figures_at(w, g, s), &terms, &w->arena);
}

/* False where the figure of that cell was not compared, and need not be. */
static bool change_of(struct work *w, size_t g, size_t s,
    struct comparison *out)
{
	const struct spec *spec = &w->specs.at[s];

	for (size_t i = 0; i < w->comparisons.len; i++) {
		*out = w->comparisons.at[i];
		if (out->candidate == w->groups.at[g].cell.row &&
		    strcmp(out->metric, spec->name) == 0)
			return true;
	}
	if (spec->kind == SPEC_ERRORS)
		*out = none_failed(w, g, s);
	return spec->kind == SPEC_ERRORS;
}

/* Where no run differs from another of its side, a verdict has no interval. */
static bool is_a_point(const struct comparison *c)
{
	return strcmp(c->verdict, "equivalent") == 0 ||
	       strcmp(c->verdict, "regression") == 0 ||
	       strcmp(c->verdict, "improvement") == 0;
}

static struct gate_subject subject_of(const struct gate_rule *rule,
    const struct comparison *c, const char *name)
{
	struct gate_subject s = { name, c->unit, c->change, c->change_low,
		c->change_high, c->verdict };

	if (rule->relative)
		s = (struct gate_subject){ name, "ratio", c->ratio - 1,
			c->ratio_low - 1, c->ratio_high - 1, c->verdict };
	if (isnan(s.low) && isnan(s.high) && is_a_point(c))
		s.low = s.high = s.value;
	return s;
}

/* A rule about how a figure changed, in every comparison. */
static int gate_changes(struct work *w, const struct gate_rule *rule, size_t s,
    size_t *met, struct err *err)
{
	for (size_t g = 0; g < w->groups.len; g++) {
		struct comparison c;
		struct gate_subject subject;
		struct gate gate;

		if (!w->opposites[g].baseline || !change_of(w, g, s, &c))
			continue;
		subject = subject_of(rule, &c,
		    cell_name(&w->groups.at[g].cell, &w->arena));
		if (w->specs.at[s].kind == SPEC_ERRORS && *w->stops[g].errors)
			subject.verdict = "not-comparable";
		gate = gate_decide(rule, &subject);
		if (gate_save(w->db, &w->analysis, &gate, err))
			return -1;
		(*met)++;
	}
	return 0;
}

/* A rule that met no cell and no comparison is missed, not passed. */
static int gate_unmet(struct work *w, const struct gate_rule *rule,
    struct err *err)
{
	struct gate gate = { .text = rule->text,
		.state = "missing",
		.subject = "nothing to hold it against",
		.value = NAN,
		.low = NAN,
		.high = NAN,
		.unit = "ratio" };

	return gate_save(w->db, &w->analysis, &gate, err);
}

int demands_save(struct work *w, struct err *err)
{
	for (size_t i = 0; i < w->study.gates.len; i++) {
		struct gate_rule rule;
		size_t at, met = 0;

		if (gate_parse(w->study.gates.at[i], &w->arena, &rule, err))
			return -1;
		if (spec_of_rule(w, &rule, &at, err))
			return -1;
		if (rule.change ? gate_changes(w, &rule, at, &met, err)
				: gate_cells(w, &rule, at, &met, err))
			return -1;
		if (!met && gate_unmet(w, &rule, err))
			return -1;
	}
	return 0;
}
