/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/analyze.h"

const struct option_def analyze_options[] = {
	{ "archive", 'a', "FILE",
	    "the archive (default: $MESHSTAT_ARCHIVE, else meshstat.db)" },
	{ "explain", 0, "WHAT",
	    "say how verdicts came about: VALUE, METRIC or VALUE:METRIC" },
	{ "endpoints", 0, NULL, "show every endpoint, not only what differs" },
	{ "rank", 0, NULL, "show which configurations can be told apart" },
	{ NULL, 0, NULL, NULL },
};

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
	else if (option_value(o, "endpoints"))
		results_endpoints(&results, ui);
	else
		results_print(&results, ui);
	status = results_conclude(&results, o,
	    option_value(o, "rank") ? NULL : ui->out);
out:
	db_close(db);
	arena_release(&a);
	return status;
}
