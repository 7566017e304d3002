/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "collect/selector.h"

static struct metric_label pod_a[] = { { "container", "istio-proxy" },
	{ "namespace", "shop" }, { "pod", "cart-1" } };
static const struct metric_labels labels = { pod_a, 3 };

static void assert_matches(const char *text, bool expected)
{
	struct err err = { "" };
	struct selector *s = selector_parse(text, &err);

	if (!s)
		fail_msg("%s: %s", text, err.msg);
	if (selector_matches(s, "cpu_total", labels) != expected)
		fail_msg("%s: expected %d", text, expected);
	selector_free(s);
}

static void assert_refused(const char *text, const char *message)
{
	struct err err = { "" };

	assert_null(selector_parse(text, &err));
	assert_string_equal(err.msg, message);
}

static void a_selector_selects_as_prometheus_does(void **state)
{
	(void)state;
	assert_matches("cpu_total", true);
	assert_matches("cpu_total{}", true);
	assert_matches("cpu", false);
	assert_matches("cpu_total{container=\"istio-proxy\"}", true);
	assert_matches("cpu_total{container=\"istio\"}", false);
	assert_matches(
	    " cpu_total { container = \"istio-proxy\" , namespace != \"x\" , }",
	    true);
	assert_matches("cpu_total{namespace!=\"shop\"}", false);
	assert_matches("cpu_total{pod=~\"cart-.*\"}", true);
	assert_matches("cpu_total{pod!~\"cart-.*\"}", false);
}

static void an_absent_label_is_the_empty_text(void **state)
{
	(void)state;
	assert_matches("cpu_total{image=\"\"}", true);
	assert_matches("cpu_total{image!=\"\"}", false);
	assert_matches("cpu_total{image=~\".*\"}", true);
	assert_matches("cpu_total{image=~\"\"}", true);
	assert_matches("cpu_total{pod=~\"\"}", false);
	assert_matches("cpu_total{image=~\".+\"}", false);
	assert_matches("cpu_total{image!=\"POD\"}", true);
}

static void a_regular_expression_matches_the_whole_value(void **state)
{
	(void)state;
	assert_matches("cpu_total{pod=~\"cart\"}", false);
	assert_matches("cpu_total{pod=~\"art-1|cart-1\"}", true);
	assert_matches("cpu_total{pod=~\"x|cart\"}", false);
	assert_matches("cpu_total{pod=~\"cart-[0-9]{1,2}\"}", true);
	assert_matches("cpu_total{pod=~\"(shop|cart)-(1|2)\"}", true);
	assert_matches("cpu_total{pod=~\"cart\\\\.1\"}", false);
}

static void each_fault_is_named(void **state)
{
	(void)state;
	assert_refused("", "a selector starts with the name of a metric");
	assert_refused("{a=\"b\"}",
	    "a selector starts with the name of a metric");
	assert_refused("rate(cpu_total[1m])",
	    "not a plain selector: \"(cpu_total[1m])\" is left");
	assert_refused("cpu_total[5m]",
	    "not a plain selector: \"[5m]\" is left");
	assert_refused("cpu_total{a>\"b\"}",
	    "expected a label with =, !=, =~ or !~ at \">\"b\"}\"");
	assert_refused("cpu_total{a=b}", "a: expected a text in quotes");
	assert_refused("cpu_total{a=\"b}", "a: expected a text in quotes");
	assert_refused("cpu_total{a=\"b\\", "a: expected a text in quotes");
	assert_refused("cpu_total{a=\"b\" c=\"d\"}",
	    "expected , or } at \"c=\"d\"}\"");
	assert_refused("cpu_total{",
	    "expected a label with =, !=, =~ or !~ at \"\"");
	assert_refused("m{a=\"\",b=\"\",c=\"\",d=\"\",e=\"\",f=\"\",g=\"\","
		       "h=\"\",i=\"\"}",
	    "more than 8 matchers");
	assert_refused("m{a=~\"(\"}",
	    "a regular expression that is not read: (");
	assert_refused("m{a=~\"|x\"}",
	    "a regular expression that is not read: |x");
	assert_refused("m{a=~\"x|\"}",
	    "a regular expression that is not read: x|");
	assert_refused("m{a=~\"(x||y)\"}",
	    "a regular expression that is not read: (x||y)");
	assert_refused("m{a=~\"(?i)x\"}",
	    "a regular expression that is not read: (?i)x");
	assert_refused("m{a=~\"\\\\d+\"}",
	    "a regular expression that is not read: \\d+");
	assert_refused("m{a=~\"x+?\"}",
	    "a regular expression that is not read: x+?");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_selector_selects_as_prometheus_does),
		cmocka_unit_test(an_absent_label_is_the_empty_text),
		cmocka_unit_test(a_regular_expression_matches_the_whole_value),
		cmocka_unit_test(each_fault_is_named),
	};

	return cmocka_run_group_tests_name("selector", tests, NULL, NULL);
}
