/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs made of labels, for tests of what needs no archive.
 */
#ifndef TESTS_RUN_FIXTURE_H
#define TESTS_RUN_FIXTURE_H

#include "store/run.h"

/*
 * Adds a run of which nothing is known but "key=value key=value", sorted by
 * key; valid until the next one is added.
 */
static inline struct run *run_fixture(struct arena *a, struct run_list *runs,
    const char *labels)
{
	struct run *run = ARENA_PUSH(a, runs);
	struct {
		struct label *at;
		size_t len;
	} list = { 0 };
	struct span rest = span_of(labels), word;

	while ((word = span_word(&rest)).len) {
		struct span key = span_cut(&word, '=');

		*ARENA_PUSH(a, &list) = (struct label){ arena_span(a, key),
			arena_span(a, word), LABEL_SET };
	}
	*run = (struct run){ .id = arena_printf(a, "run%zu", runs->len),
		.facts = RUN_UNKNOWN,
		.total = SERIES_UNKNOWN,
		.labels = list.at,
		.n_labels = list.len };
	return run;
}

#endif
