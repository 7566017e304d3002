/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/finding_words.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "render/metric_name.h"
#include "render/quantity.h"
#include "render/verdict_look.h"

const char *subject_text(struct arena *a, const char *value,
    const char *conditions)
{
	return arena_printf(a, "%s%s%s", value,
	    *value && *conditions ? ", " : "", conditions);
}

const char *rank_text(struct arena *a, const struct ranking *r)
{
	if (r->best == r->worst)
		return arena_printf(a, "%" PRId64, r->best);
	return arena_printf(a, "%" PRId64 "–%" PRId64, r->best, r->worst);
}

/* Is it on a change, as its text says behind the metric? */
static bool gate_is_of_change(const struct gate *g)
{
	struct span text = span_of(g->text);

	span_word(&text);
	return span_starts(span_trim(text), SPAN("change"));
}

/* In percent of the baseline; shares change by points. */
static bool gate_is_relative(const struct gate *g)
{
	return strcmp(g->unit, "ratio") == 0 &&
	       !span_starts(span_of(g->text), SPAN("error_ratio"));
}

const char *gate_value_text(struct arena *a, const struct gate *g)
{
	if (!isfinite(g->value))
		return "—";
	if (!gate_is_of_change(g))
		return quantity_text(a, g->value, g->unit);
	return gate_is_relative(g) ? ratio_text(a, 1 + g->value)
				   : change_text(a, g->value, g->unit);
}

const char *gate_interval_text(struct arena *a, const struct gate *g)
{
	if (isnan(g->value) || isnan(g->low) || isnan(g->high))
		return NULL;
	if (!gate_is_of_change(g))
		return interval_text(a, g->low, g->high, g->unit);
	return gate_is_relative(g)
		   ? ratio_interval_text(a, 1 + g->low, 1 + g->high)
		   : change_interval_text(a, g->low, g->high, g->unit);
}

static bool is_kind(const struct capacity *c, const char *kind)
{
	return strcmp(c->kind, kind) == 0;
}

static bool has_objective(const struct capacity *c)
{
	return is_kind(c, "slo") || is_kind(c, "slo-sure");
}

bool capacity_is_load(const struct capacity *c)
{
	return has_objective(c) || is_kind(c, "knee") || is_kind(c, "usl-peak");
}

bool capacity_is_of_connections(const struct capacity *c)
{
	return strcmp(c->unit, "connections") == 0 ||
	       strncmp(c->kind, "usl-", 4) == 0;
}

/* The unit of an objective is that of its metric. */
static const char *objective_unit(const struct capacity *c)
{
	if (metric_is_latency(c->metric))
		return "seconds";
	return strcmp(c->metric, "error_ratio") == 0 ? "ratio" : "";
}

const char *capacity_question(struct arena *a, const struct capacity *c)
{
	static const struct {
		const char *kind, *words;
	} laws[] = {
		{ "usl-peak", "peak by the law" },
		{ "usl-gamma", "throughput of one (γ)" },
		{ "usl-alpha", "contention (α)" },
		{ "usl-beta", "crosstalk (β)" },
	};
	const char *metric = metric_label(a, c->metric);

	for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
		if (is_kind(c, laws[i].kind))
			return laws[i].words;
	}
	if (!has_objective(c))
		return arena_printf(a, "%s of %s", c->kind, metric);
	return arena_printf(a, "%s ≤ %s%s", metric,
	    quantity_text(a, c->objective, objective_unit(c)),
	    is_kind(c, "slo") ? "" : ", whole interval");
}

/* Between the last load that keeps it and the first that does not. */
static const char *bracket_text(struct arena *a, const struct capacity *c)
{
	if (isnan(c->low) && isnan(c->high))
		return "—";
	if (isnan(c->low))
		return arena_printf(a, "less than %s",
		    quantity_text(a, c->high, c->unit));
	if (isnan(c->high))
		return arena_printf(a, "%s or more",
		    quantity_text(a, c->low, c->unit));
	return interval_text(a, c->low, c->high, c->unit);
}

/* Of the law: a number without a unit may be far below 0.001. */
static const char *parameter_text(struct arena *a, const struct capacity *c)
{
	if (isnan(c->low) || isnan(c->high))
		return arena_printf(a, "%.3g", c->estimate);
	return arena_printf(a, "%.3g [%.3g to %.3g]", c->estimate, c->low,
	    c->high);
}

static const char *estimate_text(struct arena *a, const struct capacity *c)
{
	const char *figure;

	if (!*c->unit)
		return parameter_text(a, c);
	figure = quantity_text(a, c->estimate, c->unit);
	if (isnan(c->low) || isnan(c->high))
		return figure;
	return arena_printf(a, "%s [%s]", figure,
	    interval_text(a, c->low, c->high, c->unit));
}

const char *capacity_answer(struct arena *a, const struct capacity *c)
{
	if (has_objective(c) && isnan(c->estimate))
		return bracket_text(a, c);
	if (has_objective(c))
		return arena_printf(a, "%s, about %s", bracket_text(a, c),
		    quantity_text(a, c->estimate, c->unit));
	return isnan(c->estimate) ? "—" : estimate_text(a, c);
}

/* What the heading says already is left out. */
static const char *cores(const char *unit)
{
	return strcmp(unit, "cores_per_1k_rps") == 0 ? "cores" : unit;
}

const char *cost_change(struct arena *a, const struct cpu_cost *c)
{
	if (!isnan(c->change))
		return arena_printf(a, "%s [%s]",
		    change_text(a, c->change, cores(c->unit)),
		    change_interval_text(a, c->change_low, c->change_high,
			cores(c->unit)));
	if (isnan(c->ratio))
		return "";
	return arena_printf(a, "%s [%s]", ratio_text(a, c->ratio),
	    ratio_interval_text(a, c->ratio_low, c->ratio_high));
}

const char *release_change_text(struct arena *a, const struct release_change *c,
    const char *unit)
{
	if (!isnan(c->ratio))
		return ratio_text(a, c->ratio);
	return isnan(c->change) ? NULL : change_text(a, c->change, unit);
}

const char *release_change_interval(struct arena *a,
    const struct release_change *c, const char *unit)
{
	if (!isnan(c->low) && !isnan(c->high))
		return ratio_interval_text(a, c->low, c->high);
	if (!isnan(c->ratio) || isnan(c->change_low) || isnan(c->change_high))
		return NULL;
	return change_interval_text(a, c->change_low, c->change_high, unit);
}

const char *release_change_glyph(const struct release_change *c)
{
	struct verdict_look look = verdict_look(c->verdict);

	return verdict_glyph(&look, isnan(c->ratio) ? c->change : c->ratio - 1);
}

const char *release_uncompared(const struct release_change *c)
{
	return isnan(c->change) ? "It is the first, or the baseline."
				: "Neither of the two failed a request.";
}

bool trend_is_same(const struct trend_point *a, const struct trend_point *b)
{
	return strcmp(a->value, b->value) == 0 &&
	       strcmp(a->conditions, b->conditions) == 0 &&
	       strcmp(a->metric, b->metric) == 0;
}

const char *trend_title(struct arena *a, const struct trend_point *t)
{
	const char *subject = subject_text(a, t->value, t->conditions);

	return arena_printf(a, "%s%s%s", metric_label(a, t->metric),
	    *subject ? " of " : "", subject);
}

bool trend_has_change(const struct trend_point *t, const struct change_point *c)
{
	return strcmp(t->value, c->value) == 0 &&
	       strcmp(t->conditions, c->conditions) == 0 &&
	       strcmp(t->metric, c->metric) == 0;
}

const char *change_point_word(const struct change_point *c)
{
	bool confirmed = strcmp(c->state, "confirmed") == 0;

	return confirmed && c->correlation > CORRELATED ? "in doubt" : c->state;
}

const char *change_point_text(struct arena *a, const struct change_point *c)
{
	return arena_printf(a, "%s at %s (%s, p %s)", ratio_text(a, c->ratio),
	    c->release, change_point_word(c),
	    c->p_value < 0.001 ? "< 0.001" : p_value_text(a, c->p_value));
}

const char *change_point_doubt(struct arena *a, const struct change_point *c)
{
	if (!(c->correlation > CORRELATED))
		return NULL;
	return arena_printf(a,
	    "neighboring releases resemble each other (correlation %.2f), "
	    "where tests confirm changes that are none",
	    c->correlation);
}

const char *off_target_text(struct arena *a, const struct trend_point *first,
    size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct trend_point *t = &first[i];
		bool above = t->cusum_above > OFF_TARGET;

		if (above || t->cusum_below > OFF_TARGET)
			return arena_printf(a,
			    "off target at %s: %s the %s of the study (CUSUM "
			    "%.1f, limit %d)",
			    t->release, above ? "above" : "below",
			    quantity_text(a, t->target, t->unit),
			    above ? t->cusum_above : t->cusum_below,
			    OFF_TARGET);
	}
	return NULL;
}
