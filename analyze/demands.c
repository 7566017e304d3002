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
static int gate_cells(struct work *w, const struct gate_rule *rule,
    struct err *err)
{
	size_t s;

	if (!spec_find(&w->specs, rule->metric, &s))
		return 0;
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
	}
	return 0;
}

/* A rule about how a figure changed, in every comparison. */
static int gate_changes(struct work *w, const struct gate_rule *rule,
    struct err *err)
{
	for (size_t i = 0; i < w->comparisons.len; i++) {
		const struct comparison *c = &w->comparisons.at[i];
		const struct group *g = w->groups.at;
		struct gate_subject subject = { NULL, c->unit, c->change,
			c->change_low, c->change_high, c->verdict };
		struct gate gate;

		if (strcmp(c->metric, rule->metric) != 0)
			continue;
		if (rule->relative)
			subject = (struct gate_subject){ NULL, "ratio",
				c->ratio - 1, c->ratio_low - 1,
				c->ratio_high - 1, c->verdict };
		while (g->cell.row != c->candidate)
			g++;
		subject.name = cell_name(&g->cell, &w->arena);
		gate = gate_decide(rule, &subject);
		if (gate_save(w->db, &w->analysis, &gate, err))
			return -1;
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
		size_t at;

		if (gate_parse(w->study.gates.at[i], &w->arena, &rule, err))
			return -1;
		if (spec_of_rule(w, &rule, &at, err))
			return -1;
		if (rule.change ? gate_changes(w, &rule, err)
				: gate_cells(w, &rule, err))
			return -1;
		if ((rule.change ? w->comparisons.len : w->groups.len) == 0 &&
		    gate_unmet(w, &rule, err))
			return -1;
	}
	return 0;
}
