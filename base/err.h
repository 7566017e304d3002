/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Faults.  Whoever finds one words it; callers pass it up, main() prints it.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

/* A fault, worded for a person.  Empty until something fails. */
struct err {
	char msg[1024];
};

/* A place in an input; line 0 means "the file as a whole". */
struct pos {
	const char *file;
	long line;
};

/* All three return -1.  A message that is too long is cut. */
__attribute__((format(printf, 2, 3))) int err_set(struct err *err,
    const char *fmt, ...);
__attribute__((format(printf, 3, 4))) int err_at(struct err *err,
    struct pos pos, const char *fmt, ...);
__attribute__((format(printf, 2, 3))) int err_prefix(struct err *err,
    const char *fmt, ...);

#endif
