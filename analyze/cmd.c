/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/analyze.h"

#include <string.h>

const struct option_def analyze_options[] = {
	{ "archive", 'a', "FILE",
	    "the archive (default: $MESHSTAT_ARCHIVE, else meshstat.db)" },
	{ "explain", 0, "WHAT",
	    "say how verdicts came about: VALUE, METRIC or VALUE:METRIC" },
	{ "rank", 0, NULL, "show which configurations can be told apart" },
	{ NULL, 0, NULL, NULL },
};

static bool is_one_of(const char *word, const char *const *words)
{
	while (*words && strcmp(*words, word) != 0)
		words++;
	return *words;
}

/* Is there a question that has no answer? */
static bool is_open(const struct results *r)
{
	static const char *const verdicts[] = { "inconclusive", "unreplicated",
		"not-comparable", "missing", NULL };
	static const char *const states[] = { "inconclusive", "not-comparable",
		"missing", NULL };

	for (size_t i = 0; i < r->comparisons.len; i++) {
		if (is_one_of(r->comparisons.at[i].verdict, verdicts))
			return true;
	}
	for (size_t i = 0; i < r->gates.len; i++) {
		if (is_one_of(r->gates.at[i].state, states))
			return true;
	}
	for (size_t i = 0; i < r->qualities.len; i++) {
		if (strcmp(r->qualities.at[i].check, "unmatched") == 0 &&
		    strcmp(r->qualities.at[i].state, "warn") == 0)
			return true;
	}
	return !r->comparisons.len;
}

int results_status(const struct results *r, bool strict)
{
	for (size_t i = 0; i < r->comparisons.len; i++) {
		const struct comparison *c = &r->comparisons.at[i];

		if (c->survives && strcmp(c->verdict, "regression") == 0)
			return 1;
	}
	for (size_t i = 0; i < r->gates.len; i++) {
		if (strcmp(r->gates.at[i].state, "fail") == 0)
			return 1;
	}
	return strict && is_open(r) ? 3 : 0;
}

int cmd_analyze(const struct options *o, struct ui *ui, struct err *err)
{
	struct arena a = { 0 };
	struct results results;
	struct db *db = NULL;
	int status = -1;

	if (o->operands.len) {
		err_set(err, "analyze takes no operand, got \"%s\"",
		    o->operands.at[0]);
		goto out;
	}
	db = db_open(db_path(o), DB_UPDATE, err);
	if (!db || analyze(db, o, err) || results_load(db, &a, &results, err))
		goto out;
	if (option_value(o, "explain")) {
		status = results_explain(&results, option_value(o, "explain"),
		    ui, err);
		goto out;
	}
	if (option_value(o, "rank"))
		results_rank(&results, ui);
	else
		results_print(&results, ui);
	status = results_status(&results, option_value(o, "strict") != NULL);
out:
	db_close(db);
	arena_release(&a);
	return status;
}
