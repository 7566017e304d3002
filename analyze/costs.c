/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What load costs in CPU.  From three loads on there is a line, whose slope is
 * the marginal cost of 1,000 requests per second and whose start extrapolates
 * to no load; of one load there is only a quotient of both.
 */
#include <math.h>
#include <string.h>

#include "analyze/checks_load.h"
#include "analyze/ladder.h"
#include "analyze/line.h"
#include "analyze/resources.h"
#include "analyze/welch.h"

#define LOADS_LEAST 3
#define MISFIT_BELOW 0.05 /* p of a line that does not fit */

/* Load and cores of all runs of a ladder, by a role; n is 0 if one lacks. */
static struct points points_of(struct work *w, const struct ladder *l,
    const struct spec *m)
{
	struct {
		double *at;
		size_t len;
	} x = { 0 }, y = { 0 };

	for (size_t i = 0; i < l->n; i++) {
		const struct run_pointers *runs =
		    &w->groups.at[l->groups[i]].runs;

		for (size_t k = 0; k < runs->len; k++) {
			double krps = run_successful_krps(runs->at[k]);
			const struct resource *r = role_resource(&w->resources,
			    runs->at[k], m->role, "cpu_cores");

			if (isnan(krps) || !r || isnan(r->value))
				return (struct points){ NULL, NULL, 0 };
			*ARENA_PUSH(&w->arena, &x) = krps;
			*ARENA_PUSH(&w->arena, &y) = r->value;
		}
	}
	return (struct points){ x.at, y.at, x.len };
}

static struct cpu_cost blank(const char *kind, const char *unit)
{
	return (struct cpu_cost){ .kind = kind,
		.unit = unit,
		.se_hc3 = NAN,
		.theil_sen = NAN,
		.change = NAN,
		.change_low = NAN,
		.change_high = NAN,
		.ratio = NAN,
		.ratio_low = NAN,
		.ratio_high = NAN,
		.p_value = NAN,
		.note = "" };
}

static struct cpu_cost of_coefficient(const char *kind, const char *unit,
    struct coefficient c)
{
	struct cpu_cost out = blank(kind, unit);

	out.estimate = c.value;
	out.low = c.ci.lo;
	out.high = c.ci.hi;
	out.se_hc3 = isinf(c.se_hc3) ? NAN : c.se_hc3;
	return out;
}

static void slopes_compare(struct work *w, struct line b, struct line c,
    struct cpu_cost *out)
{
	struct welch diff;

	if (!b.known)
		return;
	diff = line_compare(b, c, w->study.confidence);
	if (diff.state != WELCH_OK)
		return;
	out->change = diff.diff;
	out->change_low = diff.diff_ci.lo;
	out->change_high = diff.diff_ci.hi;
	out->p_value = diff.p;
}

static int cost_add(struct work *w, struct cpu_cost *c, const struct spec *m,
    struct err *err)
{
	c->role = m->role;
	return cpu_cost_save(w->db, &w->analysis, c, err);
}

/* The p that a line through a ladder's runs is none; NAN: not tested. */
static double misfit_of(struct work *w, const struct ladder *l, struct points p,
    const struct line *line)
{
	size_t *repeats = arena_alloc(&w->arena, l->n, sizeof(*repeats));

	for (size_t i = 0; i < l->n; i++)
		repeats[i] = w->groups.at[l->groups[i]].runs.len;
	return line_misfit(p, line, repeats, l->n);
}

/* An interval would hold only if CPU were that line down to no load, which
 * loads that were tested cannot show. */
static struct cpu_cost idle_of(struct coefficient intercept, double misfit)
{
	struct cpu_cost idle = blank("idle", "cores");

	idle.estimate = intercept.value;
	idle.low = idle.high = NAN;
	idle.note = isnan(misfit) ? "extrapolated to no load, not measured; "
				    "without repeats that differ nothing shows "
				    "whether CPU is a straight line over the "
				    "load"
				  : "extrapolated to no load, not measured; no "
				    "interval, as CPU may bend below the "
				    "lowest load";
	return idle;
}

static struct cpu_cost slope_of(struct work *w, const struct line *line,
    double misfit)
{
	struct cpu_cost c =
	    of_coefficient("marginal", "cores_per_1k_rps", line->slope);

	c.theil_sen = line->theil_sen;
	if (misfit < MISFIT_BELOW)
		c.note = arena_printf(&w->arena,
		    "CPU is no straight line over the load (lack of fit: p "
		    "%.2g): this is a mean slope, which the loads that were "
		    "chosen decide, and nothing is extrapolated to no load",
		    misfit);
	return c;
}

static int ladder_cost(struct work *w, const struct ladder_list *list,
    const struct ladder *l, const struct spec *m, struct err *err)
{
	const struct ladder *opposite = ladder_baseline(w, list, l);
	struct points p = points_of(w, l, m);
	struct line line = line_fit(p, w->study.confidence);
	struct line base = { .known = false };
	struct cpu_cost slope, idle;
	double misfit = misfit_of(w, l, p, &line);

	if (!line.known)
		return 0;
	if (opposite && !w->opposites[l->groups[0]].stopped)
		base = line_fit(points_of(w, opposite, m), w->study.confidence);
	slope = slope_of(w, &line, misfit);
	slopes_compare(w, base, line, &slope);
	idle = idle_of(line.intercept, misfit);
	slope.value = idle.value = l->value;
	slope.conditions = idle.conditions = l->conditions;
	slope.loads = idle.loads = (int64_t)l->n;
	slope.runs = idle.runs = (int64_t)p.n;
	if (cost_add(w, &slope, m, err))
		return -1;
	return misfit < MISFIT_BELOW ? 0 : cost_add(w, &idle, m, err);
}

static struct values values_of(struct figures f, struct arena *a)
{
	double *at = arena_alloc(a, f.n, sizeof(*at));

	for (size_t i = 0; i < f.n; i++) {
		if (!f.at[i].known)
			return (struct values){ at, 0 };
		at[i] = f.at[i].value;
	}
	return (struct values){ at, f.n };
}

static void averages_compare(struct work *w, size_t g, size_t s,
    struct cpu_cost *out)
{
	const struct opposite *o = &w->opposites[g];
	struct values b, c;
	struct mean_ratio r;

	if (!o->baseline || o->stopped)
		return;
	b = values_of(figures_at(w, o->league, s), &w->arena);
	c = values_of(figures_at(w, g, s), &w->arena);
	r = mean_ratio(b, c, w->study.confidence);
	if (r.state != WELCH_OK || !r.bounded)
		return;
	out->ratio = r.ratio;
	out->ratio_low = r.ci.lo;
	out->ratio_high = r.ci.hi;
}

/* The label, and where another cell shares it, all that tells the two apart. */
static const char *conditions_of(struct work *w, const struct group *g)
{
	for (size_t i = 0; i < w->groups.len; i++) {
		const struct group *other = &w->groups.at[i];

		if (other != g &&
		    strcmp(other->cell.value, g->cell.value) == 0 &&
		    strcmp(other->cell.label, g->cell.label) == 0)
			return cells_series_label(&w->study, &w->groups,
			    g->example, "", &w->arena);
	}
	return g->cell.label;
}

/* Of a cell that is on no ladder; none of runs at several loads. */
static int average_cost(struct work *w, size_t g, size_t s, struct err *err)
{
	const struct group *group = &w->groups.at[g];
	struct estimate e = estimate_of(&w->specs.at[s], figures_at(w, g, s),
	    w->study.confidence);
	struct cpu_cost c = blank("average", "cores_per_1k_rps");

	if (isnan(e.value) || load_is_mixed(group))
		return 0;
	c.value = group->cell.value;
	c.conditions = conditions_of(w, group);
	c.estimate = e.value;
	c.low = e.low;
	c.high = e.high;
	c.loads = 1;
	c.runs = e.runs;
	c.note = "includes idle cost";
	averages_compare(w, g, s, &c);
	return cost_add(w, &c, &w->specs.at[s], err);
}

static bool on_ladder(const struct ladder_list *list, size_t group)
{
	for (size_t i = 0; i < list->len; i++) {
		for (size_t k = 0; k < list->at[i].n; k++) {
			if (list->at[i].groups[k] == group)
				return true;
		}
	}
	return false;
}

static int role_costs(struct work *w, const struct ladder_list *list, size_t s,
    struct err *err)
{
	for (size_t i = 0; i < list->len; i++) {
		if (ladder_cost(w, list, &list->at[i], &w->specs.at[s], err))
			return -1;
	}
	for (size_t g = 0; g < w->groups.len; g++) {
		if (!on_ladder(list, g) && average_cost(w, g, s, err))
			return -1;
	}
	return 0;
}

int costs_save(struct work *w, struct err *err)
{
	struct ladder_list list = ladders_of(w, "offered_rps", LOADS_LEAST);

	for (size_t s = 0; s < w->specs.len; s++) {
		if (w->specs.at[s].kind == SPEC_CPU &&
		    role_costs(w, &list, s, err))
			return -1;
	}
	return 0;
}
