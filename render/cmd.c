/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/render.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <sys/stat.h>

#include "base/input.h"
#include "base/units.h"
#include "render/csv.h"
#include "render/json_results.h"
#include "render/markdown.h"
#include "render/output.h"
#include "render/page.h"
#include "render/pictures.h"
#include "store/run.h"

#define MARKDOWN_BYTES 60000 /* a comment on GitHub takes 65,536 characters */

const struct option_def render_options[] = {
	{ "archive", 'a', "FILE",
	    "the archive (default: $MESHSTAT_ARCHIVE, else meshstat.db)" },
	{ "output", 'o', "OUT",
	    "where to: a file (render: default standard output), or the folder "
	    "for "
	    "png and svg" },
	{ "output-format", 'f', "NAME",
	    "html, json, csv, md, pdf, png or svg (default: by the ending of "
	    "OUT)" },
	{ "template", 0, "DIR",
	    "a folder with a report.html, .css or .js of your own" },
	{ "max-bytes", 0, "N",
	    "of md: shorten it to that size (default: 60000; 0: all of it)" },
	{ NULL, 0, NULL, NULL },
};

/* Writes to an open file. */
typedef int format_fn(const struct picture_request *r, FILE *out,
    struct err *err);

/* Writes several files into a folder. */
typedef int folder_fn(const struct picture_request *r, const char *folder,
    struct err *err);

static int write_html(const struct picture_request *r, FILE *out,
    struct err *err)
{
	return page_render(r->db, r->results, r->options, out, err);
}

static int write_json(const struct picture_request *r, FILE *out,
    struct err *err)
{
	return json_results(r->db, r->results, out, err);
}

static int write_csv(const struct picture_request *r, FILE *out,
    struct err *err)
{
	(void)err;
	csv_render(r->results, out);
	return 0;
}

static int write_markdown(const struct picture_request *r, FILE *out,
    struct err *err)
{
	struct markdown_room room = { .most = r->max_bytes };
	int status = markdown_render(r->results, &room, out, err);

	if (!status && room.used < room.whole)
		ui_note(r->ui,
		    "Markdown: shortened from %zu to %zu bytes for --max-bytes "
		    "%zu (a comment on GitHub takes 65,536 characters); 0 "
		    "writes all of it",
		    room.whole, room.used, room.most);
	if (!status && room.most && room.used > room.most)
		ui_note(r->ui,
		    "Markdown: %zu bytes, over the %zu of --max-bytes",
		    room.used, room.most);
	return status;
}

static const struct format {
	const char *name;
	format_fn *write;
	folder_fn *folder;
} formats[] = {
	{ "csv", write_csv, NULL },
	{ "html", write_html, NULL },
	{ "json", write_json, NULL },
	{ "markdown", write_markdown, NULL },
	{ "md", write_markdown, NULL },
	{ "pdf", pictures_pdf, NULL },
	{ "png", NULL, pictures_png },
	{ "svg", NULL, pictures_svg },
};

static const struct format *format_named(const char *name)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++) {
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	}
	return NULL;
}

/* What stands behind the last dot of a path's last part; NULL for nothing. */
static const char *ending_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *dot = strrchr(slash ? slash : path, '.');

	return dot && dot[1] ? dot + 1 : NULL;
}

static const struct format *format_of(const struct options *o, struct err *err)
{
	const char *name = option_value(o, "output-format");
	const char *path = option_value(o, "output");
	const struct format *f = NULL;

	if (!name && path)
		name = ending_of(path);
	if (!name)
		name = "html";
	f = format_named(name);
	if (!f)
		err_set(err,
		    "%s: no such output format; expected html, json, csv, md, "
		    "pdf, png or svg",
		    name);
	return f;
}

int render_check(const struct options *o, struct err *err)
{
	return format_of(o, err) ? 0 : -1;
}

/* The date of the report is an input like every other. */
static int epoch_read(int64_t *now_ns, struct err *err)
{
	const char *text = getenv("SOURCE_DATE_EPOCH");
	int64_t seconds;

	*now_ns = UNKNOWN;
	if (!text || !*text)
		return 0;
	if (!span_int(span_of(text), 0, INT64_MAX / NS_PER_S, &seconds))
		return err_set(err,
		    "SOURCE_DATE_EPOCH: expected seconds since 1970, got "
		    "\"%s\"",
		    text);
	*now_ns = seconds * NS_PER_S;
	return 0;
}

static int max_bytes_read(const struct options *o, size_t *out, struct err *err)
{
	const char *text = option_value(o, "max-bytes");
	int64_t n = MARKDOWN_BYTES;

	if (text && !span_int(span_of(text), 0, INT32_MAX, &n))
		return err_set(err,
		    "--max-bytes: expected a number of bytes, got \"%s\"",
		    text);
	*out = (size_t)n;
	return 0;
}

/* All of it, and only then to the file: a fault on the way changes nothing. */
static int write_file(const struct format *f, const struct picture_request *r,
    const char *path, struct err *err)
{
	char *bytes = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&bytes, &len);
	int status = -1;

	if (!out)
		return err_set(err, "%s: %s", path, strerror(errno));
	status = f->write(r, out, err);
	if (fclose(out) != 0 && !status)
		status = err_set(err, "%s: %s", path, strerror(errno));
	if (!status)
		status = output_write(path, (struct span){ bytes, len }, err);
	free(bytes);
	return status;
}

/* The content of the file there; false where it cannot be read. */
static bool content_of(const char *path, char sha256[65])
{
	struct err ignored;
	struct input *in = input_open(path, &ignored);
	bool known = in && !input_drain(in, &ignored);

	if (known)
		input_sha256(in, sha256);
	input_close(in);
	return known;
}

/* A report must not take the place of what it speaks of. */
static int source_spare(struct db *db, const char *path, struct err *err)
{
	struct source_list sources;
	struct arena a = { 0 };
	char sha256[65];
	struct stat st;
	int status = 0;

	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode) ||
	    !content_of(path, sha256))
		return 0;
	status = sources_load(db, &a, &sources, err);
	for (size_t i = 0; !status && i < sources.len; i++) {
		if (sources.at[i].sha256 &&
		    strcmp(sources.at[i].sha256, sha256) == 0)
			status = err_set(err,
			    "%s: holds the source %s, which is not "
			    "overwritten; name another file by -o",
			    path, sources.at[i].name);
	}
	arena_release(&a);
	return status;
}

static int format_write(const struct format *f, const struct picture_request *r,
    const char *path, FILE *out, struct err *err)
{
	bool named = path && strcmp(path, "-") != 0;

	if (f->folder && !named)
		return err_set(err,
		    "%s: expected -o FOLDER, as there is a file "
		    "for each chart",
		    f->name);
	if (f->folder)
		return f->folder(r, path, err);
	if (!named)
		return f->write(r, out, err);
	return source_spare(r->db, path, err) ? -1
					      : write_file(f, r, path, err);
}

int render(struct db *db, const struct options *o, struct ui *ui,
    struct err *err)
{
	const struct format *f = format_of(o, err);
	const char *path = option_value(o, "output");
	struct page_options page = { .template_dir =
					 option_value(o, "template") };
	struct arena a = { 0 };
	struct results results;
	struct picture_request r = { .db = db,
		.results = &results,
		.options = &page,
		.ui = ui };
	int status = -1;

	if (!f || epoch_read(&page.now_ns, err) ||
	    max_bytes_read(o, &r.max_bytes, err) ||
	    results_load(db, &a, &results, err))
		goto out;
	if (results.analysis.others)
		ui_note(ui,
		    "%s: holds %lld analyses; this is the newest, \"%s\"",
		    db_name(db), (long long)results.analysis.others + 1,
		    results.analysis.title);
	status = format_write(f, &r, path, ui->out, err);
	if (!status && path)
		ui_note(ui, "wrote %s", path);
out:
	arena_release(&a);
	return status;
}

int cmd_render(const struct options *o, struct ui *ui, struct err *err)
{
	struct db *db;
	int status;

	if (o->operands.len)
		return err_set(err, "render takes no operand, got \"%s\"",
		    o->operands.at[0]);
	db = db_open(db_path(o), DB_READ, err);
	status = db ? render(db, o, ui, err) : -1;
	db_close(db);
	return status;
}
