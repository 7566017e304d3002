/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One input, read once from front to back: a file, standard input, or a text
 * in memory.  Content in gzip or Zstandard (also several frames after one
 * another) comes out as it was before compression.
 *
 * A format that is a document takes input_all(); one that is a stream of
 * lines takes input_line(), or input_block() where it is large, in memory that
 * does not grow with the input.  All may look at input_head() first, which
 * takes nothing away.
 *
 * Compressed input may expand by at most INPUT_EXPANSION_MAX times (beyond the
 * first 64 MiB): more is no result of a load test but an attack.
 */
#ifndef BASE_INPUT_H
#define BASE_INPUT_H

#include "base/err.h"
#include "base/text.h"

#define INPUT_HEAD_BYTES ((size_t)64 << 10)
#define INPUT_DOCUMENT_MAX ((size_t)256 << 20) /* of input_all() */
#define INPUT_LINE_MAX ((size_t)16 << 20)      /* of input_line() */
#define INPUT_EXPANSION_MAX 1000

struct input;

/* "-" is standard input.  NULL if it cannot be opened, or is a folder. */
struct input *input_open(const char *path, struct err *err);

/* `text` must outlive the input; `name` is copied. */
struct input *input_memory(const char *name, struct span text);

void input_close(struct input *in); /* NULL is fine */

/* The name that it was opened by; "standard input" for "-". */
const char *input_name(const struct input *in);

/* The name, and the line that input_line() gave last (0: none yet). */
struct pos input_pos(const struct input *in);

/* Where a document begins: line 0, unless input_skip_front() took lines off. */
struct pos input_start(const struct input *in);

/* The line of a byte of `text`, which begins at `start`; its line 0 is 1. */
struct pos pos_of(struct pos start, struct span text, const char *at);

/* The first bytes, INPUT_HEAD_BYTES at most; valid until the next read. */
int input_head(struct input *in, struct span *head, struct err *err);

/* Takes off the front what is not content: the byte order mark that Windows
 * puts before UTF-8, and blank lines, as of a shell; first of all. */
int input_skip_front(struct input *in, struct err *err);

/*
 * What comes next: `len` bytes or more, fewer at the end.  Takes nothing away;
 * valid until the next read.
 */
int input_look(struct input *in, size_t len, struct span *bytes,
    struct err *err);

/* Everything that is left, owned by the input. */
int input_all(struct input *in, struct span *text, struct err *err);

/*
 * The next line without its LF or CR LF.  1, or 0 at the end, or -1.  The
 * line is valid until the next read; the last one may lack its LF.
 */
int input_line(struct input *in, struct span *line, struct err *err);

/*
 * The next `len` bytes, of a format that is binary; fewer at the end.  Valid
 * until the next read.
 */
int input_take(struct input *in, size_t len, struct span *bytes,
    struct err *err);

/*
 * Many whole rows in a buffer of their own, which another thread may read
 * while the next block is taken.  Starts as { 0 }; a block that is given again
 * is used again.
 */
struct input_block {
	struct span text; /* INPUT_BLOCK_PAD readable bytes before and behind */
	const char *name; /* of the input */
	int64_t number;   /* 0, 1, ... */
	long line;        /* that its first row begins on, from 1 */
	long lines;       /* in its rows; more than rows if some have LFs */
	bool cut;         /* the last row of all came without an LF: one is
			     added, and the row may have been cut short */
	char *buffer;
	size_t cap;
};

#define INPUT_BLOCK_BYTES ((size_t)256 << 10) /* unless a row is longer */
#define INPUT_BLOCK_PAD ((size_t)64)

/*
 * The next block: it ends with the LF of a row, where an LF between quotes
 * ends none if the format `quotes` as RFC 4180 does.  1, or 0 at the end, or
 * -1, also for a row longer than INPUT_LINE_MAX.
 */
int input_block(struct input *in, bool quotes, struct input_block *b,
    struct err *err);
void input_block_release(struct input_block *b);

/* Reads what is left, so that the two below speak of the whole content. */
int input_drain(struct input *in, struct err *err);

/*
 * By what the content so far (uncompressed) is known: 64 hex digits and a NUL,
 * SHA-256 as base/digest.h defines it.
 */
void input_sha256(const struct input *in, char hex[65]);

/* Bytes of content so far (uncompressed). */
int64_t input_bytes(const struct input *in);

/*
 * Calls `read` with the input and the context whenever more of it was read: for
 * progress.  Once, before the first read.
 */
void input_watch(struct input *in,
    void (*read)(const struct input *in, void *context), void *context);

/* Share of the file that is read, 0..1, or -1 if its size is unknown. */
double input_progress(const struct input *in);

#endif
