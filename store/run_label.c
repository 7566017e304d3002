/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Labels of a run: those that its facts are, and those that others give it.
 */
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/target.h"
#include "store/source_internal.h"

/* A later origin wins; of one origin, the later word. */
static const char insert_label[] =
    "INSERT INTO label (run_id, key, value, origin) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (run_id, key) DO UPDATE SET value = excluded.value,"
    " origin = excluded.origin WHERE excluded.origin >= origin";

int run_label(struct source_writer *w, const char *key, const char *value,
    enum label_origin origin, struct err *err)
{
	struct arena a = { 0 };
	int status;

	assert(w->run);
	if (origin == LABEL_TOOL && value)
		value = text_without_secrets(&a, value);
	status = db_run(w->db, err, insert_label, "issi", w->run, key, value,
	    (int64_t)origin);
	arena_release(&a);
	return status;
}

static int label_text(struct source_writer *w, const char *key,
    const char *value, struct err *err)
{
	return value && *value ? run_label(w, key, value, LABEL_TOOL, err) : 0;
}

static int label_number(struct source_writer *w, const char *key, double value,
    struct err *err)
{
	char text[32];

	if (isnan(value))
		return 0;
	if (isinf(value))
		return run_label(w, key, "max", LABEL_TOOL, err);
	snprintf(text, sizeof(text), "%.10g", value);
	return run_label(w, key, text, LABEL_TOOL, err);
}

/* What the scheme of a URL says of encryption. */
static const char *tls_of(const char *target)
{
	if (target && strncmp(target, "https://", 8) == 0)
		return "yes";
	return target && strncmp(target, "http://", 7) == 0 ? "no" : NULL;
}

/* The query is a label of its own: it may ask for another thing. */
static int label_target(struct source_writer *w, const char *target,
    struct err *err)
{
	struct arena a = { 0 };
	struct span query = span_of(target ? target : "");
	struct span path = span_cut(&query, '?');
	int status = -1;

	if (!label_text(w, "target", arena_span(&a, path), err) &&
	    !label_text(w, "query", arena_span(&a, query), err))
		status = label_text(w, "tls", tls_of(target), err);
	arena_release(&a);
	return status;
}

int source_label_facts(struct source_writer *w, const struct run_facts *f,
    struct err *err)
{
	double connections =
	    f->connections == UNKNOWN ? NAN : (double)f->connections;

	if (label_text(w, "tool", f->tool, err) ||
	    label_text(w, "tool_version", f->tool_version, err) ||
	    label_target(w, f->target, err) ||
	    label_number(w, "offered_rps", f->offered_rps, err) ||
	    label_number(w, "connections", connections, err))
		return -1;
	if (f->load_model == LOAD_UNKNOWN)
		return 0;
	return label_text(w, "load_model", load_model_word(f->load_model), err);
}
