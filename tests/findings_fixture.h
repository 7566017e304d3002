/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an analysis finds over several configurations, loads and releases, for
 * tests of what is rendered.  The numbers are made up.
 */
#ifndef TESTS_FINDINGS_FIXTURE_H
#define TESTS_FINDINGS_FIXTURE_H

#include "tests/sources_fixture.h"

#include "store/result_write.h"

#define FIXTURE_RELEASES 12
#define FIXTURE_STEP 8 /* the release at which latency rises */

/* The first is best, the others are tied. */
static inline void fixture_ranking(struct db *db, const struct analysis *a,
    const int64_t *cells, int n)
{
	static const char *const metrics[] = { "latency_p50", "latency_p99" };
	struct err err;

	for (int i = 0; i < 2 * n; i++) {
		int k = i % n;
		struct ranking r = { cells[k], metrics[i / n], "seconds",
			1e-3 * (k + 1), k ? 2 : 1, k ? n : 1, n, k ? "b" : "a",
			0.0021, "welch" };

		CHECK_INT(ranking_save(db, a, &r, &err), 0);
	}
}

static inline void fixture_cost(struct db *db, const struct analysis *a,
    const char *value, const char *kind, double cores)
{
	struct cpu_cost c = { .value = value,
		.conditions = "",
		.role = "data-plane",
		.kind = kind,
		.unit = "cores_per_1k_rps",
		.estimate = cores,
		.low = cores * 0.9,
		.high = cores * 1.1,
		.se_hc3 = cores * 0.04,
		.theil_sen = cores * 1.01,
		.change = 0.01,
		.change_low = 0.004,
		.change_high = 0.016,
		.ratio = 1.25,
		.ratio_low = 1.1,
		.ratio_high = 1.4,
		.p_value = 0.003,
		.loads = 3,
		.runs = 15,
		.note = "" };
	struct err err;

	if (strcmp(kind, "average") == 0) {
		c.change = NAN;
		c.note = "includes idle cost";
	}
	if (strcmp(kind, "idle") == 0)
		c.unit = "cores";
	CHECK_INT(cpu_cost_save(db, a, &c, &err), 0);
}

static inline void fixture_capacity(struct db *db, const struct analysis *a,
    const char *value, const struct capacity *like)
{
	struct capacity c = *like;
	struct err err;

	c.value = value;
	c.conditions = "";
	CHECK_INT(capacity_save(db, a, &c, &err), 0);
}

static inline void fixture_capacities(struct db *db, const struct analysis *a,
    const char *value)
{
	const struct capacity all[] = {
		{ .kind = "slo",
		    .metric = "latency_p99",
		    .unit = "rps",
		    .estimate = 2750,
		    .low = 2000,
		    .high = 6000,
		    .objective = 0.0045,
		    .loads = 3,
		    .note = "latency_p99 <= 4.5ms" },
		{ .kind = "slo-sure",
		    .metric = "latency_p99",
		    .unit = "rps",
		    .estimate = NAN,
		    .low = NAN,
		    .high = 500,
		    .objective = 0.0045,
		    .loads = 3,
		    .note = "no load keeps it with its whole interval" },
		{ .kind = "knee",
		    .metric = "latency_p99",
		    .unit = "rps",
		    .estimate = 2000,
		    .low = NAN,
		    .high = NAN,
		    .objective = NAN,
		    .loads = 3,
		    .note = "where latency begins to rise; descriptive" },
		{ .kind = "usl-peak",
		    .metric = "throughput",
		    .unit = "connections",
		    .estimate = 44,
		    .low = NAN,
		    .high = NAN,
		    .objective = NAN,
		    .loads = 7,
		    .note = "extrapolated" },
		{ .kind = "usl-gamma",
		    .metric = "throughput",
		    .unit = "rps",
		    .estimate = 1000,
		    .low = 900,
		    .high = 1100,
		    .objective = NAN,
		    .loads = 7,
		    .note = "" },
		{ .kind = "usl-alpha",
		    .metric = "throughput",
		    .unit = "",
		    .estimate = 0.02,
		    .low = 0.01,
		    .high = 0.03,
		    .objective = NAN,
		    .loads = 7,
		    .note = "" },
		{ .kind = "usl-beta",
		    .metric = "throughput",
		    .unit = "",
		    .estimate = 0.0005,
		    .low = NAN,
		    .high = NAN,
		    .objective = NAN,
		    .loads = 7,
		    .note = "at boundary" },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		fixture_capacity(db, a, value, &all[i]);
}

static inline void fixture_release(struct db *db, const struct analysis *a,
    const char *value, const char *metric, int i)
{
	double level = i < FIXTURE_STEP ? 4.6e-3 : 5.5e-3;
	double estimate = level * (1 + 0.01 * (i * 5 % 3 - 1));
	char release[16];
	struct trend_point t = { .value = value,
		.conditions = "8 connections",
		.metric = metric,
		.ordinal = i + 1,
		.release = release,
		.unit = "seconds",
		.estimate = i == 3 ? NAN : estimate,
		.low = i == 3 ? NAN : estimate * 0.97,
		.high = i == 5 ? 1 : estimate * 1.03,
		.runs = i == 3 ? 0 : 5,
		.segment = i < FIXTURE_STEP ? 1 : 2,
		.baseline = "1.0",
		.from_baseline = { estimate / 4.6e-3, 1.1, 1.3, NAN, NAN, NAN,
		    i < FIXTURE_STEP ? "equivalent" : "regression" },
		.from_previous = { 1.01, 0.97, 1.05, NAN, NAN, NAN,
		    "inconclusive" } };
	struct err err;

	snprintf(release, sizeof(release), "1.%d", i);
	if (i == 0)
		t.from_baseline = t.from_previous = RELEASE_UNCOMPARED;
	CHECK_INT(trend_point_save(db, a, &t, &err), 0);
}

static inline void fixture_trend(struct db *db, const struct analysis *a,
    const char *value)
{
	struct change_point c = { value, "8 connections", "latency_p99",
		FIXTURE_STEP + 1, "1.8", 1.196, 0.0049, 0.31, "confirmed",
		"E-divisive" };
	struct err err;

	for (int i = 0; i < FIXTURE_RELEASES; i++) {
		fixture_release(db, a, value, "latency_p99", i);
		fixture_release(db, a, value, "latency_p50", i);
	}
	CHECK_INT(change_point_save(db, a, &c, &err), 0);
}

static inline void fixture_findings(struct db *db, const struct analysis *a,
    const struct fixture *f)
{
	for (int v = 0; f->variants[v].name; v++) {
		const char *value = f->variants[v].name;

		fixture_capacities(db, a, value);
		fixture_cost(db, a, value, "marginal", 0.02 + 0.005 * v);
		fixture_cost(db, a, value, "idle", 0.015);
		fixture_cost(db, a, value, "average", 0.05);
		fixture_trend(db, a, value);
	}
}

#endif
