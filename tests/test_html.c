/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/check.h"

#include "base/arena.h"
#include "base/sha256.h"
#include "render/html_internal.h"

static xmlDoc *page(const char *text)
{
	struct err err = { "" };
	xmlDoc *doc = html_parse(span_of(text), "page.html", &err);

	if (!doc)
		fail_msg("%s", err.msg);
	return doc;
}

/* What html_write() makes of the document; the caller frees it. */
static char *written(const xmlDoc *doc)
{
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);
	struct err err = { "" };

	CHECK_INT(html_write(doc, out, &err), 0);
	fclose(out);
	return text;
}

static void check_page(xmlDoc *doc, const char *expected)
{
	char *text = written(doc);

	CHECK_STR(text, expected);
	free(text);
	xmlFreeDoc(doc);
}

static void void_elements_have_no_end_and_others_do(void **state)
{
	(void)state;
	check_page(page("<html><br/><p/><script src=\"a.js\"/></html>"),
	    "<!DOCTYPE html>\n<html><br><p></p><script "
	    "src=\"a.js\"></script></html>\n");
}

static void svg_keeps_the_case_of_its_names(void **state)
{
	(void)state;
	check_page(
	    page("<html><svg viewBox=\"0 0 1 1\"><clipPath/></svg></html>"),
	    "<!DOCTYPE html>\n<html><svg viewBox=\"0 0 1 "
	    "1\"><clipPath></clipPath></svg></html>\n");
}

static void comments_and_instructions_are_left_out(void **state)
{
	(void)state;
	check_page(page("<html><!-- x --><?php y?>z</html>"),
	    "<!DOCTYPE html>\n<html>z</html>\n");
}

static void an_attribute_without_a_value_stays_bare(void **state)
{
	(void)state;
	check_page(page("<p hidden=\"\"/>"),
	    "<!DOCTYPE html>\n<p hidden></p>\n");
}

/* Each text as it comes from outside, and as it has to stand in a page. */
static const struct {
	const char *text, *shown;
} hostile[] = {
	{ "</script><script>alert(1)</script>",
	    "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;" },
	{ "\"><img src=x onerror=x>", "&quot;&gt;&lt;img src=x onerror=x&gt;" },
	{ "a]]>b", "a]]&gt;b" },
	{ "&amp; &#60;", "&amp;amp; &amp;#60;" },
	{ "a\xe2\x80\xae"
	  "b",
	    "a\\u202eb" },
	{ "\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd" },
	{ "\x01\x1b[31m", "\xef\xbf\xbd\xef\xbf\xbd[31m" },
	{ "<!--", "&lt;!--" },
};

#define HOSTILE (sizeof(hostile) / sizeof(*hostile))

static void hostile_text_stays_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < HOSTILE; i++) {
		xmlDoc *doc = page("<p/>");
		struct arena a = { 0 };

		html_text(xmlDocGetRootElement(doc), hostile[i].text);
		check_page(doc, arena_printf(&a, "<!DOCTYPE html>\n<p>%s</p>\n",
				    hostile[i].shown));
		arena_release(&a);
	}
}

static void hostile_attributes_stay_attributes(void **state)
{
	(void)state;
	for (size_t i = 0; i < HOSTILE; i++) {
		xmlDoc *doc = page("<p/>");
		struct arena a = { 0 };

		html_set(xmlDocGetRootElement(doc), "title", hostile[i].text);
		check_page(doc,
		    arena_printf(&a, "<!DOCTYPE html>\n<p title=\"%s\"></p>\n",
			hostile[i].shown));
		arena_release(&a);
	}
}

static void a_long_name_is_cut(void **state)
{
	xmlDoc *doc = page("<p/>");
	char *name = malloc(10001), *text;

	(void)state;
	memset(name, 'x', 10000);
	name[10000] = '\0';
	html_text(xmlDocGetRootElement(doc), name);
	text = written(doc);
	assert_true(strlen(text) < 4200);
	assert_non_null(strstr(text, "x\xe2\x80\xa6</p>"));
	free(text);
	free(name);
	xmlFreeDoc(doc);
}

static void a_link_leads_into_the_page_only(void **state)
{
	xmlDoc *doc = page("<p/>");

	(void)state;
	html_link(xmlDocGetRootElement(doc), "javascript:alert(1)", "x");
	check_page(doc, "<!DOCTYPE html>\n<p><a "
			"href=\"#javascript:alert(1)\">x</a></p>\n");
}

static void a_script_that_would_end_itself_is_refused(void **state)
{
	static const char *const texts[] = { "x = '</script>'", "'</SCRIPT '",
		"'<!-- '", "a { } </style>" };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		xmlDoc *doc = page("<p/>");
		xmlNode *script =
		    html_add(xmlDocGetRootElement(doc), "script", NULL);
		FILE *out = fopen("/dev/null", "w");
		struct err err = { "" };

		html_raw(script, span_of(texts[i]));
		CHECK_INT(html_write(doc, out, &err), -1);
		CHECK_STR(err.msg, "<script>: its text would end it");
		fclose(out);
		xmlFreeDoc(doc);
	}
}

static void a_script_is_written_as_it_is(void **state)
{
	xmlDoc *doc = page("<p/>");

	(void)state;
	html_raw(html_add(xmlDocGetRootElement(doc), "script", NULL),
	    SPAN("if (a < b && c > \"d\") {}"));
	check_page(doc, "<!DOCTYPE html>\n<p><script>if (a < b && c > \"d\") "
			"{}</script></p>\n");
}

static void check_fault(const char *text, const char *expected)
{
	struct err err = { "" };

	assert_null(html_parse(span_of(text), "page.html", &err));
	CHECK_STR(err.msg, expected);
}

static void a_broken_page_is_named_with_its_line(void **state)
{
	(void)state;
	check_fault("<html>\n<body>\n</html>",
	    "page.html:3: Opening and ending tag mismatch: body line 2 and "
	    "html");
	check_fault("", "page.html:1: Document is empty");
	check_fault("<p>&nbsp;</p>", "page.html:1: Entity 'nbsp' not defined");
}

static void entities_cannot_be_declared(void **state)
{
	(void)state;
	check_fault("<!DOCTYPE html [<!ENTITY a SYSTEM \"/etc/passwd\">]>\n"
		    "<p>&a;</p>",
	    "page.html:1: declarations in the document type are not supported");
}

/* Known answer: printf '' | openssl dgst -sha256 -binary | base64 */
static void a_policy_names_a_text_by_its_hash(void **state)
{
	char out[SHA256_POLICY_TEXT];

	(void)state;
	CHECK_STR(sha256_policy(SPAN(""), out),
	    "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
	CHECK_STR(sha256_policy(SPAN("abc"), out),
	    "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(void_elements_have_no_end_and_others_do),
		cmocka_unit_test(svg_keeps_the_case_of_its_names),
		cmocka_unit_test(comments_and_instructions_are_left_out),
		cmocka_unit_test(an_attribute_without_a_value_stays_bare),
		cmocka_unit_test(hostile_text_stays_text),
		cmocka_unit_test(hostile_attributes_stay_attributes),
		cmocka_unit_test(a_long_name_is_cut),
		cmocka_unit_test(a_link_leads_into_the_page_only),
		cmocka_unit_test(a_script_that_would_end_itself_is_refused),
		cmocka_unit_test(a_script_is_written_as_it_is),
		cmocka_unit_test(a_broken_page_is_named_with_its_line),
		cmocka_unit_test(entities_cannot_be_declared),
		cmocka_unit_test(a_policy_names_a_text_by_its_hash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
