/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>
#include <zstd.h>

#include "base/input.h"
#include "base/mem.h"

static void lines_end_with_lf_or_crlf_or_the_file(void **state)
{
	struct input *in = input_memory("x", SPAN("a\r\n\nlast"));
	struct span line;
	struct err err;

	(void)state;
	CHECK_INT(input_line(in, &line, &err), 1);
	assert_true(span_is(line, "a"));
	CHECK_INT(input_line(in, &line, &err), 1);
	CHECK_INT(line.len, 0);
	CHECK_INT(input_line(in, &line, &err), 1);
	assert_true(span_is(line, "last"));
	CHECK_INT(input_pos(in).line, 3);
	CHECK_INT(input_line(in, &line, &err), 0);
	input_close(in);
}

static void an_empty_input_has_no_line_and_a_hash(void **state)
{
	struct input *in = input_memory("x", SPAN(""));
	struct span s;
	struct err err;
	char hex[65];

	(void)state;
	CHECK_INT(input_head(in, &s, &err), 0);
	CHECK_INT(s.len, 0);
	CHECK_INT(input_line(in, &s, &err), 0);
	input_sha256(in, hex);
	CHECK_STR(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991"
		       "b7852b855");
	input_close(in);
}

static void the_head_takes_nothing_away(void **state)
{
	struct input *in = input_memory("x", SPAN("one\ntwo\n"));
	struct span s;
	struct err err;

	(void)state;
	CHECK_INT(input_head(in, &s, &err), 0);
	assert_true(span_is(s, "one\ntwo\n"));
	CHECK_INT(input_all(in, &s, &err), 0);
	assert_true(span_is(s, "one\ntwo\n"));
	input_close(in);
}

static void blank_lines_in_front_are_no_content(void **state)
{
	struct input *in =
	    input_memory("in", SPAN("\xEF\xBB\xBF\n \t\r\n  a\n\n"));
	struct input *blank = input_memory("in", SPAN("\n  "));
	struct span line;
	struct err err;

	(void)state;
	assert_int_equal(input_skip_front(in, &err), 0);
	assert_int_equal(input_line(in, &line, &err), 1);
	assert_true(span_is(line, "  a"));
	assert_int_equal(input_pos(in).line, 3);
	assert_int_equal(input_line(in, &line, &err), 1);
	assert_int_equal(line.len, 0);
	assert_int_equal(input_bytes(in), 13);
	input_close(in);
	assert_int_equal(input_skip_front(blank, &err), 0);
	assert_int_equal(input_line(blank, &line, &err), 1);
	assert_true(span_is(line, "  "));
	input_close(blank);
}

static void bytes_are_taken_as_they_are_and_fewer_at_the_end(void **state)
{
	struct input *in = input_memory("x", SPAN("a\r\nbcd"));
	struct span s;
	struct err err;

	(void)state;
	CHECK_INT(input_take(in, 3, &s, &err), 0);
	assert_true(span_is(s, "a\r\n"));
	CHECK_INT(input_take(in, 9, &s, &err), 0);
	assert_true(span_is(s, "bcd"));
	CHECK_INT(input_take(in, 9, &s, &err), 0);
	CHECK_INT(s.len, 0);
	input_close(in);
}

/* 3 MB of text, gzip and zstd of it, each in two parts one after another. */
static void compressed_parts_read_as_they_were(void **state)
{
	size_t n = 3000000, bound = ZSTD_compressBound(n) + n;
	char *text = xcalloc(1, n), *packed = xcalloc(2, bound);
	char hex[3][65];

	(void)state;
	for (size_t i = 0; i < n; i++)
		text[i] = i % 61 == 60 ? '\n' : (char)('a' + i * i % 26);
	for (int codec = 0; codec < 3; codec++) {
		struct span s = { packed, 0 };
		struct input *in;
		struct span all;
		struct err err;

		for (int part = 0; part < 2; part++) {
			char *from = text + (size_t)part * n / 2;
			z_stream z = { 0 };

			if (codec == 1) {
				s.len += ZSTD_compress(packed + s.len, bound,
				    from, n / 2, 1);
				continue;
			}
			if (codec == 2) {
				memcpy(packed + s.len, from, n / 2);
				s.len += n / 2;
				continue;
			}
			deflateInit2(&z, 6, Z_DEFLATED, 31, 8, 0);
			z.next_in = (unsigned char *)from;
			z.avail_in = (unsigned)n / 2;
			z.next_out = (unsigned char *)packed + s.len;
			z.avail_out = (unsigned)bound;
			CHECK_INT(deflate(&z, Z_FINISH), Z_STREAM_END);
			s.len += z.total_out;
			deflateEnd(&z);
		}
		in = input_memory("x", s);
		CHECK_INT(input_all(in, &all, &err), 0);
		CHECK_INT(all.len, n);
		assert_memory_equal(all.at, text, n);
		input_sha256(in, hex[codec]);
		input_close(in);
		in = input_memory("cut", (struct span){ s.at, s.len - 9 });
		if (codec < 2) {
			CHECK_INT(input_all(in, &all, &err), -1);
			assert_non_null(strstr(err.msg, "ends early"));
		}
		input_close(in);
	}
	CHECK_STR(hex[0], hex[2]);
	CHECK_STR(hex[1], hex[2]);
	free(text);
	free(packed);
}

static void damaged_compression_is_an_error(void **state)
{
	struct input *in = input_memory("x.gz", SPAN("\x1f\x8b garbage"));
	struct span s;
	struct err err;

	(void)state;
	CHECK_INT(input_all(in, &s, &err), -1);
	assert_non_null(strstr(err.msg, "x.gz: damaged compression"));
	input_close(in);
}

static void a_bomb_is_refused(void **state)
{
	size_t n = (size_t)200 << 20, bound = ZSTD_compressBound(n);
	char *zeros = xcalloc(1, n), *packed = xcalloc(1, bound);
	struct span s = { packed, ZSTD_compress(packed, bound, zeros, n, 3) };
	struct input *in = input_memory("bomb.zst", s);
	struct err err;

	(void)state;
	CHECK_INT(input_drain(in, &err), -1);
	CHECK_STR(err.msg, "bomb.zst: expands more than 1000 times: refused");
	input_close(in);
	free(zeros);
	free(packed);
}

static void a_line_without_an_end_is_refused(void **state)
{
	size_t n = INPUT_LINE_MAX + 1;
	char *text = xcalloc(1, n + 1);
	struct span line;
	struct err err;
	struct input *in;

	(void)state;
	memset(text, 'x', n);
	memcpy(text, "a\n", 2);
	in = input_memory("x", (struct span){ text, n });
	CHECK_INT(input_line(in, &line, &err), 1);
	CHECK_INT(input_line(in, &line, &err), 1); /* just short enough */
	CHECK_INT(line.len, INPUT_LINE_MAX - 1);
	input_close(in);
	memset(text, 'x', n);
	in = input_memory("x", (struct span){ text, n });
	CHECK_INT(input_line(in, &line, &err), -1);
	CHECK_STR(err.msg, "x:1: a line longer than 16 MiB: refused");
	input_close(in);
	free(text);
}

static void a_missing_file_and_a_folder_are_named(void **state)
{
	struct err err;

	(void)state;
	assert_null(input_open("nosuch", &err));
	CHECK_STR(err.msg, "nosuch: No such file or directory");
	assert_null(input_open("/tmp", &err));
	CHECK_STR(err.msg, "/tmp: is a folder, expected a file");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blank_lines_in_front_are_no_content),
		cmocka_unit_test(lines_end_with_lf_or_crlf_or_the_file),
		cmocka_unit_test(an_empty_input_has_no_line_and_a_hash),
		cmocka_unit_test(the_head_takes_nothing_away),
		cmocka_unit_test(
		    bytes_are_taken_as_they_are_and_fewer_at_the_end),
		cmocka_unit_test(compressed_parts_read_as_they_were),
		cmocka_unit_test(damaged_compression_is_an_error),
		cmocka_unit_test(a_bomb_is_refused),
		cmocka_unit_test(a_line_without_an_end_is_refused),
		cmocka_unit_test(a_missing_file_and_a_folder_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
