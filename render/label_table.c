/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/label_table_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/builder.h"
#include "render/csv.h"

struct run_refs {
	const struct run **at;
	size_t len;
};

/* Runs of one file: part of a list that is sorted by file. */
struct file_runs {
	const struct run *const *at;
	size_t n;
};

static int by_source(const void *a, const void *b)
{
	const struct run *const *x = a, *const *y = b;
	int order = strcmp((*x)->source_name, (*y)->source_name);

	return order ? order : strcmp((*x)->id, (*y)->id);
}

/* As they were collected: the workers of a run, each with its own file. */
static struct run_refs runs_of(const struct page *p)
{
	struct run_refs out = { 0 };

	for (size_t i = 0; i < p->runs.len; i++) {
		const struct run *run = &p->runs.at[i];

		if (!run->n_workers)
			*ARENA_PUSH(p->arena, &out) = run;
		for (size_t k = 0; k < run->n_workers; k++)
			*ARENA_PUSH(p->arena, &out) = &run->workers[k];
	}
	if (out.len)
		qsort(out.at, out.len, sizeof(*out.at), by_source);
	return out;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool has_key(const struct metric_names *keys, const char *key)
{
	for (size_t i = 0; i < keys->len; i++) {
		if (strcmp(keys->at[i], key) == 0)
			return true;
	}
	return false;
}

/* Can it be read back?  A row is a line, and its first field the file's. */
static bool is_column(const char *key)
{
	return !strpbrk(key, "\r\n") && strcmp(key, "file") != 0;
}

/* Of labels that no tool said itself. */
static struct metric_names keys_of(const struct page *p,
    const struct run_refs *runs)
{
	struct metric_names keys = { 0 };

	for (size_t i = 0; i < runs->len; i++) {
		const struct run *run = runs->at[i];

		for (size_t k = 0; k < run->n_labels; k++) {
			const struct label *l = &run->labels[k];

			if (l->origin != LABEL_TOOL && is_column(l->key) &&
			    !has_key(&keys, l->key))
				*ARENA_PUSH(p->arena, &keys) = l->key;
		}
	}
	if (keys.len)
		qsort(keys.at, keys.len, sizeof(*keys.at), by_text);
	return keys;
}

static struct file_runs file_at(const struct run_refs *runs, size_t first)
{
	struct file_runs f = { runs->at + first, 1 };
	const char *name = runs->at[first]->source_name;

	while (first + f.n < runs->len &&
	       strcmp(f.at[f.n]->source_name, name) == 0)
		f.n++;
	return f;
}

/* Did somebody label a run of the file so? */
static bool is_given(struct file_runs f, const char *key)
{
	for (size_t i = 0; i < f.n; i++) {
		for (size_t k = 0; k < f.at[i]->n_labels; k++) {
			const struct label *l = &f.at[i]->labels[k];

			if (l->origin != LABEL_TOOL && strcmp(l->key, key) == 0)
				return true;
		}
	}
	return false;
}

/* What all runs of the file have; NULL: a row cannot say it. */
static const char *value_of(struct file_runs f, const char *key)
{
	const char *value = run_label_value(f.at[0], key);

	for (size_t i = 1; value && i < f.n; i++) {
		const char *other = run_label_value(f.at[i], key);

		if (!other || strcmp(other, value) != 0)
			value = NULL;
	}
	return value && !strpbrk(value, "\r\n") ? value : NULL;
}

static void put_file(struct builder *b, struct file_runs f,
    const struct metric_names *keys, struct label_table *t)
{
	const char *name = f.at[0]->source_name + strlen(t->folder);

	if (strpbrk(name, "\r\n")) {
		t->untold += keys->len;
		return;
	}
	build_csv(b, name);
	for (size_t i = 0; i < keys->len; i++) {
		const char *value = NULL;

		if (is_given(f, keys->at[i])) {
			value = value_of(f, keys->at[i]);
			t->untold += !value;
		}
		build(b, ",");
		build_csv(b, value ? value : "");
	}
	build(b, "\n");
	t->files++;
}

static void put_header(struct builder *b, const struct metric_names *keys)
{
	build(b, "file");
	for (size_t i = 0; i < keys->len; i++) {
		build(b, ",");
		build_csv(b, keys->at[i]);
	}
	build(b, "\n");
}

static size_t first_part(const char *name)
{
	const char *slash = strchr(name, '/');

	return slash ? (size_t)(slash - name) + 1 : 0;
}

/* The folder in which all were found, from which on they are named. */
static const char *folder_of(const struct page *p, const struct run_refs *runs)
{
	const char *first = runs->len ? runs->at[0]->source_name : "";
	size_t n = first_part(first);

	for (size_t i = 0; i < runs->len; i++) {
		if (strncmp(runs->at[i]->source_name, first, n) != 0)
			return "";
	}
	return arena_span(p->arena, (struct span){ first, n });
}

struct label_table label_table_of(const struct page *p)
{
	struct run_refs runs = runs_of(p);
	struct metric_names keys = keys_of(p, &runs);
	struct builder b = { .arena = p->arena };
	struct label_table t = { .folder = folder_of(p, &runs), .csv = "" };
	struct file_runs f;

	if (!keys.len)
		return t;
	put_header(&b, &keys);
	for (size_t i = 0; i < runs.len; i += f.n) {
		f = file_at(&runs, i);
		put_file(&b, f, &keys, &t);
	}
	t.csv = build_text(&b);
	return t;
}
