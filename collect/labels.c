/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/labels.h"

#include <stdio.h>
#include <string.h>

#include "collect/label_number.h"

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
	return label_number_settle(out, a, err) ? err_prefix(err, "--set") : 0;
}

int labeler_init(struct labeler *l, const struct options *o, struct arena *a,
    struct err *err)
{
	*l = (struct labeler){ 0 };
	l->label_pattern = option_value(o, "label-pattern");
	l->pattern = option_value(o, "pattern");
	l->strict = option_value(o, "strict") != NULL;
	if ((l->label_pattern && pattern_check(l->label_pattern, err)) ||
	    (l->pattern && pattern_check(l->pattern, err)))
		return -1;
	for (size_t i = 0; i < o->given.len; i++) {
		if (strcmp(o->given.at[i].name, "set") == 0 &&
		    pair_split(o->given.at[i].value, a, ARENA_PUSH(a, &l->set),
			err))
			return -1;
	}
	return 0;
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

/* One start for several runs of a file is that of none. */
static int check_start(const char *path, struct source_writer *w,
    struct arena *a, struct err *err)
{
	const char *start;

	if (source_runs(w) < 2)
		return 0;
	if (run_label_read(w, RUN_START_LABEL, a, &start, err))
		return -1;
	if (!start)
		return 0;
	return err_set(err, "%s: " RUN_START_LABEL ": one start for %lld runs",
	    path, (long long)source_runs(w));
}

/* What of the user's labels fits a source. */
struct fit {
	bool text, path;
	struct table_row *row;
};

/* Labels the run that w has selected. */
static int run_apply(const struct labeler *l, const char *path,
    struct source_writer *w, struct arena *a, struct fit *fit, struct err *err)
{
	struct pair_list text_pairs, path_pairs;
	const char *text = NULL;

	if (l->label_pattern && run_label_read(w, TEXT_LABEL, a, &text, err))
		return -1;
	if (text && pattern_match(l->label_pattern, text, a, &text_pairs)) {
		fit->text = true;
		if (label_numbers_settle(&text_pairs, a, err))
			return err_prefix(err, "%s: --label-pattern", path);
		if (pairs_apply(l, &text_pairs, LABEL_TEXT, w, err))
			return -1;
	}
	if (l->pattern &&
	    pattern_match_path(l->pattern, path, a, &path_pairs)) {
		fit->path = true;
		if (label_numbers_settle(&path_pairs, a, err))
			return err_prefix(err, "%s: --pattern", path);
		if (pairs_apply(l, &path_pairs, LABEL_PATH, w, err))
			return -1;
	}
	if (fit->row && pairs_apply(l, &fit->row->labels, LABEL_TABLE, w, err))
		return -1;
	if (pairs_apply(l, &l->set, LABEL_SET, w, err))
		return -1;
	return check_start(path, w, a, err);
}

bool labeler_is_given(const struct labeler *l)
{
	return l->label_pattern || l->pattern || l->set.len || l->table.len;
}

int labeler_apply(struct labeler *l, const char *path, struct source_writer *w,
    struct err *err)
{
	struct fit fit = { .row = table_row_of(&l->table, path) };
	struct arena a = { 0 };
	int status = 0;

	if (!labeler_is_given(l))
		return 0;
	if (!l->meshes)
		l->meshes = mesh_registry_load(err);
	if (!l->meshes)
		return -1;
	if (fit.row)
		fit.row->used = true;
	for (int64_t i = 1; !status && i <= source_runs(w); i++) {
		status = source_select(w, i, err);
		if (!status)
			status = run_apply(l, path, w, &a, &fit, err);
	}
	if (source_runs(w)) {
		l->matched.sources++;
		l->matched.label_pattern += fit.text;
		l->matched.pattern += fit.path;
		l->matched.table += fit.row != NULL;
	}
	arena_release(&a);
	return status;
}

int labeler_fits(const struct labeler *l, const struct file_list *files,
    struct err *err)
{
	struct arena a = { 0 };
	struct pair_list pairs;
	bool fits = !l->pattern || !files->len;

	for (size_t i = 0; !fits && i < files->len; i++)
		fits = pattern_match_path(l->pattern, files->at[i].path, &a,
		    &pairs);
	arena_release(&a);
	if (fits)
		return 0;
	return err_set(err,
	    "--pattern \"%s\" fits none of %zu file%s, and nothing is "
	    "collected; the first is %s",
	    l->pattern, files->len, files->len == 1 ? "" : "s",
	    files->at[0].path);
}

/* ---- what fitted ---- */

static void say(const struct labeler *l, bool fault, const char *text,
    struct ui *ui)
{
	struct err err;

	if (!fault && !l->strict) {
		ui_note(ui, "%s", text);
		return;
	}
	err_set(&err, "%s", text);
	ui_fault(ui, &err);
}

static void tell(const struct labeler *l, const char *what, size_t matched,
    struct ui *ui)
{
	char text[128];

	if (matched == l->matched.sources)
		return;
	snprintf(text, sizeof(text), "labels: %s matched %zu of %zu sources",
	    what, matched, l->matched.sources);
	say(l, !matched, text, ui);
}

/* A table beside a file that was named alone may have no row for it. */
static void tell_table(const struct labeler *l, struct ui *ui)
{
	const struct table_row *first = NULL;
	char text[512];
	size_t unused = 0;

	for (size_t i = 0; i < l->table.len; i++) {
		if (l->table.at[i].used)
			continue;
		first = first ? first : &l->table.at[i];
		unused++;
	}
	if (first || l->matched.table)
		tell(l, TABLE_NAME, l->matched.table, ui);
	if (!first)
		return;
	snprintf(text, sizeof(text),
	    "labels: %zu row%s of " TABLE_NAME
	    " without a source; the first: %s:%ld",
	    unused, unused == 1 ? "" : "s", first->pos.file, first->pos.line);
	say(l, false, text, ui);
}

void labeler_tell(const struct labeler *l, struct ui *ui)
{
	if (l->label_pattern)
		tell(l, "--label-pattern", l->matched.label_pattern, ui);
	if (l->pattern)
		tell(l, "--pattern", l->matched.pattern, ui);
	tell_table(l, ui);
}
