/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/documents.h"

#include "collect/json_figure.h"
#include "collect/sniff.h"

static int document_write(struct json *doc, document_fn *write,
    struct source_writer *out, struct err *err)
{
	struct arena texts = { 0 };
	struct json_node root = json_root(doc);
	int status = write(&root, &texts, out, err);

	arena_release(&texts);
	json_free(doc);
	return status;
}

int document_import(struct input *in, document_fn *write,
    struct source_writer *out, struct err *err)
{
	struct json *doc = json_read(in, err);

	return doc ? document_write(doc, write, out, err) : -1;
}

/* Is there nothing behind the first value? */
static bool is_alone(struct span text)
{
	text = sniff_start(text);
	json_take_value(&text);
	return !sniff_start(text).len;
}

int documents_import(struct input *in, document_fn *write,
    struct source_writer *out, struct err *err)
{
	struct pos pos = input_start(in);
	struct json *doc;
	struct span text;
	struct err fault;
	int status;

	if (input_all(in, &text, err))
		return -1;
	doc = json_parse(text, pos, &fault);
	if (doc)
		return document_write(doc, write, out, err);
	if (is_alone(text)) {
		*err = fault;
		return -1;
	}
	while ((status = json_next(&text, &pos, &doc, err)) == 1)
		if (document_write(doc, write, out, err))
			return -1;
	return status;
}

int documents_read(struct input *in, const char *tool, summary_fn *read,
    struct source_writer *out, struct err *err)
{
	struct span text;
	struct pos pos = input_start(in);
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
