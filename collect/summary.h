/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One run as a tool sums it up: put together piece by piece while a report is
 * read, and written once it is known how the report ends.
 */
#ifndef COLLECT_SUMMARY_H
#define COLLECT_SUMMARY_H

#include "collect/importer.h"

#define SUMMARY_PERCENTILES_MAX 128
#define SUMMARY_COUNTS_MAX 1000 /* kinds of statuses, of errors, labels */

/* A status (what), an error (kind and what), or a label. */
struct summary_count {
	const char *kind, *what;
	int64_t count;
};

struct summary_counts {
	struct summary_count *at;
	size_t len;
	int64_t sum;
};

/* A functional check: of its name, how many passed, and failed. */
struct summary_check {
	const char *name;
	int64_t passed, failed;
};

struct summary {
	struct arena arena; /* of all texts in it */
	struct run_facts run;
	struct series_facts total;
	struct histogram histogram; /* of the whole run */
	struct stated_percentile stated[SUMMARY_PERCENTILES_MAX];
	size_t n_stated;
	struct summary_counts statuses, errors, labels;
	struct summary_check check; /* name: NULL if there is none */
};

/* All unknown but the tool, which is not copied. */
void summary_begin(struct summary *s, const char *tool);
void summary_release(struct summary *s);

/* p was printed as value_ns, rounded to a multiple of step_ns. */
void summary_percentile(struct summary *s, double p, double value_ns,
    double step_ns);

/*
 * Adds to what there is of it.  Texts are copied; a URL in quotes loses its
 * secrets.  Beyond SUMMARY_COUNTS_MAX kinds, counts go into the last one, and
 * beyond COUNT_MAX they are lost.
 */
void summary_status(struct summary *s, struct span code, int64_t count);
void summary_error(struct summary *s, const char *kind, struct span message,
    int64_t count);
void summary_label(struct summary *s, const char *key, struct span value);

/*
 * Responses with a status that is an error (store/run.h).  Where all statuses
 * are stated, `unanswered` in place of `errors` has them counted when written.
 */
int64_t summary_error_statuses(const struct summary *s);

/*
 * Writes the run, its only series "total" with its evidence where none is set,
 * and everything else.
 */
int summary_write(struct summary *s, struct source_writer *out,
    struct err *err);

#endif
