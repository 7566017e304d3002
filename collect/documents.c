/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/documents.h"

#include "collect/json_figure.h"

int document_import(struct input *in, document_fn *write,
    struct source_writer *out, struct err *err)
{
	struct arena texts = { 0 };
	struct json *doc = json_read(in, err);
	struct json_node root;
	int status;

	if (!doc)
		return -1;
	root = json_root(doc);
	status = write(&root, &texts, out, err);
	arena_release(&texts);
	json_free(doc);
	return status;
}

int documents_read(struct input *in, const char *tool, summary_fn *read,
    struct source_writer *out, struct err *err)
{
	struct span text;
	struct pos pos = { input_name(in), 1 };
	struct json *doc = NULL;
	int status = input_all(in, &text, err);

	while (!status && (status = json_next(&text, &pos, &doc, err)) == 1) {
		struct json_node root = json_root(doc);
		struct summary s;

		summary_begin(&s, tool);
		status = read(&root, &s, err);
		if (!status)
			status = summary_write(&s, out, err);
		summary_release(&s);
		json_free(doc);
	}
	if (!status && !source_runs(out))
		return err_set(err, "%s: expected a result, got nothing",
		    input_name(in));
	return status;
}

int document_counts(const struct json_node *counts, count_fn *add,
    struct summary *s, struct err *err)
{
	for (struct json_node e = json_first(counts); e.value;
	     e = json_after(&e)) {
		int64_t count = 0;

		if (figure_count_try(&e, NULL, &count, err))
			return -1;
		add(s, span_of(e.key), count);
	}
	return 0;
}
