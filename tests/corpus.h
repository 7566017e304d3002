/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The collection of real files at $MESHSTAT_SHARED (default: ../shared), which
 * is not part of the source: a test says that it skips where it is absent.
 */
#ifndef TESTS_CORPUS_H
#define TESTS_CORPUS_H

#include <dirent.h>
#include <sys/stat.h>

#include "imported.h"

static inline const char *corpus_path(struct arena *a, const char *path)
{
	const char *root = getenv("MESHSTAT_SHARED");

	return arena_printf(a, "%s/%s", root ? root : "../shared", path);
}

/* The one importer that claims the file, or NULL. */
static inline const struct importer *corpus_claim(const char *path)
{
	struct err err;
	struct input *in = input_open(path, &err);
	const struct importer *found = NULL;
	struct span head;

	if (!in || input_head(in, &head, &err))
		fail_msg("%s", err.msg);
	for (size_t i = 0; importers[i]; i++) {
		if (!importers[i]->sniff(head))
			continue;
		if (found)
			fail_msg("%s: %s and %s claim it", path, found->name,
			    importers[i]->name);
		found = importers[i];
	}
	input_close(in);
	return found;
}

typedef void corpus_file_fn(const char *path, void *context);

/* Each file of a folder; false if there is no such folder. */
static inline bool corpus_each(const char *folder, corpus_file_fn *check,
    void *context)
{
	struct arena a = { 0 };
	const char *path = corpus_path(&a, folder);
	DIR *dir = opendir(path);
	struct dirent *entry;
	struct stat st;

	if (!dir) {
		print_message("skipped: no %s\n", path);
		arena_release(&a);
		return false;
	}
	while ((entry = readdir(dir))) {
		const char *file =
		    arena_printf(&a, "%s/%s", path, entry->d_name);

		if (stat(file, &st) == 0 && S_ISREG(st.st_mode))
			check(file, context);
	}
	closedir(dir);
	arena_release(&a);
	return true;
}

#endif
