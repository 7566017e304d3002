/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bits.h"
#include "base/digest.h"
#include "base/input.h"
#include "base/mem.h"
#include "base/row_end.h"

/* Rows of all lengths, some with quotes, some with an LF between quotes. */
static struct span log_make(size_t bytes)
{
	char *text = xcalloc(1, bytes + 1000);
	uint32_t seed = 1;
	size_t n = 0;

	while (n < bytes) {
		seed = seed * 1664525 + 1013904223;
		if (seed >> 24 < 20)
			n += (size_t)sprintf(text + n,
			    "%u,\"a \"\"quoted\"\"\nfield %u\",x\n", seed,
			    seed);
		else
			n += (size_t)sprintf(text + n, "%u,%.*s,y\n", seed,
			    (int)(seed >> 25),
			    "oneononeoneoneoneoneoneoneoneoneoneoneoneoneoneone"
			    "oneononeoneoneoneoneoneoneoneoneoneoneoneoneoneone"
			    "oneononeoneoneoneoneoneoneoneo");
	}
	return (struct span){ text, n };
}

static void blocks_are_whole_rows_and_all_of_the_input(void **state)
{
	struct span text = log_make(3 << 20);
	struct input *in = input_memory("x", text);
	struct input_block b = { 0 };
	struct err err;
	size_t at = 0;
	long line = 1;

	(void)state;
	while (input_block(in, true, &b, &err) == 1) {
		CHECK_INT(b.line, line);
		assert_memory_equal(b.text.at, text.at + at, b.text.len);
		CHECK_INT(b.text.at[b.text.len - 1], '\n');
		assert_true(b.text.at[b.text.len - 2] != 'd');
		for (size_t i = 0; i < b.text.len; i++)
			line += b.text.at[i] == '\n';
		at += b.text.len;
		assert_false(b.cut);
	}
	CHECK_INT(at, text.len);
	input_block_release(&b);
	input_close(in);
	free((char *)(uintptr_t)text.at);
}

static void a_head_and_lines_may_come_before_blocks(void **state)
{
	struct input *in = input_memory("x", SPAN("one\ntwo\nthree"));
	struct input_block b = { 0 };
	struct span s;
	struct err err;

	(void)state;
	CHECK_INT(input_head(in, &s, &err), 0);
	CHECK_INT(input_line(in, &s, &err), 1);
	CHECK_INT(input_block(in, false, &b, &err), 1);
	assert_true(span_is(b.text, "two\nthree\n"));
	CHECK_INT(b.line, 2);
	assert_true(b.cut);
	CHECK_INT(input_block(in, false, &b, &err), 0);
	CHECK_INT(input_bytes(in), 13);
	input_block_release(&b);
	input_close(in);
}

static void an_empty_input_has_no_block(void **state)
{
	struct input *in = input_memory("x", SPAN(""));
	struct input_block b = { 0 };
	struct err err;

	(void)state;
	CHECK_INT(input_block(in, true, &b, &err), 0);
	input_block_release(&b);
	input_close(in);
}

static void a_quote_that_is_never_closed_is_refused(void **state)
{
	size_t n = (size_t)40 << 20;
	char *text = xcalloc(1, n);
	struct input *in;
	struct input_block b = { 0 };
	struct err err;

	(void)state;
	memset(text, 'x', n);
	for (size_t i = 0; i < n; i += 100)
		text[i] = '\n';
	text[1005] = '"';
	in = input_memory("x", (struct span){ text, n });
	CHECK_INT(input_block(in, true, &b, &err), 1);
	CHECK_INT(input_block(in, true, &b, &err), -1);
	CHECK_STR(err.msg, "x:12: a row longer than 16 MiB (is a quote not "
			   "closed?): refused");
	input_block_release(&b);
	input_close(in);
	free(text);
}

static void every_kind_of_processor_finds_the_same_row_end(void **state)
{
	struct span text = log_make(5000);

	(void)state;
	for (size_t n = 0; n < 4800; n += n / 64 + 1) {
		struct span s = { text.at, n };
		struct row_end plain = { 0 }, other;

		assert_true(row_end_variant(BITS_KINDS - 1, s, n % 2, &plain));
		for (size_t i = 0; i < BITS_KINDS; i++) {
			if (!row_end_variant(i, s, n % 2, &other))
				continue;
			CHECK_INT(other.len, plain.len);
			CHECK_INT(other.lines, plain.lines);
			CHECK_INT(other.quoted, plain.quoted);
		}
	}
	assert_false(
	    row_end_variant(BITS_KINDS, text, true, &(struct row_end){ 0 }));
	free((char *)(uintptr_t)text.at);
}

static const char *digest_of(struct span s, size_t step, char hex[DIGEST_TEXT])
{
	struct digest *d = digest_new();

	while (s.len) {
		size_t n = s.len < step ? s.len : step;

		digest_add(d, (struct span){ s.at, n });
		s = span_skip(s, n);
	}
	digest_text(d, hex);
	digest_free(d);
	return hex;
}

static void a_content_is_known_however_it_is_cut(void **state)
{
	size_t n = 1048576 + 77;
	char *text = xcalloc(1, n), a[DIGEST_TEXT], b[DIGEST_TEXT];
	static const size_t steps[] = { 100, 127, 65536, 262144, 1 << 24 };

	(void)state;
	for (size_t i = 0; i < n; i++)
		text[i] = (char)(i * i >> 7);
	digest_of((struct span){ text, n }, n, a);
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		CHECK_STR(digest_of((struct span){ text, n }, steps[i], b), a);
	free(text);
}

/* Known answers: head -c N /dev/zero | sha256sum, N = 3 and 16 MiB. */
static void a_content_is_known_by_its_sha256(void **state)
{
	size_t n = (size_t)16 << 20;
	char *zeros = xcalloc(1, n), hex[DIGEST_TEXT];

	(void)state;
	CHECK_STR(digest_of((struct span){ zeros, 3 }, 3, hex),
	    "709e80c88487a2411e1ee4dfb9f22a861492d20c4765150c0c794abd70f8147c");
	CHECK_STR(digest_of((struct span){ zeros, n }, 4096, hex),
	    "080acf35a507ac9849cfcba47dc2ad83e01b75663a516279c8b9d243b719643e");
	free(zeros);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_are_whole_rows_and_all_of_the_input),
		cmocka_unit_test(a_head_and_lines_may_come_before_blocks),
		cmocka_unit_test(an_empty_input_has_no_block),
		cmocka_unit_test(a_quote_that_is_never_closed_is_refused),
		cmocka_unit_test(
		    every_kind_of_processor_finds_the_same_row_end),
		cmocka_unit_test(a_content_is_known_however_it_is_cut),
		cmocka_unit_test(a_content_is_known_by_its_sha256),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
