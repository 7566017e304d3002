/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* realpath(), which glibc has for X/Open alone */
#include "render/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

/* Where a write goes, once links are followed. */
struct place {
	char *path; /* freed by the caller; NULL: write to it as it stands */
	mode_t mode;
};

static mode_t new_file_mode(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return 0666 & ~mask;
}

static struct place place_of(const char *path)
{
	struct place place = { NULL, 0 };
	struct stat st;

	if (lstat(path, &st) != 0 && errno == ENOENT)
		return (struct place){ strdup(path), new_file_mode() };
	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return place;
	place.path = realpath(path, NULL);
	place.mode = st.st_mode & 0777;
	return place;
}

/* Closes f in any case; -1 with errno set where a byte was lost. */
static int put_all(FILE *f, struct span bytes)
{
	size_t n;
	int lost;

	if (!f)
		return -1;
	n = fwrite(bytes.at, 1, bytes.len, f);
	lost = n != bytes.len ? errno : 0;
	if (fclose(f) != 0 && !lost)
		return -1;
	errno = lost;
	return lost ? -1 : 0;
}

static int replace(const struct place *place, struct span bytes)
{
	struct arena a = { 0 };
	char *beside = arena_printf(&a, "%s.XXXXXX", place->path);
	int fd = mkstemp(beside), failed = 0;

	if (fd < 0 || put_all(fdopen(fd, "wb"), bytes) ||
	    chmod(beside, place->mode) != 0 || rename(beside, place->path) != 0)
		failed = errno;
	if (failed && fd >= 0)
		unlink(beside);
	arena_release(&a);
	errno = failed;
	return failed ? -1 : 0;
}

int output_write(const char *path, struct span bytes, struct err *err)
{
	struct place place = place_of(path);
	int status = place.path ? replace(&place, bytes)
				: put_all(fopen(path, "wb"), bytes);

	if (status)
		err_set(err, "%s: %s", path, strerror(errno));
	free(place.path);
	return status;
}
