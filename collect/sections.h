/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reports in the sections that hey made a habit of, as oha and ghz print them:
 *
 *	Summary:
 *	  Total:	10.0014 secs
 *	Response time histogram:
 *	  0.017 [1]    |
 *	Latency distribution:			("Response time distribution:")
 *	  10% in 0.0262 secs
 *	Details (average, fastest, slowest):
 *	  DNS+dialup:	0.0033 secs, ...
 *	Status code distribution:
 *	  [200] 5853 responses
 *	Error distribution:
 *	  [7] some words
 */
#ifndef COLLECT_SECTIONS_H
#define COLLECT_SECTIONS_H

#include "collect/reports.h"

enum section {
	SECTION_OTHER,
	SECTION_SUMMARY,
	SECTION_PERCENTILES,
	SECTION_STATUSES,
	SECTION_ERRORS,
};

/* What a tool has in its sections. */
struct sections {
	const struct figure_line *figures; /* of the summary */
	size_t n_figures;
	/* An error of the report; its words, and how often. */
	void (*error)(struct report *r, struct span message, int64_t count);
};

/* Is this "Summary:"?  report_format.begins, whatever is being read. */
bool sections_begin(const struct report *r, struct span line);

/*
 * A line of the report: report_format.line.  The
 * place of the report is the section that it is in.
 */
int sections_line(struct report *r, const struct sections *sections,
    struct span line, struct pos pos, struct err *err);

#endif
