/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "store/run.h"

static void a_status_that_is_neither_2xx_nor_3xx_is_an_error(void **state)
{
	static const char *const good[] = { "200", "204", "302", "399", "2xx",
		"3xx", "OK", "SERVING" };
	static const char *const bad[] = { "0", "-1", "101", "199", "400",
		"503", "600", "1xx", "4xx", "5xx", "xxx", "Unavailable", "" };

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		assert_false(status_is_error(span_of(good[i])));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_true(status_is_error(span_of(bad[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    a_status_that_is_neither_2xx_nor_3xx_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
