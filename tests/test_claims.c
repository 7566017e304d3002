/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every file of the collection at $MESHSTAT_SHARED (default: ../shared) against
 * every importer: at most one claims it.  What each claims, and what is said of
 * a file that none does, is printed.
 */
#include <dirent.h>

#include "corpus.h"

#define FORMATS_MAX 256

struct claims {
	struct arena arena;
	size_t files[FORMATS_MAX]; /* by importer */
	size_t total, nobody;
};

/* Prints why nobody claims the file. */
static void say_why_not(const char *path)
{
	struct err err = { "" };
	struct input *in = input_open(path, &err);

	assert_non_null(in);
	assert_null(importer_for(in, NULL, &err));
	assert_true(strlen(err.msg) > strlen(path));
	print_message("# nobody: %s\n", err.msg);
	input_close(in);
}

static void claim(struct claims *c, const char *path)
{
	const struct importer *found = corpus_claim(path);

	c->total++;
	if (!found) {
		c->nobody++;
		say_why_not(path);
	}
	for (size_t i = 0; found && importers[i]; i++)
		c->files[i] += importers[i] == found;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/* Files of a folder and those in it; false if there is none. */
static bool claim_folder(struct claims *c, const char *path)
{
	struct dirent **list;
	int n = scandir(path, &list, NULL, by_name);

	for (int i = 0; i < n; i++) {
		const char *name = list[i]->d_name;
		const char *at = arena_printf(&c->arena, "%s/%s", path, name);
		struct stat st;

		if (*name == '.' || stat(at, &st))
			st.st_mode = 0;
		if (S_ISDIR(st.st_mode))
			claim_folder(c, at);
		else if (S_ISREG(st.st_mode))
			claim(c, at);
		free(list[i]);
	}
	if (n >= 0)
		free(list);
	return n >= 0;
}

static void print_claims(const struct claims *c, const char *folder)
{
	print_message("# %s: %zu files, %zu of them nobody's\n", folder,
	    c->total, c->nobody);
	for (size_t i = 0; importers[i]; i++)
		if (c->files[i])
			print_message("# %6zu %s\n", c->files[i],
			    importers[i]->name);
}

static void check_folder(const char *folder)
{
	struct claims c = { 0 };
	const char *path = corpus_path(&c.arena, folder);
	bool there = claim_folder(&c, path);

	if (there)
		print_claims(&c, folder);
	else
		print_message("skipped: no %s\n", path);
	arena_release(&c.arena);
	if (!there)
		skip();
}

static void no_file_of_the_corpus_is_claimed_twice(void **state)
{
	(void)state;
	check_folder("corpus");
}

static void no_file_of_the_captures_is_claimed_twice(void **state)
{
	(void)state;
	check_folder("captures");
}

static void no_format_is_listed_twice(void **state)
{
	size_t n = 0;

	(void)state;
	for (; importers[n]; n++)
		for (size_t i = 0; i < n; i++)
			assert_ptr_not_equal(importers[i], importers[n]);
	assert_true(n <= FORMATS_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_format_is_listed_twice),
		cmocka_unit_test(no_file_of_the_corpus_is_claimed_twice),
		cmocka_unit_test(no_file_of_the_captures_is_claimed_twice),
	};

	return cmocka_run_group_tests_name("claims", tests, NULL, NULL);
}
