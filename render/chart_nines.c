/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/chart_nines.h"

#include <math.h>

#include "render/lines.h"

#define HEIGHT_WIDE 320
#define HEIGHT_NARROW 250
#define BORNE_BY 10 /* samples beyond a percentile that one can rely on */
#define MARK_RADIUS 4

/* The last percentile beyond which `beyond` samples lie; 0 if none does. */
static double last_p(double samples, double beyond)
{
	return samples > beyond ? 100 * (1 - beyond / samples) : 0;
}

static bool is_drawn(const struct nines_line *line, const struct nines_point *q)
{
	double last = line->samples > 0 ? last_p(line->samples, 1) : 100;

	return q->p >= 0 && q->p < 100 && q->p <= last && q->latency_s > 0 &&
	       isfinite(q->latency_s);
}

/* The ranges of what will be drawn. */
struct extent {
	double p, low, high;
};

static void extend(struct extent *e, double latency_s)
{
	if (!(latency_s > 0) || !isfinite(latency_s))
		return;
	e->low = fmin(e->low, latency_s);
	e->high = fmax(e->high, latency_s);
}

static struct extent extent_of(const struct chart_nines *c)
{
	struct extent e = { 0, INFINITY, -INFINITY };

	for (size_t i = 0; i < c->n; i++) {
		for (size_t k = 0; k < c->lines[i].n; k++) {
			const struct nines_point *q = &c->lines[i].at[k];

			if (!is_drawn(&c->lines[i], q))
				continue;
			e.p = fmax(e.p, q->p);
			extend(&e, q->latency_s);
			extend(&e, q->low_s);
			extend(&e, q->high_s);
		}
	}
	if (e.high > 0)
		extend(&e, c->limit_s);
	return e;
}

enum part { SOLID, DOTTED, LOW, HIGH };

/* The pixels of one part of a line; what belongs to no part is a gap. */
static struct points part_of(struct arena *a, const struct frame *f,
    const struct nines_line *line, enum part part)
{
	struct points px = { arena_alloc(a, line->n, sizeof(*px.at)), line->n };
	double borne = last_p(line->samples, BORNE_BY);

	for (size_t k = 0; k < line->n; k++) {
		const struct nines_point *q = &line->at[k];
		bool next_is_dotted = k + 1 < line->n && q[1].p > borne;
		double y = part == LOW ? q->low_s : q->latency_s;

		y = part == HIGH ? q->high_s : y;
		if (!is_drawn(line, q) || (part != DOTTED && q->p > borne) ||
		    (part == DOTTED && q->p <= borne && !next_is_dotted))
			y = NAN;
		px.at[k] = (struct point){ scale_px(&f->x.scale, q->p),
			scale_px(&f->y.scale, y) };
	}
	return px;
}

static bool is_named_percentile(double p)
{
	static const double named[] = { 50, 90, 99, 99.9, 99.99, 99.999 };

	for (size_t i = 0; i < sizeof(named) / sizeof(*named); i++)
		if (fabs(p - named[i]) < 1e-9)
			return true;
	return false;
}

/* Markers at p50, p90, p99, ...: they carry the numbers. */
static void draw_marks(struct scene *s, const struct frame *f,
    const struct nines_line *line)
{
	unsigned order = line->series.order;

	for (size_t k = 0; k < line->n; k++) {
		const struct nines_point *q = &line->at[k];
		enum role role = q->p > last_p(line->samples, BORNE_BY)
				     ? ROLE_HOLLOW
				     : ROLE_DOT;

		if (!is_drawn(line, q) || !is_named_percentile(q->p))
			continue;
		mark_title(s,
		    scene_marker(s, look_series(role, order),
			marker_series(order),
			(struct point){ scale_px(&f->x.scale, q->p),
			    scale_px(&f->y.scale, q->latency_s) },
			MARK_RADIUS),
		    "%s, p%.10g: %s", line->series.name, q->p,
		    unit_label(s->arena, UNIT_SECONDS, q->latency_s));
	}
}

static void draw_line(struct scene *s, const struct frame *f,
    const struct nines_line *line)
{
	unsigned order = line->series.order;

	scene_group(s, look_series(ROLE_LINE, order), line->series.name);
	line_steps(s, look_series(ROLE_LINE, order),
	    part_of(s->arena, f, line, SOLID));
	line_steps(s, look_series(ROLE_BEYOND, order),
	    part_of(s->arena, f, line, DOTTED));
	draw_marks(s, f, line);
	scene_group_end(s);
}

static void draw_ribbon(struct scene *s, const struct frame *f,
    const struct nines_line *line)
{
	ribbon_steps(s, look_series(ROLE_RIBBON, line->series.order),
	    part_of(s->arena, f, line, LOW), part_of(s->arena, f, line, HIGH));
}

/* Where each line ends; lines without a point have no label. */
static size_t ends_of(const struct chart_nines *c, const struct frame *f,
    struct end_label *ends)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct nines_line *line = &c->lines[i];
		size_t k = line->n;

		while (k > 0 && !is_drawn(line, &line->at[k - 1]))
			k--;
		if (k == 0)
			continue;
		ends[n++] = (struct end_label){ line->series,
			{ scale_px(&f->x.scale, line->at[k - 1].p),
			    scale_px(&f->y.scale,
				line->at[k - 1].latency_s) } };
	}
	return n;
}

static double draw_legend(struct scene *s, const struct chart_nines *c)
{
	struct legend_entry *entries =
	    arena_alloc(s->arena, c->n, sizeof(*entries));

	for (size_t i = 0; i < c->n; i++)
		entries[i].series = c->lines[i].series;
	return frame_legend(s, entries, c->n, 0);
}

struct scene *chart_nines(struct arena *a, const struct chart_nines *c)
{
	struct scene *s = scene_new(a, &c->head);
	bool wide = frame_is_wide(s);
	double height = wide ? HEIGHT_WIDE : HEIGHT_NARROW;
	bool direct = wide && frame_end_labels_fit(c->n, height);
	struct end_label *ends = arena_alloc(a, c->n, sizeof(*ends));
	struct extent e = extent_of(c);
	struct axis x = { scale_nice(SCALE_NINES, 0, e.p), UNIT_PERCENTILE,
		"percentile" };
	struct axis y = { scale_nice(SCALE_LOG, e.low, e.high), UNIT_SECONDS,
		"Latency at or below (logarithmic)" };
	struct room room = { 0, height, 0 };
	struct frame f;

	if (!(e.high > 0))
		return frame_empty(s, "No latencies");
	for (size_t i = 0; i < c->n; i++)
		ends[i].series = c->lines[i].series;
	room.top = direct ? 0 : draw_legend(s, c);
	room.right = direct ? frame_end_labels_width(s, ends, c->n) : 0;
	f = frame_begin(s, x, y, room);
	for (size_t i = 0; i < c->n; i++)
		draw_ribbon(s, &f, &c->lines[i]);
	for (size_t i = 0; i < c->n; i++)
		draw_line(s, &f, &c->lines[i]);
	frame_limit_y(s, &f, c->limit_s, c->limit_name);
	if (direct)
		frame_end_labels(s, f.plot, ends, ends_of(c, &f, ends));
	return s;
}
