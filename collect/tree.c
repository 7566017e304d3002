/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/tree.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"

struct name_list {
	const char **at;
	size_t len;
};

/* A folder is one inode, whatever links lead to it. */
struct folder {
	dev_t device;
	ino_t inode;
};

struct walk {
	struct arena *arena;
	struct file_list *out;
	struct {
		struct folder *at;
		size_t len;
	} seen;
};

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int names_read(const char *folder, struct arena *a,
    struct name_list *out, struct err *err)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	if (!dir)
		return err_set(err, "%s: %s", folder, strerror(errno));
	while ((entry = readdir(dir))) {
		if (strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0)
			*ARENA_PUSH(a, out) = arena_strdup(a, entry->d_name);
	}
	closedir(dir);
	if (out->len)
		qsort(out->at, out->len, sizeof(*out->at), by_name);
	return 0;
}

static bool is_seen(struct walk *w, const struct stat *st)
{
	for (size_t i = 0; i < w->seen.len; i++)
		if (w->seen.at[i].inode == st->st_ino &&
		    w->seen.at[i].device == st->st_dev)
			return true;
	*ARENA_PUSH(w->arena, &w->seen) =
	    (struct folder){ st->st_dev, st->st_ino };
	return false;
}

static int folder_add(struct walk *w, const char *folder, int depth,
    struct err *err)
{
	struct arena *a = w->arena;
	struct name_list names = { 0 };
	size_t len = strlen(folder);
	const char *slash = len && folder[len - 1] == '/' ? "" : "/";

	if (depth > TREE_DEPTH_MAX)
		return err_set(err, "%s: more than %d folders deep", folder,
		    TREE_DEPTH_MAX);
	if (names_read(folder, a, &names, err))
		return -1;
	for (size_t i = 0; i < names.len; i++) {
		const char *path =
		    arena_printf(a, "%s%s%s", folder, slash, names.at[i]);
		struct stat st;

		if (names.at[i][0] == '.') {
			*ARENA_PUSH(a, &w->out->hidden) = path;
			continue;
		}
		if (stat(path, &st) < 0)
			continue; /* a link that leads nowhere */
		if (S_ISREG(st.st_mode))
			*ARENA_PUSH(a, w->out) =
			    (struct found_file){ .path = path };
		else if (S_ISDIR(st.st_mode) && !is_seen(w, &st) &&
			 folder_add(w, path, depth + 1, err))
			return -1;
	}
	return 0;
}

/* How many bytes of an operand stand before its own name. */
static size_t prefix_len(const char *operand)
{
	size_t end = strlen(operand);

	while (end && operand[end - 1] == '/')
		end--;
	while (end && operand[end - 1] != '/')
		end--;
	return end;
}

bool tree_is_missing(const char *operand)
{
	struct stat st;

	return strcmp(operand, "-") != 0 && stat(operand, &st) < 0 &&
	       errno == ENOENT;
}

int tree_add(const char *operand, struct arena *a, struct file_list *out,
    struct err *err)
{
	struct walk w = { a, out, { 0 } };
	size_t prefix = prefix_len(operand), first = out->len;
	size_t hidden = out->hidden.len;
	struct stat st;
	int status = 0;

	if (strcmp(operand, "-") != 0 && stat(operand, &st) == 0 &&
	    S_ISDIR(st.st_mode) && !is_seen(&w, &st))
		status = folder_add(&w, operand, 0, err);
	else
		*ARENA_PUSH(a, out) =
		    (struct found_file){ .path = operand, .named = true };
	for (size_t i = first; i < out->len; i++)
		out->at[i].name = out->at[i].path + prefix;
	if (!status && out->len == first && out->hidden.len == hidden)
		return err_set(err, "%s: there is no file in it", operand);
	return status;
}

static int by_found_name(const void *a, const void *b)
{
	const struct found_file *const *x = a, *const *y = b;

	return strcmp((*x)->name, (*y)->name);
}

/* With the folder before; false where the path has no more. */
static bool lengthen(struct found_file *f)
{
	const char *from = f->name;

	while (from > f->path && from[-1] == '/')
		from--;
	while (from > f->path && from[-1] != '/')
		from--;
	if (from == f->name)
		return false;
	f->name = from;
	return true;
}

/* The first that has the name of the i-th no more. */
static size_t same_until(struct found_file *const *at, size_t n, size_t i)
{
	size_t end = i + 1;

	while (end < n && strcmp(at[end]->name, at[i]->name) == 0)
		end++;
	return end;
}

void tree_names_part(const struct file_list *files)
{
	struct found_file **at = xcalloc(files->len + 1, sizeof(*at));
	bool again = true;

	for (size_t i = 0; i < files->len; i++)
		at[i] = &files->at[i];
	while (again) {
		again = false;
		qsort(at, files->len, sizeof(*at), by_found_name);
		for (size_t i = 0, end; i < files->len; i = end) {
			end = same_until(at, files->len, i);
			for (size_t k = i; end - i > 1 && k < end; k++)
				again |= lengthen(at[k]);
		}
	}
	free(at);
}
