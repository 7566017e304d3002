/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/check.h"

#include <math.h>
#include <string.h>

#include <libxml/parser.h>

#include "render/scene.h"
#include "render/scene_cairo.h"
#include "render/scene_svg.h"

#define CREATED "2026-01-31T12:00:00Z"

static const struct scene_head head = { "p99 <1>", "It is \"faster\"",
	"By <1> & more", 400 };

static struct scene *small_scene(struct arena *a)
{
	struct scene *s = scene_new(a, &head);
	struct mark *path = scene_path(s, look_series(ROLE_LINE, 2));

	path_to(s, path, (struct point){ 1, 2 });
	path_to(s, path, (struct point){ 3.14159, -0.001 });
	mark_title(s,
	    scene_marker(s, look_series(ROLE_DOT, 1), MARKER_SQUARE,
		(struct point){ 5, 6 }, 4),
	    "p99: %s", "12 ms");
	scene_marker(s, look_of(ROLE_POINT), MARKER_CIRCLE,
	    (struct point){ 7, 8 }, 4);
	scene_rect(s, look_of(ROLE_AREA), (struct box){ 9, 20, 1, 10 });
	scene_group(s, look_series(ROLE_LINE, 0), "direct");
	scene_text(s, ROLE_LABEL, ANCHOR_END, (struct point){ 30, 40 },
	    "</text><script>\x01");
	scene_group_end(s);
	s->bottom = 100;
	return s;
}

static bool holds(struct span text, const char *part)
{
	return span_find(text, span_of(part)) >= 0;
}

static void marks_without_a_place_are_left_out(void **state)
{
	struct arena a = { 0 };
	struct scene *s = scene_new(&a, &head);
	struct point nowhere = { NAN, 1 }, far = { 1, 1e7 }, here = { 1, 1 };

	(void)state;
	scene_line(s, look_of(ROLE_GRID), here, nowhere);
	scene_line(s, look_of(ROLE_GRID), far, here);
	scene_marker(s, look_of(ROLE_DOT), MARKER_CIRCLE, nowhere, 3);
	scene_text(s, ROLE_LABEL, ANCHOR_START, far, "far");
	scene_text(s, ROLE_LABEL, ANCHOR_START, here, "");
	scene_rect(s, look_of(ROLE_AREA), (struct box){ 0, -INFINITY, 1, 1 });
	CHECK_INT(s->marks, 0);
	assert_null(s->first);
	arena_release(&a);
}

static void a_path_breaks_where_a_number_is_missing(void **state)
{
	struct arena a = { 0 };
	struct scene *s = scene_new(&a, &head);
	struct mark *path = scene_path(s, look_of(ROLE_LINE));

	(void)state;
	path_to(s, path, (struct point){ 1, 1 });
	path_to(s, path, (struct point){ 2, 1 });
	path_to(s, path, (struct point){ 3, NAN });
	path_to(s, path, (struct point){ 4, 1 });
	CHECK_INT(path->len, 3);
	assert_true(path->steps[1].line);
	assert_false(path->steps[2].line);
	arena_release(&a);
}

static void a_text_that_is_cut_is_whole_in_its_title(void **state)
{
	struct arena a = { 0 };
	struct scene *s = scene_new(&a, &head);
	struct mark *cut = scene_text_fit(s, ROLE_LABEL, (struct point){ 0, 0 },
	    40, "haproxy with TLS");
	struct mark *whole =
	    scene_text_fit(s, ROLE_LABEL, (struct point){ 0, 0 }, 40, "nginx");

	(void)state;
	CHECK_STR(cut->title, "haproxy with TLS");
	CHECK_STR(cut->text + strlen(cut->text) - 3, "\xe2\x80\xa6");
	assert_null(whole->title);
	CHECK_STR(whole->text, "nginx");
	arena_release(&a);
}

static void svg_has_tenths_of_pixels_and_no_minus_zero(void **state)
{
	struct arena a = { 0 };
	struct span svg = scene_svg(&a, small_scene(&a));

	(void)state;
	assert_true(holds(svg, "d=\"M1 2l2.1-2\""));
	assert_true(holds(svg, "<rect x=\"1\" y=\"10\" width=\"8\""));
	arena_release(&a);
}

static void svg_names_itself_and_its_numbers(void **state)
{
	struct arena a = { 0 };
	struct span svg = scene_svg(&a, small_scene(&a));

	(void)state;
	assert_true(holds(svg, "role=\"img\" "
			       "aria-labelledby=\"p99--1--title "
			       "p99--1--desc\""));
	assert_true(holds(svg, "<title id=\"p99--1--title\">"
			       "It is \"faster\"</title>"));
	assert_true(holds(svg, "<desc id=\"p99--1--desc\">"
			       "By &lt;1&gt; &amp; more</desc>"));
	assert_true(holds(svg, "<title>p99: 12 ms</title>"));
	assert_true(holds(svg, "class=\"line hue-s2\""));
	arena_release(&a);
}

static void svg_has_neither_scripts_nor_style_attributes(void **state)
{
	struct arena a = { 0 };
	struct span svg = scene_svg(&a, small_scene(&a));

	(void)state;
	assert_false(holds(svg, "<script"));
	assert_false(holds(svg, "style="));
	assert_true(holds(svg, "&lt;/text&gt;&lt;script&gt;\xef\xbf\xbd"));
	assert_true(holds(svg, "prefers-color-scheme:dark"));
	arena_release(&a);
}

static void svg_is_well_formed(void **state)
{
	struct arena a = { 0 };
	struct span svg = scene_svg(&a, small_scene(&a));
	xmlDocPtr doc =
	    xmlReadMemory(svg.at, (int)svg.len, NULL, NULL, XML_PARSE_NONET);

	(void)state;
	assert_non_null(doc);
	CHECK_STR((const char *)xmlDocGetRootElement(doc)->name, "svg");
	xmlFreeDoc(doc);
	arena_release(&a);
}

static void what_stands_alone_shows_its_title(void **state)
{
	struct arena a = { 0 };
	struct scene *s = small_scene(&a);
	struct span svg;

	(void)state;
	scene_stand_alone(s);
	assert_true(s->top < 0);
	assert_true(s->bottom > 100);
	CHECK_INT(s->first->look.role, ROLE_PAPER);
	CHECK_NEAR(s->first->box.top, s->top, 0);
	svg = scene_svg(&a, s);
	assert_true(holds(svg, ">It is \"faster\"</text>"));
	arena_release(&a);
}

static void an_empty_scene_can_stand_alone(void **state)
{
	struct arena a = { 0 };
	struct scene *s = scene_new(&a, &(struct scene_head){ 0 });
	struct span png;
	struct err err;

	(void)state;
	scene_stand_alone(s);
	CHECK_INT(s->marks, 1);
	CHECK_INT(scene_png(&a, s, &png, &err), 0);
	arena_release(&a);
}

static void a_png_has_twice_the_pixels(void **state)
{
	struct arena a = { 0 };
	struct span png;
	struct err err;

	(void)state;
	CHECK_INT(scene_png(&a, small_scene(&a), &png, &err), 0);
	assert_memory_equal(png.at, "\x89PNG\r\n\x1a\n", 8);
	assert_memory_equal(png.at + 16, "\0\0\x03\x20\0\0\0\xc8", 8);
	arena_release(&a);
}

static void a_png_that_is_too_large_is_refused(void **state)
{
	struct arena a = { 0 };
	struct scene *s = small_scene(&a);
	struct span png;
	struct err err;

	(void)state;
	s->bottom = 20000;
	CHECK_INT(scene_png(&a, s, &png, &err), -1);
	CHECK_INT(strncmp(err.msg, "drawing: ", 9), 0);
	arena_release(&a);
}

/* Bytes of a PDF of labels that stand in that box's reach, or beside it. */
static size_t labels_len(struct arena *a, struct box box)
{
	struct scene *s = scene_new(a,
	    &(struct scene_head){ "labels", "Labels", "Labels", 400 });
	const struct scene *pages[] = { s };
	struct scene_pages file = { pages, 1, "Labels", CREATED };
	struct span pdf;
	struct err err;

	scene_rect(s, look_of(ROLE_AREA), box);
	for (int i = 0; i < 40; i++)
		scene_text(s, ROLE_LABEL, ANCHOR_START,
		    (struct point){ 10, 20 + 15 * i },
		    arena_printf(a, "label of row %d", i));
	s->bottom = 640;
	CHECK_INT(scene_pdf(a, &file, &pdf, &err), 0);
	return pdf.len;
}

static void a_text_over_nothing_has_no_outlines_in_a_pdf(void **state)
{
	struct arena a = { 0 };
	size_t beside = labels_len(&a, (struct box){ 300, 0, 390, 640 });
	size_t over = labels_len(&a, (struct box){ 0, 0, 390, 640 });

	(void)state;
	if (over < 2 * beside)
		fail_msg("%zu bytes over an area, %zu beside it", over, beside);
	arena_release(&a);
}

static void a_pdf_is_the_same_twice(void **state)
{
	struct arena a = { 0 };
	const struct scene *pages[] = { small_scene(&a), small_scene(&a) };
	struct scene_pages file = { pages, 2, "Charts", CREATED };
	struct span first, second;
	struct err err;

	(void)state;
	CHECK_INT(scene_pdf(&a, &file, &first, &err), 0);
	CHECK_INT(scene_pdf(&a, &file, &second, &err), 0);
	assert_true(span_starts(first, SPAN("%PDF-")));
	assert_true(holds(first, "20260131120000"));
	assert_true(span_equal(first, second));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_without_a_place_are_left_out),
		cmocka_unit_test(a_path_breaks_where_a_number_is_missing),
		cmocka_unit_test(a_text_that_is_cut_is_whole_in_its_title),
		cmocka_unit_test(svg_has_tenths_of_pixels_and_no_minus_zero),
		cmocka_unit_test(svg_names_itself_and_its_numbers),
		cmocka_unit_test(svg_has_neither_scripts_nor_style_attributes),
		cmocka_unit_test(svg_is_well_formed),
		cmocka_unit_test(what_stands_alone_shows_its_title),
		cmocka_unit_test(an_empty_scene_can_stand_alone),
		cmocka_unit_test(a_png_has_twice_the_pixels),
		cmocka_unit_test(a_png_that_is_too_large_is_refused),
		cmocka_unit_test(a_text_over_nothing_has_no_outlines_in_a_pdf),
		cmocka_unit_test(a_pdf_is_the_same_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
