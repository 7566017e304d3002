/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Command lines, in GNU's manner: options may stand anywhere, "--" ends them,
 * "--name=value", "--name value", "-nvalue" and "-n value" are the same.
 */
#ifndef BASE_OPTIONS_H
#define BASE_OPTIONS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* Of a table that ends with a NULL name; help texts are made of it, too. */
struct option_def {
	const char *name;  /* "archive" for --archive */
	char letter;       /* 'a' for -a, or 0 */
	const char *value; /* what it takes, "FILE"; NULL: nothing */
	const char *about;
};

struct option {
	const char *name;
	const char *value; /* "" if it takes none */
};

struct option_list {
	struct option *at;
	size_t len;
};

struct word_list {
	const char **at;
	size_t len;
};

/* What stood on the command line, in its order; borrows from argv. */
struct options {
	struct option_list given;
	struct word_list operands;
};

/*
 * `tables` are looked through one after another, and end with NULL.  argv
 * begins with the first word behind the command.
 */
int options_parse(const struct option_def *const tables[], char **argv,
    struct arena *a, struct options *out, struct err *err);

/* The value given last, or NULL if the option was not given. */
const char *option_value(const struct options *o, const char *name);

#endif
