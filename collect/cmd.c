/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/collect.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "collect/copies.h"
#include "collect/importer.h"
#include "collect/labels.h"
#include "collect/missed.h"
#include "collect/prometheus.h"
#include "collect/tree.h"
#include "store/contradiction.h"

/* Of content between two writes to the disk: one takes as long as many small
   sources, and what waits for it is lost if the machine dies. */
#define BATCH_BYTES 16e6

const struct option_def collect_options[] = {
	{ "archive", 'a', "FILE",
	    "the archive (default: $MESHSTAT_ARCHIVE, else meshstat.db)" },
	{ "set", 0, "KEY=VALUE", "label every run (may be given often)" },
	{ "pattern", 0, "P",
	    "labels from the path: '{mesh}/{offered_rps}rps/rep{rep}.json'" },
	{ "label-pattern", 0, "P",
	    "labels from the tool's own label text, in the same way" },
	{ "strict", 0, NULL,
	    "labels that fit some of the sources alone, and copies, are a "
	    "fault" },
	{ "format", 0, "NAME",
	    "the format, where it is not to be found by content" },
	{ "query", 0, "NAME=PROMQL",
	    "of a Prometheus server: also ask this; NAME may be "
	    "ROLE.QUANTITY" },
	{ "step", 0, "SECONDS", "of a Prometheus server: between two samples" },
	{ "verbose", 'v', NULL, "name every file that was left, and why" },
	{ NULL, 0, NULL, NULL },
};

/* What one command collected. */
struct tally {
	size_t collected, known, left, hidden;
	int64_t runs;
};

struct collector {
	struct db *db;
	struct ui *ui;
	struct arena arena;
	struct labeler labeler;
	const struct importer *forced; /* by --format; else NULL */
	const struct importer *last;   /* of the file before; files of a folder
					  are mostly of one format */
	bool verbose;
	struct tally tally;
	struct copies copies;
	size_t file, files; /* of how many */
	double bytes;       /* of the files before */
	double written;     /* of them, to the disk */
};

static int source_import(struct collector *c, const struct found_file *f,
    struct input *in, const struct importer *importer, struct err *err)
{
	struct source_writer *w =
	    source_begin(c->db, f->name, importer->name, err);
	const char *contradiction, *incomplete;
	struct content content = { .file = f };
	int64_t runs;
	int status;

	if (!w)
		return -1;
	if (importer->import(in, w, err) ||
	    labeler_apply(&c->labeler, f->path, w, err) ||
	    input_drain(in, err) ||
	    source_contradiction(w, &c->arena, &contradiction, err) ||
	    source_is_blank(w, &content.blank, err)) {
		source_discard(w);
		return -1;
	}
	runs = source_runs(w);
	incomplete = arena_strdup(&c->arena, source_incomplete(w));
	input_sha256(in, content.sha256);
	status = source_commit(w, content.sha256, input_bytes(in), err);
	if (status >= 0 && unread_forget(c->db, f->name, err))
		return -1;
	content.collected = status == 0;
	if (status >= 0)
		copies_add(&c->copies, content, &c->arena);
	c->tally.collected += status == 0;
	c->tally.known += status == 1;
	c->tally.runs += status == 0 ? runs : 0;
	if (status == 0 && contradiction)
		ui_note(c->ui, "%s contradicts itself: %s", f->name,
		    contradiction);
	else if (status == 0 && *incomplete)
		ui_note(c->ui, "%s: a run is incomplete: %s", f->name,
		    incomplete);
	return status < 0 ? -1 : 0;
}

/* Of a file that nobody named, it is no fault to be something else. */
static int file_left(struct collector *c, const struct found_file *f,
    const struct err *why, struct err *err)
{
	if (f->named) {
		*err = *why;
		return -1;
	}
	c->tally.left++;
	if (c->verbose)
		ui_note(c->ui, "left %s", why->msg);
	return missed_save(c->db, f, true, why, err);
}

/* How far all files are, taken to be of one size. */
static void file_progress(const struct input *in, void *context)
{
	struct collector *c = context;
	double share = input_progress(in);
	struct ui_step step = { input_name(in), -1,
		c->bytes + (double)input_bytes(in) };

	if (share >= 0)
		step.share = ((double)c->file + share) / (double)c->files;
	ui_progress(c->ui, step);
}

static int file_collect(struct collector *c, const struct found_file *f,
    struct err *err)
{
	const struct importer *importer = c->forced;
	struct input *in = input_open(f->path, err);
	struct span head;
	struct err why;
	int status = -1;

	if (!in)
		return -1;
	input_watch(in, file_progress, c);
	if (input_head(in, &head, err) || input_skip_front(in, err))
		goto out; /* nobody can say what it would have been */
	if (!importer)
		importer = importer_for(in, c->last, &why);
	if (importer) {
		c->last = importer;
		status = source_import(c, f, in, importer, err);
	} else {
		status = file_left(c, f, &why, err);
	}
out:
	c->bytes += (double)input_bytes(in);
	input_close(in);
	return status;
}

static bool is_url(const char *operand)
{
	return strncmp(operand, "http://", 7) == 0 ||
	       strncmp(operand, "https://", 8) == 0;
}

/*
 * As table_read(); it is noted that one has no labels.  The rows of a table
 * that is only beside a named file are mostly of other files.
 */
static int table_take(struct collector *c, const char *table, bool beside,
    struct err *err)
{
	struct label_table *all = &c->labeler.table;
	size_t first = all->len;
	int is_labels = table_read(table, &c->arena, all, err);

	if (!is_labels)
		ui_note(c->ui, "%s", err->msg);
	for (size_t i = first; beside && i < all->len; i++)
		all->at[i].used = true;
	return is_labels;
}

/* Takes the tables out of the list, so that what is left are sources. */
static int tables_read(struct collector *c, struct file_list *files,
    struct err *err)
{
	size_t kept = 0;
	const char *last = "";

	for (size_t i = 0; i < files->len; i++) {
		const char *path = files->at[i].path;
		const char *table = table_is(path) ? path : NULL;
		int is_labels = 0;

		if (!table && files->at[i].named)
			table = table_beside(path, &c->arena);
		if (table && strcmp(table, last) != 0)
			is_labels = table_take(c, table, !table_is(path), err);
		if (is_labels < 0)
			return -1;
		if (table)
			last = table;
		if (!table_is(path) || !is_labels)
			files->at[kept++] = files->at[i];
	}
	files->len = kept;
	return 0;
}

static void left_words(const struct collector *c, char *words, size_t size)
{
	const struct tally *t = &c->tally;
	const char *how = c->verbose ? "" : " (-v names them)";

	words[0] = '\0';
	if (t->left && t->hidden)
		snprintf(words, size,
		    ", left %zu of no known format and %zu hidden%s", t->left,
		    t->hidden, how);
	else if (t->left || t->hidden)
		snprintf(words, size, ", left %zu %s%s", t->left + t->hidden,
		    t->left ? "of no known format" : "hidden", how);
}

static void summary(struct collector *c)
{
	struct tally *t = &c->tally;
	char left[96];

	t->known -= copies_find(&c->copies, &c->arena);
	left_words(c, left, sizeof(left));
	ui_note(c->ui,
	    "collected %zu source%s with %lld run%s into %s; %zu known already"
	    "%s%s",
	    t->collected, t->collected == 1 ? "" : "s", (long long)t->runs,
	    t->runs == 1 ? "" : "s", db_name(c->db), t->known,
	    t->known && labeler_is_given(&c->labeler)
		? " and labeled as before (collect into a new archive to "
		  "change that)"
		: "",
	    left);
	copies_tell(&c->copies, c->verbose, c->labeler.strict, c->ui);
	labeler_tell(&c->labeler, c->ui);
}

static void hidden_left(struct collector *c, const struct file_list *files)
{
	c->tally.hidden = files->hidden.len;
	for (size_t i = 0; c->verbose && i < files->hidden.len; i++)
		ui_note(c->ui, "left %s: hidden; name it to have it collected",
		    files->hidden.at[i]);
}

static int batch_write(struct collector *c, struct err *err)
{
	if (c->bytes - c->written < BATCH_BYTES)
		return 0;
	c->written = c->bytes;
	return db_commit(c->db, err) || db_begin(c->db, err) ? -1 : 0;
}

static int files_collect(struct collector *c, const struct options *o,
    struct err *err)
{
	struct file_list files = { 0 };
	struct err fault;

	for (size_t i = 0; i < o->operands.len; i++) {
		if (!is_url(o->operands.at[i]) &&
		    tree_add(o->operands.at[i], &c->arena, &files, &fault))
			ui_fault(c->ui, &fault);
	}
	if (tables_read(c, &files, err) ||
	    labeler_fits(&c->labeler, &files, err) || db_begin(c->db, err))
		return -1;
	tree_names_part(&files);
	hidden_left(c, &files);
	c->files = files.len;
	for (size_t i = 0; i < files.len; i++) {
		c->file = i;
		if (batch_write(c, err))
			return -1;
		if (!file_collect(c, &files.at[i], err))
			continue;
		fault = *err;
		if (db_failed(c->db) ||
		    missed_save(c->db, &files.at[i], false, &fault, err))
			return -1;
		ui_fault(c->ui, &fault);
	}
	ui_done(c->ui);
	return db_commit(c->db, err);
}

static void queries_progress(void *ui, size_t done, size_t all)
{
	struct ui_step step = { "asking Prometheus", (double)done / (double)all,
		-1 };

	ui_progress(ui, step);
}

/* Servers come last: they are asked about the runs that the files hold. */
static int servers_collect(struct collector *c, const struct options *o,
    struct err *err)
{
	struct prometheus_options p = { .progress = queries_progress,
		.context = c->ui,
		.token = getenv(PROMETHEUS_TOKEN_VARIABLE) };
	struct err fault;

	if (prometheus_options_read(o, &c->arena, &p, err))
		return -1;
	for (size_t i = 0; i < o->operands.len; i++) {
		int status;

		if (!is_url(o->operands.at[i]))
			continue;
		status =
		    prometheus_collect(c->db, o->operands.at[i], &p, &fault);
		if (status < 0)
			ui_fault(c->ui, &fault);
		c->tally.collected += status == 0;
		c->tally.known += status == 1;
	}
	ui_done(c->ui);
	return 0;
}

static int importer_force(struct collector *c, const struct options *o,
    struct err *err)
{
	const char *name = option_value(o, "format");

	if (!name)
		return 0;
	c->forced = importer_named(name);
	if (!c->forced)
		return err_set(err,
		    "--format %s: no such format; \"meshstat formats\" lists "
		    "them",
		    name);
	return 0;
}

int collect(struct db *db, const struct options *o, struct ui *ui,
    struct err *err)
{
	struct collector c = { .db = db, .ui = ui };
	int status = -1;

	c.verbose = option_value(o, "verbose") != NULL;
	if (!o->operands.len) {
		err_set(err, "expected a file, a folder or a URL to collect");
		goto out;
	}
	if (importer_force(&c, o, err) ||
	    labeler_init(&c.labeler, o, &c.arena, err) ||
	    files_collect(&c, o, err) || servers_collect(&c, o, err))
		goto out;
	summary(&c);
	status = 0;
out:
	labeler_release(&c.labeler);
	arena_release(&c.arena);
	return status;
}

/* No operand can be found: each is told of. */
static bool nothing_is_there(const struct options *o, struct ui *ui)
{
	struct err fault;

	for (size_t i = 0; i < o->operands.len; i++)
		if (is_url(o->operands.at[i]) ||
		    !tree_is_missing(o->operands.at[i]))
			return false;
	for (size_t i = 0; i < o->operands.len; i++) {
		err_set(&fault, "%s: %s", o->operands.at[i], strerror(ENOENT));
		ui_fault(ui, &fault);
	}
	return o->operands.len > 0;
}

int cmd_collect(const struct options *o, struct ui *ui, struct err *err)
{
	struct db *db;
	int status;

	if (nothing_is_there(o, ui))
		return 0; /* and no empty archive is left behind */
	db = db_open(db_path(o), DB_WRITE, err);
	status = db ? collect(db, o, ui, err) : -1;
	db_close(db);
	return status;
}
