/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Known answers: tests/oracles/ says what they are.  Each method is a
 * function that takes a case, computes it with analyze/, and puts the answers.
 * A case that lacks what its method needs is a mistake in the case: abort().
 */
#ifndef TESTS_ORACLE_H
#define TESTS_ORACLE_H

#include <stdbool.h>
#include <stdint.h>

#include <cjson/cJSON.h>

#include "analyze/values.h"
#include "base/arena.h"
#include "base/err.h"

/* A CSV file with a header. */
struct table {
	size_t rows, columns;
	struct span *names;
	struct span *cells; /* row by row */
};

struct oracle_case {
	const cJSON *params;
	struct table table; /* empty where the case has no file */
	cJSON *out;
	struct arena *arena; /* owns all arrays that the functions below give */
};

typedef void oracle_fn(struct oracle_case *c);

struct oracle_method {
	const char *name;
	oracle_fn *run;
};

/* The families; each ends with a NULL name. */
extern const struct oracle_method oracle_quantiles[];
extern const struct oracle_method oracle_histograms[];
extern const struct oracle_method oracle_comparisons[];
extern const struct oracle_method oracle_ranks[];
extern const struct oracle_method oracle_groups[];
extern const struct oracle_method oracle_series[];
extern const struct oracle_method oracle_changes[];
extern const struct oracle_method oracle_gates[];
extern const struct oracle_method oracle_capacity[];

/* Parameters, by name. */
double param(const struct oracle_case *c, const char *name);
bool param_flag(const struct oracle_case *c, const char *name);
const char *param_text(const struct oracle_case *c, const char *name);
struct values param_list(const struct oracle_case *c, const char *name);
struct values list_of(const struct oracle_case *c, const cJSON *array);

/* One of "qs" as parts per 10^9. */
int64_t quantile_of_share(double q);

/* Columns of the table, by name or by place. */
struct values column(const struct oracle_case *c, const char *name);
struct values column_at(const struct oracle_case *c, size_t at);
struct points columns(const struct oracle_case *c, const char *x,
    const char *y);

/* Its rows by their "group", in the order of the file. */
struct group {
	struct span name;
	struct values values;
};

struct named_groups {
	struct group *at;
	size_t n;
};

struct named_groups groups_of(const struct oracle_case *c, const char *by,
    const char *value);

/* The "value" of one group. */
struct values group(const struct oracle_case *c, const char *name);

/* A copy in logarithms, or as it is. */
struct values logs_if(const struct oracle_case *c, bool log, struct values v);

/* Room for n numbers, to be put. */
double *room(const struct oracle_case *c, size_t n);

void put(struct oracle_case *c, const char *name, double number);
void put_list(struct oracle_case *c, const char *name, struct values v);
void put_pair(struct oracle_case *c, const char *lo, const char *hi,
    struct interval i);
void put_flag(struct oracle_case *c, const char *name, bool flag);
void put_text(struct oracle_case *c, const char *name, const char *text);
void put_null(struct oracle_case *c, const char *name);
void put_texts(struct oracle_case *c, const char *name, const char **texts,
    size_t n);

/* The CSV file into the case's arena. */
int table_read(const char *path, struct arena *a, struct table *out,
    struct err *err);

/*
 * True where `got` is what the case expects, and what is published; else
 * `why` names the first that is not.
 */
bool oracle_agrees(const cJSON *expected_case, const cJSON *got,
    struct err *why);

#endif
