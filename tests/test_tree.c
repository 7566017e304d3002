/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "collect/tree.h"

static void a_link_in_a_circle_or_to_nowhere_is_not_followed(void **state)
{
	char folder[] = "/tmp/meshstat-tree-XXXXXX", path[64];
	struct arena a = { 0 };
	struct file_list files = { 0 };
	struct err err;
	FILE *f;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/file", folder);
	f = fopen(path, "w");
	assert_non_null(f);
	fclose(f);
	snprintf(path, sizeof(path), "%s/nowhere", folder);
	assert_int_equal(symlink("gone", path), 0);
	snprintf(path, sizeof(path), "%s/pipe", folder);
	assert_int_equal(mkfifo(path, 0600), 0);
	snprintf(path, sizeof(path), "%s/self", folder);
	assert_int_equal(symlink(".", path), 0);
	assert_int_equal(tree_add(folder, &a, &files, &err), 0);
	assert_int_equal(files.len, 1);
	assert_string_equal(files.at[0].path + strlen(folder), "/file");
	assert_int_equal(system(arena_printf(&a, "rm -r %s", folder)), 0);
	arena_release(&a);
}

static void folders_go_64_deep_and_no_deeper(void **state)
{
	char folder[] = "/tmp/meshstat-tree-XXXXXX";
	struct arena a = { 0 };
	struct file_list files = { 0 };
	const char *path = folder;
	struct err err;

	(void)state;
	assert_non_null(mkdtemp(folder));
	for (int i = 0; i < TREE_DEPTH_MAX; i++) {
		path = arena_printf(&a, "%s/d", path);
		assert_int_equal(mkdir(path, 0700), 0);
	}
	fclose(fopen(arena_printf(&a, "%s/file", path), "w"));
	assert_int_equal(tree_add(folder, &a, &files, &err), 0);
	assert_int_equal(files.len, 1);
	path = arena_printf(&a, "%s/d", path);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(tree_add(folder, &a, &files, &err), -1);
	assert_string_equal(err.msg,
	    arena_printf(&a, "%s: more than 64 folders deep", path));
	assert_int_equal(system(arena_printf(&a, "rm -r %s", folder)), 0);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    a_link_in_a_circle_or_to_nowhere_is_not_followed),
		cmocka_unit_test(folders_go_64_deep_and_no_deeper),
	};

	return cmocka_run_group_tests_name("tree", tests, NULL, NULL);
}
