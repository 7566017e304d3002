/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every report of wrk and wrk2 and every result of hey that we have collected,
 * from $MESHSTAT_SHARED (default: ../shared).
 */
#include "imported.h"

#include <dirent.h>

extern const struct importer importer_wrk, importer_wrk2, importer_hey_csv,
    importer_hey_text;

static const struct importer *const ours[] = {
	&importer_wrk,
	&importer_wrk2,
	&importer_hey_csv,
	&importer_hey_text,
};

#define OURS (sizeof(ours) / sizeof(*ours))

/* Called for each file that one of ours claims. */
typedef void check_fn(struct imported *o, const char *path);

struct folder {
	const char *path; /* in the collection */
	const struct importer *importer;
	size_t files; /* that it claims, at least */
};

static const char *shared(void)
{
	const char *path = getenv("MESHSTAT_SHARED");

	return path ? path : "../shared";
}

static const struct importer *claimed_by(const char *path)
{
	const struct importer *found = NULL;
	struct err err;
	struct input *in = input_open(path, &err);
	struct span head;

	if (!in || input_head(in, &head, &err))
		fail_msg("%s", err.msg);
	for (size_t i = 0; i < OURS; i++) {
		if (!ours[i]->sniff(head))
			continue;
		if (found)
			fail_msg("%s: two claim it", path);
		found = ours[i];
	}
	input_close(in);
	return found;
}

static size_t check_file(const struct folder *f, const char *path,
    check_fn *check)
{
	struct imported o;

	if (claimed_by(path) != f->importer)
		return 0;
	o = imported_file(f->importer, path);
	if (o.status)
		fail_msg("%s", o.err.msg);
	check(&o, path);
	imported_release(&o);
	return 1;
}

static void check_folder(const struct folder *f, check_fn *check)
{
	struct arena a = { 0 };
	const char *folder = arena_printf(&a, "%s/%s", shared(), f->path);
	DIR *dir = opendir(folder);
	size_t files = 0;

	if (!dir) {
		print_message("skipped: no %s\n", folder);
		arena_release(&a);
		skip();
	}
	for (struct dirent *e = readdir(dir); e; e = readdir(dir))
		if (e->d_name[0] != '.')
			files += check_file(f,
			    arena_printf(&a, "%s/%s", folder, e->d_name),
			    check);
	closedir(dir);
	arena_release(&a);
	assert_true(files >= f->files);
}

static void has_runs(struct imported *o, const char *path)
{
	if (!o->runs.len)
		fail_msg("%s: no run", path);
}

/* Is what is printed possible with the histogram? */
static void percentiles_agree(struct imported *o, const struct run *run,
    const char *path)
{
	struct histogram h = imported_histogram(o, run);
	struct percentile_list list;
	struct percentile_bounds b;

	list = imported_percentiles(o, run);
	for (size_t i = 0; i < list.len; i++) {
		assert_true(histogram_percentile(&h, list.at[i].p, &b));
		if (list.at[i].high_ns < (double)b.low_ns ||
		    list.at[i].low_ns > (double)b.high_ns)
			fail_msg("%s: p%g is not in %lld..%lld", path,
			    list.at[i].p, (long long)b.low_ns,
			    (long long)b.high_ns);
	}
	histogram_release(&h);
}

static void distributions_agree(struct imported *o, const char *path)
{
	has_runs(o, path);
	for (size_t i = 0; i < o->runs.len; i++)
		if (o->runs.at[i].evidence == EVIDENCE_HISTOGRAM)
			percentiles_agree(o, &o->runs.at[i], path);
}

static void row_agrees(const struct histogram *h, const char *line,
    const char *path)
{
	double ms, share;
	long long count;
	int64_t below;
	struct bucket b;

	if (sscanf(line, "%lf %lf %lld", &ms, &share, &count) != 3)
		return;
	b = histogram_at_rank(h, count, &below);
	if (b.high_ns != (int64_t)(ms * 1e6 + 0.5) || below + b.count != count)
		fail_msg("%s: not in the histogram: %s", path, line);
}

/* Of a file with one run: each row of the first table, read naively. */
static void rows_agree(struct imported *o, const char *path)
{
	struct histogram h = HISTOGRAM_EMPTY;
	char line[256];
	FILE *f = fopen(path, "r");

	distributions_agree(o, path);
	assert_non_null(f);
	h = imported_histogram(o, imported_run(o));
	while (fgets(line, sizeof(line), f) && !strstr(line, "#[Mean"))
		row_agrees(&h, line, path);
	fclose(f);
	histogram_release(&h);
}

static void whole_and_with_percentiles(struct imported *o, const char *path)
{
	(void)path;
	assert_null(imported_run(o)->facts.incomplete);
	assert_int_equal(imported_run(o)->evidence, EVIDENCE_PERCENTILES);
}

static void every_real_report_of_wrk_is_read(void **state)
{
	(void)state;
	check_folder(&(struct folder){ "corpus/wrk", &importer_wrk, 6 },
	    has_runs);
	check_folder(&(struct folder){ "captures/edge/wrk", &importer_wrk, 1 },
	    has_runs);
}

static void every_captured_report_of_wrk_is_whole(void **state)
{
	static const char *const folders[] = { "wrk", "wrk-ipv6", "wrk-lua" };

	(void)state;
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		char path[64];

		snprintf(path, sizeof(path), "captures/results/%s", folders[i]);
		check_folder(&(struct folder){ path, &importer_wrk, 1 },
		    whole_and_with_percentiles);
	}
}

static void histograms_of_wrk2_agree_with_its_percentiles(void **state)
{
	(void)state;
	check_folder(&(struct folder){ "corpus/wrk2", &importer_wrk2, 22 },
	    distributions_agree);
}

static void histograms_of_wrk2_have_every_printed_point(void **state)
{
	(void)state;
	check_folder(
	    &(struct folder){ "captures/results/wrk2", &importer_wrk2, 12 },
	    rows_agree);
	check_folder(
	    &(struct folder){ "captures/results/wrk2-u", &importer_wrk2, 2 },
	    rows_agree);
	check_folder(
	    &(struct folder){ "captures/edge/wrk2", &importer_wrk2, 1 },
	    rows_agree);
	check_folder(
	    &(struct folder){ "captures/edge/wrk2-int", &importer_wrk2, 1 },
	    rows_agree);
}

static void every_csv_of_hey_is_read(void **state)
{
	(void)state;
	check_folder(&(struct folder){ "corpus/hey", &importer_hey_csv, 1 },
	    has_runs);
	check_folder(&(struct folder){ "captures/results/hey-csv",
			 &importer_hey_csv, 4 },
	    has_runs);
}

static void nobody_expects(struct imported *o, const char *path)
{
	(void)o;
	fail_msg("%s: should not be ours", path);
}

static void is_whole(struct imported *o, const char *path)
{
	has_runs(o, path);
	for (size_t i = 0; i < o->runs.len; i++)
		if (o->runs.at[i].facts.incomplete)
			fail_msg("%s: %s", path,
			    o->runs.at[i].facts.incomplete);
}

static void every_report_of_hey_is_whole(void **state)
{
	(void)state;
	check_folder(&(struct folder){ "corpus/hey", &importer_hey_text, 3 },
	    is_whole);
	check_folder(
	    &(struct folder){ "captures/results/hey", &importer_hey_text, 12 },
	    is_whole);
	check_folder(
	    &(struct folder){ "captures/edge/hey", &importer_hey_text, 2 },
	    is_whole);
}

static void no_report_of_oha_is_ours(void **state)
{
	(void)state;
	for (size_t i = 0; i < OURS; i++)
		check_folder(&(struct folder){ "corpus/oha", ours[i], 0 },
		    nobody_expects);
}

static void autocannon_is_nobodys(void **state)
{
	(void)state;
	for (size_t i = 0; i < OURS; i++)
		check_folder(
		    &(struct folder){ "captures/results/autocannon-table",
			ours[i], 0 },
		    nobody_expects);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_real_report_of_wrk_is_read),
		cmocka_unit_test(every_captured_report_of_wrk_is_whole),
		cmocka_unit_test(histograms_of_wrk2_agree_with_its_percentiles),
		cmocka_unit_test(histograms_of_wrk2_have_every_printed_point),
		cmocka_unit_test(every_csv_of_hey_is_read),
		cmocka_unit_test(every_report_of_hey_is_whole),
		cmocka_unit_test(no_report_of_oha_is_ours),
		cmocka_unit_test(autocannon_is_nobodys),
	};

	return cmocka_run_group_tests_name("corpus-text", tests, NULL, NULL);
}
