/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/target.h"

static void check(const char *url, const char *expected)
{
	struct arena arena = { 0 };

	assert_string_equal(target_without_secrets(&arena, span_of(url)),
	    expected);
	arena_release(&arena);
}

static void a_plain_url_stays_as_it_is(void **state)
{
	(void)state;
	check("http://127.0.0.1:8080/a/@b?ms=2&size=512",
	    "http://127.0.0.1:8080/a/@b?ms=2&size=512");
	check("http://[::1]:27080/1k", "http://[::1]:27080/1k");
	check("http://host", "http://host");
	check("://", "://");
}

static void what_is_no_url_stays_as_it_is(void **state)
{
	(void)state;
	check("", "");
	check("?", "?");
	check("Ready, steady? a/b #5", "Ready, steady? a/b #5");
	check("mail me@home: now", "mail me@home: now");
	check("Which key?", "Which key?");
	check("/a/b@c:1?x=1", "/a/b@c:1?x=1");
}

static void without_a_scheme_secrets_are_dropped_too(void **state)
{
	(void)state;
	check("GET /login?token=1&x=2", "GET /login?token&x=2");
	check("me:pass@localhost:8080/?sig=1#a", "localhost:8080/?sig");
	check("localhost:8080?token=1", "localhost:8080?token");
	check("GET me:pass@host/x", "GET host/x");
}

static void the_user_and_the_password_are_dropped(void **state)
{
	(void)state;
	check("https://me:pass@word@host:1/x", "https://host:1/x");
	check("http://me@host", "http://host");
}

static void the_value_of_a_secret_parameter_is_dropped(void **state)
{
	(void)state;
	check("http://h/?id=1&API_KEY=abc&x&access_token=d=e#frag",
	    "http://h/?id=1&API_KEY&x&access_token");
	check("http://h/?auth=a&credential=a&db_passwd=a&pwd=a&clientSecret=a"
	      "&PHPSESSIONID=a&sig=a&X-Amz-Signature=a",
	    "http://h/?auth&credential&db_passwd&pwd&clientSecret"
	    "&PHPSESSIONID&sig&X-Amz-Signature");
}

static void check_message(const char *message, const char *expected)
{
	struct arena a = { 0 };

	assert_string_equal(text_without_secrets(&a, message), expected);
	arena_release(&a);
}

static void each_url_of_a_message_loses_its_secrets(void **state)
{
	(void)state;
	check_message("", "");
	check_message(" a\n b@c ", " a\n b@c ");
	check_message("500 for /a?token=b: see http://h?key=c or c:d@e/f",
	    "500 for /a?token see http://h?key or e/f");
	check_message("Post \"http://u:p@h/w?token=t\": EOF, then <ftp://u@h>",
	    "Post \"http://h/w?token\": EOF, then <ftp://h>");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_url_stays_as_it_is),
		cmocka_unit_test(what_is_no_url_stays_as_it_is),
		cmocka_unit_test(without_a_scheme_secrets_are_dropped_too),
		cmocka_unit_test(the_user_and_the_password_are_dropped),
		cmocka_unit_test(the_value_of_a_secret_parameter_is_dropped),
		cmocka_unit_test(each_url_of_a_message_loses_its_secrets),
	};

	return cmocka_run_group_tests_name("target", tests, NULL, NULL);
}
