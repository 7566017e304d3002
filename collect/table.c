/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/table.h"

#include <string.h>

#include "base/input.h"
#include "collect/csv.h"

#define BYTE_ORDER_MARK SPAN("\xEF\xBB\xBF") /* Excel writes one */

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
	out->path = arena_printf(a, "%.*s%s",
	    slash ? (int)(slash - folder) + 1 : 0, folder, fields.at[file]);
	for (size_t i = 0; i < fields.len; i++) {
		if (i != file && *fields.at[i])
			*ARENA_PUSH(a, &out->labels) =
			    (struct pair){ header.at[i], fields.at[i] };
	}
	return 0;
}

static int rows_read(struct input *in, struct arena *a, struct label_table *out,
    struct err *err)
{
	struct field_list header;
	struct span line;
	int status = input_line(in, &line, err);

	if (status <= 0)
		return status;
	if (span_starts(line, BYTE_ORDER_MARK))
		line = span_skip(line, BYTE_ORDER_MARK.len);
	header = csv_fields(line, a);
	if (column_of(header, "file") == header.len)
		return 0;
	if (header.len > TABLE_COLUMNS_MAX)
		return err_at(err, input_pos(in), "more than %d columns",
		    TABLE_COLUMNS_MAX);
	while ((status = input_line(in, &line, err)) == 1) {
		struct table_row row = { 0 };

		if (!span_trim(line).len)
			continue;
		if (row_read(in, line, header, a, &row, err))
			return -1;
		*ARENA_PUSH(a, out) = row;
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

const struct table_row *table_row_of(const struct label_table *t,
    const char *path)
{
	for (size_t i = 0; i < t->len; i++) {
		if (strcmp(t->at[i].path, path) == 0)
			return &t->at[i];
	}
	return NULL;
}
