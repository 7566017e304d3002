/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/chart_ecdf.h"

#include <math.h>

#include "render/lines.h"
#include "render/range.h"

#define HEIGHT_WIDE 300
#define HEIGHT_NARROW 240
#define RADIUS 4.5
#define NEAR 1.5 /* pixels */

static bool is_drawn(const struct ecdf_point *q)
{
	return q->latency_s > 0 && isfinite(q->latency_s) && isfinite(q->share);
}

static struct range latencies_of(const struct chart_ecdf *c)
{
	struct range r = range_empty();

	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < c->lines[i].n; k++)
			if (is_drawn(&c->lines[i].at[k]))
				range_add(&r, c->lines[i].at[k].latency_s);
	return r;
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

/* A line and its envelope in pixels; all three have the same length. */
struct curve {
	struct points share, low, high;
};

static bool is_far(struct point a, struct point b)
{
	return !(fabs(a.x - b.x) < NEAR && fabs(a.y - b.y) < NEAR) &&
	       !(isnan(a.y) && isnan(b.y));
}

/* Leaves out a point that is too near to the last one to be seen apart. */
static void curve_add(struct curve *c, const struct frame *f,
    const struct ecdf_point *q, bool must_stay)
{
	struct point share = pixel(f, q->latency_s, q->share);
	struct point low = pixel(f, q->latency_s, q->low);
	struct point high = pixel(f, q->latency_s, q->high);
	size_t n = c->share.len;

	if (n && !must_stay && !is_far(share, c->share.at[n - 1]) &&
	    !is_far(low, c->low.at[n - 1]) && !is_far(high, c->high.at[n - 1]))
		return;
	c->share.at[n] = share;
	c->low.at[n] = low;
	c->high.at[n] = high;
	c->share.len = c->low.len = c->high.len = n + 1;
}

static struct curve curve_of(struct arena *a, const struct frame *f,
    const struct ecdf_line *line)
{
	struct curve c = { { arena_alloc(a, line->n, sizeof(struct point)), 0 },
		{ arena_alloc(a, line->n, sizeof(struct point)), 0 },
		{ arena_alloc(a, line->n, sizeof(struct point)), 0 } };

	for (size_t k = 0; k < line->n; k++)
		curve_add(&c, f, &line->at[k], k + 1 == line->n);
	return c;
}

static void draw_ribbon(struct scene *s, const struct frame *f,
    const struct ecdf_line *line)
{
	struct curve c = curve_of(s->arena, f, line);

	ribbon_steps(s, look_series(ROLE_RIBBON, line->series.order), c.low,
	    c.high);
}

static void draw_line(struct scene *s, const struct frame *f,
    const struct ecdf_line *line)
{
	struct look look = look_series(ROLE_LINE, line->series.order);

	scene_group(s, look, line->series.name);
	line_steps(s, look, curve_of(s->arena, f, line).share);
	scene_group_end(s);
}

/*
 * A marker on the line, at the first point that reaches a share of its own, so
 * that gray print tells the lines apart.
 */
static void draw_mark(struct scene *s, const struct frame *f,
    const struct ecdf_line *line)
{
	static const double shares[] = { 0.5, 0.6, 0.4, 0.7, 0.3 };
	unsigned order = line->series.order;
	double share = shares[order % (sizeof(shares) / sizeof(*shares))];
	size_t k = 0;

	while (k < line->n &&
	       !(is_drawn(&line->at[k]) && line->at[k].share >= share))
		k++;
	if (k == line->n)
		return;
	mark_title(s,
	    scene_marker(s, look_series(ROLE_DOT, order), marker_series(order),
		pixel(f, line->at[k].latency_s, line->at[k].share), RADIUS),
	    "%s: %.4g %% of the requests within %s", line->series.name,
	    line->at[k].share * 100,
	    unit_label(s->arena, UNIT_SECONDS, line->at[k].latency_s));
}

static const char *legend_text(struct arena *a, const struct chart_ecdf *c,
    const struct ecdf_line *line)
{
	double share = share_within(line, c->limit_s);

	if (!(c->limit_s > 0) || isnan(share))
		return line->series.name;
	return arena_printf(a, "%s: %.4g %% within %s", line->series.name,
	    share * 100, unit_tick(a, UNIT_SECONDS, c->limit_s));
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
	struct range r = latencies_of(c);
	struct axis x = { .unit = UNIT_SECONDS,
		.name = "latency (logarithmic)" };
	struct axis y = { scale_nice(SCALE_LINEAR, 0, 100), UNIT_PERCENT,
		"Share of requests within a latency" };
	struct frame f;

	if (range_is_empty(r))
		return frame_empty(s, "No latencies");
	if (c->limit_s > 0)
		range_add(&r, c->limit_s);
	x.scale = scale_nice(SCALE_LOG, r.low, r.high);
	f = frame_begin(s, x, y,
	    (struct room){ draw_legend(s, c),
		frame_is_wide(s) ? HEIGHT_WIDE : HEIGHT_NARROW, 0 });
	for (size_t i = 0; i < c->n; i++)
		draw_ribbon(s, &f, &c->lines[i]);
	for (size_t i = 0; i < c->n; i++)
		draw_line(s, &f, &c->lines[i]);
	for (size_t i = 0; i < c->n; i++)
		draw_mark(s, &f, &c->lines[i]);
	frame_limit_x(s, &f, c->limit_s, c->limit_name);
	return s;
}
