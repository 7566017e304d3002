/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/gatling.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "collect/tally.h"

#define MS 1000000LL
#define NAME_MAX_BYTES (2 * GATLING_TEXT + 4)

struct gatling_run {
	struct tally *tally;
	char simulation[GATLING_TEXT], version[32];
	int64_t start_ms;
	int64_t last_ms; /* of requests and users; UNKNOWN: none */
	int64_t users, users_max;
};

struct gatling_run *gatling_run_new(void)
{
	struct gatling_run *run = xcalloc(1, sizeof(*run));

	run->tally = tally_new(MS);
	run->start_ms = run->last_ms = UNKNOWN;
	return run;
}

void gatling_run_free(struct gatling_run *run)
{
	if (!run)
		return;
	tally_free(run->tally);
	free(run);
}

void gatling_run_begin(struct gatling_run *run, const char *simulation,
    const char *version, int64_t start_ms)
{
	snprintf(run->simulation, sizeof(run->simulation), "%s",
	    simulation ? simulation : "");
	snprintf(run->version, sizeof(run->version), "%s",
	    version ? version : "");
	run->start_ms = start_ms;
	if (start_ms != UNKNOWN)
		tally_origin(run->tally, start_ms * MS);
}

/* ---- requests ---- */

/* "outer / inner / name" */
static void name_of(const struct gatling_request *r, char name[NAME_MAX_BYTES])
{
	size_t len = 0;

	for (const char *c = r->group; *c && len < GATLING_TEXT; c++) {
		if (*c == ',') {
			memcpy(name + len, " / ", 3);
			len += 3;
		} else {
			name[len++] = *c;
		}
	}
	snprintf(name + len, NAME_MAX_BYTES - len, "%s%.*s", len ? " / " : "",
	    GATLING_TEXT - 8, r->name);
}

/* "status.find.is(200), but actually found 500", "..., found 404" */
static bool is_status(const char *message)
{
	size_t len = strlen(message);

	return strncmp(message, "status.", 7) == 0 && len > 9 &&
	       strncmp(message + len - 9, "found ", 6) == 0;
}

static const char *kind_of(const char *message)
{
	static const char *const kinds[][2] = {
		{ "ConnectTimeout", "connect" },
		{ "imeout", "timeout" },
		{ "ConnectException", "connect" },
		{ "Connection refused", "connect" },
		{ "UnknownHost", "connect" },
		{ "PrematureClose", "socket" },
		{ "SSL", "socket" },
		{ "IOException", "socket" },
		{ ".find", "assertion" },
	};

	if (is_status(message))
		return "status";
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strstr(message, kinds[i][0]))
			return kinds[i][1];
	return "other";
}

static void last_at(struct gatling_run *run, int64_t at_ms)
{
	if (run->last_ms == UNKNOWN || at_ms > run->last_ms)
		run->last_ms = at_ms;
}

void gatling_run_add(struct gatling_run *run, const struct gatling_request *g)
{
	char name[NAME_MAX_BYTES];
	const char *message = g->message ? g->message : "";
	struct request r = {
		.name = name,
		.start_ns = g->start_ms * MS,
		.latency_ns = UNKNOWN,
		.failed = g->failed || g->end_ms == UNKNOWN,
	};

	name_of(g, name);
	if (g->end_ms != UNKNOWN)
		r.latency_ns = (g->end_ms - g->start_ms) * MS;
	if (r.failed) {
		r.error_kind = kind_of(message);
		r.error = message;
	}
	tally_add(run->tally, &r);
	last_at(run, g->end_ms == UNKNOWN ? g->start_ms : g->end_ms);
}

void gatling_run_user(struct gatling_run *run, bool starts, int64_t at_ms)
{
	run->users += starts ? 1 : -1;
	if (run->users > run->users_max)
		run->users_max = run->users;
	last_at(run, at_ms);
}

void gatling_run_error(struct gatling_run *run, const char *message)
{
	tally_error(run->tally, "user", message);
}

/* ---- the run ---- */

/* Tests of Gatling's own have times that lie before the run: no start then. */
static void set_times(const struct gatling_run *run, struct tally_sum sum,
    struct run_facts *f)
{
	int64_t first_ns = sum.requests ? sum.first_ns : UNKNOWN;
	int64_t start_ns =
	    run->start_ms == UNKNOWN ? first_ns : run->start_ms * MS;

	if (first_ns != UNKNOWN && first_ns < start_ns)
		start_ns = first_ns;
	else
		f->started_at_ns = start_ns;
	if (start_ns != UNKNOWN && run->last_ms != UNKNOWN &&
	    run->last_ms * MS >= start_ns)
		f->duration_ns = run->last_ms * MS - start_ns;
	if (f->duration_ns > 0)
		f->achieved_rps =
		    (double)sum.requests * 1e9 / (double)f->duration_ns;
}

int gatling_run_write(const struct gatling_run *run, const char *incomplete,
    struct source_writer *out, struct err *err)
{
	struct run_facts f = RUN_UNKNOWN;
	char users[24];

	f.name = *run->simulation ? run->simulation : NULL;
	f.tool = "gatling";
	f.tool_version = *run->version ? run->version : NULL;
	f.population = POPULATION_ALL;
	f.incomplete = incomplete;
	set_times(run, tally_sum(run->tally), &f);
	if (source_run(out, &f, err))
		return -1;
	snprintf(users, sizeof(users), "%lld", (long long)run->users_max);
	if (run->users_max > 0 &&
	    run_label(out, "users", users, LABEL_TOOL, err))
		return -1;
	return tally_write(run->tally, out, err);
}
