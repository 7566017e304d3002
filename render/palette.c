/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/palette.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "render/marker_path.h"

#define CSS_MAX 8192
#define HALO 3 /* paper around a text, so that no line runs through it */

static const struct color colors[HUES] = {
	[HUE_PAPER] = { "paper", "#ffffff", "#0d1117" },
	[HUE_INK] = { "ink", "#1f2328", "#e6edf3" },
	[HUE_MUTED] = { "muted", "#59636e", "#9aa5b1" },
	[HUE_GRID] = { "grid", "#e1e5e9", "#272e37" },
	[HUE_BAND] = { "band", "#eef1f4", "#1b222b" },
	[HUE_WORSE] = { "worse", "#b84a00", "#f0883e" },
	[HUE_BETTER] = { "better", "#0063a0", "#58a6ff" },
	[HUE_BASELINE] = { "s0", "#57606a", "#9aa5b1" },
	[HUE_SERIES] = { "s1", "#0072b2", "#4a9fe8" },
	[HUE_SERIES + 1] = { "s2", "#d55e00", "#f0803c" },
	[HUE_SERIES + 2] = { "s3", "#009e73", "#2cc295" },
	[HUE_SERIES + 3] = { "s4", "#cc79a7", "#e08fbd" },
	[HUE_SERIES + 4] = { "s5", "#a86f00", "#e0a526" },
	[HUE_SERIES + 5] = { "s6", "#2f8fc7", "#8bd0f5" },
};

static const struct style styles[ROLES] = {
	[ROLE_PAPER] = { "paper", HUE_PAPER, HUE_NONE, 0, 1, NULL, 0, false },
	[ROLE_GRID] = { "grid", HUE_NONE, HUE_GRID, 1, 1, NULL, 0, false },
	[ROLE_AXIS] = { "axis", HUE_NONE, HUE_MUTED, 1, 1, NULL, 0, false },
	[ROLE_AREA] = { "area", HUE_BAND, HUE_NONE, 0, 1, NULL, 0, false },
	[ROLE_LIMIT] = { "limit", HUE_NONE, HUE_INK, 1.5, 1, "5 3", 0, false },
	[ROLE_LEADER] = { "leader", HUE_NONE, HUE_OWN, 0.75, 1, NULL, 0,
	    false },
	[ROLE_RIBBON] = { "ribbon", HUE_OWN, HUE_NONE, 0, 0.12, NULL, 0,
	    false },
	[ROLE_LINE] = { "line", HUE_NONE, HUE_OWN, 2, 1, NULL, 0, false },
	[ROLE_BEYOND] = { "beyond", HUE_NONE, HUE_OWN, 1.5, 1, "1.5 3.5", 0,
	    false },
	[ROLE_WHISKER] = { "whisker", HUE_NONE, HUE_OWN, 2, 1, NULL, 0, false },
	[ROLE_BAR] = { "bar", HUE_NONE, HUE_INK, 2.5, 1, NULL, 0, false },
	[ROLE_DOT] = { "dot", HUE_OWN, HUE_PAPER, 1, 1, NULL, 0, false },
	[ROLE_POINT] = { "point", HUE_OWN, HUE_NONE, 0, 1, NULL, 0, false },
	[ROLE_HOLLOW] = { "hollow", HUE_PAPER, HUE_OWN, 1.75, 1, NULL, 0,
	    false },
	[ROLE_TICK] = { "tick", HUE_MUTED, HUE_PAPER, HALO, 1, NULL, 11,
	    false },
	[ROLE_LABEL] = { "label", HUE_INK, HUE_PAPER, HALO, 1, NULL, 12,
	    false },
	[ROLE_NOTE] = { "note", HUE_MUTED, HUE_PAPER, HALO, 1, NULL, 12,
	    false },
	[ROLE_STRONG] = { "strong", HUE_INK, HUE_PAPER, HALO, 1, NULL, 12,
	    true },
	[ROLE_WORD] = { "word", HUE_OWN, HUE_PAPER, HALO, 1, NULL, 12, false },
	[ROLE_HEADING] = { "heading", HUE_INK, HUE_NONE, 0, 1, NULL, 16, true },
};

#define BASELINE_DASH "6 4"

static const char *const dashes[SERIES_HUES] = { "none", "10 3", "2 2.5",
	"10 3 2 3", "5 2", "12 3 2 3 2 3" };

const struct color *hue_color(enum hue hue)
{
	return &colors[hue];
}

const struct style *role_style(enum role role)
{
	return &styles[role];
}

struct look look_of(enum role role)
{
	return (struct look){ role, HUE_OWN, NULL, 0 };
}

/* One further at each repetition of the hues. */
static const char *dash_series(unsigned order)
{
	unsigned i = order - 1;

	if (!order)
		return BASELINE_DASH;
	return dashes[(i + i / SERIES_HUES) % SERIES_HUES];
}

struct look look_series(enum role role, unsigned order)
{
	struct look look = { role, HUE_BASELINE, NULL, order };

	if (order)
		look.hue = HUE_SERIES + (order - 1) % SERIES_HUES;
	if (role == ROLE_LINE)
		look.dash = dash_series(order);
	return look;
}

enum marker marker_series(unsigned order)
{
	return order % MARKERS;
}

/* Text that grows up to a known size. */
struct css {
	char text[CSS_MAX];
	size_t len;
};

__attribute__((format(printf, 2, 3))) static void put(struct css *css,
    const char *fmt, ...)
{
	size_t room = sizeof(css->text) - css->len;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(css->text + css->len, room, fmt, ap);
	va_end(ap);
	if (n > 0)
		css->len += (size_t)n < room ? (size_t)n : room - 1;
}

const char *palette_properties(struct arena *a, bool dark)
{
	struct css css = { .len = 0 };

	for (size_t h = HUE_PAPER; h < HUES; h++)
		put(&css, "--%s:%s;", colors[h].name,
		    dark ? colors[h].dark : colors[h].light);
	return arena_span(a, (struct span){ css.text, css.len });
}

static void put_paint(struct css *css, const char *property, enum hue hue)
{
	if (hue == HUE_OWN)
		put(css, "%s:var(--hue);", property);
	else if (hue != HUE_NONE)
		put(css, "%s:var(--%s);", property, colors[hue].name);
}

static void put_rules(struct css *css)
{
	for (size_t h = HUE_PAPER; h < HUES; h++)
		put(css, ".chart .hue-%s{--hue:var(--%s)}\n", colors[h].name,
		    colors[h].name);
	for (size_t r = 0; r < ROLES; r++) {
		put(css, ".chart .%s{", styles[r].name);
		put_paint(css, "fill", styles[r].fill);
		put_paint(css, "stroke", styles[r].stroke);
		if (styles[r].font_px > 0 && styles[r].stroke != HUE_NONE)
			put(css, "stroke-width:%gpx;paint-order:stroke",
			    styles[r].stroke_width);
		put(css, "}\n");
	}
}

static void put_shape(struct css *css, enum marker marker)
{
	struct point corners[MARKER_POINTS];
	size_t n = marker_corners(marker, corners);

	put(css, ".swatch.m%d{", marker);
	if (!n)
		put(css, "clip-path:circle(40%%");
	for (size_t i = 0; i < n; i++) /* 1.25 is the farthest that any goes */
		put(css, "%s%.3g%% %.3g%%", i ? "," : "clip-path:polygon(",
		    50 + corners[i].x * 40, 50 + corners[i].y * 40);
	put(css, ")}\n");
}

const char *palette_swatches(struct arena *a)
{
	struct css css = { .len = 0 };

	for (size_t h = HUE_BASELINE; h < HUES; h++)
		put(&css, ".swatch.%s{background:var(--%s)}\n", colors[h].name,
		    colors[h].name);
	for (enum marker m = 0; m < MARKERS; m++)
		put_shape(&css, m);
	return arena_span(a, (struct span){ css.text, css.len });
}

const char *palette_css(struct arena *a)
{
	const char *light = palette_properties(a, false);
	const char *dark = palette_properties(a, true);
	struct css css = { .len = 0 };

	put(&css, ":root{color-scheme:light dark;%s}\n", light);
	put(&css, "@media (prefers-color-scheme:dark){:root{%s}}\n", dark);
	put(&css, ":root[data-theme=light]{color-scheme:light;%s}\n", light);
	put(&css, ":root[data-theme=dark]{color-scheme:dark;%s}\n", dark);
	put(&css, "@media print{:root,:root[data-theme]{%s}}\n", light);
	put_rules(&css);
	put(&css, ".chart:has(g:hover) g:not(:hover){opacity:.25}\n");
	return arena_span(a, (struct span){ css.text, css.len });
}
