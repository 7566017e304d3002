/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "collect/importer.h"

static void refused(struct span text, const char *words)
{
	struct err err = { "" };
	struct input *in = input_memory("x", text);

	assert_null(importer_for(in, NULL, &err));
	assert_string_equal(err.msg, words);
	input_close(in);
}

static void each_has_its_own_name_and_says_what_it_is(void **state)
{
	(void)state;
	for (size_t i = 0; importers[i]; i++) {
		assert_ptr_equal(importer_named(importers[i]->name),
		    importers[i]);
		assert_non_null(importers[i]->about);
		assert_non_null(importers[i]->evidence);
		assert_non_null(importers[i]->omission);
		assert_non_null(importers[i]->sniff);
		assert_non_null(importers[i]->import);
		for (size_t k = 0; k < i; k++)
			assert_ptr_not_equal(importers[k], importers[i]);
	}
	assert_null(importer_named("no-such-format"));
}

/* Whatever is asked first. */
static void a_format_is_found_by_content(void **state)
{
	(void)state;
	for (size_t i = 0; i == 0 || importers[i - 1]; i++) {
		const struct importer *likely = i ? importers[i - 1] : NULL;
		struct err err;
		struct input *in = input_memory("x",
		    SPAN("{\"ActualQPS\":1,"
			 "\"DurationHistogram\":{\"Count\":1}}"));
		const struct importer *found = importer_for(in, likely, &err);

		assert_non_null(found);
		assert_string_equal(found->name, "fortio-json");
		input_close(in);
	}
}

static void what_nobody_knows_is_described(void **state)
{
	(void)state;
	refused(SPAN(""), "x: the file is empty");
	refused(SPAN(" \n\n"), "x: the file is empty");
	refused(SPAN("{\"a\": 1, \"b\": {\"c\": 2}}"),
	    "x: no known format: a JSON object with the keys \"a\", \"b\"; see "
	    "`meshstat formats`");
	refused(SPAN("{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1}"),
	    "x: no known format: a JSON object with the keys \"a\", \"b\", "
	    "\"c\", \"d\", \"e\", ...; see `meshstat formats`");
	refused(SPAN("{}"), "x: no known format: a JSON object without keys; "
			    "see `meshstat formats`");
	refused(SPAN("[{\"a\": 1}]"),
	    "x: no known format: a JSON array of objects with the keys \"a\"; "
	    "see `meshstat formats`");
	refused(SPAN("name,color,taste\n1,2,3\n"),
	    "x: no known format: CSV with the header \"name,color,taste\"; "
	    "see `meshstat formats`");
	refused(SPAN("\n  Once upon a time\nthere"),
	    "x: no known format: text that begins \"Once upon a time\"; see "
	    "`meshstat formats`");
	refused(SPAN("\177ELF\2\1\1\0\0"),
	    "x: no known format: binary content; see `meshstat formats`");
}

static void nothing_that_steers_a_terminal_is_shown(void **state)
{
	(void)state;
	refused(SPAN("red \033[31m alert"),
	    "x: no known format: text that begins \"red  alert\"; see "
	    "`meshstat formats`");
	refused(SPAN("{\"a\033[31m\": 1}"),
	    "x: no known format: a JSON object with the keys \"a\"; see "
	    "`meshstat formats`");
}

static void what_speaks_of_many_tools_is_told_none(void **state)
{
	(void)state;
	refused(SPAN("hey wrk ab vegeta"),
	    "x: no known format: text that begins \"hey wrk ab vegeta\"; see "
	    "`meshstat formats`");
}

static void what_speaks_of_a_tool_is_told_its_formats(void **state)
{
	struct input *in = input_memory("x", SPAN("On Nighthawk, they say"));
	struct err err;

	(void)state;
	assert_null(importer_for(in, NULL, &err));
	assert_non_null(strstr(err.msg, "it speaks of nighthawk-"));
	assert_null(strstr(err.msg, "hey-csv")); /* no word of its own */
	input_close(in);
}

static void what_lies_beside_results_is_told_what_it_is(void **state)
{
	(void)state;
	refused(SPAN("\n<!DOCTYPE html><title>502</title>"),
	    "x: an HTML page, not a result: did a server answer with an error "
	    "or a login page?");
	refused(SPAN("{\"status\":\"success\",\"data\":[\"job\"]}"),
	    "x: an answer of Prometheus without samples: labels, targets or "
	    "the like");
	refused(SPAN("test:\n  name: a\n  clients:\n    - rps: 1\n"),
	    "x: an SMP test configuration: what to run, not what came of it");
	refused(SPAN("{\"metadata\":{\"url\":\"http://x\",\"qps\":\"1\"}}"),
	    "x: input of fortio's REST API: what to run, not what came of it");
	refused(SPAN("{\"ActualQPS\": 1, \"Histogram\": {}}"),
	    "x: a result of fortio before 0.3, which does not state its "
	    "buckets");
	refused(
	    SPAN("Navn,Antal,Snit,Midt,90% Linje,95% Linje,99% Linje,Min\n"),
	    "x: like a table of JMeter's, in words that are not known: save "
	    "it from JMeter in English (-Jlanguage=en), as UTF-8, or collect "
	    "the .jtl");
	refused(SPAN("PK\3\4zip"),
	    "x: a zip archive: unpack it, and collect the folder");
	refused(SPAN("\xFD"
		     "7zXZ\0k6"),
	    "x: compressed by xz or bzip2: unpack it, or compress it with gzip "
	    "or zstd");
	refused(SPAN("\xFF\xFE{\0}\0"),
	    "x: text in UTF-16 (PowerShell's > makes it): save it as UTF-8");
	refused(SPAN("# HELP go_goroutines Number.\ngo_goroutines 3\n"),
	    "x: metrics as Prometheus scrapes them, without their past: "
	    "collect from the server, by its URL");
	refused(SPAN("{__name__=\"up\", job=\"a\"} 1 1795364660990\n"),
	    "x: a dump of Prometheus' storage: collect from the server, by its "
	    "URL");
	refused(SPAN("{\"metric\":{\"__name__\":\"up\"},\"values\":[1],"
		     "\"timestamps\":[1795364660990]}\n"),
	    "x: an export of VictoriaMetrics: collect from the server, by its "
	    "URL, or save its answer to /api/v1/query_range");
	refused(SPAN("TsvHttpData-1.0\nhttp://localhost:8080/a.json\t10\n"),
	    "x: the index of a data directory of fortio's: collect the "
	    "directory");
	refused(SPAN("{\"simulation\":\"a\",\"simulationId\":\"b\"}"),
	    "x: Gatling's assertions: collect simulation.log or stats.json");
	refused(
	    SPAN("var stats = {\n type: \"GROUP\", \"numberOfRequests\": 1"),
	    "x: Gatling's stats.js, which is a script: collect simulation.log "
	    "or stats.json");
	refused(
	    SPAN("<p>\n This is ApacheBench, Version 2.3 <i>&lt;</i><br>\n"),
	    "x: ab's report as a table of HTML (-w): have it without -w");
	refused(SPAN("<?xml version=\"1.0\"?>\n<testsuites><testsuite>"),
	    "x: results of JUnit: what passed, but not how fast it was");
	refused(SPAN("\033[0;34mHTTP/1.1 200     0.01 secs:     240 bytes ==> "
		     "GET  /\033[0m\n"),
	    "x: siege's lines of single requests, to 10 ms: collect what it "
	    "prints at the end");
	refused(
	    SPAN("  Thread Stats   Avg\n  12 requests in 1.00m, 8MB read\n"),
	    "x: a report of wrk or wrk2 without its first line, "
	    "\"Running ...\", by which a run is told");
	refused(SPAN("SQLite format 3\0"),
	    "x: an SQLite file: collect the results that an archive is made "
	    "of");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_has_its_own_name_and_says_what_it_is),
		cmocka_unit_test(a_format_is_found_by_content),
		cmocka_unit_test(what_nobody_knows_is_described),
		cmocka_unit_test(nothing_that_steers_a_terminal_is_shown),
		cmocka_unit_test(what_speaks_of_a_tool_is_told_its_formats),
		cmocka_unit_test(what_speaks_of_many_tools_is_told_none),
		cmocka_unit_test(what_lies_beside_results_is_told_what_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
