/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "render/palette.h"

/* Relative luminance and contrast as WCAG 2.2 defines them. */
static double linear(long channel)
{
	double c = (double)(channel & 0xff) / 255;

	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(const char *color)
{
	long rgb = strtol(color + 1, NULL, 16);

	return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) +
	       0.0722 * linear(rgb);
}

static double contrast(const char *a, const char *b)
{
	double la = luminance(a), lb = luminance(b);

	return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

static void check_contrast(enum hue hue, enum hue paper, double least)
{
	const struct color *c = hue_color(hue), *p = hue_color(paper);

	if (contrast(c->light, p->light) < least ||
	    contrast(c->dark, p->dark) < least)
		fail_msg("%s on %s: %.2f light, %.2f dark", c->name, p->name,
		    contrast(c->light, p->light), contrast(c->dark, p->dark));
}

static void series_can_be_seen_on_light_and_dark_paper(void **state)
{
	(void)state;
	check_contrast(HUE_BASELINE, HUE_PAPER, 3);
	for (unsigned i = 0; i < SERIES_HUES; i++)
		check_contrast(HUE_SERIES + i, HUE_PAPER, 3);
}

static void texts_can_be_read_on_light_and_dark_paper(void **state)
{
	static const enum hue texts[] = { HUE_INK, HUE_MUTED, HUE_WORSE,
		HUE_BETTER };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		check_contrast(texts[i], HUE_PAPER, 4.5);
		check_contrast(texts[i], HUE_BAND, 4.5);
	}
}

static void series_differ_in_more_than_their_color(void **state)
{
	(void)state;
	for (unsigned i = 0; i < SERIES_HUES; i++)
		for (unsigned k = i + 1; k <= SERIES_HUES; k++) {
			assert_int_not_equal(marker_series(i),
			    marker_series(k));
			assert_string_not_equal(look_series(ROLE_LINE, i).dash,
			    look_series(ROLE_LINE, k).dash);
		}
}

/* Where colors repeat, shapes and dashes do not. */
static void no_two_of_many_series_look_the_same(void **state)
{
	(void)state;
	for (unsigned i = 0; i <= 36; i++) {
		struct look a = look_series(ROLE_LINE, i);

		for (unsigned k = i + 1; k <= 36; k++) {
			struct look b = look_series(ROLE_LINE, k);

			if (a.hue != b.hue)
				continue;
			assert_int_not_equal(marker_series(i),
			    marker_series(k));
			assert_string_not_equal(a.dash, b.dash);
		}
	}
}

static void a_swatch_has_a_color_and_a_shape(void **state)
{
	struct arena a = { 0 };
	const char *css = palette_swatches(&a);

	(void)state;
	assert_non_null(strstr(css, ".swatch.s6{background:var(--s6)}"));
	assert_non_null(strstr(css, ".swatch.m0{clip-path:circle(40%)}"));
	assert_non_null(strstr(css, ".swatch.m3{clip-path:polygon(50% 0%,"));
	assert_non_null(strstr(css, ".swatch.m6{clip-path:polygon("));
	arena_release(&a);
}

static void the_baseline_is_neutral_and_dashed(void **state)
{
	struct look look = look_series(ROLE_LINE, 0);

	(void)state;
	CHECK_INT(look.hue, HUE_BASELINE);
	assert_string_not_equal(look.dash, "none");
}

static void the_style_sheet_has_every_role_and_hue(void **state)
{
	struct arena a = { 0 };
	const char *css = palette_css(&a);
	char rule[64];

	(void)state;
	for (enum role r = 0; r < ROLES; r++) {
		snprintf(rule, sizeof(rule), ".chart .%s{",
		    role_style(r)->name);
		assert_non_null(strstr(css, rule));
	}
	for (enum hue h = HUE_PAPER; h < HUES; h++) {
		snprintf(rule, sizeof(rule), "--%s:%s;", hue_color(h)->name,
		    hue_color(h)->dark);
		assert_non_null(strstr(css, rule));
	}
	CHECK_STR(css + strlen(css) - 2, "}\n");
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(series_can_be_seen_on_light_and_dark_paper),
		cmocka_unit_test(texts_can_be_read_on_light_and_dark_paper),
		cmocka_unit_test(series_differ_in_more_than_their_color),
		cmocka_unit_test(no_two_of_many_series_look_the_same),
		cmocka_unit_test(a_swatch_has_a_color_and_a_shape),
		cmocka_unit_test(the_baseline_is_neutral_and_dashed),
		cmocka_unit_test(the_style_sheet_has_every_role_and_hue),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
