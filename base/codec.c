/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/codec.h"

#include <stdlib.h>

#include <zlib.h>
#include <zstd.h>

#include "base/mem.h"

#define GZIP_MAGIC SPAN("\x1f\x8b")
#define ZSTD_MAGIC SPAN("\x28\xb5\x2f\xfd")
#define GZIP_WINDOW (15 + 16) /* the largest, with a gzip header */

struct codec {
	z_stream gzip;
	ZSTD_DStream *zstd; /* NULL: gzip */
	bool inside;        /* a frame has begun and not ended */
	bool ended;         /* one has */
};

struct codec *codec_for(struct span head)
{
	struct codec *c;

	if (!span_starts(head, GZIP_MAGIC) && !span_starts(head, ZSTD_MAGIC))
		return NULL;
	c = xcalloc(1, sizeof(*c));
	if (span_starts(head, ZSTD_MAGIC))
		c->zstd = ZSTD_createDStream();
	else
		inflateInit2(&c->gzip, GZIP_WINDOW);
	return c;
}

void codec_free(struct codec *c)
{
	if (!c)
		return;
	if (c->zstd)
		ZSTD_freeDStream(c->zstd);
	else
		inflateEnd(&c->gzip);
	free(c);
}

static ptrdiff_t zstd_step(struct codec *c, struct span *in, char *out,
    size_t cap, const char **why)
{
	ZSTD_inBuffer from = { in->at, in->len, 0 };
	ZSTD_outBuffer to = { out, cap, 0 };
	size_t left = ZSTD_decompressStream(c->zstd, &to, &from);

	if (ZSTD_isError(left)) {
		*why = ZSTD_getErrorName(left);
		return -1;
	}
	*in = span_skip(*in, from.pos);
	if (from.pos || to.pos)
		c->inside = left != 0;
	c->ended |= left == 0;
	return (ptrdiff_t)to.pos;
}

static ptrdiff_t gzip_step(struct codec *c, struct span *in, char *out,
    size_t cap, const char **why)
{
	int status;

	c->gzip.next_in = (unsigned char *)(uintptr_t)in->at;
	c->gzip.avail_in = (unsigned)in->len;
	c->gzip.next_out = (unsigned char *)out;
	c->gzip.avail_out = (unsigned)cap;
	status = inflate(&c->gzip, Z_NO_FLUSH);
	if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) {
		*why = c->gzip.msg ? c->gzip.msg : "not valid";
		return -1;
	}
	*in = span_skip(*in, in->len - c->gzip.avail_in);
	if (status != Z_BUF_ERROR) /* which says that nothing could be done */
		c->inside = status != Z_STREAM_END;
	if (status == Z_STREAM_END)
		inflateReset(&c->gzip); /* another member may follow */
	c->ended |= status == Z_STREAM_END;
	return (ptrdiff_t)(cap - c->gzip.avail_out);
}

ptrdiff_t codec_step(struct codec *c, struct span *in, char *out, size_t cap,
    const char **why)
{
	ptrdiff_t n = (c->zstd ? zstd_step : gzip_step)(c, in, out, cap, why);

	if (n < 0 && c->ended && !c->inside)
		*why = "what follows its end is not compressed";
	return n;
}

bool codec_unfinished(const struct codec *c)
{
	return c->inside;
}

ptrdiff_t codec_inflate(struct span in, char *out, size_t cap)
{
	uLongf len = cap;

	if (uncompress((Bytef *)out, &len, (const Bytef *)in.at, in.len) !=
	    Z_OK)
		return -1;
	return (ptrdiff_t)len;
}
