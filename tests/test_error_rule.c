/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an error is, is the same for every tool (store/run.h): in all files of
 * the collection at $MESHSTAT_SHARED (default: ../shared).
 */
#include "corpus.h"

/* The author of the test says what is a success. */
static bool is_for_the_author(const char *tool)
{
	static const char *const tools[] = { "gatling", "jmeter", "k6",
		"locust" };

	for (size_t i = 0; i < sizeof(tools) / sizeof(*tools); i++)
		if (strcmp(tool, tools[i]) == 0)
			return true;
	return false;
}

static int64_t error_statuses(struct imported *o, const struct run *run)
{
	struct count_list list;
	int64_t sum = 0;

	assert_int_equal(run_status_load(o->db, run, &o->arena, &list, &o->err),
	    0);
	for (size_t i = 0; i < list.len; i++)
		if (status_is_error(span_of(list.at[i].what)))
			sum += list.at[i].count;
	return sum;
}

static void check_file(const char *path, void *context)
{
	const struct importer *importer = corpus_claim(path);
	struct imported o;
	size_t *runs = context;

	if (!importer)
		return;
	o = imported_file(importer, path);
	for (size_t i = 0; i < o.runs.len; i++) {
		const struct run *run = &o.runs.at[i];
		const struct series_facts *t = &run->total;

		if (t->errors == UNKNOWN ||
		    (run->facts.tool && is_for_the_author(run->facts.tool)))
			continue;
		if (t->errors < error_statuses(&o, run) ||
		    (t->requests != UNKNOWN && t->errors > t->requests))
			fail_msg("%s: %s counts %lld errors", path,
			    importer->name, (long long)t->errors);
		++*runs;
	}
	imported_release(&o);
}

/* Each folder of a folder; false if there is no such folder. */
static bool check_folders(const char *root, size_t *runs)
{
	struct arena a = { 0 };
	DIR *dir = opendir(corpus_path(&a, root));
	struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (*entry->d_name != '.' && !strchr(entry->d_name, '.'))
			corpus_each(
			    arena_printf(&a, "%s/%s", root, entry->d_name),
			    check_file, runs);
	if (dir)
		closedir(dir);
	arena_release(&a);
	return dir != NULL;
}

static void an_error_status_is_an_error_whatever_the_tool_calls_it(void **state)
{
	size_t runs = 0;

	(void)state;
	if (!check_folders("corpus", &runs) ||
	    !check_folders("captures/results", &runs) ||
	    !check_folders("captures/edge", &runs))
		skip();
	print_message("# %zu runs\n", runs);
	assert_true(runs > 500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    an_error_status_is_an_error_whatever_the_tool_calls_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
