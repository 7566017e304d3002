/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "collect/tree.h"

static void a_link_in_a_circle_is_not_followed(void **state)
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
	snprintf(path, sizeof(path), "%s/self", folder);
	assert_int_equal(symlink(".", path), 0);
	assert_int_equal(tree_add(folder, &a, &files, &err), 0);
	assert_int_equal(files.len, 1);
	assert_string_equal(files.at[0].path + strlen(folder), "/file");
	unlink(path);
	unlink(files.at[0].path);
	rmdir(folder);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_link_in_a_circle_is_not_followed),
	};

	return cmocka_run_group_tests_name("tree", tests, NULL, NULL);
}
