/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "collect/rfc3339.h"

/* One after the other, as what was last read decides how the next one is. */
static void each_time_is_what_it_is_alone(void **state)
{
	static const char texts[][64] = {
		"        2026-11-22T16:46:21.017124442Z",
		"        2026-11-22T16:46:21.017124443Z",
		"        2026-11-22T16:46:21.0171Z",
		"        2026-11-22T16:46:21Z",
		"        2026-11-22T16:46:21.5+01:00",
		"        2026-11-22T16:46:21.25+01:00",
		"        2026-11-22T16:46:21.25-01:00",
		"        2026-11-22T16:46:21.25Z",
		"        2026-11-22T16:46:22.999999999Z",
		"        2026-11-22T16:46:22.9999999990Z",
		"        2026-11-22T16:46:22.1234567890123Z",
		"        2026-11-22T16:46:22.x1Z",
		"        2026-11-22T16:46:22.1xZ",
		"        2026-11-22T16:46:22.1",
		"        2026-11-22T16:46:22.1z",
		"        2026-11-22T16:46:22.Z",
		"        2026-11-22T16:46:22.",
		"        2026-11-22T16:46:22",
		"        2026-13-22T16:46:22.1Z",
		"        ",
		"        Z",
	};
	const size_t n = sizeof(texts) / sizeof(*texts);
	struct rfc3339 last = { .unix_ns = 0 };

	(void)state;
	for (size_t i = 0; i < n * n; i++) {
		/* Each after each; 8 bytes in front are readable. */
		struct span s = span_of(texts[i % 2 ? i / 2 % n : i / n] + 8);
		int64_t got = 0, want = 0;
		bool parsed = time_parse(s, &want);

		assert_int_equal(rfc3339_parse(&last, s, &got), parsed);
		assert_true(!parsed || got == want);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_time_is_what_it_is_alone),
	};

	return cmocka_run_group_tests_name("rfc3339", tests, NULL, NULL);
}
