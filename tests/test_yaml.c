/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/yaml.h"

struct document {
	struct arena arena;
	struct err err;
	const struct yaml_node *root;
};

static struct document parse(struct span text)
{
	struct document d = { 0 };

	d.root =
	    yaml_parse((struct pos){ "study.yaml", 0 }, text, &d.arena, &d.err);
	return d;
}

static void assert_refused(const char *text, const char *message)
{
	struct document d = parse(span_of(text));

	assert_null(d.root);
	assert_string_equal(d.err.msg, message);
	arena_release(&d.arena);
}

static void a_study_becomes_a_tree(void **state)
{
	struct document d = parse(SPAN("title: What does a sidecar cost?\n"
				       "percentiles: [50, 99.9]   # two\n"
				       "margin: {latency: 5%}\n"
				       "gates:\n"
				       "  - latency_p99 <= 25ms\n"
				       "empty:\n"));
	const struct yaml_node *list;

	(void)state;
	assert_non_null(d.root);
	assert_int_equal(d.root->len, 5);
	assert_string_equal(yaml_get(d.root, "title")->value,
	    "What does a sidecar cost?");
	list = yaml_get(d.root, "percentiles");
	assert_int_equal(list->kind, YAML_SEQUENCE);
	assert_int_equal(list->len, 2);
	assert_string_equal(list->first->value, "50");
	assert_string_equal(list->first->next->value, "99.9");
	assert_null(list->first->next->next);
	assert_null(list->first->key);
	assert_string_equal(
	    yaml_get(yaml_get(d.root, "margin"), "latency")->value, "5%");
	assert_int_equal(yaml_pos(yaml_get(d.root, "gates")).line, 4);
	assert_string_equal(yaml_pos(d.root).file, "study.yaml");
	assert_string_equal(yaml_get(d.root, "empty")->value, "");
	assert_null(yaml_get(d.root, "nosuch"));
	assert_null(yaml_get(yaml_get(d.root, "nosuch"), "key"));
	assert_null(yaml_get(list, "50"));
	arena_release(&d.arena);
}

static void a_text_is_absent_given_or_of_the_wrong_kind(void **state)
{
	struct document d = parse(SPAN("a: one\nb: [1]\nc: {d: 1}\n"));
	const char *text = "before";

	(void)state;
	assert_int_equal(yaml_text(d.root, "z", &text, &d.err), 0);
	assert_string_equal(text, "before");
	assert_int_equal(yaml_text(d.root, "a", &text, &d.err), 0);
	assert_string_equal(text, "one");
	assert_int_equal(yaml_text(d.root, "b", &text, &d.err), -1);
	assert_string_equal(d.err.msg,
	    "study.yaml:2: b: expected a text, got a list");
	assert_int_equal(
	    yaml_expect(yaml_get(d.root, "c"), YAML_SEQUENCE, &d.err), -1);
	assert_string_equal(d.err.msg,
	    "study.yaml:3: c: expected a list, got a mapping");
	assert_int_equal(yaml_expect(d.root, YAML_SCALAR, &d.err), -1);
	assert_string_equal(d.err.msg,
	    "study.yaml:1: expected a text, got a mapping");
	arena_release(&d.arena);
}

static void an_unknown_key_is_named(void **state)
{
	static const char *const known[] = { "title", "seed", NULL };
	struct document d = parse(SPAN("title: t\nsed: 1\n"));

	(void)state;
	assert_int_equal(yaml_keys(d.root, known, &d.err), -1);
	assert_string_equal(d.err.msg,
	    "study.yaml:2: unknown key \"sed\"; perhaps \"seed\" is meant");
	assert_int_equal(yaml_keys(d.root->first, known, &d.err), -1);
	assert_string_equal(d.err.msg,
	    "study.yaml:1: title: expected a mapping, got a text");
	arena_release(&d.arena);
}

static void each_fault_is_named_with_its_line(void **state)
{
	(void)state;
	assert_refused("", "study.yaml: empty");
	assert_refused("# only words\n", "study.yaml: empty");
	assert_refused("a: 1\nb: 2\na: 3\n",
	    "study.yaml:3: duplicate key \"a\"");
	assert_refused("a: &x 1\nb: *x\n",
	    "study.yaml:1: anchors and aliases are not read");
	assert_refused("a: 1\nb: *x\n",
	    "study.yaml:2: anchors and aliases are not read");
	assert_refused("a: 1\nb: &x [1]\n",
	    "study.yaml:2: anchors and aliases are not read");
	assert_refused("&x a: 1\n",
	    "study.yaml:1: anchors and aliases are not read");
	assert_refused("a: 1\n? [b]\n: 2\n",
	    "study.yaml:2: a key must be a plain text");
	assert_refused("a: 1\n---\nb: 2\n", "study.yaml:2: a second document");
	assert_refused("a: 1\nb: \"x\\0y\"\n",
	    "study.yaml:2: a text with a NUL in it");
	assert_refused("a: 1\n b: 2\n",
	    "study.yaml:2: not YAML: mapping values are not allowed in this "
	    "context");
	assert_refused("a: [1, 2\n",
	    "study.yaml:2: not YAML: did not find expected ',' or ']' while "
	    "parsing a flow sequence");
	assert_refused("a: 1\nb: \x01\n",
	    "study.yaml:2: not YAML: control characters are not allowed");
	assert_refused("a: 1\nb: \xff\n",
	    "study.yaml:2: not YAML: invalid leading UTF-8 octet");
}

static void nesting_keys_and_size_are_limited(void **state)
{
	size_t len = YAML_BYTES_MAX + 1;
	char *big = xcalloc(len, 1);
	struct document d;

	(void)state;
	memset(big, '[', 65);
	assert_refused(big, "study.yaml:1: nested deeper than 64");
	memset(big, ' ', len);
	d = parse((struct span){ big, len });
	assert_null(d.root);
	assert_string_equal(d.err.msg,
	    "study.yaml: larger than 4 MiB, too large for YAML");
	arena_release(&d.arena);
	for (int i = 0; i <= YAML_KEYS_MAX; i++)
		snprintf(big + 7 * i, 8, "k%04d:\n", i);
	assert_refused(big,
	    "study.yaml:1001: more than 1000 keys in one mapping");
	free(big);
}

static void sixty_four_levels_are_read(void **state)
{
	char text[2 * YAML_DEPTH_MAX + 1] = "";
	struct document d;

	(void)state;
	memset(text, '[', YAML_DEPTH_MAX);
	memset(text + YAML_DEPTH_MAX, ']', YAML_DEPTH_MAX);
	d = parse(span_of(text));
	assert_non_null(d.root);
	arena_release(&d.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_study_becomes_a_tree),
		cmocka_unit_test(a_text_is_absent_given_or_of_the_wrong_kind),
		cmocka_unit_test(an_unknown_key_is_named),
		cmocka_unit_test(each_fault_is_named_with_its_line),
		cmocka_unit_test(nesting_keys_and_size_are_limited),
		cmocka_unit_test(sixty_four_levels_are_read),
	};

	return cmocka_run_group_tests_name("yaml", tests, NULL, NULL);
}
