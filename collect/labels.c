/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/labels.h"

#include <string.h>

/* The tool's own label text, which importers keep under this key. */
#define TEXT_LABEL "text"

static int pair_split(const char *text, struct arena *a, struct pair *out,
    struct err *err)
{
	struct span rest = span_of(text);
	struct span key = span_cut(&rest, '=');

	if (!key.len || key.len == strlen(text))
		return err_set(err, "--set: expected KEY=VALUE, got \"%s\"",
		    text);
	*out = (struct pair){ arena_span(a, key), arena_span(a, rest) };
	return 0;
}

int labeler_init(struct labeler *l, const struct options *o, struct arena *a,
    struct err *err)
{
	*l = (struct labeler){ 0 };
	l->label_pattern = option_value(o, "label-pattern");
	l->pattern = option_value(o, "pattern");
	if ((l->label_pattern && pattern_check(l->label_pattern, err)) ||
	    (l->pattern && pattern_check(l->pattern, err)))
		return -1;
	for (size_t i = 0; i < o->given.len; i++) {
		if (strcmp(o->given.at[i].name, "set") == 0 &&
		    pair_split(o->given.at[i].value, a, ARENA_PUSH(a, &l->set),
			err))
			return -1;
	}
	l->meshes = mesh_registry_load(err);
	return l->meshes ? 0 : -1;
}

void labeler_release(struct labeler *l)
{
	mesh_registry_free(l->meshes);
}

static int pairs_apply(const struct labeler *l, const struct pair_list *pairs,
    enum label_origin origin, struct source_writer *w, struct err *err)
{
	for (size_t i = 0; i < pairs->len; i++) {
		const struct pair *p = &pairs->at[i];
		const char *value = strcmp(p->key, "mesh") == 0
					? mesh_canonical(l->meshes, p->value)
					: p->value;

		if (run_label(w, p->key, value, origin, err))
			return -1;
	}
	return 0;
}

/* Labels the run that w has selected. */
static int run_apply(const struct labeler *l, const char *path,
    struct source_writer *w, struct arena *a, struct err *err)
{
	const struct table_row *row = table_row_of(&l->table, path);
	struct pair_list pairs;
	const char *text;

	if (run_label_read(w, TEXT_LABEL, a, &text, err))
		return -1;
	if (text && l->label_pattern &&
	    pattern_match(l->label_pattern, text, a, &pairs) &&
	    pairs_apply(l, &pairs, LABEL_TEXT, w, err))
		return -1;
	if (l->pattern && pattern_match_path(l->pattern, path, a, &pairs) &&
	    pairs_apply(l, &pairs, LABEL_PATH, w, err))
		return -1;
	if (row && pairs_apply(l, &row->labels, LABEL_TABLE, w, err))
		return -1;
	return pairs_apply(l, &l->set, LABEL_SET, w, err);
}

int labeler_apply(const struct labeler *l, const char *path,
    struct source_writer *w, struct err *err)
{
	struct arena a = { 0 };
	int status = 0;

	for (int64_t i = 1; !status && i <= source_runs(w); i++) {
		status = source_select(w, i, err);
		if (!status)
			status = run_apply(l, path, w, &a, err);
	}
	arena_release(&a);
	return status;
}
