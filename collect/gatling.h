/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What Gatling's logs of requests, text and binary, have in common.
 *
 * - Times are whole milliseconds.  A response time is the end of a request
 *   less its start, with DNS, connect and TLS; it counts from the send, and is
 *   of failed requests (KO) too.
 * - Users arrive by a schedule or are a fixed number, and inside of each one
 *   request waits for the last: which of the two it was, the log does not say,
 *   and the load model is unknown.
 * - Groups of requests are no requests: their rows are not read.  A name in a
 *   group is "group / name".
 * - There are no bytes and no status codes.  The message of a failed request
 *   mostly has the code in its words: "..., but actually found 500".
 * - Several injectors write a log each.  No log says so: the label "worker",
 *   which the user gives, makes them one run (store/run.h).
 */
#ifndef COLLECT_GATLING_H
#define COLLECT_GATLING_H

#include "store/run.h"

#define GATLING_TEXT 256 /* bytes of a name or message, with its NUL */
#define GATLING_MS_MAX 4102444800000 /* Unix time; the year 2100 */

struct gatling_run;

struct gatling_run *gatling_run_new(void);
void gatling_run_free(struct gatling_run *run); /* NULL is fine */

/* What the record RUN says; NULL, or UNKNOWN, for what it does not. */
void gatling_run_begin(struct gatling_run *run, const char *simulation,
    const char *version, int64_t start_ms);

/*
 * A request.  `group` is "outer,inner" or ""; `message` is NULL or "" where
 * there is none.  end_ms is UNKNOWN where no response came.
 */
struct gatling_request {
	const char *group, *name, *message;
	int64_t start_ms, end_ms;
	bool failed;
};
void gatling_run_add(struct gatling_run *run, const struct gatling_request *r);

/* A user starts or ends. */
void gatling_run_user(struct gatling_run *run, bool starts, int64_t at_ms);

/* A record ERROR: of a user that crashed, no request. */
void gatling_run_error(struct gatling_run *run, const char *message);

int gatling_run_write(const struct gatling_run *run, const char *incomplete,
    struct source_writer *out, struct err *err);

#endif
