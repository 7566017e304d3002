/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sections of the report: one file each, one line each in sections.c.
 */
#ifndef RENDER_SECTION_INTERNAL_H
#define RENDER_SECTION_INTERNAL_H

#include "base/arena.h"
#include "render/html_internal.h"
#include "render/load.h"
#include "render/metric_name.h"
#include "render/page.h"
#include "store/run.h"
#include "store/unread.h"

/* What all sections are made from. */
struct page {
	struct db *db;
	const struct results *results;
	const struct page_options *options;
	struct arena *arena; /* of the whole page */
	struct run_list runs;
	struct source_list sources;
	struct unread_list unread;
	struct load_list loads;
	struct page_scenes *scenes; /* NULL unless the charts are wanted */
};

/*
 * Adds nodes to `into`; nothing where the section has no meaning for these
 * results.
 */
typedef int section_fn(const struct page *p, xmlNode *into, struct err *err);

struct section {
	const char *slot;
	section_fn *build;
};

/* In the order in which they are built; ends with a NULL slot. */
extern const struct section sections[];

section_fn section_title;
section_fn section_subtitle;
section_fn section_verdict;
section_fn section_comparability;
section_fn section_overhead;
section_fn section_endpoints;
section_fn section_ranking;
section_fn section_distribution;
section_fn section_capacity;
section_fn section_resources;
section_fn section_cost;
section_fn section_repeats;
section_fn section_errors;
section_fn section_trend;
section_fn section_meshmark;
section_fn section_method;
section_fn section_provenance;
section_fn section_contents;
section_fn section_footer;

/* The variant of that value of the factor, or NULL. */
const struct variant *page_variant(const struct page *p, const char *value);

/* Heading of a row for that value; with its color where it is a variant. */
xmlNode *value_head(const struct page *p, xmlNode *row, const char *value);

/* The run of that id, or NULL. */
const struct run *page_run(const struct page *p, const char *id);

/*
 * What people find a run by: the file, with as many folders as tell it from the
 * other files, and which run of it where it has several.
 */
const char *page_run_name(const struct page *p, const struct run *run);

/* The runs of a cell, in the order of their start (then of their ids). */
const struct run **cell_runs(const struct page *p, const struct cell *c,
    size_t *n);

/* The requests of its runs added up; UNKNOWN where one does not say. */
int64_t cell_requests(const struct page *p, const struct cell *c);

/* The estimate of a cell; NULL: none. */
const struct estimate *cell_estimate(const struct page *p, const struct cell *c,
    const char *metric);

/*
 * Why a figure of a role ("node_cpu_per_1k_rps") is absent, with how many of
 * the cell's runs have it, where only some do.
 */
const char *cell_reason(const struct page *p, const struct cell *c,
    const char *metric, const char *reason);

/* The metrics of a load's estimates that `wanted` takes, in their order. */
struct metric_names {
	const char **at;
	size_t len;
};
struct metric_names load_metrics(const struct page *p, const struct load *load,
    bool (*wanted)(const char *metric));

#endif
