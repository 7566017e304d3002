/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/hyperfoil.h"

static const char *place_of(struct arena *a, const char *phase,
    const char *metric)
{
	return arena_printf(a, "%s\n%s\n", phase, metric);
}

static int read_failure(const struct json_node *failure,
    struct hyperfoil_missed *m, struct arena *a, struct err *err)
{
	const char *phase = "", *metric = "", *text = "";
	struct span words;
	ptrdiff_t actual;

	if (json_string_try(failure, "phase", &phase, err) ||
	    json_string_try(failure, "metric", &metric, err) ||
	    json_string_try(failure, "message", &text, err))
		return -1;
	words = span_of(text);
	actual = span_find(words, SPAN(", actual "));
	if (actual >= 0)
		words.len = (size_t)actual;
	text = arena_printf(a, "%sSLA: %.*s", place_of(a, phase, metric),
	    SPAN_ARG(words));
	m->count[names_find(&m->names, span_of(text))]++;
	return 0;
}

int hyperfoil_missed_read(const struct json_node *root,
    struct hyperfoil_missed *m, struct err *err)
{
	struct json_node list;
	struct arena a = { 0 };
	int status = json_array_try(root, "failures", &list, err);

	for (struct json_node e = json_first(&list); !status && e.value;
	     e = json_after(&e)) {
		status = read_failure(&e, m, &a, err);
		arena_release(&a);
	}
	return status;
}

int hyperfoil_missed_write(const struct hyperfoil_missed *m,
    const struct json_node *entry, struct arena *a, struct source_writer *out,
    struct err *err)
{
	const char *name = "", *metric = "";
	struct span place;

	if (json_string_try(entry, "name", &name, err) ||
	    json_string_try(entry, "metric", &metric, err))
		return -1;
	place = span_of(place_of(a, name, metric));
	for (size_t i = 0; i < m->names.len; i++) {
		struct span words = m->names.at[i].text;

		if (span_take(&words, place) &&
		    series_assertion(out, arena_span(a, words), 0, m->count[i],
			err))
			return -1;
	}
	return 0;
}
