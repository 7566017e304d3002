/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <strings.h>

#include <cmocka.h>

#include "collect/http.h"
#include "tests/fake_server.h"

#define OK(body) ANSWER("200 OK", "text/plain", body)
#define FAILED ANSWER("500 Internal Server Error", "text/plain", "oh")

/* What one request to such a server comes to. */
struct outcome {
	struct fake_server server;
	struct http *http;
	struct http_answer answer;
	struct err err;
	int status;
};

static struct outcome get(const struct script *script)
{
	static const struct http_settings settings = { .timeout_ms = 500,
		.wait_ms = 1,
		.body_max = (size_t)1 << 20 };
	struct outcome o = { .server = server_start(script) };

	o.http = http_open(o.server.url, &settings, &o.err);
	assert_non_null(o.http);
	o.status = http_get(o.http, "/x", (struct http_params){ 0 }, &o.answer,
	    &o.err);
	return o;
}

static void release(struct outcome *o)
{
	http_close(o->http);
	server_stop(&o->server);
}

static void an_answer_has_its_status_and_body(void **state)
{
	static const struct script script = {
		.answers = { ANSWER("404 Not Found", "text/plain",
		    "nobody here") }
	};
	struct outcome o = get(&script);

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(o.answer.status, 404);
	assert_int_equal(o.answer.body.len, 11);
	assert_int_equal(o.server.asked->count, 1);
	release(&o);
}

static void what_may_pass_is_tried_again(void **state)
{
	static const struct script script = {
		.answers = { FAILED, CLOSE,
		    ANSWER("429 Too Many Requests", "text/plain", ""),
		    OK("well") }
	};
	struct outcome o = get(&script);

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(o.answer.status, 200);
	assert_true(span_is(o.answer.body, "well"));
	assert_int_equal(o.server.asked->count, HTTP_TRIES);
	release(&o);
}

static void a_server_that_keeps_failing_is_given_up(void **state)
{
	static const struct script script = { .answers = { FAILED } };
	struct outcome o = get(&script);

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(o.answer.status, 500);
	assert_int_equal(o.server.asked->count, HTTP_TRIES);
	release(&o);
}

static void assert_no_answer(const struct script *script, const char *words)
{
	struct outcome o = get(script);
	char message[300];

	assert_int_equal(o.status, -1);
	snprintf(message, sizeof(message), "%s: %s", o.server.url, words);
	assert_string_equal(o.err.msg, message);
	release(&o);
}

static void no_answer_is_an_error(void **state)
{
	static const struct script closes = { .answers = { CLOSE } };
	static const struct script silent = { .answers = { SILENT } };
	static const struct script endless = { .answers = { ENDLESS } };

	(void)state;
	assert_no_answer(&closes, "Empty reply from server");
	assert_no_answer(&silent, "no full answer within 0.5 s");
	assert_no_answer(&endless, "an answer larger than 1 MiB");
}

static void nobody_at_home_is_an_error(void **state)
{
	static const struct http_settings settings = { .wait_ms = 1 };
	struct err err = { "" };
	struct http *h = http_open("http://u:p@127.0.0.1:1/", &settings, &err);
	struct http_answer answer;

	(void)state;
	assert_non_null(h);
	assert_int_equal(
	    http_get(h, "/x", (struct http_params){ 0 }, &answer, &err), -1);
	assert_ptr_equal(strstr(err.msg, "http://127.0.0.1:1: "), err.msg);
	assert_null(strstr(err.msg, "u:p"));
	http_close(h);
}

/* Asks a server whose address has that in front of host and behind port. */
static void ask_with(const char *user, const char *tail, const char *token,
    char request[ASKED_BYTES])
{
	static const struct script script = { .answers = { OK("") } };
	const struct http_param params[] = { { "query", "a{b=\"c+d & e\"}" },
		{ "step", "1.000" } };
	const struct http_settings settings = { .token = token };
	struct fake_server server = server_start(&script);
	struct http_answer answer;
	struct err err = { "" };
	struct http *h;
	char url[300];

	snprintf(url, sizeof(url), "http://%s%s%s", user,
	    server.url + strlen("http://"), tail);
	h = http_open(url, &settings, &err);
	assert_non_null(h);
	assert_int_equal(http_get(h, "/api", (struct http_params){ params, 2 },
			     &answer, &err),
	    0);
	memcpy(request, server.asked->first, ASKED_BYTES);
	http_close(h);
	server_stop(&server);
}

#define QUERY "query=a%7Bb%3D%22c%2Bd+%26+e%22%7D&step=1.000 "

/* Without regard to case: %7b is as good as %7B. */
static void assert_asks(const char *request, const char *line)
{
	const char *at = request;

	while (*at && strncasecmp(at, line, strlen(line)) != 0)
		at++;
	if (!*at)
		fail_msg("\"%s\" is not in:\n%s", line, request);
}

static void parameters_and_paths_are_added_to_the_url(void **state)
{
	char request[ASKED_BYTES];

	(void)state;
	ask_with("", "", NULL, request);
	assert_asks(request, "GET /api?" QUERY);
	assert_null(strstr(request, "Authorization"));
	ask_with("", "/prom//?tenant=a#top", NULL, request);
	assert_asks(request, "GET /prom/api?tenant=a&" QUERY);
}

static void who_asks_is_told_to_the_server(void **state)
{
	char request[ASKED_BYTES];

	(void)state;
	ask_with("me:se%40cret@", "", NULL, request); /* me:se@cret */
	assert_asks(request, "Authorization: Basic bWU6c2VAY3JldA==\r\n");
	ask_with("", "", "t0ken", request);
	assert_asks(request, "Authorization: Bearer t0ken\r\n");
}

static void a_name_has_no_secrets(void **state)
{
	static const struct http_settings settings = { 0 };
	struct err err = { "" };
	struct http *h = http_open(
	    "https://me:secret@host:9090/prom/?token=x#y", &settings, &err);

	(void)state;
	assert_non_null(h);
	assert_string_equal(http_name(h), "https://host:9090/prom");
	http_close(h);
}

static void other_addresses_are_refused(void **state)
{
	static const char *const urls[] = { "", "host", "ftp://host/",
		"file:///etc/passwd", "http://", "http://u:p@/", "://",
		"http://host:port/", "http://ho st/" };
	static const struct http_settings settings = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(urls) / sizeof(*urls); i++) {
		struct err err = { "" };

		if (http_open(urls[i], &settings, &err))
			fail_msg("\"%s\" is taken", urls[i]);
		assert_string_equal(err.msg,
		    "not the address of a server: expected http:// or "
		    "https://, then HOST[:PORT][/PATH]");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_has_its_status_and_body),
		cmocka_unit_test(what_may_pass_is_tried_again),
		cmocka_unit_test(a_server_that_keeps_failing_is_given_up),
		cmocka_unit_test(no_answer_is_an_error),
		cmocka_unit_test(nobody_at_home_is_an_error),
		cmocka_unit_test(parameters_and_paths_are_added_to_the_url),
		cmocka_unit_test(who_asks_is_told_to_the_server),
		cmocka_unit_test(a_name_has_no_secrets),
		cmocka_unit_test(other_addresses_are_refused),
	};

	setenv("no_proxy", "*", 1);
	return cmocka_run_group_tests_name("http", tests, NULL, NULL);
}
