/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reports for people, of which a file may hold several, with prose, prompts
 * and Markdown around them: what all formats of this kind do alike.
 */
#ifndef COLLECT_REPORTS_H
#define COLLECT_REPORTS_H

#include "collect/report_line.h"
#include "collect/summary.h"

#define REPORT_FIGURES_MAX 24

struct report {
	struct summary summary;
	double figure[REPORT_FIGURES_MAX]; /* the format's own; NAN: not said */
	double step[REPORT_FIGURES_MAX];   /* what a figure is rounded to */
	int place;                         /* the format's own; begins as 0 */
};

struct report_format {
	const char *tool;
	const char *expected; /* the first line, for who has none */

	/* Does a report begin here?  r is the one that is being read, or NULL.
	 */
	bool (*begins)(const struct report *r, struct span line);

	/*
	 * A line of the report, from the first one on, without what is around
	 * it (see line_clean); none is empty.  0; or 1: the report is over
	 * before this line, which was not read; or -1.
	 */
	int (*line)(struct report *r, struct span line, struct pos pos,
	    struct err *err);

	/* All lines are read.  0, or 1: this was none after all. */
	int (*finish)(struct report *r);
};

/* Reads the whole input.  That there is no report in it is an error. */
int reports_read(struct input *in, const struct report_format *format,
    struct source_writer *out, struct err *err);

/* ---- figures ---- */

enum figure_form {
	FIGURE_NUMBER, /* "123.4", perhaps with % or a word behind it */
	FIGURE_TIME,   /* "1.5ms", "0.2 secs", "0.005s": in nanoseconds */
	FIGURE_SIZE,   /* "12.5MB", "3.41 GB", "34 B": bytes, units of 1024 */
};

/* A line that begins with `start` has this figure behind it. */
struct figure_line {
	const char *start;
	int figure;
	enum figure_form form;
};

/*
 * Takes the figure of the first of `rows` that begins the line.  1, or 0 if
 * none does, or -1.  "NaN" and "-nan" stay NAN.
 */
int figure_read(struct report *r, const struct figure_line *rows, size_t n,
    struct span line, struct pos pos, struct err *err);

/* The figure as a whole number; UNKNOWN for NAN. */
int64_t report_count(const struct report *r, int figure);

/* The first words of `text` in that form, and the size of the last digit. */
bool figure_parse(struct span text, enum figure_form form, double *value,
    double *step);

/*
 * A line like "99% in 0.0012 secs", "99.9 % in 12 ms" or "99% 40.34ms": its
 * percentile is added.  False if it is none.
 */
bool percentile_line(struct summary *s, struct span line);

#endif
