/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/check.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/ring.h"

/* What the thread got: a copy, and a gate that it stands before. */
struct got {
	char *at;
	size_t len;
	pthread_mutex_t gate;
};

static void take(void *context, struct span piece)
{
	struct got *got = context;

	pthread_mutex_lock(&got->gate);
	memcpy(got->at + got->len, piece.at, piece.len);
	got->len += piece.len;
	pthread_mutex_unlock(&got->gate);
}

static struct got got_begin(size_t bytes)
{
	struct got got = { .at = xcalloc(1, bytes) };

	pthread_mutex_init(&got.gate, NULL);
	return got;
}

static void got_end(struct got *got)
{
	pthread_mutex_destroy(&got->gate);
	free(got->at);
}

/* Adds all, in spans of so many bytes, from a place that is used again. */
static void add_in_steps(struct ring *r, const char *text, size_t n,
    size_t step)
{
	char *place = xcalloc(1, step);

	for (size_t i = 0; i < n; i += step) {
		size_t len = n - i < step ? n - i : step;

		memcpy(place, text + i, len);
		ring_add(r, (struct span){ place, len });
		memset(place, 0, len);
	}
	free(place);
}

static void bytes_come_in_their_order_however_they_are_cut(void **state)
{
	static const size_t steps[] = { 511, 65536, RING_BYTES,
		3 * RING_BYTES + 1 };
	size_t n = 5 * RING_BYTES + 77;
	char *text = xcalloc(1, n);

	(void)state;
	for (size_t i = 0; i < n; i++)
		text[i] = (char)(i * i >> 7);
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		struct got got = got_begin(n);
		struct ring *r = ring_start(take, &got);

		add_in_steps(r, text, n, steps[i]);
		ring_wait(r);
		CHECK_INT(got.len, n);
		assert_memory_equal(got.at, text, n);
		ring_free(r);
		got_end(&got);
	}
	free(text);
}

static void more_may_come_after_a_wait(void **state)
{
	struct got got = got_begin(6);
	struct ring *r = ring_start(take, &got);

	(void)state;
	ring_wait(r);
	CHECK_INT(got.len, 0);
	ring_add(r, SPAN("abc"));
	ring_wait(r);
	CHECK_INT(got.len, 3);
	ring_add(r, SPAN(""));
	ring_add(r, SPAN("def"));
	ring_wait(r);
	assert_memory_equal(got.at, "abcdef", 6);
	ring_free(r);
	got_end(&got);
}

/* As after an error: it does not wait for more, nor to be emptied. */
static void an_end_in_the_middle_ends_the_thread(void **state)
{
	struct got got = got_begin(RING_BYTES);
	struct ring *r = ring_start(take, &got);
	char *text = xcalloc(1, RING_BYTES);

	(void)state;
	pthread_mutex_lock(&got.gate);
	ring_add(r, (struct span){ text, RING_BYTES });
	pthread_mutex_unlock(&got.gate);
	ring_free(r);
	ring_free(NULL);
	free(text);
	got_end(&got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    bytes_come_in_their_order_however_they_are_cut),
		cmocka_unit_test(more_may_come_after_a_wait),
		cmocka_unit_test(an_end_in_the_middle_ends_the_thread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
