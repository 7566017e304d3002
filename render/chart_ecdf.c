/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/chart_ecdf.h"

#include <math.h>

#include "render/lines.h"

#define HEIGHT_WIDE 300
#define HEIGHT_NARROW 240

static bool is_drawn(const struct ecdf_point *q)
{
	return q->latency_s > 0 && isfinite(q->latency_s) && isfinite(q->share);
}

static struct scale latency_scale(const struct chart_ecdf *c)
{
	double low = INFINITY, high = -INFINITY;

	for (size_t i = 0; i < c->n; i++) {
		for (size_t k = 0; k < c->lines[i].n; k++) {
			const struct ecdf_point *q = &c->lines[i].at[k];

			low = is_drawn(q) ? fmin(low, q->latency_s) : low;
			high = is_drawn(q) ? fmax(high, q->latency_s) : high;
		}
	}
	if (c->limit_s > 0 && isfinite(c->limit_s)) {
		low = fmin(low, c->limit_s);
		high = fmax(high, c->limit_s);
	}
	return scale_nice(SCALE_LOG, low, high);
}

/* The share at the limit: NaN if the points do not reach it. */
static double share_within(const struct ecdf_line *line, double limit_s)
{
	double share = NAN;

	for (size_t k = 0; k < line->n; k++) {
		const struct ecdf_point *q = &line->at[k];

		if (is_drawn(q) && q->latency_s <= limit_s)
			share = q->share;
		else if (is_drawn(q))
			return isnan(share) ? 0 : share;
	}
	return share >= 1 ? 1 : NAN;
}

static struct point pixel(const struct frame *f, double latency_s, double share)
{
	return (struct point){ scale_px(&f->x.scale, latency_s),
		scale_px(&f->y.scale, share * 100) };
}

static void draw_ribbon(struct scene *s, const struct frame *f,
    const struct ecdf_line *line)
{
	struct points low = { arena_alloc(s->arena, line->n, sizeof(*low.at)),
		line->n };
	struct points high = { arena_alloc(s->arena, line->n, sizeof(*low.at)),
		line->n };

	for (size_t k = 0; k < line->n; k++) {
		low.at[k] = pixel(f, line->at[k].latency_s, line->at[k].low);
		high.at[k] = pixel(f, line->at[k].latency_s, line->at[k].high);
	}
	ribbon_steps(s, look_series(ROLE_RIBBON, line->series.order), low,
	    high);
}

static void draw_line(struct scene *s, const struct frame *f,
    const struct ecdf_line *line)
{
	struct points px = { arena_alloc(s->arena, line->n, sizeof(*px.at)),
		line->n };
	unsigned order = line->series.order;

	for (size_t k = 0; k < line->n; k++)
		px.at[k] = pixel(f, line->at[k].latency_s, line->at[k].share);
	scene_group(s, look_series(ROLE_LINE, order), line->series.name);
	line_steps(s, look_series(ROLE_LINE, order), px);
	scene_group_end(s);
}

/* A marker where the line crosses the middle, so that gray print tells. */
static void draw_median(struct scene *s, const struct frame *f,
    const struct ecdf_line *line)
{
	unsigned order = line->series.order;

	for (size_t k = 0; k < line->n; k++) {
		const struct ecdf_point *q = &line->at[k];

		if (!is_drawn(q) || q->share < 0.5)
			continue;
		mark_title(s,
		    scene_marker(s, look_series(ROLE_DOT, order),
			marker_series(order), pixel(f, q->latency_s, 0.5), 4.5),
		    "%s: half of the requests within %s", line->series.name,
		    unit_label(s->arena, UNIT_SECONDS, q->latency_s));
		return;
	}
}

static const char *legend_text(struct arena *a, const struct chart_ecdf *c,
    const struct ecdf_line *line)
{
	double share = share_within(line, c->limit_s);

	if (!(c->limit_s > 0) || isnan(share))
		return line->series.name;
	return arena_printf(a, "%s: %.4g%% within %s", line->series.name,
	    share * 100, unit_label(a, UNIT_SECONDS, c->limit_s));
}

static double draw_legend(struct scene *s, const struct chart_ecdf *c)
{
	struct legend_entry *entries =
	    arena_alloc(s->arena, c->n, sizeof(*entries));

	for (size_t i = 0; i < c->n; i++) {
		entries[i].series = c->lines[i].series;
		entries[i].series.name = legend_text(s->arena, c, &c->lines[i]);
	}
	return frame_legend(s, entries, c->n, 0);
}

struct scene *chart_ecdf(struct arena *a, const struct chart_ecdf *c)
{
	struct scene *s = scene_new(a, &c->head);
	double height = frame_is_wide(s) ? HEIGHT_WIDE : HEIGHT_NARROW;
	struct axis x = { latency_scale(c), UNIT_SECONDS,
		"latency (logarithmic)" };
	struct axis y = { scale_nice(SCALE_LINEAR, 0, 100), UNIT_PERCENT,
		"Share of requests within a latency" };
	struct room room = { draw_legend(s, c), height, 0, 0 };
	struct frame f = frame_begin(s, x, y, room);

	if (!c->n)
		frame_say(s, f.plot, "No latencies");
	for (size_t i = 0; i < c->n; i++)
		draw_ribbon(s, &f, &c->lines[i]);
	for (size_t i = 0; i < c->n; i++)
		draw_line(s, &f, &c->lines[i]);
	for (size_t i = 0; i < c->n; i++)
		draw_median(s, &f, &c->lines[i]);
	frame_limit_x(s, &f, c->limit_s, c->limit_name);
	return s;
}
