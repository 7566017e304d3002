/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One input, read once from front to back: a file, standard input, or a text
 * in memory.  Content in gzip or Zstandard (also several frames after one
 * another) comes out as it was before compression.
 *
 * A format that is a document takes input_all(); one that is a stream of
 * lines takes input_line(), in memory that does not grow with the input.
 * Both may look at input_head() first, which takes nothing away.
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

/* The first bytes, INPUT_HEAD_BYTES at most; valid until the next read. */
int input_head(struct input *in, struct span *head, struct err *err);

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

/* Reads what is left, so that the two below speak of the whole content. */
int input_drain(struct input *in, struct err *err);

/* SHA-256 of the content so far (uncompressed), 64 hex digits and a NUL. */
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
