/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/table.h"

#include <stdio.h>
#include <string.h>

#include "base/input.h"
#include "collect/csv.h"
#include "collect/label_number.h"

static size_t column_of(struct field_list header, const char *name)
{
	size_t i = 0;

	while (i < header.len && strcmp(header.at[i], name) != 0)
		i++;
	return i;
}

static int row_read(struct input *in, struct span line,
    struct field_list header, struct arena *a, struct table_row *out,
    struct err *err)
{
	struct field_list fields = csv_fields(line, a);
	size_t file = column_of(header, "file");
	const char *folder = input_name(in);
	const char *slash = strrchr(folder, '/');

	if (fields.len != header.len)
		return err_at(err, input_pos(in),
		    "expected %zu columns as in the header, got %zu",
		    header.len, fields.len);
	out->pos = (struct pos){ arena_strdup(a, folder), input_pos(in).line };
	out->path = arena_printf(a, "%.*s%s",
	    slash ? (int)(slash - folder) + 1 : 0, folder, fields.at[file]);
	for (size_t i = 0; i < fields.len; i++) {
		if (i != file && *fields.at[i])
			*ARENA_PUSH(a, &out->labels) =
			    (struct pair){ header.at[i], fields.at[i] };
	}
	if (label_numbers_settle(&out->labels, a, err))
		return err_prefix(err, "%s:%ld", out->pos.file, out->pos.line);
	return 0;
}

/* 1, or 0 if this is no header of labels, or -1. */
static int header_check(struct field_list header, struct span line,
    struct pos pos, struct err *err)
{
	bool semicolons = header.len == 1 && span_find(line, SPAN(";")) >= 0;

	if (column_of(header, "file") == header.len) {
		err_at(err, pos, "no column \"file\", so it has no labels%s",
		    semicolons ? "; a comma separates columns, not a semicolon"
			       : "");
		return 0;
	}
	if (header.len > TABLE_COLUMNS_MAX)
		return err_at(err, pos, "more than %d columns",
		    TABLE_COLUMNS_MAX);
	for (size_t i = 0; i < header.len; i++)
		if (column_of(header, header.at[i]) < i)
			return err_at(err, pos, "two columns \"%s\"",
			    header.at[i]);
	return 1;
}

/* `first`: where the rows of this table begin. */
static int row_add(struct label_table *out, size_t first, struct table_row row,
    struct arena *a, struct err *err)
{
	for (size_t i = first; i < out->len; i++)
		if (strcmp(out->at[i].path, row.path) == 0)
			return err_at(err, row.pos,
			    "a second row for %s, as in line %ld", row.path,
			    out->at[i].pos.line);
	*ARENA_PUSH(a, out) = row;
	return 0;
}

static int rows_read(struct input *in, struct arena *a, struct label_table *out,
    struct err *err)
{
	struct field_list header;
	struct span line;
	size_t first = out->len;
	int status = input_skip_front(in, err) /* of Excel */
			 ? -1
			 : input_line(in, &line, err);

	if (!status)
		err_set(err, "%s: empty, so it has no labels", input_name(in));
	if (status <= 0)
		return status;
	header = csv_fields(line, a);
	status = header_check(header, line, input_pos(in), err);
	if (status <= 0)
		return status;
	while ((status = input_line(in, &line, err)) == 1) {
		struct table_row row = { 0 };

		if (!span_trim(line).len)
			continue;
		if (row_read(in, line, header, a, &row, err) ||
		    row_add(out, first, row, a, err))
			return -1;
	}
	return status < 0 ? -1 : 1;
}

int table_read(const char *path, struct arena *a, struct label_table *out,
    struct err *err)
{
	struct input *in = input_open(path, err);
	int status = in ? rows_read(in, a, out, err) : -1;

	input_close(in);
	return status;
}

struct table_row *table_row_of(const struct label_table *t, const char *path)
{
	for (size_t i = 0; i < t->len; i++) {
		if (strcmp(t->at[i].path, path) == 0)
			return &t->at[i];
	}
	return NULL;
}

bool table_is(const char *path)
{
	const char *slash = strrchr(path, '/');

	return strcmp(slash ? slash + 1 : path, TABLE_NAME) == 0;
}

const char *table_beside(const char *path, struct arena *a)
{
	const char *slash = strrchr(path, '/');
	struct span folder = { path, slash ? (size_t)(slash - path) + 1 : 0 };
	const char *table =
	    arena_printf(a, "%s%s", arena_span(a, folder), TABLE_NAME);
	FILE *f = fopen(table, "rb");

	if (f)
		fclose(f);
	return f ? table : NULL;
}
