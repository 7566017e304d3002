/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/json_internal.h"

#include <math.h>
#include <stdlib.h>

#include "tests/check.h"

static void check_number(double value, const char *expected)
{
	cJSON *object = cJSON_CreateObject();
	char *text;

	put_number(object, "n", value);
	text = cJSON_PrintUnformatted(cJSON_GetObjectItem(object, "n"));
	CHECK_STR(text, expected);
	free(text);
	cJSON_Delete(object);
}

static void usual_numbers_have_no_exponent(void **state)
{
	(void)state;
	check_number(0, "0");
	check_number(3000, "3000");
	check_number(-120, "-120");
	check_number(1499.9660219, "1499.9660219");
	check_number(0.05, "0.05");
	check_number(0.00055, "0.00055");
	check_number(1e-6, "0.000001");
	check_number(1e20, "100000000000000000000");
	check_number(9007199254740993.0, "9007199254740992");
}

static void extreme_numbers_have_one(void **state)
{
	(void)state;
	check_number(1.5e-7, "1.5e-07");
	check_number(1e21, "1e+21");
	check_number(-2.5e300, "-2.5e+300");
	check_number(5e-324, "5e-324");
}

static void a_number_reads_back_as_itself(void **state)
{
	double value = 1.0 / 3;

	(void)state;
	check_number(0.1 + 0.2, "0.30000000000000004");
	check_number(value, "0.3333333333333333");
	check_number(-1.2345678901234567e-6, "-0.0000012345678901234567");
}

static void no_number_is_null(void **state)
{
	(void)state;
	check_number(NAN, "null");
	check_number(-INFINITY, "null");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(usual_numbers_have_no_exponent),
		cmocka_unit_test(extreme_numbers_have_one),
		cmocka_unit_test(a_number_reads_back_as_itself),
		cmocka_unit_test(no_number_is_null),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
