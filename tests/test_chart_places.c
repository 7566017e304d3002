/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where charts put their numbers, read off their own axes as a person does:
 * the labels of two ticks tell what a pixel is worth.
 */
#include "tests/check.h"

#include <math.h>
#include <string.h>

#include "tests/chart_inputs.h"

#define TICK_RISE 4 /* px from the baseline of a label up to its tick */
#define MOST 12

enum axis_kind { ACROSS, UP };

struct tick {
	const char *label;
	double value;
};

/* A chart of n rows, and two ticks that tell what its pixels are worth. */
struct reading {
	struct scene *(*draw)(struct arena *a, double width, size_t n);
	size_t n;
	enum axis_kind axis;
	enum scale_kind scale;
	struct tick ticks[2];
};

static const struct reading forest_x = { forest, 5, ACROSS, SCALE_LOG,
	{ { "0 %", 1 }, { "+100 %", 2 } } };
static const struct reading dots_x = { dots, 3, ACROSS, SCALE_LINEAR,
	{ { "0", 0 }, { "0.4", 0.4 } } };
static const struct reading log_dots_x = { log_dots, 2, ACROSS, SCALE_LOG,
	{ { "20 ms", 0.02 }, { "200 ms", 0.2 } } };
static const struct reading nines_y = { nines, 3, UP, SCALE_LOG,
	{ { "100 µs", 1e-4 }, { "10 ms", 1e-2 } } };
static const struct reading ecdf_x = { ecdf, 2, ACROSS, SCALE_LOG,
	{ { "1 ms", 1e-3 }, { "10 ms", 1e-2 } } };
static const struct reading ecdf_y = { ecdf, 2, UP, SCALE_LINEAR,
	{ { "0 %", 0 }, { "100 %", 1 } } };
static const struct reading loads_x = { loads, 1, ACROSS, SCALE_LINEAR,
	{ { "500", 500 }, { "5,000", 5000 } } };
static const struct reading loads_y = { loads, 1, UP, SCALE_LOG,
	{ { "10 ms", 0.01 }, { "100 ms", 0.1 } } };
static const struct reading law_x = { law, 1, ACROSS, SCALE_LINEAR,
	{ { "10", 10 }, { "80", 80 } } };
static const struct reading law_y = { law, 1, UP, SCALE_LINEAR,
	{ { "2,000", 2000 }, { "10,000", 1e4 } } };
static const struct reading trend_y = { trend, 5, UP, SCALE_LINEAR,
	{ { "4 ms", 4e-3 }, { "6 ms", 6e-3 } } };
static const struct reading repeats_x = { repeats, 3, ACROSS, SCALE_LOG,
	{ { "2 ms", 2e-3 }, { "20 ms", 2e-2 } } };
static const struct reading times_x = { times, 1, ACROSS, SCALE_LINEAR,
	{ { "0:00", 0 }, { "0:15", 15 } } };
static const struct reading times_y = { times, 1, UP, SCALE_LINEAR,
	{ { "0", 0 }, { "0.2", 0.2 } } };

/* The marks of a role have these values; a path has its least and greatest. */
struct places {
	const struct reading *by;
	enum role role;
	size_t skip; /* marks of the role in the legend */
	double values[MOST];
};

static const struct places all_places[] = {
	{ &forest_x, ROLE_WHISKER, 0,
	    { 1.65, 1.94, 0.98, 1.03, 0.9, 1.9, 0.8, 0.9 } },
	{ &forest_x, ROLE_POINT, 0, { 1.79, 1.01, 0.85 } },
	{ &forest_x, ROLE_HOLLOW, 0, { 1.3 } },
	{ &forest_x, ROLE_AREA, 0, { 1 / 1.05, 1.05 } },
	{ &dots_x, ROLE_WHISKER, 0, { 0.0301, 0.0402, 0.31, 0.39 } },
	{ &dots_x, ROLE_POINT, 0, { 0.0344, 0.35 } },
	{ &dots_x, ROLE_LEADER, 0, { 0, 0.0344, 0, 0.35 } },
	{ &log_dots_x, ROLE_WHISKER, 0, { 0.0301, 0.0402, 0.31, 0.39 } },
	{ &log_dots_x, ROLE_POINT, 0, { 0.0344, 0.35 } },
	/* The last three are beside the names at the ends of the lines. */
	{ &nines_y, ROLE_DOT, 0,
	    { 300e-6, 480e-6, 1.86e-3, 6.29e-3, 534e-6, 1.02e-3, 4.6e-3, 15e-3,
		534e-6, 15e-3, 9.3e-3, 534e-6 } },
	{ &nines_y, ROLE_HOLLOW, 0, { 9.3e-3 } },
	{ &nines_y, ROLE_LINE, 0,
	    { 3e-5, 6.29e-3, 6e-5, 15e-3, 6e-5, 534e-6 } },
	{ &nines_y, ROLE_BEYOND, 0, { 6.29e-3, 9.3e-3 } },
	{ &nines_y, ROLE_RIBBON, 0, { 280e-6, 66e-3, 460e-6, 66e-3 } },
	{ &nines_y, ROLE_LIMIT, 0, { 0.025, 0.025 } },
	{ &ecdf_y, ROLE_LINE, 2, { 0.1, 1, 0.5, 0.97 } },
	{ &ecdf_y, ROLE_RIBBON, 0, { 0.05, 0.99, 0.4, 0.99 } },
	{ &ecdf_x, ROLE_LINE, 2, { 2e-4, 2e-2, 3e-4, 1e-3 } },
	{ &ecdf_x, ROLE_DOT, 2, { 3e-4, 3e-4 } },
	{ &ecdf_x, ROLE_LIMIT, 0, { 5e-3, 5e-3 } },
	{ &loads_x, ROLE_DOT, 1, { 500, 1990 } },
	{ &loads_x, ROLE_HOLLOW, 0, { 1990, 4100, 3000 } },
	{ &loads_y, ROLE_DOT, 1, { 5e-3, 6e-3 } },
	{ &loads_y, ROLE_HOLLOW, 0, { 6e-3, 41e-3, 25e-3 } },
	{ &loads_y, ROLE_LINE, 1, { 5e-3, 41e-3 } },
	{ &loads_y, ROLE_LEADER, 0, { 4.1e-3, 6.2e-3, 12e-3, 90e-3 } },
	{ &loads_y, ROLE_LIMIT, 0, { 0.025, 0.025 } },
	{ &law_x, ROLE_BEYOND, 0, { 1, 64 } },
	{ &law_x, ROLE_HOLLOW, 0, { 44 } },
	{ &law_y, ROLE_BEYOND, 0, { 1000, 9000 } },
	{ &law_y, ROLE_HOLLOW, 0, { 9300 } },
	{ &law_y, ROLE_LEADER, 0, { 8000, 9900 } },
	{ &trend_y, ROLE_WHISKER, 0,
	    { 4.4e-3, 4.8e-3, 5.4e-3, 5.8e-3, 5.4e-3, 5.8e-3 } },
	{ &trend_y, ROLE_DOT, 0, { 4.6e-3, 4.7e-3, 5.6e-3, 5.5e-3 } },
	{ &trend_y, ROLE_BAR, 0,
	    { 4.6e-3, 4.6e-3, 4.6e-3, 4.6e-3, 4.6e-3, 4.6e-3, 5.6e-3, 5.6e-3,
		5.6e-3, 5.6e-3 } },
	{ &trend_y, ROLE_AREA, 0, { 4.37e-3, 4.83e-3 } },
	{ &repeats_x, ROLE_DOT, 0,
	    { 4.6e-3, 5.1e-3, 3.9e-3, 12e-3, 4.4e-3, 4.6e-3, 5.1e-3, 12e-3,
		4.4e-3, 4.6e-3 } },
	{ &repeats_x, ROLE_HOLLOW, 0, { 3.9e-3 } },
	{ &repeats_x, ROLE_BAR, 0, { 4.6e-3, 4.6e-3, 4.6e-3, 4.6e-3 } },
	{ &times_x, ROLE_LINE, 2, { -5, 20, -5, -5 } },
	{ &times_x, ROLE_AREA, 0, { 0, 15 } },
	{ &times_y, ROLE_LINE, 2, { 0.01, 0.25, 0.01, 0.01 } },
};

static double tick_px(const struct scene *s, const struct reading *p, int i)
{
	const struct mark *m = s->first;

	while (m && !(m->kind == MARK_TEXT && m->look.role == ROLE_TICK &&
			strcmp(m->text, p->ticks[i].label) == 0))
		m = m->next;
	if (!m)
		fail_msg("no tick \"%s\"", p->ticks[i].label);
	return p->axis == UP ? m->at.y - TICK_RISE : m->at.x;
}

static double value_at(const struct scene *s, const struct reading *p,
    double px)
{
	double from = tick_px(s, p, 0), to = tick_px(s, p, 1);
	double share = (px - from) / (to - from);
	double a = p->ticks[0].value, b = p->ticks[1].value;

	return p->scale == SCALE_LOG ? a * pow(b / a, share)
				     : a + (b - a) * share;
}

static double along(const struct reading *p, struct point at)
{
	return p->axis == UP ? at.y : at.x;
}

/* The pixels of a mark: one, or the first and last along the axis. */
static size_t ends_of(const struct reading *p, const struct mark *m,
    double ends[2])
{
	if (m->kind == MARK_MARKER) {
		ends[0] = along(p, m->at);
		return 1;
	}
	ends[0] = p->axis == UP ? m->box.bottom : m->box.left;
	ends[1] = p->axis == UP ? m->box.top : m->box.right;
	for (size_t i = 0; i < m->len; i++) {
		double px = along(p, m->steps[i].to);
		bool up = p->axis == UP;

		ends[0] = i && (px > ends[0]) != up ? ends[0] : px;
		ends[1] = i && (px < ends[1]) != up ? ends[1] : px;
	}
	return m->kind == MARK_RECT || m->len ? 2 : 0;
}

static void check_places(const struct places *p)
{
	struct arena a = { 0 };
	struct scene *s = p->by->draw(&a, SCENE_WIDE, p->by->n);
	size_t skip = p->skip, n = 0;
	double ends[2];

	for (const struct mark *m = s->first; m; m = m->next) {
		size_t len = m->look.role == p->role && m->kind != MARK_TEXT &&
				     m->kind < MARK_GROUP
				 ? ends_of(p->by, m, ends)
				 : 0;

		if (len && skip) {
			skip--;
			continue;
		}
		for (size_t i = 0; i < len; i++, n++) {
			assert_true(n < MOST);
			CHECK_NEAR(value_at(s, p->by, ends[i]), p->values[n],
			    0.002 * fabs(p->values[n]) + 1e-9);
		}
	}
	assert_true(n > 0 && (n == MOST || p->values[n] == 0));
	arena_release(&a);
}

static void a_mark_lies_where_the_ticks_have_its_value(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(all_places); i++)
		check_places(&all_places[i]);
}

static void series_of_one_load_stand_side_by_side(void **state)
{
	struct arena a = { 0 };
	struct scene *s = loads(&a, SCENE_WIDE, 2);
	double x[2];
	size_t n = 0;

	(void)state;
	for (const struct mark *m = s->first; m; m = m->next) {
		if (m->title && strstr(m->title, ", 500 req/s: "))
			x[n++ % 2] = m->at.x;
	}
	CHECK_INT(n, 2);
	CHECK_NEAR(x[1] - x[0], 3, 1e-9);
	arena_release(&a);
}

/* In the titles of marks, or beside them. */
static void numbers_are_told_with_their_unit(void **state)
{
	static const struct {
		struct scene *(*draw)(struct arena *a, double width, size_t n);
		size_t n;
		const char *told;
	} cases[] = {
		{ nines, 3, "direct, p99.9: 6.29 ms" },
		{ ecdf, 2, "direct: 50 % of the requests within 300 µs" },
		{ forest, 5,
		    "haproxy, 500 rps, p99 latency: −15 % [−20 to "
		    "−10.0 %]" },
		{ forest, 5, "changes that do not matter: within 5 %" },
		{ dots, 3, "haproxy, data plane: 34.4 mcores" },
		{ dots, 3, "[0.0301, 0.0402]" },
		{ dots, 3, "not scraped" },
		{ loads, 1, "haproxy: knee at 2,000 req/s" },
		{ loads, 1, "haproxy, 2,000 req/s: 6.00 ms at 1,990 req/s" },
		{ law, 1, "haproxy: peak by the law, 9,300 req/s at 44" },
		{ trend, 5, "1.1: 4.70 ms" },
		{ trend, 5, "from 1.4 on: −1 %, possible" },
		{ repeats, 1, "haproxy, run 3: 3.90 ms" },
		{ repeats, 2, LONG_NAME ", run 3 (left out): 3.90 ms" },
		{ repeats, 1, "4.60 ms" },
		{ times, 1, "the run: 0:00 to 0:15" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = { 0 };
		const struct mark *m =
		    cases[i].draw(&a, SCENE_WIDE, cases[i].n)->first;
		const char *told = cases[i].told;

		while (m && !(m->title && strcmp(m->title, told) == 0) &&
		       !(m->text && strcmp(m->text, told) == 0))
			m = m->next;
		if (!m)
			fail_msg("nothing says \"%s\"", told);
		arena_release(&a);
	}
}

/* One end of an interval alone is no interval. */
static void half_an_interval_is_not_told(void **state)
{
	struct forest_row change = { "p99", "", HAPROXY, 0.2, 0.1, NAN,
		"inconclusive", NULL };
	struct dot_row dot = { "p99", HAPROXY, 0.2, NAN, 0.3, NULL, NULL };
	struct chart_forest f = { head_of(0), &change, 1, 0.05, "change" };
	struct chart_dots d = { head_of(0), &dot, 1, UNIT_CORES, false, "CPU" };
	struct arena a = { 0 };
	const struct scene *scenes[2];

	(void)state;
	scenes[0] = chart_forest(&a, &f);
	scenes[1] = chart_dots(&a, &d);
	for (int i = 0; i < 2; i++) {
		for (const struct mark *m = scenes[i]->first; m; m = m->next) {
			assert_true(m->look.role != ROLE_WHISKER);
			assert_false(m->text && strchr(m->text, '['));
		}
	}
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mark_lies_where_the_ticks_have_its_value),
		cmocka_unit_test(series_of_one_load_stand_side_by_side),
		cmocka_unit_test(numbers_are_told_with_their_unit),
		cmocka_unit_test(half_an_interval_is_not_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
