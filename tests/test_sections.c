/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The whole page, section by section.  With a path as its argument it writes
 * the page of the fixture there, for tests/browser/report.sh.
 */
#include "tests/archive_fixture.h"

#include "render/page.h"

static char *render(struct db *db, const struct page_options *o)
{
	struct arena a = { 0 };
	struct results results;
	char *page = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&page, &len);
	struct err err = { "" };

	CHECK_INT(results_load(db, &a, &results, &err), 0);
	if (page_render(db, &results, o, out, &err))
		fail_msg("%s", err.msg);
	fclose(out);
	arena_release(&a);
	return page;
}

static const struct page_options plain = { NULL, UNKNOWN };

int main(int argc, char **argv)
{
	if (argc == 2) {
		struct db *db = fixture_archive(&fixture_proxies);
		char *page = render(db, &plain);
		FILE *f = fopen(argv[1], "w");
		fputs(page, f);
		fclose(f);
		db_close(db);
		free(page);
	}
	return 0;
}
