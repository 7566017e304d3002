/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a reader reads: the words and numbers of a whole page, its charts'
 * included, as tests/golden/page.txt.  With that folder as its argument it
 * writes them anew: read the diff as that reader.
 */
#include "tests/archive_fixture.h"

#include "base/input.h"
#include "render/page.h"

#define FIRST_LOAD 5 /* cells */

/* Numbers that are absent, and a large one that proves nothing. */
static void add_gaps(struct results *r)
{
	r->gates.at[1].low = r->gates.at[1].high = NAN;
	r->costs.at[0].theil_sen = NAN;
	r->costs.at[0].change = r->costs.at[0].ratio = NAN;
	r->trends.at[2].low = NAN;
	r->comparisons.at[0].ratio = 9;
	r->comparisons.at[0].survives = false;
	r->qualities.at[0].check = "unread";
	r->qualities.at[0].detail = "2 of 77 sources could not be read";
}

/*
 * One load of the fixture and two series of releases, and what those have not:
 * an index, a shift, a value between two buckets, notes.
 */
static void add_rest(struct results *r, struct meshmark *index,
    struct meshmark_term *terms, struct shift_point *shift)
{
	int64_t cell = r->cells.at[1].row;

	index[0] = (struct meshmark){ cell, 0.31, 0.62, 50.04, NULL };
	index[1] = (struct meshmark){ r->cells.at[2].row, NAN, 0.62, NAN,
		"no CPU of this one" };
	terms[0] = (struct meshmark_term){ cell, "B", "data_plane_cpu", "cores",
		0.7, 2, 0.3, 0.65, NULL };
	terms[1] = (struct meshmark_term){ cell, "C", "latency_p99", "seconds",
		0.004, 0.02, -0.2, NAN, "not in every run" };
	*shift = (struct shift_point){ r->cells.at[0].row, cell, 99, 4e-3, 5e-3,
		1.25, 1.1, 1.4, 0.001, 0.002 };
	r->cells.len = FIRST_LOAD;
	r->trends.len = 2 * FIXTURE_RELEASES;
	r->change_points.len = 1;
	r->meshmarks = (struct meshmark_list){ index, 2 };
	r->meshmark_terms = (struct meshmark_term_list){ terms, 2 };
	r->shifts = (struct shift_list){ shift, 1 };
	add_gaps(r);
	r->comparisons.at[1].reasons = "a note of 1.5 s\na second one";
	r->comparisons.at[2].reasons = "a note of 2.5 s";
	r->comparisons.at[3].verdict = "inconclusive";
	r->estimates.at[0].kind = "bucket";
}

/* Two endpoints of the baseline and of one variant, one of them slower. */
static void add_endpoints(struct results *r, struct arena *a)
{
	static const char *const names[] = { "GET /", "POST /login" };
	struct cell *b = &r->cells.at[0], *c = &r->cells.at[1];

	for (size_t i = 0; i < 4; i++)
		*ARENA_PUSH(a, &r->endpoint_estimates) =
		    (struct estimate){ i < 2 ? b->row : c->row, names[i % 2],
			    "latency_p50", "seconds", 1e-3 * (double)(i + 1),
			    8e-4 * (double)(i + 1), 2e-3 * (double)(i + 1), 5,
			    "exact", NULL };
	for (size_t i = 0; i < 2; i++)
		*ARENA_PUSH(a, &r->endpoints) = (struct comparison){
			.baseline = b->row,
			.candidate = c->row,
			.series = names[i],
			.metric = "latency_p50",
			.unit = "seconds",
			.change = 2e-3,
			.change_low = 1e-3,
			.change_high = 3e-3,
			.ratio = 3 - (double)i,
			.ratio_low = 1.5,
			.ratio_high = 3.5,
			.verdict = i ? "regression" : "inconclusive",
			.survives = i,
			.reasons = i ? "" : "a note of 3.5 s",
		};
	b->endpoint_estimates = (struct slice){ 0, 2 };
	c->endpoint_estimates = (struct slice){ 2, 4 };
	c->endpoints = (struct slice){ 0, 2 };
	r->analysis.family_endpoints = 2;
}

static char *page_of(struct db *db)
{
	struct page_options plain = { NULL, UNKNOWN };
	struct arena a = { 0 };
	struct results r;
	struct meshmark index[2];
	struct meshmark_term terms[2];
	struct shift_point shift;
	struct err err = { "" };
	char *page = NULL;
	size_t len;
	FILE *out = open_memstream(&page, &len);

	CHECK_INT(results_load(db, &a, &r, &err), 0);
	add_rest(&r, index, terms, &shift);
	add_endpoints(&r, &a);
	CHECK_INT(page_render(db, &r, &plain, out, &err), 0);
	fclose(out);
	arena_release(&a);
	return page;
}

static bool starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* Where what is not read ends, if it begins at that tag; else the tag. */
static const char *skip_unread(const char *tag)
{
	static const char *const unread[][2] = { { "<script", "</script>" },
		{ "<div class=\"narrow\"", "</div>" }, { "<desc", "</desc>" },
		{ "<footer", "</footer>" } };

	for (size_t i = 0; i < sizeof(unread) / sizeof(*unread); i++) {
		if (starts(tag, unread[i][0]))
			return strstr(tag, unread[i][1]) +
			       strlen(unread[i][1]) - 1;
	}
	return tag;
}

static void write_tag(const char *tag, size_t len, FILE *out)
{
	static const char *const breaks[] = { "<tr", "<p", "<h1", "<h2", "<h3",
		"<li", "<dt", "<dd", "<caption", "<figcaption", "<summary",
		"<text", "<title", "<pre", "<section" };
	const char *value = strstr(tag, "data-value=\"");

	for (size_t i = 0; i < sizeof(breaks) / sizeof(*breaks); i++) {
		if (starts(tag, breaks[i])) {
			putc('\n', out);
			return;
		}
	}
	if (starts(tag, "<td") || starts(tag, "<th"))
		fputs("| ", out);
	if (starts(tag, "<span") || starts(tag, "<sup"))
		putc(' ', out);
	if (value && value < tag + len) {
		value += strlen("data-value=\"");
		fprintf(out, "{%.*s} ", (int)strcspn(value, "\""), value);
	}
}

/* A line for each row, paragraph and word of a chart; none is empty. */
static void write_text(const char *page, FILE *out)
{
	char *text = NULL;
	size_t len;
	FILE *lines = open_memstream(&text, &len);
	struct span rest, line;

	for (const char *s = strstr(page, "<h1"); *s; s++) {
		if (*s == '<') {
			const char *tag = skip_unread(s);

			s = tag == s ? strchr(s, '>') : tag;
			write_tag(tag, (size_t)(s - tag), lines);
		} else if (*s != '\n') {
			putc(*s, lines);
		}
	}
	fclose(lines);
	for (rest = span_of(text); rest.len;) {
		line = span_trim(span_cut(&rest, '\n'));
		if (line.len)
			fprintf(out, "%.*s\n", (int)line.len, line.at);
	}
	free(text);
}

static void write_page(FILE *out)
{
	struct db *db = fixture_archive(&fixture_proxies);
	char *page = page_of(db);

	write_text(page, out);
	fclose(out);
	free(page);
	db_close(db);
}

/* The first line that differs says more than two pages do. */
static void check_lines(struct span text, struct span expected)
{
	struct arena a = { 0 };

	while (text.len || expected.len) {
		const char *line = arena_span(&a, span_cut(&text, '\n'));

		CHECK_STR(line, arena_span(&a, span_cut(&expected, '\n')));
	}
	arena_release(&a);
}

static void a_page_says_what_it_said(void **state)
{
	struct err err = { "" };
	struct input *in = input_open("tests/golden/page.txt", &err);
	struct span expected;
	char *text = NULL;
	size_t len;

	(void)state;
	write_page(open_memstream(&text, &len));
	assert_non_null(in);
	CHECK_INT(input_all(in, &expected, &err), 0);
	check_lines(span_of(text), expected);
	free(text);
	input_close(in);
}

static int update(const char *folder)
{
	char path[300];
	FILE *out;

	snprintf(path, sizeof(path), "%.250s/page.txt", folder);
	out = fopen(path, "w");
	if (!out)
		return 1;
	write_page(out);
	return 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_says_what_it_said),
	};

	if (argc == 2)
		return update(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
