/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/input.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/input_internal.h"
#include "base/mem.h"

#define EXPANSION_FREE ((int64_t)64 << 20)

static struct input *input_new(const char *name)
{
	struct input *in = xcalloc(1, sizeof(*in));

	in->name = xstrdup(name);
	in->file_bytes = -1;
	in->text = xcalloc(1, 1); /* a place, also of nothing */
	in->digest = digest_new();
	return in;
}

struct input *input_open(const char *path, struct err *err)
{
	bool is_stdin = strcmp(path, "-") == 0;
	struct input *in = input_new(is_stdin ? "standard input" : path);
	struct stat st;

	in->file = is_stdin ? stdin : fopen(path, "rb");
	if (!in->file || fstat(fileno(in->file), &st) < 0) {
		err_set(err, "%s: %s", path, strerror(errno));
		goto fail;
	}
	if (S_ISDIR(st.st_mode)) {
		err_set(err, "%s: is a folder, expected a file", path);
		goto fail;
	}
	if (S_ISREG(st.st_mode))
		in->file_bytes = st.st_size;
	setvbuf(in->file, NULL, _IONBF, 0); /* it is read in large pieces */
	in->raw_buffer = xrealloc(NULL, INPUT_CHUNK, 1);
	return in;
fail:
	input_close(in);
	return NULL;
}

struct input *input_memory(const char *name, struct span text)
{
	struct input *in = input_new(name);

	in->raw = text;
	in->raw_bytes = in->file_bytes = (int64_t)text.len;
	return in;
}

void input_close(struct input *in)
{
	if (!in)
		return;
	if (in->file && in->file != stdin)
		fclose(in->file);
	codec_free(in->codec);
	digest_free(in->digest);
	free(in->raw_buffer);
	free(in->text);
	free(in->name);
	free(in);
}

const char *input_name(const struct input *in)
{
	return in->name;
}

struct pos input_pos(const struct input *in)
{
	return (struct pos){ in->name, in->line };
}

struct pos input_start(const struct input *in)
{
	return (struct pos){ in->name, in->line ? in->line + 1 : 0 };
}

struct pos pos_of(struct pos start, struct span text, const char *at)
{
	if (!start.line)
		start.line = 1;
	for (const char *c = text.at; c < at; c++)
		start.line += *c == '\n';
	return start;
}

/* Reads more compressed or plain bytes, if none are waiting. */
static int raw_fill(struct input *in, struct err *err)
{
	size_t n;

	if (in->raw.len || !in->file)
		return 0;
	n = fread(in->raw_buffer, 1, INPUT_CHUNK, in->file);
	if (!n && ferror(in->file))
		return err_set(err, "%s: %s", in->name, strerror(errno));
	in->raw = (struct span){ in->raw_buffer, n };
	in->raw_bytes += (int64_t)n;
	if (!in->started)
		in->codec = codec_for(in->raw);
	in->started = true;
	return 0;
}

/* Room for another chunk behind the text that nobody has taken yet. */
static void text_reserve(struct input *in)
{
	if (in->at) {
		in->len -= in->at;
		memmove(in->text, in->text + in->at, in->len);
		in->at = 0;
	}
	if (in->cap - in->len >= INPUT_CHUNK)
		return;
	in->cap = in->cap < INPUT_CHUNK ? INPUT_CHUNK * 2 : in->cap * 2;
	in->text = xrealloc(in->text, in->cap, 1);
}

static ptrdiff_t plain_step(struct input *in, char *to, size_t room)
{
	size_t n = in->raw.len < room ? in->raw.len : room;

	if (n)
		memcpy(to, in->raw.at, n);
	in->raw = span_skip(in->raw, n);
	return (ptrdiff_t)n;
}

/* Plain bytes of a file, which need no stop on the way. */
static ptrdiff_t direct_step(struct input *in, char *to, size_t room,
    struct err *err)
{
	size_t n = feof(in->file) ? 0 : fread(to, 1, room, in->file);

	if (!n && ferror(in->file))
		return err_set(err, "%s: %s", in->name, strerror(errno));
	in->raw_bytes += (int64_t)n;
	in->ended = feof(in->file);
	return (ptrdiff_t)n;
}

static ptrdiff_t coded_step(struct input *in, char *to, size_t room,
    struct err *err)
{
	const char *why = NULL;
	ptrdiff_t n = codec_step(in->codec, &in->raw, to, room, &why);

	if (n < 0)
		return err_set(err,
		    "%s: damaged compression (%s): copy the file again",
		    in->name, why);
	if (in->bytes + n > EXPANSION_FREE &&
	    (in->bytes + n) / INPUT_EXPANSION_MAX > in->raw_bytes)
		return err_set(err, "%s: expands more than %d times: refused",
		    in->name, INPUT_EXPANSION_MAX);
	return n;
}

static ptrdiff_t step(struct input *in, char *to, size_t room, struct err *err)
{
	if (in->started && !in->codec && !in->raw.len && in->file)
		return direct_step(in, to, room, err);
	if (raw_fill(in, err))
		return -1;
	if (!in->started) { /* a text in memory */
		in->codec = codec_for(in->raw);
		in->started = true;
	}
	in->ended = !in->raw.len && (!in->file || feof(in->file));
	return in->codec ? coded_step(in, to, room, err)
			 : plain_step(in, to, room);
}

ptrdiff_t input_decode(struct input *in, char *to, size_t room, struct err *err)
{
	ptrdiff_t n = 0;

	while (!in->ended && !n) {
		n = step(in, to, room, err);
		if (n < 0)
			return -1;
		if (n)
			in->ended = false;
	}
	if (!n && in->codec && codec_unfinished(in->codec))
		return err_set(err,
		    "%s: compressed data ends early: copy the file again",
		    in->name);
	digest_add(in->digest, (struct span){ to, (size_t)n });
	in->bytes += n;
	if (in->read)
		in->read(in, in->context);
	return n;
}

static ptrdiff_t fill(struct input *in, struct err *err)
{
	ptrdiff_t n;

	text_reserve(in);
	n = input_decode(in, in->text + in->len, INPUT_CHUNK, err);
	in->len += n > 0 ? (size_t)n : 0;
	return n;
}

int input_look(struct input *in, size_t len, struct span *bytes,
    struct err *err)
{
	ptrdiff_t n = 1;

	while (n > 0 && in->len - in->at < len)
		n = fill(in, err);
	*bytes = (struct span){ in->text + in->at, in->len - in->at };
	return n < 0 ? -1 : 0;
}

int input_head(struct input *in, struct span *head, struct err *err)
{
	if (input_look(in, INPUT_HEAD_BYTES, head, err))
		return -1;
	if (head->len > INPUT_HEAD_BYTES)
		head->len = INPUT_HEAD_BYTES;
	return 0;
}

/* The first line of the head, if there is one and nothing in it. */
static bool take_blank_line(struct span *head)
{
	struct span line = span_cut(head, '\n');

	return head->at > line.at + line.len && !span_trim(line).len;
}

int input_skip_front(struct input *in, struct err *err)
{
	struct span rest;

	if (input_head(in, &rest, err))
		return -1;
	if (span_take(&rest, SPAN("\xEF\xBB\xBF")))
		in->at += 3;
	for (const char *at = rest.at; take_blank_line(&rest); at = rest.at) {
		in->at += (size_t)(rest.at - at);
		in->line++;
	}
	return 0;
}

int input_all(struct input *in, struct span *text, struct err *err)
{
	ptrdiff_t n = 1;

	while (n > 0) {
		n = fill(in, err);
		if (n < 0)
			return -1;
		if (in->len - in->at > INPUT_DOCUMENT_MAX)
			return err_set(err, "%s: larger than %zu MiB: refused",
			    in->name, INPUT_DOCUMENT_MAX >> 20);
	}
	*text = (struct span){ in->text + in->at, in->len - in->at };
	in->at = in->len;
	return 0;
}

/* Where the line that begins at in->at ends: its LF or the end of the text. */
static int line_end(struct input *in, size_t *len, struct err *err)
{
	size_t seen = 0;

	for (;;) {
		size_t left = in->len - in->at;
		char *lf = left > seen ? memchr(in->text + in->at + seen, '\n',
					     left - seen)
				       : NULL;
		ptrdiff_t n;

		*len = lf ? (size_t)(lf - in->text) - in->at : left;
		if (lf)
			return 0;
		if (left > INPUT_LINE_MAX)
			return err_at(err,
			    (struct pos){ in->name, in->line + 1 },
			    "a line longer than %zu MiB: refused",
			    INPUT_LINE_MAX >> 20);
		seen = left;
		n = fill(in, err);
		if (n <= 0)
			return (int)n;
	}
}

int input_line(struct input *in, struct span *line, struct err *err)
{
	size_t len;

	if (line_end(in, &len, err))
		return -1;
	if (in->at == in->len)
		return 0;
	*line = (struct span){ in->text + in->at, len };
	in->at += len < in->len - in->at ? len + 1 : len;
	if (line->len && line->at[line->len - 1] == '\r')
		line->len--;
	in->line++;
	return 1;
}

int input_take(struct input *in, size_t len, struct span *bytes,
    struct err *err)
{
	if (input_look(in, len, bytes, err))
		return -1;
	if (bytes->len > len)
		bytes->len = len;
	in->at += bytes->len;
	return 0;
}

int input_drain(struct input *in, struct err *err)
{
	ptrdiff_t n;

	do {
		in->at = in->len;
		n = fill(in, err);
	} while (n > 0);
	in->at = in->len;
	return (int)n;
}

void input_sha256(const struct input *in, char hex[65])
{
	digest_text(in->digest, hex);
}

int64_t input_bytes(const struct input *in)
{
	return in->bytes;
}

void input_watch(struct input *in,
    void (*read)(const struct input *in, void *context), void *context)
{
	in->read = read;
	in->context = context;
}

double input_progress(const struct input *in)
{
	if (in->file_bytes <= 0)
		return -1;
	return (double)(in->raw_bytes - (int64_t)in->raw.len) /
	       (double)in->file_bytes;
}
