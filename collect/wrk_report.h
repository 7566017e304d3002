/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report that wrk prints, and wrk2, which was made from it.  What the two
 * mean by it differs: see wrk_text.c and wrk2_text.c.
 *
 *	Running 5s test @ http://127.0.0.1:8080/
 *	  2 threads and 20 connections
 *	  Thread calibration: mean lat.: 1.014ms, ...               (wrk2)
 *	  Thread Stats   Avg      Stdev     Max   +/- Stdev
 *	    Latency     5.23ms    8.03ms  52.23ms   91.25%
 *	    Req/Sec     3.24k   292.31     4.06k    70.00%
 *	  Latency Distribution                                      (--latency)
 *	     50%    2.80ms
 *	     ...
 *	  32261 requests in 5.00s, 18.92MB read
 *	  Socket errors: connect 0, read 29, write 0, timeout 11    (if any)
 *	  Non-2xx or 3xx responses: 12                              (if any)
 *	Requests/sec:   6446.66
 *	Transfer/sec:      3.78MB
 *
 * wrk2 writes "Latency Distribution (HdrHistogram - Recorded Latency)" instead,
 * with HdrHistogram's percentile table behind it (see hdr_ladder.h), and
 * with -U both once more as "HdrHistogram - Uncorrected Latency".
 *
 * - Reports are kept in logs, Markdown and mails: with several runs, prose,
 *   prompts, blank lines, indented, quoted with "> ".  A run starts at
 *   "Running", ends at "Transfer/sec:", and what stands elsewhere is not read:
 *   there a Lua script's done() prints what it likes.
 * - autocannon's report starts with the same words.  It has no line with
 *   "threads and", no "Thread Stats", no "Latency Distribution".
 * - In times "m" is minutes.  Sizes are in units of 1024, counts of 1000.
 * - The duration in the first line is rounded ("1m" for 70 seconds), and that
 *   of the requests is from one minute on ("1.17m").  Requests divided by
 *   Requests/sec mostly says it better.
 * - "Req/Sec" is of one thread, and not used.
 * - Interrupted, both print a report that looks whole; only its duration is
 *   short of the one in the first line.
 * - "-nan" stands where there was nothing to measure.
 * - "Non-2xx or 3xx" are responses with a status of 400 or more.  Which one is
 *   not said.
 */
#ifndef COLLECT_WRK_REPORT_H
#define COLLECT_WRK_REPORT_H

#include "collect/hdr_ladder.h"
#include "collect/importer.h"

#define WRK_PERCENTILES_MAX 16 /* wrk2 prints 8, wrk 4 */

enum wrk_error {
	WRK_CONNECT,
	WRK_READ,
	WRK_WRITE,
	WRK_TIMEOUT,
	WRK_STATUS,
	WRK_ERRORS,
};

/* One distribution of latencies; NAN for moments that are not said. */
struct wrk_latency {
	bool empty; /* said to be: all figures in it are without meaning */
	double mean_ns, stddev_ns, max_ns;
	double mean_step_ns; /* what the mean is rounded to */
	struct stated_percentile stated[WRK_PERCENTILES_MAX];
	size_t n_stated;
	struct hdr_ladder ladder;
};

struct wrk_report {
	const char *target; /* without secrets */
	double asked_ns;    /* at least, as the first line is rounded */
	double prompt_rps;  /* of "-R" in the line above it, or NAN */
	int64_t threads, connections;
	int64_t completed; /* responses, whatever their status */
	int64_t bytes;
	double elapsed_ns, elapsed_step_ns; /* and to what it is rounded */
	double rate_rps;
	int64_t errors[WRK_ERRORS];
	bool ours;  /* not autocannon's */
	bool plain; /* wrk's "Latency Distribution", not wrk2's */
	bool ended; /* the last line was there */
	struct wrk_latency latency, uncorrected;
};

/* Writes one run. */
typedef int wrk_report_fn(const struct wrk_report *r, struct source_writer *out,
    struct err *err);

/* Reads the whole input.  That there is no run in it is an error. */
int wrk_reports_read(struct input *in, wrk_report_fn *write,
    struct source_writer *out, struct err *err);

/* Does a report of one of the two start in `head`?  Is it wrk2's? */
bool wrk_report_starts(struct span head);
bool wrk_report_is_wrk2(struct span head);

/* ---- wrk_run.c: what the two say alike ---- */

/* All but tool, offered rate, load model and percentile rule. */
struct run_facts wrk_facts(const struct wrk_report *r);

/*
 * Moments, and evidence as far as the percentiles give it; no counts, and
 * nothing at all if it is empty.
 */
struct series_facts wrk_series(const struct wrk_latency *l);

/* Adds the run with its label "threads". */
int wrk_run_begin(const struct wrk_report *r, const struct run_facts *facts,
    struct source_writer *out, struct err *err);

/* Adds the percentiles, or the errors, of the last series. */
int wrk_stated(const struct wrk_latency *l, struct source_writer *out,
    struct err *err);
int wrk_errors(const struct wrk_report *r, struct source_writer *out,
    struct err *err);

/* Writes a run of wrk (wrk_text.c); one may stand among those of wrk2. */
wrk_report_fn wrk_run_write;

#endif
