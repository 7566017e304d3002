/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The experimental index: what a study declares is all that it is made of.
 */
#include "tests/study_fixture.h"

#include <stdlib.h>
#include <unistd.h>

#include "analyze/meshmark.h"

static struct arena arena;

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static void a_term_says_what_of_what_and_how_it_weighs(void **state)
{
	struct meshmark_rule r;
	struct err err;

	(void)state;
	CHECK_INT(meshmark_parse("data_plane_cpu of 4cores weight 50% in my "
				 "proxies",
		      &arena, &r, &err),
	    0);
	CHECK_STR(r.metric, "data_plane_cpu");
	CHECK_STR(r.role, "data-plane");
	CHECK_STR(r.resource, "cpu_cores");
	CHECK_STR(r.class_name, "my proxies");
	CHECK_NEAR(r.capacity, 4, 0);
	CHECK_NEAR(r.weight, 0.5, 0);
	CHECK_INT(meshmark_parse("node_memory of 1GiB weight -20% in nodes",
		      &arena, &r, &err),
	    0);
	CHECK_NEAR(r.capacity, 1073741824, 0);
	CHECK_NEAR(r.weight, -0.2, 1e-15);
}

static void what_is_no_term_is_refused(void **state)
{
	static const char *const bad[] = { "", "node_cpu",
		"node_cpu of 4cores weight 51% in x",
		"node_cpu of 0cores weight 10% in x",
		"node_cpu of 4GiB weight 10% in x",
		"node_cpu of 4cores weight 10cores in x",
		"node_cpu of 4cores weight 10% in",
		"_cpu of 4cores weight 10% in x",
		"latency of 4cores weight 10% in x" };
	struct meshmark_rule r;
	struct err err;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK_INT(meshmark_parse(bad[i], &arena, &r, &err), -1);
	CHECK_STR(err.msg,
	    "meshmark \"latency of 4cores weight 10% in x\": expected "
	    "\"ROLE_cpu of CAPACITY weight WEIGHT in CLASS\" or \"ROLE_memory "
	    "...\" with a weight from -50% to 50%, as in \"data_plane_cpu of "
	    "4cores weight 50% in proxies\"");
}

/* Two runs a mesh; that of `b` uses 1 of 4 cores, that of `none` tells none. */
static void analyzed(const char *study, struct results *out)
{
	const struct made_run runs[] = {
		{ .labels = "mesh=none rep=1", .seconds = 60, .rate = 100 },
		{ .labels = "mesh=none rep=2",
		    .started_s = 100,
		    .seconds = 60,
		    .rate = 100 },
		{ .labels = "mesh=b rep=1",
		    .started_s = 200,
		    .seconds = 60,
		    .rate = 100,
		    .cpu_cores = 0.9 },
		{ .labels = "mesh=b rep=2",
		    .started_s = 300,
		    .seconds = 60,
		    .rate = 100,
		    .cpu_cores = 1.1 },
	};
	char path[] = "/tmp/meshstat-study-XXXXXX", option[60];
	const char *words[] = { option, NULL };
	struct db *db = made_archive(runs, 4);
	int fd = mkstemp(path);

	CHECK_INT(write(fd, study, strlen(study)), (int)strlen(study));
	close(fd);
	snprintf(option, sizeof(option), "--study=%s", path);
	made_analysis(db, words, &arena, out);
	unlink(path);
	db_close(db);
}

static void it_is_off_unless_a_study_declares_it(void **state)
{
	struct results r;

	(void)state;
	analyzed("percentiles: [50]\n", &r);
	CHECK_INT(r.meshmarks.len, 0);
	CHECK_INT(r.meshmark_terms.len, 0);
}

/* Classes: (0.75 x 0.5 + 0.5 x 0.25) / 2 = 0.25 of at most 0.375, and 0.9 x
 * 0.2 = 0.18 of 0.2: 0.215 of 0.2875. */
static void the_index_is_the_mean_of_its_classes(void **state)
{
	const struct meshmark_term *t;
	struct results r;

	(void)state;
	analyzed("percentiles: [50]\nmeshmark:\n"
		 "  - data_plane_cpu of 4cores weight 50% in proxies\n"
		 "  - data_plane_cpu of 10cores weight 20% in other\n"
		 "  - data_plane_cpu of 2cores weight 25% in proxies\n",
	    &r);
	CHECK_INT(r.meshmarks.len, 2);
	CHECK_STR(r.meshmarks.at[0].reason,
	    "data_plane_cpu is not known of every run");
	assert_true(isnan(r.meshmarks.at[0].score));
	CHECK_NEAR(r.meshmarks.at[1].raw, 0.215, 1e-9);
	CHECK_NEAR(r.meshmarks.at[1].limit, 0.2875, 1e-12);
	CHECK_NEAR(r.meshmarks.at[1].score, 100 * 0.215 / 0.2875, 1e-7);
	assert_null(r.meshmarks.at[1].reason);
	CHECK_INT(r.meshmark_terms.len, 6);
	t = &r.meshmark_terms.at[4];
	CHECK_STR(t->class_name, "other");
	CHECK_NEAR(t->used, 1, 1e-9);
	CHECK_NEAR(t->capacity, 10, 0);
	CHECK_NEAR(t->efficiency, 0.9, 1e-9);
	assert_non_null(
	    strstr(r.analysis.study, "\"meshmark\":[\"data_plane_cpu of 4cores "
				     "weight 50% in proxies\""));
}

static void more_than_the_capacity_is_no_efficiency(void **state)
{
	struct results r;

	(void)state;
	analyzed("percentiles: [50]\nmeshmark:\n"
		 "  - data_plane_cpu of 500mcores weight 50% in proxies\n",
	    &r);
	assert_true(isnan(r.meshmark_terms.at[1].efficiency));
	CHECK_STR(r.meshmarks.at[1].reason,
	    "data_plane_cpu is above the capacity that the study declares");
}

static void weights_that_only_punish_make_no_scale(void **state)
{
	struct results r;

	(void)state;
	analyzed("percentiles: [50]\nmeshmark:\n"
		 "  - data_plane_cpu of 4cores weight -50% in proxies\n",
	    &r);
	CHECK_NEAR(r.meshmarks.at[1].raw, -0.375, 1e-9);
	assert_true(isnan(r.meshmarks.at[1].score));
	CHECK_STR(r.meshmarks.at[1].reason, "no weight is above 0");
}

static void all_of_it_is_printed(void **state)
{
	struct results r;
	char text[8192];

	(void)state;
	analyzed("percentiles: [50]\nmeshmark:\n"
		 "  - data_plane_cpu of 4cores weight 50% in proxies\n",
	    &r);
	made_print(&r, text, sizeof(text));
	assert_non_null(strstr(text, "\nMeshMark, experimental: classes"));
	assert_non_null(strstr(text,
	    "\nnone: none, as data_plane_cpu is not known of every run\n"
	    "  proxies  data_plane_cpu  - of "));
	assert_non_null(
	    strstr(text, "\nb: 75.0 of 100 (raw 0.375 of at most 0.5)\n"));
	assert_non_null(strstr(text, "efficiency 0.75  weight 0.5\n"));
}

#define TEST(name) cmocka_unit_test_teardown(name, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_term_says_what_of_what_and_how_it_weighs),
		TEST(what_is_no_term_is_refused),
		TEST(it_is_off_unless_a_study_declares_it),
		TEST(the_index_is_the_mean_of_its_classes),
		TEST(more_than_the_capacity_is_no_efficiency),
		TEST(weights_that_only_punish_make_no_scale),
		TEST(all_of_it_is_printed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
