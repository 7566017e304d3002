/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much load each configuration bears: between which of its loads an
 * objective is lost, where latency begins to rise, and the Universal
 * Scalability Law where there are enough loads for it.
 */
#include <math.h>
#include <string.h>

#include "analyze/capacity.h"
#include "analyze/describe.h"
#include "analyze/gates.h"
#include "analyze/ladder.h"
#include "analyze/usl.h"
#include "base/units.h"

#define LOADS_LEAST 3
#define USL_LEAST 6

/* Which figure a ladder is looked at by. */
struct view {
	const struct ladder *ladder;
	size_t spec;
	double *y, *low, *high; /* by load: median of the runs; ends */
};

static const char *load_unit(const struct ladder *l)
{
	return strcmp(l->axis, "offered_rps") == 0 ? "rps" : "connections";
}

/* Medians over the runs; false where a run lacks the figure. */
static bool view_fill(struct work *w, struct view *v)
{
	const struct ladder *l = v->ladder;

	v->y = arena_alloc(&w->arena, l->n, sizeof(*v->y));
	v->low = arena_alloc(&w->arena, l->n, sizeof(*v->low));
	v->high = arena_alloc(&w->arena, l->n, sizeof(*v->high));
	for (size_t i = 0; i < l->n; i++) {
		struct figures f = figures_at(w, l->groups[i], v->spec);
		struct estimate e =
		    estimate_of(&w->specs.at[v->spec], f, w->study.confidence);
		double *at = arena_alloc(&w->arena, f.n, sizeof(*at));

		if (isnan(e.value))
			return false;
		for (size_t k = 0; k < f.n; k++)
			at[k] = f.at[k].value;
		v->y[i] = median_of((struct values){ at, f.n });
		v->low[i] = isnan(e.low) ? 0 : e.low;
		v->high[i] = isnan(e.high) ? INFINITY : e.high;
	}
	return true;
}

static struct capacity blank(const struct work *w, const struct view *v,
    const char *kind)
{
	return (struct capacity){ .value = v->ladder->value,
		.conditions = v->ladder->conditions,
		.kind = kind,
		.metric = w->specs.at[v->spec].name,
		.unit = load_unit(v->ladder),
		.estimate = NAN,
		.low = NAN,
		.high = NAN,
		.objective = NAN,
		.loads = (int64_t)v->ladder->n,
		.note = "" };
}

/* A load whose own runs say the opposite of the fit, or NAN. */
static double contradiction(const struct view *v, const struct slo_bracket *b,
    double limit, bool *keeps)
{
	const struct ladder *l = v->ladder;

	for (size_t i = 0; i < l->unsaturated; i++) {
		bool fits = b->passes && l->load[i] <= b->pass;

		*keeps = v->y[i] <= limit;
		if (fits != *keeps)
			return l->load[i];
	}
	return NAN;
}

/* Why no load is the last that keeps an objective, where runs deny it. */
static const char *unordered(struct work *w, const struct view *v, double load,
    bool keeps)
{
	char x[UNIT_TEXT];

	return arena_printf(&w->arena,
	    "latency is not monotone in load: at %s the runs %s the "
	    "objective, and at a %s load they %s it; no capacity can be "
	    "stated",
	    value_text(load, load_unit(v->ladder), x), keeps ? "keep" : "break",
	    keeps ? "lower" : "higher", keeps ? "break" : "keep");
}

static const char *bracket_note(const struct view *v,
    const struct gate_rule *rule, const struct slo_bracket *b)
{
	bool all = b->passes && !b->fails;

	if (!b->passes)
		return "no load that was tested keeps it";
	if (all && v->ladder->unsaturated < v->ladder->n)
		return "the next load was not reached, or failed";
	return all ? "every load that was tested keeps it" : rule->text;
}

/* The bracket of what was tested; a load that was not reached has failed.
 * Where runs deny the fit, latency is not what load makes grow: no bracket. */
static struct capacity bracket(struct work *w, const struct view *v,
    const struct gate_rule *rule)
{
	const struct ladder *l = v->ladder;
	struct capacity c = blank(w, v, "slo");
	struct slo_bracket b = slo_bracket(
	    (struct points){ l->load, v->y, l->unsaturated }, rule->limit);
	bool keeps = false;
	double denied = contradiction(v, &b, rule->limit, &keeps);

	c.objective = rule->limit;
	if (!isnan(denied)) {
		c.note = unordered(w, v, denied, keeps);
		return c;
	}
	if (b.passes)
		c.low = b.pass;
	if (b.fails)
		c.high = b.fail;
	else if (l->unsaturated < l->n)
		c.high = l->load[l->unsaturated];
	if (b.passes && b.fails)
		c.estimate = b.interpolated;
	c.note = bracket_note(v, rule, &b);
	return c;
}

/* The first load behind the lowest that keeps it with its whole interval,
 * though the lowest does not, or NAN. */
static double surer_than_the_lowest(const struct view *v, double limit)
{
	const struct ladder *l = v->ladder;

	for (size_t i = 1; i < l->unsaturated && v->high[0] > limit; i++) {
		if (v->high[i] <= limit)
			return l->load[i];
	}
	return NAN;
}

/* The last of the loads that keep it with their whole interval.  Where a higher
 * load is surer to than the lowest, it may be for want of runs: no answer. */
static struct capacity sure(struct work *w, const struct view *v,
    const struct gate_rule *rule)
{
	const struct ladder *l = v->ladder;
	struct capacity c = blank(w, v, "slo-sure");
	double surer = surer_than_the_lowest(v, rule->limit);
	char x[UNIT_TEXT];
	size_t i = 0;

	c.objective = rule->limit;
	if (!isnan(surer)) {
		c.note = arena_printf(&w->arena,
		    "at %s the whole interval keeps the objective, and at the "
		    "lowest load it does not; no capacity can be stated",
		    value_text(surer, load_unit(l), x));
		return c;
	}
	while (i < l->unsaturated && v->high[i] <= rule->limit)
		i++;
	if (i > 0)
		c.low = l->load[i - 1];
	if (i < l->n)
		c.high = l->load[i];
	c.note =
	    i > 0 ? rule->text : "no load keeps it with its whole interval";
	return c;
}

static int objective_save(struct work *w, const struct view *v,
    const struct gate_rule *rule, struct err *err)
{
	struct capacity c = bracket(w, v, rule);

	if (capacity_save(w->db, &w->analysis, &c, err))
		return -1;
	c = sure(w, v, rule);
	return capacity_save(w->db, &w->analysis, &c, err);
}

/* Is the latency at the highest load above that at the lowest for certain, and
 * by more than matters?  A level curve has a knee by its noise alone. */
static bool rises(const struct work *w, const struct view *v)
{
	size_t last = v->ladder->sound - 1;
	double most = 1 + w->specs.at[v->spec].margin;

	return v->low[last] > v->high[0] && v->y[last] > most * v->y[0];
}

static int knee_save(struct work *w, const struct view *v, struct err *err)
{
	const struct ladder *l = v->ladder;
	struct capacity c = blank(w, v, "knee");
	struct knee k =
	    knee_of((struct points){ l->load, v->y, l->sound }, KNEE_CONVEX);

	if (!k.found || !rises(w, v))
		return 0;
	c.estimate = k.x;
	c.note = "where latency begins to rise; descriptive";
	return capacity_save(w->db, &w->analysis, &c, err);
}

static int parameter_save(struct work *w, const struct view *v,
    const char *kind, const struct usl_parameter *p, struct err *err)
{
	struct capacity c = blank(w, v, kind);

	c.unit = strcmp(kind, "usl-gamma") == 0 ? "rps" : "";
	c.estimate = p->value;
	if (p->free && isfinite(p->se)) {
		c.low = p->ci.lo;
		c.high = p->ci.hi;
	}
	c.note = p->free ? "" : "at boundary";
	return capacity_save(w->db, &w->analysis, &c, err);
}

static struct capacity peak_of(struct work *w, const struct view *v,
    const struct usl *u)
{
	struct capacity peak = blank(w, v, "usl-peak");
	double tested = v->ladder->load[v->ladder->sound - 1];
	char x[UNIT_TEXT];

	if (!u->peaks) {
		peak.note = "no peak: throughput levels off";
		return peak;
	}
	peak.estimate = u->n_peak;
	if (isfinite(u->peak_ci.hi)) {
		peak.low = u->peak_ci.lo;
		peak.high = u->peak_ci.hi;
	}
	peak.note = arena_printf(&w->arena, "%s there%s%s",
	    value_text(u->x_peak, "rps", x),
	    u->n_peak > 1.5 * tested ? "; extrapolated" : "",
	    isfinite(u->peak_ci.hi) ? "" : "; not identified: beta may be 0");
	return peak;
}

static int usl_save(struct work *w, const struct view *v, struct err *err)
{
	const struct ladder *l = v->ladder;
	struct usl u = usl_fit((struct points){ l->load, v->y, l->sound },
	    w->study.confidence);
	struct capacity peak;

	if (!u.known)
		return 0;
	peak = peak_of(w, v, &u);
	if (capacity_save(w->db, &w->analysis, &peak, err) ||
	    parameter_save(w, v, "usl-gamma", &u.gamma, err) ||
	    parameter_save(w, v, "usl-alpha", &u.alpha, err) ||
	    parameter_save(w, v, "usl-beta", &u.beta, err))
		return -1;
	return 0;
}

static size_t spec_of_kind(const struct work *w, enum spec_kind kind)
{
	size_t s = w->specs.len;

	while (s-- > 0 && w->specs.at[s].kind != kind)
		;
	return s;
}

static int axis_save(struct work *w, const char *axis,
    const struct gate_rule *rule, struct err *err)
{
	struct ladder_list list = ladders_of(w, axis, 2);

	for (size_t i = 0; i < list.len; i++) {
		const struct ladder *l = &list.at[i];
		struct view asked = { .ladder = l, .spec = 0 };
		struct view knee = { .ladder = l,
			.spec = spec_of_kind(w, SPEC_PERCENTILE) };
		struct view rate = { .ladder = l,
			.spec = spec_of_kind(w, SPEC_THROUGHPUT) };

		if (rule && spec_of_rule(w, rule, &asked.spec, err))
			return -1;
		if (rule && view_fill(w, &asked) &&
		    objective_save(w, &asked, rule, err))
			return -1;
		if (l->sound >= LOADS_LEAST && view_fill(w, &knee) &&
		    knee_save(w, &knee, err))
			return -1;
		if (l->sound >= USL_LEAST && *axis == 'c' &&
		    view_fill(w, &rate) && usl_save(w, &rate, err))
			return -1;
	}
	return 0;
}

/* What the study asks for, or its first gate that can be meant. */
static int rule_find(struct work *w, struct gate_rule *rule, bool *found,
    struct err *err)
{
	*found = w->study.slo != NULL;
	if (*found) {
		if (gate_parse(w->study.slo, &w->arena, rule, err))
			return err_prefix(err, "slo");
		if (rule->change || rule->at_least)
			return err_set(err,
			    "slo: expected \"METRIC <= LIMIT\", got \"%s\"",
			    rule->text);
	}
	for (size_t i = 0; !*found && i < w->study.gates.len; i++) {
		if (gate_parse(w->study.gates.at[i], &w->arena, rule, err))
			return -1;
		*found = strncmp(rule->metric, "latency_", 8) == 0 &&
			 !rule->change && !rule->at_least;
	}
	return 0;
}

int capacities_save(struct work *w, struct err *err)
{
	struct gate_rule rule;
	bool found;

	if (rule_find(w, &rule, &found, err) ||
	    axis_save(w, "offered_rps", found ? &rule : NULL, err) ||
	    axis_save(w, "connections", found ? &rule : NULL, err))
		return -1;
	return 0;
}
