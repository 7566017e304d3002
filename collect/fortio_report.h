/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fortio's report, line by line, for fortio_text.c, which has what it means.
 */
#ifndef COLLECT_FORTIO_REPORT_H
#define COLLECT_FORTIO_REPORT_H

#include "base/arena.h"
#include "collect/fortio.h"

#define FORTIO_LATENCY_LINE SPAN("Aggregated Function Time : ")

/* Responses of a status. */
struct fortio_count {
	const char *code;
	int64_t count;
};

/* A report as far as it is read; texts live in its arena. */
struct fortio_report {
	struct arena arena;
	struct run_facts facts;
	struct fortio_moments moments; /* of latencies */
	struct fortio_buckets buckets;
	struct {
		struct stated_percentile *at;
		size_t len;
	} percentiles;
	struct {
		struct fortio_count *at;
		size_t len;
	} statuses;
	const char *asked, *protocol; /* NULL: not said */
	int64_t errors;
	bool begun, measured, done;
	bool in_latency; /* the table that is being read */
};

/* Nothing read; it has nothing to release yet. */
void fortio_report_begin(struct fortio_report *r);
void fortio_report_release(struct fortio_report *r);

/* "Fortio 1.28.0 running at 100 queries per second, ..." */
bool fortio_report_starts(struct span line);

/* A line without white space around it; what is none of fortio's is nothing. */
int fortio_report_line(struct fortio_report *r, struct span line,
    struct pos pos, struct err *err);

#endif
