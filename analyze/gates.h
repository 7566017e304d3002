/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a study demands: "latency_p99 <= 25ms", "latency_p99 change <= 10%" (or
 * "<= 2ms"), "throughput >= 1000", "error_ratio <= 0.1%".  A limit has the unit
 * of its metric: a bare number is one of requests per second alone.  A gate is
 * about every cell, or with "change" about every comparison; it passes or fails
 * only where the whole interval does.
 */
#ifndef ANALYZE_GATES_H
#define ANALYZE_GATES_H

#include "analyze/cells.h"
#include "base/err.h"
#include "base/text.h"

struct gate_rule {
	const char *text; /* as the study says it */
	const char *metric;
	bool change;   /* of the figure; else the figure itself */
	bool relative; /* a change as a share: ratio - 1 */
	bool at_least; /* >=; else <= */
	double limit;  /* in base units, or as a share */
};

/*
 * "25ms", "10%", "20MiB", "4cores", "1000": the number in base units, and as
 * the result which unit that is; NULL where it is none of them.
 */
const char *limit_read(struct span s, double *out);

/* An error says what was expected of the text. */
int gate_parse(const char *text, struct arena *a, struct gate_rule *out,
    struct err *err);

/* "latency_p90 = 2.8ms": what releases should measure, as metric and limit. */
int target_parse(const char *text, struct arena *a, struct gate_rule *out,
    struct err *err);

/* What a rule is held against. */
struct gate_subject {
	const char *name; /* "haproxy, 2,000 req/s" */
	const char *unit;
	double value, low, high; /* NAN: absent; low, high: no interval */
	/* Of a comparison; of a cell NULL, or "not-comparable" where its runs
	 * fell short or failed: then it may fail, and cannot pass. */
	const char *verdict;
};

/* "pass", "fail", "inconclusive", "not-comparable" or "missing". */
struct gate gate_decide(const struct gate_rule *rule,
    const struct gate_subject *subject);

#endif
