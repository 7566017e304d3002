/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/work.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include "analyze/analyze.h"
#include "analyze/conclusion.h"
#include "analyze/finding.h"
#include "analyze/resources.h"
#include "analyze/twins.h"
#include "base/builder.h"
#include "store/unread.h"

#define REFUSED_SHOWN 5 /* names; the archive has all of them */

const char *cell_name(const struct cell *c, struct arena *a)
{
	return *c->label ? arena_printf(a, "%s, %s", c->name, c->label)
			 : c->name;
}

static int rest_save(struct work *w, struct err *err)
{
	for (size_t i = 0; i < w->qualities.len; i++) {
		if (quality_save(w->db, &w->analysis, &w->qualities.at[i], err))
			return -1;
	}
	for (size_t i = 0; i < w->run_intervals.len; i++) {
		if (run_interval_save(w->db, &w->analysis,
			&w->run_intervals.at[i], err))
			return -1;
	}
	for (size_t i = 0; i < w->resources.len; i++) {
		if (resource_save(w->db, &w->analysis, &w->resources.at[i],
			err))
			return -1;
	}
	w->analysis.conclusion =
	    trend_conclusion(&w->trends, &w->change_points, &w->arena);
	if (!w->analysis.conclusion)
		w->analysis.conclusion = conclusion_of(&w->study, &w->groups,
		    &w->comparisons, &w->endpoints, &w->runs, &w->arena);
	if (demands_save(w, err))
		return -1;
	return analysis_conclude(w->db, &w->analysis, err);
}

static void analysis_init(struct work *w)
{
	const struct study *s = &w->study;

	w->analysis = (struct analysis){
		.title = s->title,
		.factor = s->factor,
		.baseline = s->baseline,
		.conclusion = "",
		.study = study_json(s, &w->arena),
		.tool_version = VERSION,
		.confidence = s->confidence,
		.margin_latency = s->margin_latency,
		.margin_throughput = s->margin_throughput,
		.margin_cpu = s->margin_cpu,
		.margin_memory = s->margin_memory,
		.seed = s->seed,
	};
}

static int results_save(struct work *w, struct err *err)
{
	if (db_begin(w->db, err))
		return -1;
	if (analysis_save(w->db, &w->analysis, err) || contrasts_save(w, err) ||
	    endpoints_save(w, err) || rankings_save(w, err) ||
	    costs_save(w, err) || capacities_save(w, err) ||
	    trends_save(w, err) || shifts_save(w, err) ||
	    variances_save(w, err) || meshmarks_save(w, err) ||
	    rest_save(w, err) || db_commit(w->db, err)) {
		db_rollback(w->db);
		return -1;
	}
	return 0;
}

static const char *workers_text(const struct run *run, struct arena *a)
{
	struct builder b = { .arena = a };

	build(&b, "made by %zu workers:", run->n_workers);
	for (size_t i = 0; i < run->n_workers; i++)
		build(&b, "%s %s", i ? "," : "", run->workers[i].id);
	build(&b, run->evidence < EVIDENCE_HISTOGRAM
		      ? "; not all have histograms, so that percentiles are "
			"bounds"
		      : "; their requests are added up");
	return build_text(&b);
}

/* Leaves the runs that the study selects. */
static void runs_select(struct work *w)
{
	size_t kept = 0;

	for (size_t i = 0; i < w->runs.len; i++) {
		if (study_selects(&w->study, &w->runs.at[i]))
			w->runs.at[kept++] = w->runs.at[i];
	}
	w->runs.len = kept;
}

/* Counters that began anew, or were not seen for a while. */
static void counters_note(struct work *w)
{
	for (size_t i = 0; i < w->resources.len; i++) {
		const struct resource *r = &w->resources.at[i];
		struct finding f = { "counters", "warn", NAN, 0, NULL };
		struct quality q;

		if (strcmp(r->component, RESOURCE_TOTAL) != 0 ||
		    !(r->resets || r->gaps))
			continue;
		f.value = (double)(r->resets + r->gaps);
		f.detail = arena_printf(&w->arena,
		    "%s %s: counters began anew %lld times, and %lld times "
		    "scrapes are missing; what lies between may be lost",
		    r->role, r->metric, (long long)r->resets,
		    (long long)r->gaps);
		q = finding_quality(&w->study, f);
		q.run = r->run;
		*ARENA_PUSH(&w->arena, &w->qualities) = q;
	}
}

/* Which runs were pooled, and which may have been meant to be. */
static void workers_note(struct work *w)
{
	for (size_t i = 0; i < w->runs.len; i++) {
		const struct run *run = &w->runs.at[i];
		struct finding f = { "workers", "info", (double)run->n_workers,
			NAN, NULL };

		if (run->n_workers)
			f.detail = workers_text(run, &w->arena);
		else if (run_label_value(run, "worker"))
			f = (struct finding){ "workers", "warn", NAN, NAN,
				"is labeled as a worker, but there is no other "
				"of the same run and time, or one is there "
				"twice" };
		if (f.detail)
			finding_add(&w->study, run, f, &w->arena,
			    &w->qualities);
	}
}

/* "a.json, b.json, c.json and 5 more" */
static const char *refused_names(const struct unread_list *all, struct arena *a)
{
	struct builder b = { .arena = a };
	size_t shown = 0;

	for (size_t i = 0; i < all->len; i++) {
		if (!all->at[i].left && shown++ < REFUSED_SHOWN)
			build(&b, "%s%s", b.len ? ", " : "", all->at[i].name);
	}
	if (shown > REFUSED_SHOWN)
		build(&b, " and %zu more", shown - REFUSED_SHOWN);
	return build_text(&b);
}

/* What collect could not read is in no figure, though it may belong there. */
static int unread_note(struct work *w, struct err *err)
{
	struct finding f = { "unread", "warn", NAN, 0, NULL };
	struct source_list sources = { 0 };
	struct unread_list all;

	if (unreads_load(w->db, &w->arena, &all, err) ||
	    sources_load(w->db, &w->arena, &sources, err))
		return -1;
	if (!all.refused)
		return 0;
	f.value = (double)all.refused;
	f.detail = arena_printf(&w->arena,
	    "%zu of %zu sources could not be read when they were collected, "
	    "and are in no figure: %s",
	    all.refused, all.refused + sources.len,
	    refused_names(&all, &w->arena));
	*ARENA_PUSH(&w->arena, &w->qualities) = finding_quality(&w->study, f);
	return 0;
}

/* Nothing is left out without a word. */
static void outside_note(struct work *w)
{
	for (size_t i = 0; i < w->runs.len; i++) {
		const struct run *run = &w->runs.at[i];

		if (run_label_value(run, w->study.factor))
			continue;
		*ARENA_PUSH(&w->arena, &w->qualities) =
		    (struct quality){ .run = run->id,
			    .check = "factor",
			    .state = "warn",
			    .value = NAN,
			    .threshold = NAN,
			    .detail = arena_printf(&w->arena,
				"has no label %s, and is in no comparison",
				w->study.factor) };
	}
}

size_t league_of(const struct work *w, size_t group)
{
	return w->opposites[group].league;
}

/* Where nothing is a baseline, equal conditions are what is comparable. */
static size_t first_alike(const struct work *w, size_t group)
{
	const char *conditions = w->groups.at[group].cell.conditions;
	size_t g = 0;

	while (strcmp(w->groups.at[g].cell.conditions, conditions) != 0)
		g++;
	return g;
}

static void opposites_find(struct work *w)
{
	w->opposites =
	    arena_alloc(&w->arena, w->groups.len, sizeof(*w->opposites));
	for (size_t g = 0; g < w->groups.len; g++) {
		const struct group *group = &w->groups.at[g];
		struct opposite *o = &w->opposites[g];

		if (!group->cell.is_baseline)
			o->baseline = cells_baseline_of(&w->study, &w->groups,
			    group, &w->arena, &o->differences);
		if (o->baseline)
			o->league = (size_t)(o->baseline - w->groups.at);
		else
			o->league = w->study.baseline ? g : first_alike(w, g);
	}
}

static int work_do(struct work *w, const struct options *o, struct err *err)
{
	size_t outside;

	if (study_read(o, &w->arena, &w->study, err) ||
	    runs_load(w->db, &w->arena, &w->runs, err))
		return -1;
	if (!w->runs.len)
		return err_set(err,
		    "%s: holds no run; add results by \"meshstat collect\"",
		    db_name(w->db));
	if (study_select_check(&w->study, &w->runs, &w->arena, err))
		return -1;
	runs_select(w);
	study_settle(&w->study, &w->runs);
	twins_leave(&w->study, &w->runs, &w->arena, &w->qualities);
	if (study_check(&w->study, &w->runs, err))
		return -1;
	if (unread_note(w, err) || resources_find(w, err))
		return -1;
	w->specs = specs_of(&w->study, &w->resources, &w->arena);
	cells_group(&w->study, &w->runs, &w->arena, &w->groups, &outside);
	if (outside && w->groups.len)
		outside_note(w);
	workers_note(w);
	counters_note(w);
	opposites_find(w);
	analysis_init(w);
	return runs_measure(w, err) || results_save(w, err) ? -1 : 0;
}

int analyze(struct db *db, const struct options *o, struct err *err)
{
	struct work w = { .db = db };
	int status;

	gsl_set_error_handler_off();
	status = work_do(&w, o, err);
	arena_release(&w.arena);
	return status;
}
