/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs that the archive has twice: a log of requests beside the tool's own
 * summary of it, JSON beside what was printed.  As repeats of each other they
 * would make an interval narrower than one run allows.
 *
 * Two runs of one tool are one if nothing that both know differs (labels,
 * start, duration, errors), and if the number of requests, mean, minimum and
 * maximum are equal to the last digit that both have.  Of one format, and with
 * nothing that differs at all, their numbers of the repeat may: it is a file
 * that was saved again.  Latencies agree by
 * chance where few digits are printed, so these have to be TWINS_SURE digits in
 * all; or the two are of different formats, and a label such as "rep" says that
 * they are the same repeat.  HdrHistogram's table, which says neither its tool
 * nor the number of requests, is of a run of any tool with that mean, standard
 * deviation and maximum.  The run that does not have the factor is left out of
 * the analysis, not of the archive; else that which states no rate or no mean,
 * or has the lower level of evidence (of equal ones, that without a start, or
 * with fewer digits); a check "same-run" says so.  With fewer digits, or where
 * one run has two twins of one format that did not start as one, the check
 * warns, and all of them count; so it does where a table without rate and mean
 * (vegeta's histogram) has the number of requests of a report, and nothing more
 * to compare.  Locust's CSV, which is written while a test runs, is of the run
 * that has more requests and between whose minimum and maximum its own lie, by
 * the same measure.
 */
#ifndef ANALYZE_TWINS_H
#define ANALYZE_TWINS_H

#include "analyze/study.h"
#include "store/result.h"
#include "store/run.h"

#define TWINS_SURE 8  /* decimal digits that agree */
#define TWINS_MAYBE 3 /* worth a word */

/* Takes them out of the list; nothing where the study accepts "same-run". */
void twins_leave(const struct study *s, struct run_list *runs, struct arena *a,
    struct quality_list *out);

#endif
