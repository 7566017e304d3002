/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/check.h"

#include <math.h>
#include <string.h>

#include <libxml/parser.h>

#include "render/scene_svg.h"
#include "render/textwidth.h"
#include "tests/chart_inputs.h"

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
	double left = m->at.x - width * (double)m->anchor / ANCHOR_END;

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
	assert_true(says(s, "+79 % [+65 to +94 %]"));
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

static void a_load_that_was_not_reached_is_hollow(void **state)
{
	struct arena a = { 0 };
	struct scene *s = loads(&a, SCENE_WIDE, 1);

	(void)state;
	CHECK_INT(marks_of(s, ROLE_DOT), 2 + 1); /* and the legend's */
	/* and the knee's ring, and where the line meets the limit */
	CHECK_INT(marks_of(s, ROLE_HOLLOW), 1 + 1 + 1);
	CHECK_INT(marks_of(s, ROLE_LIMIT), 1);
	assert_true(says(s, "budget 25 ms"));
	arena_release(&a);
}

static const struct mark *marked(const struct scene *s, const char *title)
{
	const struct mark *m = s->first;

	while (m && !(m->title && strstr(m->title, title)))
		m = m->next;
	assert_non_null(m);
	return m;
}

/* On a logarithmic axis the limit is not where a straight line has it. */
static void a_line_goes_through_the_mark_of_its_limit(void **state)
{
	struct arena a = { 0 };
	struct scene *s = loads(&a, SCENE_WIDE, 1);
	const struct mark *mark = marked(s, "meets the limit at about 3,000");
	const struct mark *line = s->first, *limit = s->first;

	(void)state;
	while (line->look.role != ROLE_LINE || line->len != 4)
		line = line->next;
	while (limit->look.role != ROLE_LIMIT)
		limit = limit->next;
	CHECK_NEAR(line->steps[2].to.x, mark->at.x, 1e-9);
	CHECK_NEAR(line->steps[2].to.y, mark->at.y, 1e-9);
	CHECK_NEAR(limit->steps[0].to.y, mark->at.y, 1e-9);
	arena_release(&a);
}

static void a_law_is_drawn_through_its_points(void **state)
{
	struct arena a = { 0 };
	struct scene *s = law(&a, SCENE_WIDE, 1);

	(void)state;
	CHECK_INT(marks_of(s, ROLE_BEYOND), 1);
	CHECK_INT(marks_of(s, ROLE_LINE), 1);   /* the legend's */
	CHECK_INT(marks_of(s, ROLE_HOLLOW), 1); /* where it peaks */
	arena_release(&a);
}

static void a_change_stands_between_two_releases(void **state)
{
	struct arena a = { 0 };
	struct scene *s = trend(&a, SCENE_WIDE, 5);

	(void)state;
	CHECK_INT(marks_of(s, ROLE_AREA), 1);
	CHECK_INT(marks_of(s, ROLE_DOT), 4);
	CHECK_INT(marks_of(s, ROLE_LIMIT), 2);
	assert_true(says(s, "+20 %, confirmed"));
	assert_true(says(s, "1.3"));
	arena_release(&a);
}

static void rows_beyond_a_hundred_are_counted(void **state)
{
	struct arena a = { 0 };
	struct dot_row rows[130];
	struct chart_dots c = { head_of(0), rows, COUNT(rows), UNIT_CORES,
		false, "cores" };
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
	struct time_line line = { DIRECT, time_s, values, COUNT(values) };
	struct time_panel panel = { "CPU", UNIT_CORES, &line, 1 };
	struct chart_time c = { head_of(0), &panel, 1, NAN, NAN };
	struct arena a = { 0 };
	double top = INFINITY;
	struct scene *s;

	(void)state;
	for (size_t i = 0; i < COUNT(values); i++) {
		time_s[i] = (double)i / 100;
		values[i] = i == 54321 ? 10 : 1 + 0.1 * (double)(i % 2);
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

static void a_level_stretch_is_one_step(void **state)
{
	static const double time_s[] = { 0, 1, 2, 3, 4, 5, 6 };
	static const double values[] = { 1, 1, 1, 2, 2, 2, 2 };
	struct time_line line = { DIRECT, time_s, values, 7 };
	struct time_panel panel = { "CPU", UNIT_CORES, &line, 1 };
	struct chart_time c = { head_of(0), &panel, 1, NAN, NAN };
	struct arena a = { 0 };
	const struct mark *m = chart_time(&a, &c)->first;

	(void)state;
	while (m->kind != MARK_PATH || m->look.role != ROLE_LINE || m->len == 2)
		m = m->next;
	CHECK_INT(m->len, 4);
	arena_release(&a);
}

/* Its first point holds 97 % of the requests: nothing is below. */
static void a_marker_is_on_its_line(void **state)
{
	struct ecdf_line late = { DIRECT, direct_shares + 2, 3 };
	struct chart_ecdf chart = { .lines = &late, .n = 1, .limit_s = NAN };
	struct arena a = { 0 };
	const struct scene *s;
	const struct mark *m;

	(void)state;
	chart.head = head_of(SCENE_WIDE);
	s = chart_ecdf(&a, &chart);
	for (m = s->first; m && (m->look.role != ROLE_DOT || !m->title);
	     m = m->next)
		;
	assert_non_null(m);
	CHECK_STR(m->title, "direct: 97 % of the requests within 1.00 ms");
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
		cmocka_unit_test(a_load_that_was_not_reached_is_hollow),
		cmocka_unit_test(a_line_goes_through_the_mark_of_its_limit),
		cmocka_unit_test(a_law_is_drawn_through_its_points),
		cmocka_unit_test(a_change_stands_between_two_releases),
		cmocka_unit_test(rows_beyond_a_hundred_are_counted),
		cmocka_unit_test(a_long_line_is_thinned_and_keeps_its_peaks),
		cmocka_unit_test(a_level_stretch_is_one_step),
		cmocka_unit_test(a_marker_is_on_its_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
