/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs into cells: repeats of the same thing, and which cell is the baseline
 * of which.
 *
 * A label of a run is one of four things:
 *	the factor      what the comparison varies
 *	a repeat key    "rep", "round", ...: tells repeats apart
 *	an attribute    of the factor ("mesh_version" of mesh), or the target:
 *	                splits cells, but may differ between the two sides
 *	a condition     all others: must be equal for a fair comparison
 */
#ifndef ANALYZE_CELLS_H
#define ANALYZE_CELLS_H

#include "analyze/study.h"
#include "store/result.h"
#include "store/run.h"

struct run_pointers {
	const struct run **at;
	size_t len;
};

struct group {
	struct cell cell;          /* as it will be stored */
	struct run_pointers runs;  /* by id */
	const char **rounds;       /* their label "round", NULL where none */
	const struct run *example; /* its first run: all have its labels */
};

struct group_list {
	struct group *at; /* by load, then baseline first, then value */
	size_t len;
	struct word_list varying; /* labels that tell cells of a value apart */
};

/* Does the label only number repeats, as "rep" does? */
bool label_is_repeat(const char *key);

/* Is it of the load itself?  That is a condition also of a study that names
 * others, and keeps runs apart even where a difference of it is accepted. */
bool label_is_load(const char *key);

/* Must the label be equal for a fair comparison, as the study has it? */
bool label_is_condition(const struct study *s, const char *key);

/*
 * Does the label keep runs apart?  An accepted difference of sides does not,
 * but for the load, nor what a study that names its conditions leaves out.
 */
bool label_splits(const struct study *s, const char *key);

/*
 * What runs of one cell share, but for the label `but` (NULL: all of it): equal
 * for cells that differ in that alone, which are a series over it.
 */
const char *cells_key(const struct study *s, const struct run *run,
    const char *but, struct arena *a);

/*
 * A series for people: of what it is (the factor's value; where that varies
 * along the series, the mesh or ""), and the words for all that tells it from
 * other series of that, so that no two share both.  Of a cell (`but` NULL) the
 * words name what tells cells of a value apart.
 */
const char *cells_subject(const struct study *s, const struct run *run,
    const char *but);
const char *cells_series_label(const struct study *s,
    const struct group_list *groups, const struct run *run, const char *but,
    struct arena *a);

/* How the two sides of a comparison differ, beside the factor. */
struct difference {
	const char *key;
	const char *baseline, *candidate; /* NULL: that side does not say */
	bool allowed;
};

struct difference_list {
	struct difference *at; /* by key */
	size_t len;
};

/* Runs without the factor's label are in no cell; *outside says how many. */
void cells_group(const struct study *s, const struct run_list *runs,
    struct arena *a, struct group_list *out, size_t *outside);

/* Names the cells, whose labels are set: the end of cells_group(). */
void cells_name(const struct study *s, struct group_list *groups,
    struct arena *a);

/*
 * The baseline cell with the fewest known differences to the candidate, and
 * those; NULL if there is no baseline cell.
 */
const struct group *cells_baseline_of(const struct study *s,
    const struct group_list *groups, const struct group *candidate,
    struct arena *a, struct difference_list *out);

#endif
