/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Decompression as a stream: gzip (zlib) and Zstandard (libzstd).
 */
#ifndef BASE_CODEC_H
#define BASE_CODEC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct codec;

/* By the first bytes of a file; NULL if they are not compressed. */
struct codec *codec_for(struct span head);
void codec_free(struct codec *c); /* NULL is fine */

/*
 * Takes bytes off the front of *in and writes at most `cap` to out.  The
 * number written (0: wants more input), or -1 with the reason in *why.
 */
ptrdiff_t codec_step(struct codec *c, struct span *in, char *out, size_t cap,
    const char **why);

/* At the end of the input: is something missing? */
bool codec_unfinished(const struct codec *c);

/*
 * A whole zlib stream (RFC 1950, as formats have it inside) at once.  The
 * number of bytes written, or -1 if it is damaged, cut or longer than cap.
 */
ptrdiff_t codec_inflate(struct span in, char *out, size_t cap);

#endif
