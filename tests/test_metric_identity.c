/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include <string.h>

#include "store/metric_identity.h"

struct given {
	int64_t source;
	const char *labels;
};

/* How many series there are, each counted once. */
static size_t distinct(const struct given *given, size_t n)
{
	struct arena a = { 0 };
	struct metric_list list = { 0 };
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		*ARENA_PUSH(&a, &list) = (struct metric){
			.source = given[i].source,
			.name = "cpu",
			.role = "data-plane",
			.component = "proxy",
			.labels = given[i].labels,
		};
	metrics_identify(&list, &a);
	for (size_t i = 0; i < n; i++)
		count +=
		    !i || strcmp(list.at[i - 1].identity, list.at[i].identity);
	arena_release(&a);
	return count;
}
#define DISTINCT(...)                                                          \
	distinct((const struct given[]){ __VA_ARGS__ },                        \
	    sizeof((const struct given[]){ __VA_ARGS__ }) /                    \
		sizeof(struct given))

static void an_external_label_of_one_source_makes_no_other_series(void **state)
{
	(void)state;
	CHECK_INT(DISTINCT({ 1, "{\"pod\":\"a\"}" }, { 1, "{\"pod\":\"b\"}" },
		      { 2, "{\"lab\":\"x, \\\"y\\\"\",\"pod\":\"a\"}" },
		      { 2, "{\"lab\":\"x, \\\"y\\\"\",\"pod\":\"b\"}" }),
	    2);
	CHECK_INT(DISTINCT({ 1, "{\"pod\":\"a\"}" }, { 2, "{\"pod\":\"a\"}" }),
	    1);
}

static void labels_that_tell_series_of_a_source_apart_count(void **state)
{
	(void)state;
	CHECK_INT(DISTINCT({ 1, "{\"pod\":\"a\"}" },
		      { 2, "{\"cpu\":\"0\",\"pod\":\"a\"}" },
		      { 2, "{\"cpu\":\"1\",\"pod\":\"a\"}" }),
	    3);
}

static void labels_count_to_their_last_byte(void **state)
{
	const char *cgroup = "/kubelet/kubepods/burstable/pod/"; /* 32 */
	struct arena a = { 0 };

	(void)state;
	for (int i = 0; i < 4; i++)
		cgroup = arena_printf(&a, "%s%s", cgroup, cgroup);
	CHECK_INT(DISTINCT({ 1, arena_printf(&a, "{\"id\":\"%s1\"}", cgroup) },
		      { 1, arena_printf(&a, "{\"id\":\"%s2\"}", cgroup) }),
	    2);
	arena_release(&a);
}

static void two_clusters_are_not_one(void **state)
{
	(void)state;
	CHECK_INT(DISTINCT({ 1, "{\"cluster\":\"a\",\"pod\":\"p\"}" },
		      { 2, "{\"cluster\":\"b\",\"pod\":\"p\"}" }),
	    2);
}

static void who_scraped_does_not_matter(void **state)
{
	(void)state;
	CHECK_INT(
	    DISTINCT({ 1, "{\"pod\":\"p\",\"prometheus_replica\":\"0\"}" },
		{ 1, "{\"pod\":\"p\",\"prometheus_replica\":\"1\"}" }),
	    1);
	CHECK_INT(DISTINCT({ 1, "{\"pod\":\"p\",\"replica\":\"0\"}" },
		      { 2, "{\"pod\":\"p\",\"replica\":\"1\"}" }),
	    1);
	CHECK_INT(DISTINCT({ 1, "{\"pod\":\"p\",\"replica\":\"0\"}" },
		      { 1, "{\"pod\":\"p\",\"replica\":\"1\"}" }),
	    2);
}

static void labels_cut_anywhere_are_survived(void **state)
{
	(void)state;
	CHECK_INT(
	    DISTINCT({ 1, "{" }, { 2, "" }, { 3, "{\"" }, { 4, "{\"a\":\"\\" }),
	    1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    an_external_label_of_one_source_makes_no_other_series),
		cmocka_unit_test(
		    labels_that_tell_series_of_a_source_apart_count),
		cmocka_unit_test(labels_count_to_their_last_byte),
		cmocka_unit_test(two_clusters_are_not_one),
		cmocka_unit_test(who_scraped_does_not_matter),
		cmocka_unit_test(labels_cut_anywhere_are_survived),
	};

	return cmocka_run_group_tests_name("metric identity", tests, NULL,
	    NULL);
}
