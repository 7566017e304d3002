/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The files that a command's operands mean: a file is itself, a folder all
 * files below it, in order of their names.  Hidden ones (".git") are listed
 * apart; a folder that was met before, as where a link leads in a circle, is
 * left out.
 */
#ifndef COLLECT_TREE_H
#define COLLECT_TREE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

#define TREE_DEPTH_MAX 64

struct found_file {
	const char *path;
	const char *name; /* the path from the operand's own name on, so that
			   * an archive is the same in every folder; see
			   * tree_names_part() */
	bool named;       /* by the user, not found in a folder */
};

struct file_list {
	struct found_file *at;
	size_t len;
	struct {
		const char **at;
		size_t len;
	} hidden; /* paths of files and folders that were not looked into */
};

/* There is no such file or folder. */
bool tree_is_missing(const char *operand);

/* Adds the files of one operand to the list; a folder without any is an error.
 */
int tree_add(const char *operand, struct arena *a, struct file_list *out,
    struct err *err);

/* Gives files of one name as much of their paths as tells them apart, as where
 * a shell made a/result.txt b/result.txt of a pattern. */
void tree_names_part(const struct file_list *files);

#endif
