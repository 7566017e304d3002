/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes, as a source: detection, and then every importer, whether it
 * claimed them or not, as --format has it.  What was kept is read back, as
 * analyze would.  One archive in memory serves all inputs, and is taken back
 * to empty after each.
 */
#include <stdlib.h>

#include "collect/importer.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void check(bool holds)
{
	if (!holds)
		abort();
}

static struct db *archive(void)
{
	static struct db *db;
	struct err err;

	if (!db)
		db = db_open(":memory:", DB_WRITE, &err);
	check(db != NULL);
	return db;
}

static void read_back(struct db *db)
{
	struct arena a = { 0 };
	struct run_list runs;
	struct err err;

	check(runs_load(db, &a, &runs, &err) == 0);
	for (size_t i = 0; i < runs.len; i++) {
		struct percentile_list stated;
		struct histogram h;

		check(run_percentiles_load(db, &runs.at[i], &a, &stated,
			  &err) == 0);
		check(run_histogram_load(db, &runs.at[i], &h, &err) == 0);
		histogram_release(&h);
	}
	arena_release(&a);
}

static void import(struct db *db, const struct importer *importer,
    struct span text)
{
	struct input *in = input_memory("fuzz", text);
	struct err err = { "" };
	struct source_writer *w;
	char sha256[65];

	check(db_begin(db, &err) == 0);
	w = source_begin(db, "fuzz", importer->name, &err);
	check(w != NULL);
	if (importer->import(in, w, &err) || input_drain(in, &err)) {
		check(*err.msg != '\0');
		source_discard(w);
	} else {
		input_sha256(in, sha256);
		check(source_commit(w, sha256, input_bytes(in), &err) == 0);
		read_back(db);
	}
	db_rollback(db);
	input_close(in);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct span text = { (const char *)bytes, len };
	struct input *in = input_memory("fuzz", text);
	struct err err = { "" };

	if (!importer_for(in, NULL, &err))
		check(*err.msg != '\0');
	input_close(in);
	for (size_t i = 0; importers[i]; i++)
		import(archive(), importers[i], text);
	return 0;
}
