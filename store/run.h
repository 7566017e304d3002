/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sources and the runs in them: written by collect, read by analyze and render.
 *
 * Unknown is unknown, never zero: NULL for texts, NAN for rates, UNKNOWN for
 * whole numbers and times.
 */
#ifndef STORE_RUN_H
#define STORE_RUN_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "store/db.h"
#include "store/histogram.h"
#include "store/recorder.h"

/* What a slow answer does to the requests behind it. */
enum load_model {
	LOAD_UNKNOWN,
	LOAD_CLOSED,    /* delays them: coordinated omission */
	LOAD_OPEN,      /* nothing: they leave by the schedule */
	LOAD_CORRECTED, /* latency counts from the intended start */
};

/* How much a source knows of the distribution; README.md, "Formats". */
enum evidence {
	EVIDENCE_NONE,        /* moments only, or not even those */
	EVIDENCE_PERCENTILES, /* only points */
	EVIDENCE_HISTOGRAM,   /* bucket bounds are known */
	EVIDENCE_RAW,         /* every request */
	EVIDENCE_TIMED,       /* every request, with its time */
};

/* Which requests the latencies are of. */
enum population {
	POPULATION_UNKNOWN,
	POPULATION_ALL,       /* failed ones too */
	POPULATION_SUCCESSES, /* those with a response that the tool takes for
				 one: with most, of any status */
};

/* The words of the archive and of the JSON: "closed", "raw", "all", ... */
const char *load_model_word(enum load_model m);
const char *evidence_word(enum evidence e);
const char *population_word(enum population p);

/* What a source says of one run.  Start from RUN_UNKNOWN. */
struct run_facts {
	const char *name; /* as the tool or the file calls it */
	const char *tool; /* "fortio", "wrk2", ... */
	const char *tool_version;
	const char *target;    /* the URL or address, without secrets */
	int64_t started_at_ns; /* Unix time of the start of the load */
	int64_t duration_ns;   /* as measured */
	double offered_rps;    /* INFINITY: as fast as it can */
	double achieved_rps;
	int64_t connections;
	int64_t bytes_received;
	enum load_model load_model;
	enum population population;
	const char *percentile_rule; /* whose: "fortio", "hdr", ... */
	const char *incomplete;      /* why the run or its record stops early */
};

#define RUN_UNKNOWN                                                            \
	((struct run_facts){ .started_at_ns = UNKNOWN,                         \
	    .duration_ns = UNKNOWN,                                            \
	    .offered_rps = NAN,                                                \
	    .achieved_rps = NAN,                                               \
	    .connections = UNKNOWN,                                            \
	    .bytes_received = UNKNOWN })

/*
 * What a source says of one series of a run.  Start from SERIES_UNKNOWN.
 *
 * An error is a request without a response, or with one that is not 2xx or 3xx
 * (gRPC: not OK): the same for every tool, whatever it calls a success.  The
 * tool's own rule holds only where the author of the test can say what is a
 * success (JMeter, k6, Locust, Gatling), or where the tool says how many failed
 * and not with which status (ab's "Non-2xx" has 3xx in it).
 */
struct series_facts {
	const char *name; /* "total": the whole run */
	enum evidence evidence;
	int64_t requests; /* completed or failed, all that were sent */
	int64_t errors;   /* of them, as above */
	/* Written instead of `errors` where all statuses are stated: how many
	 * requests have none, for want of a response.  The errors are these and
	 * what series_status() gets of statuses that are errors.  Not read. */
	int64_t unanswered;
	/* The source lists responses alone: requests without one are neither
	 * among the requests nor among the errors. */
	bool errors_at_least;
	double mean_ns; /* of the population that run_facts names */
	/* The mean is known to half of this on either side: its last printed
	 * digit, or twice that where a tool cuts off; 0: it is exact. */
	double mean_step_ns;
	/* One latency, likewise: to half of the last digit that a source logs,
	 * or a whole one where it logs the difference of two clock readings.
	 * More where series_clock() finds it. */
	int64_t latency_step_ns;
	double stddev_ns; /* divided by n, not n - 1 */
	int64_t min_ns, max_ns;
};

#define SERIES_TOTAL "total"

#define SERIES_UNKNOWN                                                         \
	((struct series_facts){ .requests = UNKNOWN,                           \
	    .errors = UNKNOWN,                                                 \
	    .unanswered = UNKNOWN,                                             \
	    .mean_ns = NAN,                                                    \
	    .stddev_ns = NAN,                                                  \
	    .min_ns = UNKNOWN,                                                 \
	    .max_ns = UNKNOWN })

/* The rule above for a status as it stands there: "503", "5xx", "OK", "-1". */
bool status_is_error(struct span code);
bool http_is_error(int64_t status);

/* A percentile as the tool printed it, with what its digits leave open. */
struct stated_percentile {
	double p;        /* 0..100 */
	double value_ns; /* of several workers NAN: there are bounds alone */
	double low_ns, high_ns;
};

/* Where a label comes from; a later one wins over an earlier one. */
enum label_origin {
	LABEL_TOOL,  /* the tool's own facts */
	LABEL_TEXT,  /* its label text, by --label-pattern */
	LABEL_PATH,  /* the path, by --pattern */
	LABEL_TABLE, /* runs.csv beside the files */
	LABEL_SET,   /* --set */
};

/* When the load began, as the user says it: RFC 3339. */
#define RUN_START_LABEL "started_at"

/* ---- writing ---- */

/*
 * Names, messages and labels of tools lose the secrets of URLs in them, as
 * base/target.h says, whatever an importer did before.
 *
 * One source being written: all of it or nothing, also within a transaction of
 * several.  `name` is what a person would call it (a path, a URL without user
 * info).
 */
struct source_writer;

struct source_writer *source_begin(struct db *db, const char *name,
    const char *format, struct err *err);

/*
 * Keeps it, and frees w.  0, or 1 if a source of this content is in the
 * archive already, which then is as it was, or -1.
 */
int source_commit(struct source_writer *w, const char *sha256, int64_t bytes,
    struct err *err);
void source_discard(struct source_writer *w); /* frees w; NULL is fine */

/*
 * Adds a run; what follows until the next one is about it.  `facts` becomes
 * the tool's labels too where a comparison wants to know: tool, tool_version,
 * target, tls (by its scheme), offered_rps, connections, load_model.
 */
int source_run(struct source_writer *w, const struct run_facts *facts,
    struct err *err);

/* All about the last run. */
int run_label(struct source_writer *w, const char *key, const char *value,
    enum label_origin origin, struct err *err);

/* Adds a series; what follows until the next one is about it. */
int run_series(struct source_writer *w, const struct series_facts *facts,
    struct err *err);

/* All about the last series of the last run. */
int series_percentile(struct source_writer *w,
    const struct stated_percentile *p, struct err *err);
/* `second`: of the run, for a window of one second; -1: the whole run. */
int series_histogram(struct source_writer *w, int64_t second,
    const struct histogram *h, struct err *err);
/*
 * That the clock of the run is as coarse as recorder_step_ns() says, which
 * holds for all series of the run, where their own facts say less.  Of the
 * first series, the total; of others it does nothing.
 */
int series_clock(struct source_writer *w, const struct recorder *r,
    struct err *err);
/* All windows of a recorder, and its clock. */
int series_recorded(struct source_writer *w, struct recorder *r,
    struct err *err);
/* Responses by status: "200", "SERVING"; also what is no status: "-1". */
int series_status(struct source_writer *w, const char *code, int64_t count,
    struct err *err);
/* Failures by kind ("connect", "timeout", ...) and the tool's words. */
int series_error(struct source_writer *w, const char *kind, const char *message,
    int64_t count, struct err *err);

/* Functional checks of the series, added up by name. */
int series_assertion(struct source_writer *w, const char *name, int64_t passed,
    int64_t failed, struct err *err);

/*
 * Where the source ran, as it says itself: "kubernetes", "node.cpu", ...; or,
 * as SOURCE_WARNINGS, lines of what a reader should know that it lacks: what
 * the server that answered warns of, what was left out of it.
 */
#define SOURCE_WARNINGS "warnings"
int source_environment(struct source_writer *w, const char *key,
    const char *value, struct err *err);

/* Does it have runs, but no request and no failure, as a list of failures that
 * none came into? */
int source_is_blank(struct source_writer *w, bool *blank, struct err *err);

/*
 * How many runs w has so far; and makes the i-th (from 1) the one that
 * run_label() and run_label_read() are about.
 */
int64_t source_runs(const struct source_writer *w);
int source_select(struct source_writer *w, int64_t i, struct err *err);

/* Why the first of its runs that stops early does; "" if none. */
const char *source_incomplete(const struct source_writer *w);

/* A label that the run has already, or NULL, in the arena. */
int run_label_read(struct source_writer *w, const char *key, struct arena *a,
    const char **value, struct err *err);

/* ---- reading; everything lives in the arena ---- */

struct label {
	const char *key, *value;
	enum label_origin origin;
};

struct run {
	int64_t row;    /* of the archive; never show or sort by it */
	const char *id; /* from the content: the same in every archive */
	const char *source_name, *source_sha256, *source_format;
	struct run_facts facts;
	const char *contradiction; /* store/contradiction.h; NULL: none */
	const char
	    *series; /* that it is seen by: run_parts_load(); NULL: all */
	enum evidence evidence; /* of that series */
	struct label *labels;   /* sorted by key */
	size_t n_labels;
	struct series_facts total; /* of that series */
	const struct run *workers; /* that made it together; NULL: itself */
	size_t n_workers;
};

struct run_list {
	struct run *at;
	size_t len;
};

struct source {
	const char *sha256, *name, *format;
	int64_t bytes;
	const char *warnings; /* SOURCE_WARNINGS, or NULL */
};

struct source_list {
	struct source *at;
	size_t len;
};

struct series {
	int64_t row;
	struct series_facts facts;
};

struct series_list {
	struct series *at; /* "total" first, then by name */
	size_t len;
};

struct count {
	const char *what;
	int64_t count;
};

struct count_list {
	struct count *at;
	size_t len;
};

/*
 * In an order that does not depend on the order of collection: by id.  An
 * offered rate, a start or a number of connections that the tool does not
 * state is taken from the label of that name.
 *
 * Runs that are alike in every label but "worker" (and the start, "text", a
 * tool's free one, and what a tool counts of its own, as users) are one run,
 * made by several processes at once: it has the id of the first, their rates
 * and counts added up, their histograms merged second by second, and where one
 * of them has none, bounds of the percentiles.
 * What did not run at the same time, and a worker that is there twice, is no
 * such run, and stays what it is.
 */
int runs_load(struct db *db, struct arena *a, struct run_list *out,
    struct err *err);
int sources_load(struct db *db, struct arena *a, struct source_list *out,
    struct err *err);

/* The value of a label, or NULL. */
const char *run_label_value(const struct run *run, const char *key);

/* The name of what it is seen by: "total", or that of a part. */
const char *run_series_name(const struct run *run);

/* Of several workers, the series "total" alone. */
int run_series_load(struct db *db, const struct run *run, struct arena *a,
    struct series_list *out, struct err *err);

/*
 * The run by its parts (endpoints, labels, transactions), each as if it were
 * all of it: a series that counts its requests, beside the total.  By name.
 * Rates stay those of the run.
 */
int run_parts_load(struct db *db, const struct run *run, struct arena *a,
    struct run_list *out, struct err *err);

/* All windows of the run's series added up; released by the caller. */
int run_histogram_load(struct db *db, const struct run *run,
    struct histogram *out, struct err *err);
/* The same of any series. */
int series_histogram_load(struct db *db, int64_t series_row,
    struct histogram *out, struct err *err);

/* Requests that started in one second of a run. */
struct run_window {
	int64_t second; /* since the start; -1: not known, or all of the run */
	struct histogram h;
};

struct window_list {
	struct run_window *at; /* by second; owns its histograms */
	size_t len, cap;
};

/* The windows of the run's series, one by one; released by the caller. */
int run_windows_load(struct db *db, const struct run *run,
    struct window_list *out, struct err *err);
void windows_release(struct window_list *list);

/* Those from second `from` on, and -1, added up; released by the caller. */
struct histogram windows_sum(const struct window_list *list, int64_t from);

struct percentile_list {
	struct stated_percentile *at; /* by p */
	size_t len;
};
int run_percentiles_load(struct db *db, const struct run *run, struct arena *a,
    struct percentile_list *out, struct err *err);
int run_status_load(struct db *db, const struct run *run, struct arena *a,
    struct count_list *out, struct err *err);
/* what = "kind: message" */
int run_errors_load(struct db *db, const struct run *run, struct arena *a,
    struct count_list *out, struct err *err);

#endif
