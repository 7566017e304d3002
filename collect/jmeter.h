/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Samples of Apache JMeter's logs (JTL), put together to a run.
 *
 * - The time stamp of a sample is that of its start, or, in files of before
 *   2010 and where sampleresult.timestamp.start is not set, that of its end.
 *   No file says which.  A thread does one thing after the other; so the first
 *   JMETER_HELD samples tell: as the ones or the others they overlap.
 * - Elapsed times are in milliseconds, and are of failed samples too.  They
 *   count from the send, whatever a timer or an arrivals group had planned.
 *   Which kind of thread group it was, no file says: the load model is unknown.
 * - Success is independent of the code: an assertion can fail a 200, and a
 *   test may expect a 500.  Assertions are made, and fail, where no response
 *   came, too: what failed then is the connection.
 * - A transaction is no request.  It has a series of its own, and never enters
 *   the total.
 */
#ifndef COLLECT_JMETER_H
#define COLLECT_JMETER_H

#include "store/run.h"

#define JMETER_TEXT 256 /* bytes of a label, message, ..., with its NUL */
#define JMETER_HELD 1000

struct jmeter_sample {
	int64_t stamp_ms; /* Unix time */
	int64_t elapsed_ms;
	int64_t threads; /* active ones; UNKNOWN: not said */
	uint64_t engine; /* collect/jmeter_threads.h; of XML alone */
	int64_t bytes;   /* received, with headers; UNKNOWN: not said */
	bool failed, transaction;
	bool whole; /* not a part of a transaction */
	char label[JMETER_TEXT], code[JMETER_TEXT], message[JMETER_TEXT];
	char thread[JMETER_TEXT];
	char assertion[JMETER_TEXT]; /* the first that failed, or "" */
};

/* Do the stamps of the first samples of a log tell when they ended? */
bool jmeter_stamps_are_ends(const struct jmeter_sample *at, size_t len);

/*
 * The kind of a failure ("status", "assertion", "timeout", ...), and what to
 * say of it.
 */
const char *jmeter_failure(const struct jmeter_sample *s,
    char words[2 * JMETER_TEXT]);

struct jmeter_run;

struct jmeter_run *jmeter_run_new(void);
void jmeter_run_free(struct jmeter_run *run); /* NULL is fine */

void jmeter_run_add(struct jmeter_run *run, const struct jmeter_sample *s);

/* An assertion on a sample, which is added before or afterwards. */
void jmeter_run_assert(struct jmeter_run *run, const struct jmeter_sample *s,
    const char *name, bool passed);

/* `incomplete` and `target` as in run_facts. */
int jmeter_run_write(struct jmeter_run *run, const char *target,
    const char *incomplete, struct source_writer *out, struct err *err);

#endif
