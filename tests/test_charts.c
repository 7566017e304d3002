/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <libxml/parser.h>

#include "render/chart_dots.h"
#include "render/chart_ecdf.h"
#include "render/chart_forest.h"
#include "render/chart_nines.h"
#include "render/chart_repeats.h"
#include "render/chart_time.h"
#include "render/scene_svg.h"
#include "render/textwidth.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define HOSTILE "</svg><script>alert(1)</script>\xff\x01\xe2\x80\xae"
#define LONG_NAME                                                              \
	"istio 1.27 sidecar with telemetry v2, strict mTLS and access logs"

static const struct chart_series direct = { "direct", 0 };
static const struct chart_series haproxy = { "haproxy", 1 };
static const struct chart_series istio = { LONG_NAME, 2 };
static const struct chart_series hostile = { HOSTILE, 3 };

/* Latencies as fortio measured them at 2000 rps, in seconds. */
static const struct nines_point direct_points[] = {
	{ 0, 3e-5, NAN, NAN },
	{ 50, 300e-6, 280e-6, 330e-6 },
	{ 90, 480e-6, 400e-6, 560e-6 },
	{ 99, 1.86e-3, 0.8e-3, 5.8e-3 },
	{ 99.9, 6.29e-3, 5e-3, 66e-3 },
	{ 99.99, 9.3e-3, NAN, NAN },
	{ 100, 12e-3, NAN, NAN },
};
static const struct nines_point haproxy_points[] = {
	{ 0, 6e-5, NAN, NAN },
	{ 50, 534e-6, 460e-6, 650e-6 },
	{ 90, 1.02e-3, 0.8e-3, 2.3e-3 },
	{ 99, 4.6e-3, 3.3e-3, 12.5e-3 },
	{ 99.9, 15e-3, 10e-3, 66e-3 },
};
static const struct nines_point broken_points[] = {
	{ 50, NAN, NAN, NAN },
	{ NAN, 1e-3, NAN, NAN },
	{ 90, 0, 0, 0 },
	{ 99, -1, -1, INFINITY },
	{ 99.9, INFINITY, 1, 2 },
	{ 1e300, 1e300, 1e300, 1e300 },
};
static const struct nines_line nines_lines[] = {
	{ direct, direct_points, COUNT(direct_points), 16000 },
	{ haproxy, haproxy_points, COUNT(haproxy_points), 16000 },
	{ istio, haproxy_points, 2, 16000 },
	{ hostile, broken_points, COUNT(broken_points), NAN },
};

static const struct ecdf_point direct_shares[] = {
	{ 2e-4, 0.1, 0.05, 0.2 },
	{ 3e-4, 0.5, 0.4, 0.6 },
	{ 1e-3, 0.97, 0.9, 0.99 },
	{ 5e-3, 0.996, NAN, NAN },
	{ 2e-2, 1, 1, 1 },
};
static const struct ecdf_point broken_shares[] = {
	{ NAN, 0.1, 0, 1 },
	{ 0, NAN, NAN, 0 },
	{ 1, INFINITY, 0, INFINITY },
	{ -1, 0.5, 0, 0 },
};
static const struct ecdf_line ecdf_lines[] = {
	{ direct, direct_shares, COUNT(direct_shares) },
	{ istio, direct_shares + 1, 2 },
	{ hostile, broken_shares, COUNT(broken_shares) },
};

static const struct forest_row forest_rows[] = {
	{ "p50 latency", "500 rps", haproxy, 0.79, 0.65, 0.94, "regression",
	    NULL },
	{ "p50 latency", "2000 rps", haproxy, 0.01, -0.02, 0.03, "equivalent",
	    NULL },
	{ "p50 latency", "2000 rps", istio, 0.3, -0.1, 0.9, "inconclusive",
	    NULL },
	{ "p99 latency", "500 rps", haproxy, -0.15, -0.2, -0.1, "improvement",
	    NULL },
	{ "p99 latency", "2000 rps", haproxy, 0.2, NAN, NAN, "unreplicated",
	    "one run each: cannot be told from noise" },
	{ "p99 latency", "", hostile, NAN, -5, 1e300, "not-comparable", NULL },
	{ NULL, NULL, hostile, 1e300, -INFINITY, INFINITY, HOSTILE, NULL },
	{ NULL, NULL, direct, -2, -3, -1, NULL, NULL },
};

static const struct dot_row dot_rows[] = {
	{ "data plane", haproxy, 0.0344, 0.0301, 0.0402, NULL },
	{ "data plane", istio, 0.35, 0.31, 0.39, NULL },
	{ "control plane", istio, NAN, NAN, NAN, "not scraped" },
	{ "control plane", hostile, 1e-320, NAN, INFINITY, NULL },
	{ NULL, direct, -0.01, -1, 0, NULL },
};

static const double five_runs[] = { 4.6e-3, 5.1e-3, 3.9e-3, 12e-3, 4.4e-3 };
static const double broken_runs[] = { NAN, 0, -1, INFINITY, 1e300 };
static const bool third_left_out[] = { false, false, true, false, false };
static const struct repeats_row repeats_rows[] = {
	{ "500 rps", haproxy, five_runs, NULL, 5, 4.6e-3, "CV 33 %" },
	{ "500 rps", istio, five_runs, third_left_out, 5, 4.6e-3, NULL },
	{ "2000 rps", direct, five_runs, NULL, 1, NAN, NULL },
	{ "2000 rps", hostile, broken_runs, NULL, 5, INFINITY, HOSTILE },
	{ "2000 rps", haproxy, NULL, NULL, 0, NAN, NULL },
};

static const double seconds[] = { -5, 0, 5, 10, 15, 20 };
static const double cores[] = { 0.01, 0.2, 0.25, NAN, 0.22, 0.01 };
static const double bytes[] = { 40e6, 41e6, 42e6, NAN, 42e6, NAN };
static const double broken_values[] = { NAN, INFINITY, -1e308, 1e308, 0, NAN };
static const struct time_line cpu_lines[] = {
	{ haproxy, seconds, cores, 6 },
	{ istio, seconds, cores, 1 },
};
static const struct time_line memory_lines[] = {
	{ haproxy, seconds, bytes, 6 },
};
static const struct time_line broken_lines[] = {
	{ hostile, seconds, broken_values, 6 },
	{ direct, broken_values, cores, 6 },
};
static const struct time_panel panels[] = {
	{ "CPU of the proxies, in cores", UNIT_CORES, cpu_lines, 2 },
	{ "Resident memory of the proxies", UNIT_BYTES, memory_lines, 1 },
	{ "Throttling", UNIT_PERCENT, NULL, 0 },
	{ "Broken " HOSTILE, UNIT_RPS, broken_lines, 2 },
};

/* The charts: each with the first n of its rows, lines or panels. */
static struct scene_head head_of(double width)
{
	return (struct scene_head){ "c", HOSTILE, LONG_NAME, width };
}

static struct scene *nines(struct arena *a, double width, size_t n)
{
	return chart_nines(a, &(struct chart_nines){ head_of(width),
				  nines_lines, n, 0.025, "budget" });
}

static struct scene *ecdf(struct arena *a, double width, size_t n)
{
	return chart_ecdf(a, &(struct chart_ecdf){ head_of(width), ecdf_lines,
				 n, 0.005, "limit" });
}

static struct scene *forest(struct arena *a, double width, size_t n)
{
	return chart_forest(a,
	    &(struct chart_forest){ head_of(width), forest_rows, n, 0.05,
		"change against direct (logarithmic)" });
}

static struct scene *dots(struct arena *a, double width, size_t n)
{
	return chart_dots(a,
	    &(struct chart_dots){ head_of(width), dot_rows, n, UNIT_CORES,
		"CPU cores per 1000 requests a second" });
}

static struct scene *repeats(struct arena *a, double width, size_t n)
{
	return chart_repeats(a,
	    &(struct chart_repeats){ head_of(width), repeats_rows, n, SCALE_LOG,
		UNIT_SECONDS, "p99 latency (logarithmic)" });
}

static struct scene *times(struct arena *a, double width, size_t n)
{
	return chart_time(a,
	    &(struct chart_time){ head_of(width), panels, n, 0, 15 });
}

static const struct {
	struct scene *(*draw)(struct arena *a, double width, size_t n);
	size_t sound; /* rows that a real run could have given */
	size_t all;   /* ... and those that no run should */
} charts[] = {
	{ nines, 3, COUNT(nines_lines) },
	{ ecdf, 2, COUNT(ecdf_lines) },
	{ forest, 5, COUNT(forest_rows) },
	{ dots, 3, COUNT(dot_rows) },
	{ repeats, 3, COUNT(repeats_rows) },
	{ times, 3, COUNT(panels) },
};

static const double widths[] = { 240, SCENE_NARROW, 559, SCENE_WIDE, 2000 };

static size_t marks_of(const struct scene *s, enum role role)
{
	size_t n = 0;

	for (const struct mark *m = s->first; m; m = m->next)
		n += m->look.role == role && m->kind != MARK_GROUP &&
		     m->kind != MARK_GROUP_END;
	return n;
}

static bool says(const struct scene *s, const char *text)
{
	for (const struct mark *m = s->first; m; m = m->next)
		if (m->kind == MARK_TEXT && strcmp(m->text, text) == 0)
			return true;
	return false;
}

static void check_svg(struct arena *a, const struct scene *s)
{
	struct span svg = scene_svg(a, s);
	xmlDocPtr doc =
	    xmlReadMemory(svg.at, (int)svg.len, NULL, NULL, XML_PARSE_NONET);

	assert_non_null(doc);
	xmlFreeDoc(doc);
	CHECK_INT(span_find(svg, SPAN("nan")), -1);
	CHECK_INT(span_find(svg, SPAN("inf")), -1);
	CHECK_INT(span_find(svg, SPAN("<script")), -1);
}

static void any_input_gives_a_chart_without_nan(void **state)
{
	(void)state;
	for (size_t c = 0; c < COUNT(charts); c++) {
		for (size_t i = 0; i < COUNT(widths) * charts[c].all; i++) {
			struct arena a = { 0 };
			struct scene *s = charts[c].draw(&a,
			    widths[i % COUNT(widths)], 1 + i / COUNT(widths));

			check_svg(&a, s);
			CHECK_INT(s->open_groups, 0);
			assert_true(s->bottom > 0 && s->bottom < 2000);
			arena_release(&a);
		}
	}
}

static void nothing_to_draw_is_said_in_words(void **state)
{
	(void)state;
	for (size_t c = 0; c < COUNT(charts); c++) {
		struct arena a = { 0 };
		struct scene *s = charts[c].draw(&a, SCENE_WIDE, 0);

		CHECK_INT(marks_of(s, ROLE_NOTE), 1);
		CHECK_INT(marks_of(s, ROLE_GRID), 0);
		check_svg(&a, s);
		arena_release(&a);
	}
}

static void the_same_numbers_give_the_same_bytes(void **state)
{
	(void)state;
	for (size_t c = 0; c < COUNT(charts); c++) {
		struct arena a = { 0 };
		size_t n = charts[c].sound;

		assert_true(span_equal(scene_svg(&a, charts[c].draw(&a, 0, n)),
		    scene_svg(&a, charts[c].draw(&a, 0, n))));
		arena_release(&a);
	}
}

/* What a text covers, without the room above and below its letters. */
static struct box text_box(const struct mark *m)
{
	const struct style *style = role_style(m->look.role);
	double size = style->font_px * (style->bold ? 1.07 : 1);
	double width = text_width(m->text, size);
	double left = m->at.x - width * m->anchor / ANCHOR_END;

	return (struct box){ left, m->at.y - 0.75 * size, left + width,
		m->at.y + 0.2 * size };
}

static bool overlap(struct box a, struct box b)
{
	return a.left < b.right && b.left < a.right && a.top < b.bottom &&
	       b.top < a.bottom;
}

static void check_text(const struct scene *s, const struct mark *m)
{
	struct box box = text_box(m);

	if (box.left < 0 || box.right > s->width + 1 || box.top < 0 ||
	    box.bottom > s->bottom)
		fail_msg("\"%s\" leaves a scene of %g", m->text, s->width);
	for (const struct mark *other = m->next; other; other = other->next)
		if (other->kind == MARK_TEXT && overlap(box, text_box(other)))
			fail_msg("\"%s\" covers \"%s\" in a scene of %g",
			    m->text, other->text, s->width);
}

static void no_text_leaves_the_scene_or_covers_another(void **state)
{
	(void)state;
	for (size_t c = 0; c < COUNT(charts); c++) {
		for (size_t w = 1; w < COUNT(widths); w++) {
			struct arena a = { 0 };
			struct scene *s =
			    charts[c].draw(&a, widths[w], charts[c].sound);

			for (const struct mark *m = s->first; m; m = m->next)
				if (m->kind == MARK_TEXT)
					check_text(s, m);
			arena_release(&a);
		}
	}
}

static void a_forest_has_a_mark_per_comparison(void **state)
{
	struct arena a = { 0 };
	struct scene *s = forest(&a, SCENE_WIDE, 5);

	(void)state;
	CHECK_INT(marks_of(s, ROLE_POINT), 3);
	CHECK_INT(marks_of(s, ROLE_HOLLOW), 1);
	CHECK_INT(marks_of(s, ROLE_WHISKER), 4);
	CHECK_INT(marks_of(s, ROLE_AREA), 1);
	assert_true(says(s, "+79 % [+65 %, +94 %]"));
	assert_true(says(s, "\xe2\x96\xb2 regression"));
	assert_true(says(s, "one run each: cannot be told from noise"));
	arena_release(&a);
}

static void a_line_is_dotted_where_few_samples_bear_it(void **state)
{
	struct arena a = { 0 };
	struct scene *s = nines(&a, SCENE_WIDE, 1);

	(void)state;
	/* 10 of 16000 lie beyond p99.9375: p99.99 is the only one beyond. */
	CHECK_INT(marks_of(s, ROLE_BEYOND), 1);
	CHECK_INT(marks_of(s, ROLE_DOT), 4 + 1); /* and the label's */
	CHECK_INT(marks_of(s, ROLE_HOLLOW), 1);
	arena_release(&a);
}

static void the_legend_tells_the_share_within_a_limit(void **state)
{
	struct arena a = { 0 };
	struct scene *s = ecdf(&a, SCENE_WIDE, 1);

	(void)state;
	assert_true(says(s, "direct: 99.6 % within 5 ms"));
	assert_true(says(s, "limit 5 ms"));
	arena_release(&a);
}

static void repeats_have_a_dot_per_run(void **state)
{
	struct arena a = { 0 };
	struct scene *s = repeats(&a, SCENE_WIDE, 3);

	(void)state;
	CHECK_INT(marks_of(s, ROLE_DOT), 5 + 4 + 1);
	CHECK_INT(marks_of(s, ROLE_HOLLOW), 1);
	CHECK_INT(marks_of(s, ROLE_BAR), 2);
	arena_release(&a);
}

static void a_gap_breaks_a_line_of_time(void **state)
{
	struct arena a = { 0 };
	struct scene *s = times(&a, SCENE_WIDE, 1);
	const struct mark *m = s->first;

	(void)state;
	while (m->look.role != ROLE_LINE || m->len != 5)
		m = m->next;
	assert_true(m->steps[2].line);
	assert_false(m->steps[3].line);
	assert_true(m->steps[4].line);
	arena_release(&a);
}

static void rows_beyond_a_hundred_are_counted(void **state)
{
	struct arena a = { 0 };
	struct dot_row rows[130];
	struct chart_dots c = { head_of(0), rows, COUNT(rows), UNIT_CORES,
		"cores" };
	struct scene *s;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		rows[i] = dot_rows[0];
	s = chart_dots(&a, &c);
	CHECK_INT(marks_of(s, ROLE_POINT), 100);
	assert_true(says(s, "30 more rows are in the table"));
	arena_release(&a);
}

static void a_long_line_is_thinned_and_keeps_its_peaks(void **state)
{
	static double time_s[100000], values[100000];
	struct time_line line = { direct, time_s, values, COUNT(values) };
	struct time_panel panel = { "CPU", UNIT_CORES, &line, 1 };
	struct chart_time c = { head_of(0), &panel, 1, NAN, NAN };
	struct arena a = { 0 };
	double top = INFINITY;
	struct scene *s;

	(void)state;
	for (size_t i = 0; i < COUNT(values); i++) {
		time_s[i] = (double)i / 100;
		values[i] = i == 54321 ? 10 : 1;
	}
	s = chart_time(&a, &c);
	for (const struct mark *m = s->first; m; m = m->next) {
		assert_true(m->len < 4 * SCENE_WIDE);
		for (size_t i = 0; m->len > 100 && i < m->len; i++)
			top = fmin(top, m->steps[i].to.y);
	}
	assert_true(top < 100);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_input_gives_a_chart_without_nan),
		cmocka_unit_test(nothing_to_draw_is_said_in_words),
		cmocka_unit_test(the_same_numbers_give_the_same_bytes),
		cmocka_unit_test(no_text_leaves_the_scene_or_covers_another),
		cmocka_unit_test(a_forest_has_a_mark_per_comparison),
		cmocka_unit_test(a_line_is_dotted_where_few_samples_bear_it),
		cmocka_unit_test(the_legend_tells_the_share_within_a_limit),
		cmocka_unit_test(repeats_have_a_dot_per_run),
		cmocka_unit_test(a_gap_breaks_a_line_of_time),
		cmocka_unit_test(rows_beyond_a_hundred_are_counted),
		cmocka_unit_test(a_long_line_is_thinned_and_keeps_its_peaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
