/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the checks of runs and of pairs share.
 */
#ifndef ANALYZE_FINDING_H
#define ANALYZE_FINDING_H

#include "analyze/checks.h"

/* A check before it is known whether its failure was accepted. */
struct finding {
	const char *check, *state;
	double value, threshold;
	const char *detail;
};

/* As it is stored; an accepted "stop" is a "warn", and that an "info". */
struct quality finding_quality(const struct study *s, struct finding f);

/* Adds what is to say of one run. */
void finding_add(const struct study *s, const struct run *run, struct finding f,
    struct arena *a, struct quality_list *out);

/* The same of a cell, which must have its row. */
void finding_add_cell(const struct study *s, const struct cell *cell,
    struct finding f, struct arena *a, struct quality_list *out);

/* The same of a pair; the state that it is stored with. */
const char *finding_add_pair(const struct study *s, const struct cell *baseline,
    const struct cell *candidate, struct finding f, struct arena *a,
    struct quality_list *out);

/* The value of a label for people, also where there is none. */
const char *stated(const char *value);

#endif
