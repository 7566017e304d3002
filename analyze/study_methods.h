/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Methods among which a study chooses, by the words that files and options have
 * for them.  Each reader sets its member of the study; another word is an
 * error.
 */
#ifndef ANALYZE_STUDY_METHODS_H
#define ANALYZE_STUDY_METHODS_H

#include "analyze/study.h"

/* "welch", "mann-whitney", ...: as it is written, and stored. */
const char *posthoc_name(enum posthoc p);
const char *change_finder_name(enum change_finder f);
const char *bootstrap_name(enum bootstrap b);

int posthoc_read(struct study *s, const char *text, struct err *err);
int cp_read(struct study *s, const char *text, struct err *err);
int quantile_type_read(struct study *s, const char *text, struct err *err);
int prom_compat_read(struct study *s, const char *text, struct err *err);
int bootstrap_read(struct study *s, const char *text, struct err *err);

/* Can all that was chosen be done together? */
int methods_check(const struct study *s, struct err *err);

#endif
