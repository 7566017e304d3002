/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *	oracle DIR           computes all cases of DIR, prints them as JSON
 *	oracle --check DIR   compares each with what is expected, prints TAP
 *
 * Exits with 1 where an answer is wrong, or (without --check) where a method
 * is not known.
 */
#include "tests/oracle.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include "base/input.h"
#include "base/mem.h"

static const struct oracle_method *const families[] = {
	oracle_quantiles,
	oracle_histograms,
	oracle_comparisons,
	oracle_ranks,
	oracle_groups,
	oracle_series,
	oracle_changes,
	oracle_gates,
	oracle_capacity,
};

#define FAMILIES (sizeof(families) / sizeof(*families))

/* What a run over the cases came to. */
struct tally {
	bool check;
	const char *dir;
	cJSON *results; /* by case */
	int cases, wrong, unknown;
};

static oracle_fn *method_named(const char *name)
{
	for (size_t i = 0; i < FAMILIES; i++) {
		for (const struct oracle_method *m = families[i]; m->name; m++)
			if (strcmp(m->name, name) == 0)
				return m->run;
	}
	return NULL;
}

static const char *text_of(const cJSON *of, const char *name)
{
	const char *text =
	    cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(of, name));

	return text ? text : "";
}

static void report(struct tally *t, const cJSON *item, struct err *why)
{
	if (t->check)
		printf("%sok %d - %s\n", *why->msg ? "not " : "", t->cases,
		    text_of(item, "id"));
	if (*why->msg)
		fprintf(t->check ? stdout : stderr, "# %s: %s\n",
		    text_of(item, "id"), why->msg);
	t->wrong += *why->msg != '\0';
}

/* Ownership of the answers goes to t->results. */
static void run_method(struct tally *t, const cJSON *item, oracle_fn *run)
{
	const char *file = text_of(item, "file");
	struct arena arena = { NULL };
	struct err why = { "" };
	struct oracle_case c = {
		.params = cJSON_GetObjectItemCaseSensitive(item, "params"),
		.out = cJSON_AddObjectToObject(t->results, text_of(item, "id")),
		.arena = &arena,
	};

	if (!*file || table_read(arena_printf(&arena, "%s/%s", t->dir, file),
			  &arena, &c.table, &why) == 0)
		run(&c);
	if (t->check && !*why.msg)
		oracle_agrees(item, c.out, &why);
	report(t, item, &why);
	arena_release(&arena);
}

static void run_case(struct tally *t, const cJSON *item)
{
	oracle_fn *run = method_named(text_of(item, "method"));

	t->cases++;
	if (run) {
		run_method(t, item, run);
		return;
	}
	t->unknown++;
	if (t->check)
		printf("ok %d - %s # SKIP %s is not written\n", t->cases,
		    text_of(item, "id"), text_of(item, "method"));
	else
		fprintf(stderr, "%s: no such method\n",
		    text_of(item, "method"));
}

static void run_file(struct tally *t, const char *name)
{
	struct arena arena = { NULL };
	const char *path = arena_printf(&arena, "%s/expected/%s", t->dir, name);
	struct err err = { "" };
	struct input *in = input_open(path, &err);
	struct span text;
	cJSON *file = NULL;
	const cJSON *item;

	if (in && input_all(in, &text, &err) == 0)
		file = cJSON_ParseWithLength(text.at, text.len);
	if (!file) {
		fprintf(stderr, "%s: cannot be read: %s\n", path, err.msg);
		t->wrong++;
	}
	cJSON_ArrayForEach(item,
	    cJSON_GetObjectItemCaseSensitive(file, "cases")) run_case(t, item);
	cJSON_Delete(file);
	input_close(in);
	arena_release(&arena);
}

static int is_json(const struct dirent *entry)
{
	return span_ends(span_of(entry->d_name), SPAN(".json"));
}

static int run_all(struct tally *t)
{
	struct arena arena = { NULL };
	struct dirent **files;
	int n = scandir(arena_printf(&arena, "%s/expected", t->dir), &files,
	    is_json, alphasort);

	arena_release(&arena);
	for (int i = 0; i < n; i++) {
		run_file(t, files[i]->d_name);
		free(files[i]);
	}
	if (n >= 0)
		free(files);
	return n > 0 ? 0 : -1;
}

int main(int argc, char **argv)
{
	bool check = argc == 3 && strcmp(argv[1], "--check") == 0;
	struct tally t = { .check = check, .results = cJSON_CreateObject() };
	char *text;

	if (argc != 2 + check) {
		fputs("usage: oracle [--check] DIR\n", stderr);
		return 2;
	}
	gsl_set_error_handler_off();
	t.dir = argv[1 + check];
	if (run_all(&t)) {
		fprintf(stderr, "%s: no cases\n", t.dir);
		return 2;
	}
	text = cJSON_Print(t.results);
	if (check)
		printf("1..%d\n", t.cases);
	else
		puts(text);
	cJSON_free(text);
	cJSON_Delete(t.results);
	return t.wrong > 0 || (!check && t.unknown > 0);
}
