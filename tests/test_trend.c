/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Releases in their order, and where they changed.
 */
#include "tests/study_fixture.h"

#include "analyze/describe.h"
#include "analyze/release.h"
#include "analyze/series.h"

static void releases_are_ordered_by_number_and_not_by_name(void **state)
{
	static const char *const ordered[] = { "1.2.5", "1.4.6", "1.9", "1.9.5",
		"v1.10-rc1", "1.10-rc2", "1.10", "1.10.1", "2", "edge" };

	(void)state;
	for (size_t i = 0; i < sizeof(ordered) / sizeof(*ordered); i++) {
		for (size_t j = 0; j < sizeof(ordered) / sizeof(*ordered); j++)
			CHECK_INT(release_compare(ordered[i], ordered[j]) < 0,
			    i < j);
	}
	CHECK_INT(release_compare("v1.2+build5", "1.2"), 0);
}

/* One figure a release, collected in no order. */
static void published_by(const char *cp, const char *const *releases,
    const double *ms, size_t n, struct arena *a, struct results *out)
{
	const char *words[] = { "--by=mesh_version", "--trend=mesh_version",
		"--percentiles=90", cp, NULL };
	char labels[40][60];
	struct made_run runs[40];
	struct db *db;

	for (size_t i = 0; i < n; i++) {
		size_t k = (i * 5 + 3) % n;

		snprintf(labels[i], sizeof(labels[i]),
		    "mesh=istio mesh_version=%s", releases[k]);
		runs[i] = (struct made_run){ .labels = labels[i],
			.started_s = 1000 * (int64_t)(n - i),
			.seconds = 60,
			.rate = 1000,
			.p90_ms = ms[k] };
	}
	db = made_archive(runs, n);
	made_analysis(db, words, a, out);
	db_close(db);
}

static void published(const char *const *releases, const double *ms, size_t n,
    struct arena *a, struct results *out)
{
	published_by(NULL, releases, ms, n, a, out);
}

/* istio.io, "Performance and Scalability": p90 that both sidecars add. */
static const char *const istio_releases[] = { "1.2.5", "1.4.6", "1.5.4",
	"1.6.8", "1.8", "1.9.5", "1.12.3", "1.13.4", "1.15" };
static const double istio_ms[] = { 8, 6.3, 2.8, 3.12, 2.76, 2.65, 2.65, 2.65 };

static void the_series_that_istio_published_changes_at_1_5(void **state)
{
	struct arena a = { 0 };
	struct results r;

	(void)state;
	published(istio_releases, istio_ms, 8, &a, &r);
	CHECK_STR(r.trends.at[0].release, "1.2.5");
	CHECK_STR(r.trends.at[7].release, "1.13.4");
	assert_true(r.change_points.len >= 1);
	CHECK_STR(r.change_points.at[0].metric, "latency_p90");
	CHECK_STR(r.change_points.at[0].release, "1.5.4");
	CHECK_STR(r.change_points.at[0].state, "confirmed");
	assert_true(r.change_points.at[0].p_value < 0.01);
	CHECK_NEAR(r.change_points.at[0].ratio,
	    sqrt(2.65 * 2.76) / sqrt(8 * 6.3), 0.02);
	CHECK_INT(r.change_points.len, 1);
	CHECK_INT(r.trends.at[1].segment, 1);
	CHECK_INT(r.trends.at[2].segment, 2);
	CHECK_STR(r.change_points.at[0].method,
	    "found by optimal partitioning; p is of a t test of the 2 releases "
	    "before against the 6 from there on, which allows for neighbors "
	    "that are alike, with the scatter of all "
	    "8, times the 5 places where it could have been (Bonferroni)");
	arena_release(&a);
}

/* Noise of 3 %, with one release in twenty far off; 2 % of series is what
 * E-divisive alone is allowed. */
static int alarms_of(enum change_finder finder)
{
	uint64_t random = 5;
	int alarms = 0;

	for (unsigned s = 1; s <= 300; s++) {
		struct series_changes c;
		struct arena a = { 0 };
		double at[8];

		for (size_t i = 0; i < 8; i++)
			at[i] = exp(0.03 * made_normal(&random) *
				    (made_uniform(&random) < 0.05 ? 5 : 1));
		c = series_changes((struct values){ at, 8 }, finder, s, &a);
		for (size_t i = 0; i < c.len; i++)
			alarms += c.at[i].is_confirmed;
		arena_release(&a);
	}
	return alarms;
}

static void short_quiet_series_seldom_raise_an_alarm(void **state)
{
	(void)state;
	assert_true(alarms_of(FINDER_EDIVISIVE) <= 9);
	assert_true(alarms_of(FINDER_PELT) <= 9);
}

/* Sixteen releases, the later half 20 % slower; `cp` is an option. */
static void stepped(const char *cp, struct arena *a, struct results *out)
{
	static const double noise[] = { 1, 1.01, 0.99, 1.005, 0.995, 1.008,
		0.992, 1.002 };
	static char names[16][8];
	const char *releases[16];
	double ms[16];

	for (size_t i = 0; i < 16; i++) {
		snprintf(names[i], sizeof(names[i]), "1.%zu", i);
		releases[i] = names[i];
		ms[i] = (i < 8 ? 10 : 12) * noise[i * 3 % 8];
	}
	published_by(cp, releases, ms, 16, a, out);
}

static void a_step_with_releases_enough_is_confirmed(void **state)
{
	struct arena a = { 0 };
	struct results r;

	(void)state;
	stepped(NULL, &a, &r);
	CHECK_INT(r.change_points.len, 1);
	CHECK_STR(r.change_points.at[0].state, "confirmed");
	CHECK_STR(r.change_points.at[0].method,
	    "found by E-divisive; p is of a t test of the 8 releases before "
	    "against the 8 from there on, which allows for neighbors that are "
	    "alike, but not for a place that was chosen by the same releases");
	CHECK_STR(r.change_points.at[0].release, "1.8");
	CHECK_NEAR(r.change_points.at[0].ratio, 1.2, 0.02);
	CHECK_INT(r.trends.at[7].segment, 1);
	CHECK_INT(r.trends.at[8].segment, 2);
	assert_non_null(strstr(r.analysis.study, "\"cp\":\"edivisive\""));
	arena_release(&a);
}

static void pelt_confirms_the_same_step_and_is_named(void **state)
{
	struct arena a = { 0 };
	struct results by, r;

	(void)state;
	stepped("--cp=edivisive", &a, &by);
	stepped("--cp=pelt", &a, &r);
	CHECK_INT(r.change_points.len, 1);
	CHECK_STR(r.change_points.at[0].state, "confirmed");
	CHECK_STR(r.change_points.at[0].release, "1.8");
	CHECK_NEAR(r.change_points.at[0].p_value,
	    by.change_points.at[0].p_value, 0);
	CHECK_STR(r.change_points.at[0].method,
	    "found by optimal partitioning; p is of a t test of the 8 releases "
	    "before against the 8 from there on, which allows for neighbors "
	    "that are alike, but not for a place that was chosen by the same "
	    "releases");
	assert_non_null(strstr(r.analysis.study, "\"cp\":\"pelt\""));
	arena_release(&a);
}

/* Of six releases there are 20 ways to take three: no permutation is rare
 * enough for E-divisive. */
static void pelt_finds_a_step_that_permutations_are_too_few_for(void **state)
{
	static const double ms[] = { 10, 10.02, 9.99, 12, 12.03, 11.98 };
	struct arena a = { 0 };
	struct results r;

	(void)state;
	published_by("--cp=edivisive", istio_releases, ms, 6, &a, &r);
	CHECK_STR(r.change_points.at[0].state, "possible");
	published_by("--cp=pelt", istio_releases, ms, 6, &a, &r);
	CHECK_INT(r.change_points.len, 1);
	CHECK_STR(r.change_points.at[0].state, "confirmed");
	CHECK_STR(r.change_points.at[0].release, "1.6.8");
	arena_release(&a);
}

static void a_quiet_series_does_not_change(void **state)
{
	static const double ms[] = { 10, 10.1, 9.9, 10.05, 9.95, 10.08, 9.92,
		10.02 };
	struct arena a = { 0 };
	struct results r;

	(void)state;
	published(istio_releases, ms, 8, &a, &r);
	CHECK_INT(r.change_points.len, 0);
	arena_release(&a);
}

/* Three releases with four runs each, the last 20 % slower. */
static void the_newest_is_held_against_the_baseline_and_the_previous(
    void **state)
{
	static const double ms[3][4] = { { 10, 10.1, 9.9, 10.05 },
		{ 10.02, 9.95, 10.08, 9.97 }, { 12, 12.1, 11.9, 12.05 } };
	const char *words[] = { "--by=mesh_version", "--trend=mesh_version",
		"--baseline=1.0", "--percentiles=90", NULL };
	char labels[12][60];
	struct made_run runs[12];
	const struct trend_point *newest;
	struct arena a = { 0 };
	struct results r;
	struct db *db;

	(void)state;
	for (int i = 0; i < 12; i++) {
		snprintf(labels[i], sizeof(labels[i]),
		    "mesh=istio mesh_version=1.%d rep=%d", i / 4, i % 4);
		runs[i] = (struct made_run){ .labels = labels[i],
			.seconds = 60,
			.rate = 1000,
			.p90_ms = ms[i / 4][i % 4] };
	}
	db = made_archive(runs, 12);
	made_analysis(db, words, &a, &r);
	db_close(db);
	newest = &r.trends.at[2];
	CHECK_STR(newest->release, "1.2");
	CHECK_STR(newest->baseline, "1.0");
	CHECK_STR(newest->from_baseline.verdict, "regression");
	CHECK_STR(newest->from_previous.verdict, "regression");
	CHECK_NEAR(newest->from_previous.ratio, 1.2, 0.01);
	CHECK_STR(r.trends.at[1].from_previous.verdict, "equivalent");
	assert_null(r.trends.at[0].from_baseline.verdict);
	arena_release(&a);
}

/* As fractions of a target of 10 ms: a creep of 1 % a release, which no step
 * of it shows. */
static void a_creep_is_off_the_declared_target(void **state)
{
	static const double ms[] = { 9.9, 10.1, 10.0, 10.1, 10.3, 10.3, 10.5,
		10.5, 10.7, 10.7, 10.9, 10.9 };
	const char *words[] = { "--by=mesh_version", "--trend=mesh_version",
		"--baseline=1.2", "--percentiles=90",
		"--target=latency_p90 = 10ms", NULL };
	char labels[12][60];
	struct made_run runs[12];
	struct arena a = { 0 };
	struct results r;
	struct db *db;
	double noise, sum = 0, d[11], logs[12];
	char text[8192];

	(void)state;
	for (int i = 0; i < 12; i++) {
		snprintf(labels[i], sizeof(labels[i]),
		    "mesh=istio mesh_version=1.%d", i);
		runs[i] = (struct made_run){ .labels = labels[i],
			.seconds = 60,
			.rate = 1000,
			.p90_ms = ms[i] };
	}
	db = made_archive(runs, 12);
	made_analysis(db, words, &a, &r);
	db_close(db);
	for (int i = 0; i < 12; i++)
		logs[i] = log(ms[i]);
	for (int i = 0; i < 11; i++)
		d[i] = logs[i + 1] - logs[i];
	noise =
	    mad_of((struct values){ d, 11 }) / (0.6744897501960817 * sqrt(2));
	assert_true(isnan(r.trends.at[1].cusum_above));
	for (int i = 2; i < 12; i++) {
		sum = fmax(0, sum + logs[i] - log(10) - noise / 2);
		CHECK_NEAR(r.trends.at[i].cusum_above, sum / noise, 1e-6);
		CHECK_NEAR(r.trends.at[i].target, 0.01, 0);
	}
	assert_true(r.trends.at[4].cusum_above < OFF_TARGET);
	assert_true(r.trends.at[5].cusum_above > OFF_TARGET);
	assert_true(r.trends.at[11].cusum_above > OFF_TARGET);
	CHECK_NEAR(r.trends.at[11].cusum_below, 0, 0);
	made_print(&r, text, sizeof(text));
	assert_non_null(
	    strstr(text, "\noff target at 1.5: above the 10.0 ms of "
			 "the study (CUSUM 5.1, limit 5)\n"));
	arena_release(&a);
}

static void a_label_may_order_releases(void **state)
{
	const struct made_run runs[] = {
		{ .labels = "mesh=a mesh_version=zebra release_order=1",
		    .seconds = 60,
		    .rate = 10,
		    .p90_ms = 5 },
		{ .labels = "mesh=a mesh_version=ant release_order=2",
		    .seconds = 60,
		    .rate = 10,
		    .p90_ms = 5 },
		{ .labels = "mesh=a mesh_version=bee release_order=10",
		    .seconds = 60,
		    .rate = 10,
		    .p90_ms = 5 },
	};
	const char *words[] = { "--by=mesh", "--trend=mesh_version",
		"--percentiles=90", NULL };
	struct db *db = made_archive(runs, 3);
	struct arena a = { 0 };
	struct results r;

	(void)state;
	made_analysis(db, words, &a, &r);
	CHECK_STR(r.trends.at[0].release, "zebra");
	CHECK_STR(r.trends.at[1].release, "ant");
	CHECK_STR(r.trends.at[2].release, "bee");
	CHECK_STR(r.trends.at[0].value, "a");
	arena_release(&a);
	db_close(db);
}

/* Three runs of four releases: the third fails half of its requests at once. */
static void releases_of_which_one_fails(struct arena *a, struct results *out)
{
	const char *words[] = { "--trend=mesh_version", "--percentiles=90",
		NULL };
	char labels[12][60];
	struct made_run runs[12];
	struct db *db;

	for (int i = 0; i < 12; i++) {
		bool fails = i / 3 == 2;

		snprintf(labels[i], sizeof(labels[i]),
		    "mesh=istio mesh_version=1.%d", i / 3);
		runs[i] = (struct made_run){ .labels = labels[i],
			.started_s = 100 * i,
			.seconds = 60,
			.rate = 1000,
			.errors = fails ? 30000 : 0,
			.p90_ms = fails ? 1 : 10 + i % 3 * 0.1 };
	}
	db = made_archive(runs, 12);
	made_analysis(db, words, a, out);
	db_close(db);
}

static const struct trend_point *point_of(const struct results *r,
    const char *metric, const char *release)
{
	for (size_t i = 0; i < r->trends.len; i++) {
		const struct trend_point *t = &r->trends.at[i];

		if (strcmp(t->metric, metric) == 0 &&
		    strcmp(t->release, release) == 0)
			return t;
	}
	fail_msg("no %s of %s", metric, release);
	return NULL;
}

static void a_release_that_fails_fast_is_no_improvement(void **state)
{
	struct arena a = { 0 };
	struct results r;
	const struct trend_point *t;
	size_t named = 0;

	(void)state;
	releases_of_which_one_fails(&a, &r);
	t = point_of(&r, "latency_p90", "1.2");
	CHECK_NEAR(t->estimate, 0.001, 1e-9);
	CHECK_STR(t->from_baseline.verdict, "not-comparable");
	CHECK_STR(t->from_previous.verdict, "not-comparable");
	t = point_of(&r, "latency_p90", "1.3");
	CHECK_STR(t->from_previous.verdict, "not-comparable");
	CHECK_STR(t->from_baseline.verdict, "equivalent");
	CHECK_INT(r.change_points.len, 0);
	for (size_t i = 0; i < r.qualities.len; i++)
		named += strstr(r.qualities.at[i].detail,
			     "too many requests failed: 0 % of 1.1, 50.0 % of "
			     "1.2") != NULL;
	CHECK_INT(named, 1);
	arena_release(&a);
}

static void failures_are_followed_where_there_are_any(void **state)
{
	static char text[20000];
	struct arena a = { 0 };
	struct results r;
	const struct trend_point *t;

	(void)state;
	releases_of_which_one_fails(&a, &r);
	assert_null(point_of(&r, "error_ratio", "1.1")->from_previous.verdict);
	CHECK_STR(point_of(&r, "error_ratio", "1.2")->from_previous.verdict,
	    "regression");
	t = point_of(&r, "error_ratio", "1.3");
	CHECK_STR(t->from_previous.verdict, "improvement");
	assert_true(isnan(t->from_previous.ratio));
	CHECK_NEAR(t->from_previous.change, -0.5, 1e-9);
	assert_true(t->from_previous.change_low < -0.5);
	assert_true(t->from_previous.change_high > -0.5);
	made_print(&r, text, sizeof(text));
	assert_non_null(strstr(text, "-50 pp [-50.2 pp, -49.8 pp] improvement  "
				     "neither failed\n"));
	arena_release(&a);
	published(istio_releases, istio_ms, 8, &a, &r);
	for (size_t i = 0; i < r.trends.len; i++)
		assert_string_not_equal(r.trends.at[i].metric, "error_ratio");
	arena_release(&a);
}

/* Six releases; what `parts` say stands in every run of theirs. */
static void releases_in_two_parts(const char *by, const char *const *parts,
    struct arena *a, struct results *out)
{
	const char *words[] = { by, "--trend=mesh_version", "--percentiles=90",
		NULL };
	char labels[12][120];
	struct made_run runs[12];
	struct db *db;

	for (int i = 0; i < 12; i++) {
		snprintf(labels[i], sizeof(labels[i]),
		    "mesh=istio mesh_version=1.%d%s", i % 6, parts[i / 6]);
		runs[i] = (struct made_run){ .labels = labels[i],
			.started_s = 100 * i,
			.seconds = 60,
			.rate = 1000,
			.p90_ms = 10 + i / 6 };
	}
	db = made_archive(runs, 12);
	made_analysis(db, words, a, out);
	db_close(db);
}

static void releases_that_another_target_parts_are_named_by_it(void **state)
{
	static const char *const parts[] = { " target=http://a/",
		" target=http://b/" };
	struct arena a = { 0 };
	struct results r;

	(void)state;
	releases_in_two_parts("--by=mesh", parts, &a, &r);
	CHECK_STR(r.trends.at[0].conditions, "target http://a/");
	CHECK_STR(r.trends.at[r.trends.len - 1].conditions, "target http://b/");
	assert_null(made_check(&r, "trend", NULL));
	releases_in_two_parts("--by=mesh_version", parts, &a, &r);
	CHECK_STR(r.trends.at[0].value, "istio");
	CHECK_STR(r.trends.at[0].conditions, "target http://a/");
	CHECK_STR(r.trends.at[r.trends.len - 1].conditions, "target http://b/");
	arena_release(&a);
}

/* Three releases with labels of their own. */
static void releases_apart(const char *const *labels, const char *allow,
    struct arena *a, struct results *out)
{
	const char *words[] = { "--by=mesh", "--trend=mesh_version",
		"--percentiles=90", allow, NULL };
	struct made_run runs[3];
	struct db *db;

	for (int i = 0; i < 3; i++)
		runs[i] = (struct made_run){ .labels = labels[i],
			.seconds = 60,
			.rate = 1000,
			.p90_ms = 10 };
	db = made_archive(runs, 3);
	made_analysis(db, words, a, out);
	db_close(db);
}

static void releases_with_a_host_each_are_told_what_to_type(void **state)
{
	static const char *const labels[] = {
		"mesh=istio mesh_version=1.0 target=http://v1-0/ tls=no",
		"mesh=istio mesh_version=1.1 target=http://v1-1/ tls=no",
		"mesh=istio mesh_version=1.2 target=http://v1-2/ tls=yes"
	};
	struct arena a = { 0 };
	struct results r;

	(void)state;
	releases_apart(labels, NULL, &a, &r);
	CHECK_INT(r.trends.len, 0);
	CHECK_STR(made_check(&r, "trend", NULL)->state, "warn");
	CHECK_STR(made_check(&r, "trend", NULL)->detail,
	    "mesh_version 1.0 and 2 more of istio: in no series of releases, "
	    "since target differs (http://v1-0/ of 1.0, http://v1-1/ of 1.1): "
	    "give "
	    "--allow target to take them for one series");
	releases_apart(labels, "--allow=target", &a, &r);
	assert_true(r.trends.len > 0);
	CHECK_STR(made_check(&r, "trend", NULL)->detail,
	    "mesh_version 1.2 of istio: in no series of releases, since tls "
	    "differs (yes of 1.2, no of 1.0): give --allow tls to take them "
	    "for one series");
	arena_release(&a);
}

static void releases_at_a_load_each_are_told_that_none_goes_over_loads(
    void **state)
{
	static const char *const labels[] = {
		"mesh=istio mesh_version=1.0 payload_bytes=1",
		"mesh=istio mesh_version=1.1 payload_bytes=2",
		"mesh=istio mesh_version=1.2 payload_bytes=3"
	};
	struct arena a = { 0 };
	struct results r;

	(void)state;
	releases_apart(labels, "--allow=payload_bytes", &a, &r);
	CHECK_INT(r.trends.len, 0);
	CHECK_STR(made_check(&r, "trend", NULL)->detail,
	    "mesh_version 1.0 and 2 more of istio: in no series of releases, "
	    "since payload_bytes differs (1 of 1.0, 2 of 1.1): no series goes "
	    "over "
	    "several loads");
	arena_release(&a);
}

/* Releases 1.0 to 1.202 of istio, of which 200 are followed. */
static void too_many_releases(const char *by, const char *baseline,
    struct arena *a, struct results *out)
{
	static struct made_run runs[203];
	static char labels[203][40];
	const char *words[] = { by, "--trend=mesh_version", "--percentiles=90",
		"--cp=pelt", baseline, NULL };
	struct db *db;
	size_t n = 0;

	for (int i = 0; i < 203; i++) {
		snprintf(labels[i], sizeof(labels[i]),
		    "mesh=istio mesh_version=1.%d", i);
		runs[i] = (struct made_run){ .labels = labels[i],
			.seconds = 60,
			.rate = 1000,
			.p90_ms = 10 };
	}
	db = made_archive(runs, 203);
	made_analysis(db, words, a, out);
	db_close(db);
	for (size_t i = 0; i < out->trends.len; i++)
		n += strcmp(out->trends.at[i].metric, "latency_p90") == 0;
	CHECK_INT(n, 200);
}

/* Their older ones made a second series of the same name, and an error. */
static void of_too_many_releases_the_newest_are_followed(void **state)
{
	struct arena a = { 0 };
	struct results r;

	(void)state;
	too_many_releases("--by=mesh", NULL, &a, &r);
	CHECK_STR(r.trends.at[0].release, "1.3");
	CHECK_STR(made_check(&r, "trend", NULL)->detail,
	    "of 203 releases of istio the newest 200 are followed");
	arena_release(&a);
}

/* Another one took the place of the baseline that was asked for. */
static void of_too_many_releases_the_baseline_stays(void **state)
{
	struct arena a = { 0 };
	struct results r;

	(void)state;
	too_many_releases("--by=mesh_version", "--baseline=1.1", &a, &r);
	CHECK_STR(r.trends.at[0].release, "1.1");
	CHECK_STR(r.trends.at[1].release, "1.4");
	CHECK_STR(r.trends.at[1].baseline, "1.1");
	CHECK_STR(made_check(&r, "trend", NULL)->detail,
	    "of 203 releases of istio the newest 199 and 1.1 are followed");
	arena_release(&a);
}

static void a_single_release_is_no_trend(void **state)
{
	static const char *const labels[] = { "mesh=istio mesh_version=1.0",
		"mesh=none mesh_version=1.0", "mesh=linkerd mesh_version=1.0" };
	struct arena a = { 0 };
	struct results r;

	(void)state;
	releases_apart(labels, NULL, &a, &r);
	CHECK_INT(r.trends.len, 0);
	CHECK_STR(made_check(&r, "trend", NULL)->detail,
	    "no trend: mesh_version is 1.0 in all runs");
	arena_release(&a);
}

static void releases_that_lack_a_label_are_a_series_of_their_own(void **state)
{
	static const char *const parts[] = { " protocol=grpc", "" };
	struct arena a = { 0 };
	struct results r;

	(void)state;
	releases_in_two_parts("--by=mesh", parts, &a, &r);
	CHECK_STR(r.trends.at[0].conditions, "");
	CHECK_STR(r.trends.at[r.trends.len - 1].conditions, "protocol grpc");
	arena_release(&a);
}

/* v1 and v2 on 8 connections, v3 and v4 on 16: no release has both. */
static void a_condition_that_changed_between_releases_is_named(void **state)
{
	const struct made_run runs[] = {
		{ "mesh_version=1 connections=8", 0, 60, 10, .p90_ms = 5 },
		{ "mesh_version=2 connections=8", 0, 60, 10, .p90_ms = 5 },
		{ "mesh_version=3 connections=16", 0, 60, 10, .p90_ms = 5 },
		{ "mesh_version=4 connections=16", 0, 60, 10, .p90_ms = 5 },
	};
	const char *words[] = { "--by=mesh_version", "--trend=mesh_version",
		"--percentiles=90", NULL };
	struct db *db = made_archive(runs, 4);
	struct arena a = { 0 };
	struct results r;

	(void)state;
	made_analysis(db, words, &a, &r);
	CHECK_STR(r.trends.at[0].conditions, "8 connections");
	CHECK_STR(r.trends.at[r.trends.len - 1].conditions, "16 connections");
	arena_release(&a);
	db_close(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    releases_are_ordered_by_number_and_not_by_name),
		cmocka_unit_test(
		    the_series_that_istio_published_changes_at_1_5),
		cmocka_unit_test(short_quiet_series_seldom_raise_an_alarm),
		cmocka_unit_test(a_step_with_releases_enough_is_confirmed),
		cmocka_unit_test(pelt_confirms_the_same_step_and_is_named),
		cmocka_unit_test(
		    pelt_finds_a_step_that_permutations_are_too_few_for),
		cmocka_unit_test(a_quiet_series_does_not_change),
		cmocka_unit_test(
		    the_newest_is_held_against_the_baseline_and_the_previous),
		cmocka_unit_test(a_creep_is_off_the_declared_target),
		cmocka_unit_test(a_label_may_order_releases),
		cmocka_unit_test(a_release_that_fails_fast_is_no_improvement),
		cmocka_unit_test(failures_are_followed_where_there_are_any),
		cmocka_unit_test(
		    releases_that_another_target_parts_are_named_by_it),
		cmocka_unit_test(
		    releases_with_a_host_each_are_told_what_to_type),
		cmocka_unit_test(
		    releases_at_a_load_each_are_told_that_none_goes_over_loads),
		cmocka_unit_test(of_too_many_releases_the_newest_are_followed),
		cmocka_unit_test(of_too_many_releases_the_baseline_stays),
		cmocka_unit_test(a_single_release_is_no_trend),
		cmocka_unit_test(
		    releases_that_lack_a_label_are_a_series_of_their_own),
		cmocka_unit_test(
		    a_condition_that_changed_between_releases_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
