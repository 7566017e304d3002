/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/overhead_summary_internal.h"

#include <math.h>
#include <string.h>

#include "render/part_internal.h"
#include "render/quantity.h"
#include "render/range.h"
#include "render/verdict_word.h"

#define ADDED 3 /* columns of changes: p50, p99, throughput */
#define USED 2  /* columns of what a role uses: CPU, memory */

static const char *const added[ADDED] = { "latency_p50", "latency_p99",
	"throughput" };
static const char *const used[USED] = { "_cpu_per_1k_rps", "_memory" };

/* The table while it is made. */
struct summary {
	const struct page *page;
	const char *role; /* "data_plane" */
	struct notes notes;
};

/* The changes of a metric of one variant, over its loads. */
struct changes {
	struct range change, ratio;
	size_t groups[GROUPS];
	size_t len;      /* that have a change */
	size_t at_rates; /* throughputs left out: the rate was told, and kept */
	size_t absent;
	const char *unit;
	const char *reason; /* why the first of those absent is so */
};

static bool is_of(const struct page *p, const struct cell *c,
    const struct variant *v)
{
	return load_cell_variant(&p->loads, c) == v;
}

static void add_one(struct changes *all, const struct comparison *c)
{
	if (isnan(c->change) && isnan(c->ratio)) {
		all->reason = all->absent++ ? all->reason : c->reasons;
		return;
	}
	range_add(&all->change, comparison_shown(c).change);
	range_add(&all->ratio, c->ratio);
	all->groups[comparison_group(c)]++;
	all->len++;
	all->unit = c->unit;
}

static struct changes changes_of(const struct page *p, const struct variant *v,
    const char *metric)
{
	const struct results *r = p->results;
	struct changes all = { range_empty(), range_empty(), { 0 }, 0, 0, 0,
		NULL, NULL };

	for (size_t i = 0; i < r->comparisons.len; i++) {
		const struct comparison *c = &r->comparisons.at[i];
		const struct cell *cell = results_cell(r, c->candidate);

		if (strcmp(c->metric, metric) != 0 || !cell ||
		    !is_of(p, cell, v))
			continue;
		if (comparison_is_of_rate(r, c))
			all.at_rates++;
		else
			add_one(&all, c);
	}
	return all;
}

/* "2 worse, 1 undecided, 3 not compared" */
static const char *groups_text(struct arena *a, const struct changes *all)
{
	static const char *const words[GROUPS] = { "worse", "better",
		"not worse", "undecided" };
	const char *text = "";

	for (int g = 0; g < GROUPS; g++) {
		if (all->groups[g])
			text = arena_printf(a, "%s%s%zu %s", text,
			    *text ? ", " : "", all->groups[g], words[g]);
	}
	if (all->absent)
		text =
		    arena_printf(a, "%s, %zu not compared", text, all->absent);
	return text;
}

static const char *changes_text(struct arena *a, const struct range *r,
    const char *unit)
{
	const char *low = change_text(a, r->low, unit);

	return strcmp(low, change_text(a, r->high, unit)) == 0
		   ? low
		   : change_interval_text(a, r->low, r->high, unit);
}

static const char *ratios_text(struct arena *a, const struct range *r)
{
	const char *low = ratio_text(a, r->low);

	return strcmp(low, ratio_text(a, r->high)) == 0
		   ? low
		   : ratio_interval_text(a, r->low, r->high);
}

static void add_changes(struct summary *s, xmlNode *row,
    const struct variant *v, const char *metric)
{
	struct changes all = changes_of(s->page, v, metric);
	struct arena *a = s->page->arena;
	xmlNode *td =
	    part_number(row, all.len ? all.ratio.high : (double)NAN, "");

	if (!all.len && all.at_rates) {
		html_text(td, "as offered");
		return;
	}
	if (!all.len) {
		part_absent(td, &s->notes,
		    all.reason ? all.reason : "This metric was not compared.");
		return;
	}
	if (metric_is_latency(metric) && !range_is_empty(all.change))
		html_add_text(td, "b", NULL,
		    changes_text(a, &all.change, all.unit));
	if (!range_is_empty(all.ratio))
		html_add_text(td, "span",
		    metric_is_latency(metric) ? "interval" : NULL,
		    ratios_text(a, &all.ratio));
	html_add_text(td, "span", "remark", groups_text(a, &all));
}

/* What the cells of a variant use; `reason`: why the first has no figure. */
static struct range use_of(const struct summary *s, const struct variant *v,
    const char *metric, const char **reason)
{
	const struct page *p = s->page;
	struct range r = range_empty();

	for (size_t i = 0; i < p->results->cells.len; i++) {
		const struct cell *c = &p->results->cells.at[i];
		const struct estimate *e = cell_estimate(p, c, metric);

		if (!e || !is_of(p, c, v))
			continue;
		range_add(&r, e->value);
		if (!*reason && isnan(e->value))
			*reason = cell_reason(p, c, metric, e->reason);
	}
	return r;
}

static void add_use(struct summary *s, xmlNode *row, const struct variant *v,
    const char *suffix)
{
	struct arena *a = s->page->arena;
	const char *metric = arena_printf(a, "%s%s", s->role, suffix);
	const char *unit = suffix == used[0] ? "cores" : "bytes";
	const char *reason = NULL;
	struct range r = use_of(s, v, metric, &reason);
	xmlNode *td = part_number(row, r.high, "");

	if (range_is_empty(r))
		part_absent(td, &s->notes,
		    reason ? reason
			   : "No source measured this during its runs.");
	else
		html_text(td, interval_text(a, r.low, r.high, unit));
}

static size_t loads_of_variant(const struct page *p, const struct variant *v)
{
	size_t n = 0;

	for (size_t i = 0; i < p->results->cells.len; i++)
		n += is_of(p, &p->results->cells.at[i], v);
	return n;
}

static void add_variant(struct summary *s, const struct variant *v,
    xmlNode *body)
{
	xmlNode *row = part_row(body);

	html_setf(row, "data-variant", "%u", v->order);
	part_variant(row, v);
	part_count(row, (int64_t)loads_of_variant(s->page, v));
	for (size_t i = 0; i < ADDED; i++)
		add_changes(s, row, v, added[i]);
	for (size_t i = 0; i < USED; i++)
		add_use(s, row, v, used[i]);
}

const char *overhead_role(const struct results *r)
{
	for (size_t i = 0; i < r->estimates.len; i++) {
		const struct estimate *e = &r->estimates.at[i];

		if (strncmp(e->metric, "data_plane", 10) == 0 &&
		    !isnan(e->value))
			return "data_plane";
	}
	return "application";
}

static void add_head(const struct summary *s, xmlNode *table)
{
	struct arena *a = s->page->arena;
	xmlNode *head = part_head(table);

	part_column(head, NULL, s->page->results->analysis.factor);
	part_column(head, "num", "loads");
	part_column(head, "num", "added p50");
	part_column(head, "num", "added p99");
	part_column(head, "num", "throughput");
	for (size_t i = 0; i < USED; i++)
		part_column(head, "num",
		    metric_label(a, arena_printf(a, "%s%s", s->role, used[i])));
}

void overhead_summary(const struct page *p, xmlNode *into)
{
	const char *baseline = p->results->analysis.baseline;
	struct summary s = { p, overhead_role(p->results),
		notes_begin(p->arena, "summary") };
	xmlNode *table, *body;

	if (!baseline || !p->results->comparisons.len)
		return;
	table = part_table(into,
	    arena_printf(p->arena,
		"What each variant adds to %s, and what it uses: the least to "
		"the most over its loads",
		baseline));
	html_set(table, "data-sortable", "");
	add_head(&s, table);
	body = part_body(table);
	for (size_t i = 0; i < p->loads.n_variants; i++) {
		if (!p->loads.variants[i].is_baseline)
			add_variant(&s, &p->loads.variants[i], body);
	}
	notes_list(&s.notes, into);
}
