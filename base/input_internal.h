/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What input.c and input_block.c share.
 */
#ifndef BASE_INPUT_INTERNAL_H
#define BASE_INPUT_INTERNAL_H

#include <stdio.h>

#include "base/codec.h"
#include "base/digest.h"
#include "base/input.h"

#define INPUT_CHUNK ((size_t)256 << 10)

struct input {
	char *name;
	FILE *file;         /* NULL: a text in memory, or all is read */
	int64_t file_bytes; /* -1: not known */
	int64_t raw_bytes;  /* taken from the file so far */
	struct span raw;    /* read, not yet decoded */
	char *raw_buffer;
	struct codec *codec; /* NULL: plain */
	bool started, ended;
	char *text; /* decoded; at .. len is not yet taken */
	size_t at, len, cap;
	int64_t bytes; /* decoded so far */
	long line;
	int64_t blocks;
	struct digest *digest;
	void (*read)(const struct input *in, void *context); /* or NULL */
	void *context;
};

/* Decodes another piece; the number of bytes, 0 at the end, or -1. */
ptrdiff_t input_decode(struct input *in, char *to, size_t room,
    struct err *err);

#endif
