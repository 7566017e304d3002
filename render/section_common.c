/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/section_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "render/part_internal.h"

static int by_start(const void *a, const void *b)
{
	const struct run *x = *(const struct run *const *)a;
	const struct run *y = *(const struct run *const *)b;

	if (x->facts.started_at_ns != y->facts.started_at_ns)
		return x->facts.started_at_ns < y->facts.started_at_ns ? -1 : 1;
	return strcmp(x->id, y->id);
}

const struct run **cell_runs(const struct page *p, const struct cell *c,
    size_t *n)
{
	const struct run **runs =
	    arena_alloc(p->arena, c->n_runs, sizeof(*runs));

	*n = 0;
	for (size_t i = 0; i < c->n_runs; i++) {
		runs[*n] = page_run(p, c->runs[i]);
		*n += runs[*n] != NULL;
	}
	if (*n)
		qsort(runs, *n, sizeof(*runs), by_start);
	return runs;
}

/* Is there another file whose name ends so? */
static bool is_end_of_another(const struct page *p, const struct run *run,
    const char *end)
{
	for (size_t i = 0; i < p->runs.len; i++) {
		const struct run *other = &p->runs.at[i];
		const char *name = other->source_name;
		size_t len = strlen(name), n = strlen(end);

		if (strcmp(other->source_sha256, run->source_sha256) == 0 ||
		    len < n || strcmp(name + len - n, end) != 0)
			continue;
		if (len == n || name[len - n - 1] == '/')
			return true;
	}
	return false;
}

/* The part of a path before `end`: its last name, or one folder more. */
static const char *step_back(const char *path, const char *end)
{
	if (end > path)
		end--;
	while (end > path && end[-1] != '/')
		end--;
	return end;
}

static size_t runs_of_source(const struct page *p, const char *sha256)
{
	size_t n = 0;

	for (size_t i = 0; i < p->runs.len; i++)
		n += strcmp(p->runs.at[i].source_sha256, sha256) == 0;
	return n;
}

const char *page_run_name(const struct page *p, const struct run *run)
{
	const char *name = run->source_name;
	const char *end = step_back(name, name + strlen(name));
	const char *number = strrchr(run->id, '.');

	while (end > name && is_end_of_another(p, run, end))
		end = step_back(name, end);
	if (!number || runs_of_source(p, run->source_sha256) < 2)
		return end;
	return arena_printf(p->arena, "%s, run %s", end, number + 1);
}

int64_t cell_requests(const struct page *p, const struct cell *c)
{
	int64_t sum = 0;

	for (size_t i = 0; i < c->n_runs; i++) {
		const struct run *run = page_run(p, c->runs[i]);

		if (!run || run->total.requests == UNKNOWN)
			return UNKNOWN;
		sum += run->total.requests;
	}
	return sum;
}

const struct estimate *cell_estimate(const struct page *p, const struct cell *c,
    const char *metric)
{
	return results_estimate(p->results, c, metric);
}

/* "data_plane_memory" of the total of "data-plane" in "memory_bytes". */
static bool is_figure(const struct resource *r, const char *metric)
{
	bool cpu = strcmp(r->metric, "cpu_cores") == 0;
	const char *suffix = cpu ? "_cpu_per_1k_rps" : "_memory";
	size_t len = strlen(r->role);

	if ((!cpu && strcmp(r->metric, "memory_bytes") != 0) ||
	    strcmp(r->component, RESOURCE_TOTAL) != 0)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (metric[i] != (r->role[i] == '-' ? '_' : r->role[i]))
			return false;
	}
	return strcmp(metric + len, suffix) == 0;
}

const char *cell_reason(const struct page *p, const struct cell *c,
    const char *metric, const char *reason)
{
	const struct resource_list *all = &p->results->resources;
	size_t n = 0;

	for (size_t i = 0; i < all->len; i++)
		n += is_figure(&all->at[i], metric) &&
		     !isnan(all->at[i].value) &&
		     cell_has_run(c, all->at[i].run);
	if (!reason || !n || n >= c->n_runs)
		return reason;
	return arena_printf(p->arena,
	    "only %zu of %zu runs have it; the others: %s", n, c->n_runs,
	    reason);
}

const struct variant *page_variant(const struct page *p, const char *value)
{
	for (size_t i = 0; i < p->loads.n_variants; i++) {
		if (strcmp(p->loads.variants[i].of, value) == 0)
			return &p->loads.variants[i];
	}
	return NULL;
}

xmlNode *value_head(const struct page *p, xmlNode *row, const char *value)
{
	const struct variant *v = page_variant(p, value);

	if (!v)
		return part_row_head(row, value);
	html_setf(row, "data-variant", "%u", v->order);
	return part_variant(row, v);
}

static bool has_metric(const struct metric_names *names, const char *metric)
{
	for (size_t i = 0; i < names->len; i++) {
		if (strcmp(names->at[i], metric) == 0)
			return true;
	}
	return false;
}

static bool in_load(const struct load *load, int64_t cell)
{
	for (size_t i = 0; i < load->len; i++) {
		if (load->cells[i]->row == cell)
			return true;
	}
	return false;
}

struct metric_names load_metrics(const struct page *p, const struct load *load,
    bool (*wanted)(const char *metric))
{
	const struct estimate_list *list = &p->results->estimates;
	struct metric_names names = { 0 };

	for (size_t i = 0; i < list->len; i++) {
		const char *metric = list->at[i].metric;

		if (in_load(load, list->at[i].cell) && wanted(metric) &&
		    !has_metric(&names, metric))
			*ARENA_PUSH(p->arena, &names) = metric;
	}
	return names;
}
