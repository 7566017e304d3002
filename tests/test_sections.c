/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The whole page.  With a path as its argument it writes the page of the
 * fixture there, for tests/browser/report.sh.
 */
#include <time.h>
#include <unistd.h>

#include "tests/archive_fixture.h"

#include "base/sha256.h"
#include "render/page.h"
#include "render/part_internal.h"
#include "render/section_internal.h"

static const struct page_options plain = { NULL, UNKNOWN };

static char *render_with(struct db *db, const struct page_options *o,
    struct err *err)
{
	struct arena a = { 0 };
	struct results results;
	char *page = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&page, &len);
	int status;

	CHECK_INT(results_load(db, &a, &results, err), 0);
	status = page_render(db, &results, o, out, err);
	fclose(out);
	arena_release(&a);
	if (!status)
		return page;
	free(page);
	return NULL;
}

static char *render(const struct fixture *f)
{
	struct db *db = fixture_archive(f);
	struct err err = { "" };
	char *page = render_with(db, &plain, &err);

	if (!page)
		fail_msg("%s", err.msg);
	db_close(db);
	return page;
}

static int make_page(void **state)
{
	*state = render(&fixture_proxies);
	return 0;
}

static int free_page(void **state)
{
	free(*state);
	return 0;
}

static size_t count(const char *page, const char *what)
{
	size_t n = 0;

	for (const char *s = strstr(page, what); s; s = strstr(s + 1, what))
		n++;
	return n;
}

/* The value of an attribute that starts at s, in `out`. */
static const char *value_at(const char *s, char out[256])
{
	snprintf(out, 256, "%.*s", (int)strcspn(s, "\""), s);
	return out;
}

static void every_section_is_in_the_list_of_contents(void **state)
{
	static const char *const ids[] = { "verdict", "comparability",
		"overhead", "ranking", "distribution", "capacity", "resources",
		"cost", "repeats", "errors", "trend", "method", "provenance" };
	const char *nav = strstr(*state, "<nav");

	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++) {
		char link[64], section[64];

		snprintf(link, sizeof(link), "<a href=\"#%s\">", ids[i]);
		snprintf(section, sizeof(section), "<section id=\"%s\"",
		    ids[i]);
		assert_non_null(strstr(nav, link));
		CHECK_INT(count(*state, section), 1);
	}
}

static void ids_are_unique(void **state)
{
	char id[256], text[300];

	for (const char *s = strstr(*state, " id=\""); s;
	     s = strstr(s + 1, " id=\"")) {
		snprintf(text, sizeof(text), " id=\"%s\"", value_at(s + 5, id));
		if (count(*state, text) != 1)
			fail_msg("id \"%s\" is there %zu times", id,
			    count(*state, text));
	}
}

static void every_link_has_its_target(void **state)
{
	char id[256], text[300];

	for (const char *s = strstr(*state, " href=\""); s;
	     s = strstr(s + 1, " href=\"")) {
		value_at(s + 7, id);
		CHECK_INT(id[0], '#');
		snprintf(text, sizeof(text), " id=\"%s\"", id + 1);
		if (!strstr(*state, text))
			fail_msg("nothing has the id of the link %s", id);
	}
}

static void every_chart_has_a_title_and_a_description(void **state)
{
	size_t charts = count(*state, "<svg");

	assert_true(charts >= 2 * 3 * 5);
	CHECK_INT(count(*state, "role=\"img\""), charts);
	CHECK_INT(count(*state, "<desc"), charts);
	CHECK_INT(2 * count(*state, "<figcaption"), charts);
}

static void nothing_is_loaded_or_run_from_elsewhere(void **state)
{
	static const char *const never[] = { " style=\"", " src=\"", "<link",
		"<iframe", " onclick", " onload", " onerror", "@import", "url(",
		"javascript:", "innerHTML", "eval(", "fetch(" };

	for (size_t i = 0; i < sizeof(never) / sizeof(*never); i++) {
		if (strstr(*state, never[i]))
			fail_msg("the page has %s", never[i]);
	}
}

/* The text between two marks; its hash has to be in the policy. */
static void check_granted(const char *page, const char *from, const char *to)
{
	const char *start = strstr(page, from) + strlen(from);
	const char *end = strstr(start, to);
	char hash[SHA256_POLICY_TEXT];
	const char *policy = strstr(page, "default-src 'none'");

	assert_non_null(policy);
	assert_non_null(end);
	sha256_policy((struct span){ start, (size_t)(end - start) }, hash);
	assert_non_null(strstr(policy, hash));
	assert_true(policy < start);
}

static void the_policy_grants_its_own_style_and_script_alone(void **state)
{
	check_granted(*state, "<style>", "</style>");
	check_granted(*state, "<script>", "</script>");
	CHECK_INT(count(*state, "<style>"), 1);
	CHECK_INT(count(*state, "<script>"), 1);
}

static void no_number_is_printed_that_is_none(void **state)
{
	static const char *const never[] = { ">nan", " nan", "-nan", "NaN",
		">inf", "-inf", "(null)" };
	const char *main_part = strstr(*state, "<main");
	char *text = strdup(main_part);

	*strstr(text, "</main>") = '\0';
	for (size_t i = 0; i < sizeof(never) / sizeof(*never); i++) {
		if (strstr(text, never[i]))
			fail_msg("the page has %s", never[i]);
	}
	free(text);
}

static void a_number_says_what_it_is_and_what_it_adds(void **state)
{
	assert_non_null(strstr(*state, "▲"));
	assert_non_null(strstr(*state, "regression"));
	assert_non_null(strstr(*state, "<span class=\"added\">+"));
	assert_non_null(strstr(*state, "needs 9 runs a side"));
}

static void memory_over_the_load_has_its_numbers_beside_it(void **state)
{
	assert_non_null(strstr(*state,
	    "Memory of the data-plane: up to 46.0 MiB (none at 6,000 req/s)"));
	assert_non_null(strstr(*state, "Memory by load: means of the runs"));
	assert_non_null(strstr(*state,
	    ">6,000 req/s</td><td class=\"num\" data-value=\"48200000\">46.0 "
	    "MiB<span class=\"interval\">45.5 to 46.4 MiB</span></td>"));
}

/* A chart is a file of its own too, where there are no tables above. */
static void a_figure_is_named_by_all_that_it_shows(void **state)
{
	assert_non_null(
	    strstr(*state, "Changes of latency at 500 rps against none: "));
	assert_non_null(strstr(*state, ", at 500 rps</figcaption>"));
	CHECK_INT(count(*state, "tables above"), 0);
}

static void a_figure_of_some_runs_alone_says_of_how_many(void **state)
{
	const char *ids[] = { "a", "b" };
	struct cell cell = { .runs = ids, .n_runs = 2 };
	struct resource at[] = { { .run = "a",
	    .role = "data-plane",
	    .component = RESOURCE_TOTAL,
	    .metric = "cpu_cores",
	    .value = 1 } };
	struct results results = { .resources = { at, 1 } };
	struct arena a = { 0 };
	struct page p = { .results = &results, .arena = &a };

	(void)state;
	CHECK_STR(cell_reason(&p, &cell, "data_plane_cpu_per_1k_rps", "few"),
	    "only 1 of 2 runs have it; the others: few");
	CHECK_STR(cell_reason(&p, &cell, "data_plane_memory", "few"), "few");
	CHECK_STR(cell_reason(&p, &cell, "latency_p99", "few"), "few");
	arena_release(&a);
}

static void the_same_archive_gives_the_same_bytes(void **state)
{
	char *page;

	setenv("TZ", "Asia/Kathmandu", 1);
	setenv("LC_ALL", "de_DE.UTF-8", 1);
	tzset();
	page = render(&fixture_proxies);
	assert_true(strcmp(page, *state) == 0);
	free(page);
}

static const struct fixture_variant hostile_variants[] = {
	{ "</script><img src=x onerror=x>", { 1, 1, 1 }, 0.5, 0 },
	{ "\"><b onclick=x>\xe2\x80\xae\xff", { 1.2, 1.2, 1.2 }, 0.5, 20 },
	{ "']]>--><!--&amp;", { 1.2, 1.2, 1.2 }, 0.5, 20 },
	{ NULL, { 0 }, 0, 0 },
};

static void hostile_names_stay_texts(void **state)
{
	struct fixture f = { "<title>&</title>", hostile_variants, 1 };
	char *page = render(&f);

	(void)state;
	CHECK_INT(count(page, "<img"), 0);
	CHECK_INT(count(page, "<b on"), 0);
	CHECK_INT(count(page, "</script>"), 1);
	CHECK_INT(count(page, "<!--"), 0);
	CHECK_INT(count(page, "\xe2\x80\xae"), 0);
	assert_non_null(
	    strstr(page, "<title>&lt;title&gt;&amp;&lt;/title&gt;</title>"));
	assert_non_null(
	    strstr(page, "&lt;/script&gt;&lt;img src=x onerror=x&gt;"));
	free(page);
}

static void a_percentile_of_too_few_requests_says_why(void **state)
{
	struct fixture f = { "short", fixture_variants, 1 };
	char *page = render(&f);

	(void)state;
	assert_non_null(strstr(page, "<span class=\"absent\""));
	assert_non_null(strstr(page,
	    "id=\"Latency-load-1-note-1\">p99.9 needs 1,000 requests in every "
	    "run</li>"));
	free(page);
}

/* An archive without runs, and an analysis that found nothing. */
static void an_empty_analysis_is_a_page_too(void **state)
{
	struct analysis a = { .title = "nothing",
		.factor = "mesh",
		.conclusion = "There is nothing to compare.",
		.study = "{}",
		.tool_version = VERSION,
		.confidence = 0.95,
		.margin_latency = 0.05 };
	static const char *const absent[] = { "id=\"errors\"", "id=\"ranking\"",
		"id=\"capacity\"", "id=\"cost\"", "id=\"trend\"" };
	struct err err = { "" };
	struct db *db = db_open(":memory:", DB_WRITE, &err);
	char *page;

	(void)state;
	CHECK_INT(db_begin(db, &err), 0);
	CHECK_INT(analysis_save(db, &a, &err), 0);
	CHECK_INT(db_commit(db, &err), 0);
	page = render_with(db, &plain, &err);
	assert_non_null(page);
	assert_non_null(strstr(page, "There is nothing to compare."));
	for (size_t i = 0; i < sizeof(absent) / sizeof(*absent); i++)
		assert_null(strstr(page, absent[i]));
	free(page);
	db_close(db);
}

/* Without a baseline nothing is compared, and the values are there. */
static void values_need_no_baseline(void **state)
{
	static const struct fixture_variant one[] = {
		{ "alone", { 1, 1, 1 }, 0.5, 0 },
		{ NULL, { 0 }, 0, 0 },
	};
	struct fixture f = { "alone", one, 1 };
	struct err err = { "" };
	struct db *db = fixture_archive(&f);
	struct arena a = { 0 };
	struct results results;
	char *page = NULL;
	size_t len;
	FILE *out = open_memstream(&page, &len);

	(void)state;
	CHECK_INT(results_load(db, &a, &results, &err), 0);
	results.analysis.baseline = results.analysis.conclusion = NULL;
	for (size_t i = 0; i < results.cells.len; i++)
		results.cells.at[i].is_baseline = false;
	CHECK_INT(page_render(db, &results, &plain, out, &err), 0);
	fclose(out);
	assert_non_null(strstr(page, "Nothing is compared"));
	assert_non_null(strstr(page, "<p class=\"subtitle\">By mesh · "));
	assert_non_null(strstr(page, "Latency at 500 rps: "));
	assert_null(strstr(page, "(null)"));
	free(page);
	arena_release(&a);
	db_close(db);
}

static void values_between_the_ends_of_buckets_say_so(void **state)
{
	struct db *db = fixture_archive(&fixture_proxies);
	struct err err = { "" };
	struct arena a = { 0 };
	struct results results;
	char *page = NULL;
	size_t len;
	FILE *out = open_memstream(&page, &len);

	CHECK_INT(results_load(db, &a, &results, &err), 0);
	for (size_t i = 0; i < results.estimates.len; i++)
		results.estimates.at[i].kind = "bucket";
	CHECK_INT(page_render(db, &results, &plain, out, &err), 0);
	fclose(out);
	assert_non_null(strstr(page, ">≈ "));
	assert_non_null(
	    strstr(page, "which reaches to the ends of the buckets"));
	assert_null(strstr(*state, "the ends of the buckets"));
	free(page);
	arena_release(&a);
	db_close(db);
}

/* Two checks of each run, of which the wider one is shown. */
static bool starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* How many tables a section shows before anything is opened. */
static size_t open_tables(const char *page, const char *section)
{
	const char *s = strstr(page, section);
	const char *end = strstr(s, "</section>");
	size_t n = 0;
	int depth = 0;

	for (; s < end; s++) {
		depth += starts(s, "<details") - starts(s, "</details>");
		n += !depth && starts(s, "<table");
	}
	return n;
}

/* The fixture, with its last load once more for each of `more`. */
static char *page_of_loads(size_t more)
{
	struct db *db = fixture_archive(&fixture_proxies);
	struct err err = { "" };
	struct arena a = { 0 };
	struct results r;
	struct cell *at;
	char *page = NULL;
	size_t len;
	FILE *out = open_memstream(&page, &len);

	CHECK_INT(results_load(db, &a, &r, &err), 0);
	at = arena_alloc(&a, r.cells.len + more, sizeof(*at));
	memcpy(at, r.cells.at, r.cells.len * sizeof(*at));
	for (size_t i = 0; i < more; i++) {
		at[r.cells.len] = at[r.cells.len - 1];
		at[r.cells.len].row += 1000;
		at[r.cells.len++].label = arena_printf(&a, "load %zu", i);
	}
	r.cells.at = at;
	CHECK_INT(page_render(db, &r, &plain, out, &err), 0);
	fclose(out);
	arena_release(&a);
	db_close(db);
	return page;
}

static void the_overhead_is_no_further_down_for_more_loads(void **state)
{
	char *page = page_of_loads(60);

	assert_non_null(strstr(page, "at each of the 63 loads</summary>"));
	CHECK_INT(open_tables(*state, "<section id=\"comparability\""), 0);
	CHECK_INT(open_tables(page, "<section id=\"comparability\""), 0);
	free(page);
}

static void many_loads_are_folded_behind_the_first(void **state)
{
	char *page = page_of_loads(60);

	CHECK_INT(count(*state, "<details class=\"load\""), 0);
	assert_true(count(page, "<details class=\"load\"") >= 62);
	assert_non_null(strstr(page,
	    "<details class=\"load\" id=\"overhead-load-2\"><summary><h3>"));
	assert_non_null(
	    strstr(page, "<div class=\"load\" id=\"overhead-load-1\"><h3>"));
	free(page);
}

static void labels_say_in_how_many_loads_they_are_alike(void **state)
{
	assert_non_null(strstr(*state, "= same</span></dt><dd>connections"));
	assert_non_null(strstr(*state, "known of all runs of 15 of 15"));
}

static void each_variant_has_its_cost_in_one_row(void **state)
{
	const char *table = strstr(*state, "What each variant adds to none");
	const char *tls = strstr(table, "haproxy-tls</th>");
	char row[2000];

	assert_true(table < strstr(*state, "<section id=\"comparability\""));
	snprintf(row, sizeof(row), "%.*s", (int)(strstr(tls, "</tr>") - tls),
	    tls);
	assert_true(starts(row, "haproxy-tls</th><td class=\"num\" "
				"data-value=\"3\">3</td>"));
	assert_non_null(strstr(row, "<b>+252 to +627 µs</b>"));
	assert_non_null(strstr(row, ">+111 to +151 %</span>"));
	assert_non_null(strstr(row, ">3 worse</span>"));
	assert_non_null(strstr(row, "title=\"This metric was not compared."));
	assert_non_null(strstr(row, ">40.7 to 46.0 MiB</td>"));
}

/* The fixture, with a comparison of the last cell beside its own. */
static char *page_with(const char *metric, const char *verdict, double ratio)
{
	struct db *db = fixture_archive(&fixture_proxies);
	struct err err = { "" };
	struct arena a = { 0 };
	struct results r;
	struct comparison *c;
	char *page = NULL;
	size_t len;
	FILE *out = open_memstream(&page, &len);

	CHECK_INT(results_load(db, &a, &r, &err), 0);
	c = &r.comparisons.at[r.comparisons.len - 1];
	c->metric = metric;
	c->verdict = verdict;
	c->unit = "rps";
	c->ratio = ratio;
	c->survives = true;
	CHECK_INT(page_render(db, &r, &plain, out, &err), 0);
	fclose(out);
	arena_release(&a);
	db_close(db);
	return page;
}

static void throughput_as_offered_is_no_comfort(void **state)
{
	char *page = page_with("throughput", "equivalent", 1);

	(void)state;
	assert_non_null(strstr(page, "as offered</td>"));
	assert_non_null(strstr(page, "1 not counted: throughput as offered"));
	assert_null(strstr(page, "1 equivalent"));
	free(page);
}

static void memory_of_the_upstream_is_no_comfort(void **state)
{
	char *page = page_with("application_memory", "equivalent", 1);

	(void)state;
	assert_non_null(strstr(page, "1 not counted: throughput as offered"));
	free(page);
	page = page_with("data_plane_memory", "equivalent", 1);
	assert_null(strstr(page, "not counted"));
	assert_non_null(strstr(page, "1 equivalent"));
	free(page);
}

static void the_largest_regression_says_by_what(void **state)
{
	char *page = page_with("throughput", "regression", 0.01);

	(void)state;
	assert_non_null(strstr(page, "Largest regression by ratio</span>"
				     "<strong class=\"tile-figure\">−99 %"));
	assert_non_null(strstr(page, "as far from none as +9900 %"));
	free(page);
}

static void a_check_names_the_file_as_far_as_it_tells_runs_apart(void **state)
{
	struct run runs[4] = {
		{ .id = "a.1", .source_name = "in/x/1.json" },
		{ .id = "b.1", .source_name = "in/y/1.json" },
		{ .id = "c.1", .source_name = "in/y/2.json" },
		{ .id = "c.2", .source_name = "in/y/2.json" },
	};
	struct arena a = { 0 };
	struct page p = { .arena = &a, .runs = { runs, 4 } };

	for (int i = 0; i < 4; i++)
		runs[i].source_sha256 = i == 3 ? "c" : &"a\0b\0c"[2 * i];
	CHECK_STR(page_run_name(&p, &runs[0]), "x/1.json");
	CHECK_STR(page_run_name(&p, &runs[1]), "y/1.json");
	CHECK_STR(page_run_name(&p, &runs[3]), "2.json, run 2");
	assert_non_null(strstr(*state, "rps/rep4.json</td><td>reached 97.1 %"));
	assert_non_null(strstr(*state,
	    "<td title=\"000000a2038c.1\">none/500rps/rep4.json"));
	arena_release(&a);
}

static void checks_of_the_runs_of_a_cell_are_one_line(void **state)
{
	struct db *db = fixture_archive(&fixture_proxies);
	struct err err = { "" };
	struct arena a = { 0 };
	struct results results;
	struct quality at[6];
	char *page = NULL;
	size_t len;
	FILE *out = open_memstream(&page, &len);

	(void)state;
	CHECK_INT(results_load(db, &a, &results, &err), 0);
	for (size_t i = 0; i < 6; i++)
		at[i] =
		    (struct quality){ .run = results.cells.at[1].runs[i / 2],
			    .check = "resolution",
			    .state = "warn",
			    .value = i == 3 ? 0.9 : 0.1,
			    .threshold = 0.1,
			    .detail = i == 3 ? "the widest" : "a narrow one" };
	results.qualities = (struct quality_list){ at, 6 };
	CHECK_INT(page_render(db, &results, &plain, out, &err), 0);
	fclose(out);
	CHECK_INT(count(page, "<td>3 of 5 runs of "), 1);
	CHECK_INT(count(page, "<td>the widest</td>"), 2);
	free(page);
	arena_release(&a);
	db_close(db);
}

static void long_texts_of_tables_are_elided(void **state)
{
	xmlNode *row = xmlNewNode(NULL, BAD_CAST "tr");
	char text[600];
	xmlNode *cell;
	xmlChar *title;

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	cell = part_cell(row, text);
	title = xmlGetProp(cell, BAD_CAST "title");
	CHECK_STR((char *)title, text);
	CHECK_INT(strlen((char *)cell->children->content), 400 + strlen("…"));
	assert_null(part_cell(row, NULL)->properties);
	xmlFree(title);
	xmlFreeNode(row);
}

static void write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void a_template_of_its_own_replaces_the_page(void **state)
{
	char dir[] = "/tmp/meshstat-template-XXXXXX", path[100];
	struct page_options own = { dir, UNKNOWN };
	struct db *db = fixture_archive(&fixture_proxies);
	struct err err = { "" };
	char *page;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/report.html", dir);
	write_file(path,
	    "<html><head><meta charset=\"utf-8\"/></head>\n"
	    "<body><h1>Ours</h1><slot name=\"verdict\"/></body></html>");
	page = render_with(db, &own, &err);
	assert_non_null(page);
	assert_non_null(strstr(page, "<h1>Ours</h1><section id=\"verdict\""));
	assert_null(strstr(page, "id=\"overhead\""));
	free(page);
	write_file(path,
	    "<html><head><meta charset=\"utf-8\"/></head>\n<body>\n"
	    "<slot name=\"verdicts\"/></body></html>");
	assert_null(render_with(db, &own, &err));
	assert_non_null(strstr(err.msg,
	    "/report.html:3: there is no section \"verdicts\" for this slot"));
	unlink(path);
	rmdir(dir);
	db_close(db);
}

/* The slot that goes with another is not to be filled. */
static void a_slot_may_stand_twice_and_in_another(void **state)
{
	char dir[] = "/tmp/meshstat-template-XXXXXX", path[100];
	struct page_options own = { dir, UNKNOWN };
	struct db *db = fixture_archive(&fixture_proxies);
	struct err err = { "" };
	char *page;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/report.html", dir);
	write_file(path,
	    "<html><head><meta charset=\"utf-8\"/></head><body>"
	    "<slot name=\"title\"><slot name=\"verdict\"/></slot>; "
	    "<slot name=\"title\"/></body></html>");
	page = render_with(db, &own, &err);
	assert_non_null(page);
	assert_non_null(strstr(page,
	    "<body>What does a proxy cost?; What does a proxy cost?</body>"));
	free(page);
	unlink(path);
	rmdir(dir);
	db_close(db);
}

static void a_date_is_that_of_the_argument(void **state)
{
	struct page_options dated = { NULL, 1795364129000000000LL };
	struct db *db = fixture_archive(&fixture_proxies);
	struct err err = { "" };
	char *page = render_with(db, &dated, &err);

	assert_non_null(strstr(page, " on 2026-11-22T16:15:29Z"));
	assert_null(strstr(*state, "16:15:29Z."));
	free(page);
	db_close(db);
}

static int write_page(const char *path)
{
	char *page = render(&fixture_proxies);

	write_file(path, page);
	free(page);
	return 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_section_is_in_the_list_of_contents),
		cmocka_unit_test(ids_are_unique),
		cmocka_unit_test(every_link_has_its_target),
		cmocka_unit_test(every_chart_has_a_title_and_a_description),
		cmocka_unit_test(nothing_is_loaded_or_run_from_elsewhere),
		cmocka_unit_test(
		    the_policy_grants_its_own_style_and_script_alone),
		cmocka_unit_test(no_number_is_printed_that_is_none),
		cmocka_unit_test(a_number_says_what_it_is_and_what_it_adds),
		cmocka_unit_test(
		    memory_over_the_load_has_its_numbers_beside_it),
		cmocka_unit_test(a_figure_is_named_by_all_that_it_shows),
		cmocka_unit_test(a_figure_of_some_runs_alone_says_of_how_many),
		cmocka_unit_test(the_same_archive_gives_the_same_bytes),
		cmocka_unit_test(hostile_names_stay_texts),
		cmocka_unit_test(a_percentile_of_too_few_requests_says_why),
		cmocka_unit_test(an_empty_analysis_is_a_page_too),
		cmocka_unit_test(values_need_no_baseline),
		cmocka_unit_test(values_between_the_ends_of_buckets_say_so),
		cmocka_unit_test(
		    the_overhead_is_no_further_down_for_more_loads),
		cmocka_unit_test(many_loads_are_folded_behind_the_first),
		cmocka_unit_test(labels_say_in_how_many_loads_they_are_alike),
		cmocka_unit_test(each_variant_has_its_cost_in_one_row),
		cmocka_unit_test(throughput_as_offered_is_no_comfort),
		cmocka_unit_test(memory_of_the_upstream_is_no_comfort),
		cmocka_unit_test(the_largest_regression_says_by_what),
		cmocka_unit_test(
		    a_check_names_the_file_as_far_as_it_tells_runs_apart),
		cmocka_unit_test(checks_of_the_runs_of_a_cell_are_one_line),
		cmocka_unit_test(long_texts_of_tables_are_elided),
		cmocka_unit_test(a_template_of_its_own_replaces_the_page),
		cmocka_unit_test(a_slot_may_stand_twice_and_in_another),
		cmocka_unit_test(a_date_is_that_of_the_argument),
	};

	if (argc == 2)
		return write_page(argv[1]);
	return cmocka_run_group_tests(tests, make_page, free_page);
}
