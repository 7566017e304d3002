/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/scene_cairo.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cairo-pdf.h>
#include <cairo.h>

#include "base/mem.h"
#include "render/marker_path.h"

#define PI 3.14159265358979323846
#define FONT "Arial" /* fontconfig knows what stands in for it */
#define MAX_DASHES 8

/* Bytes as cairo hands them out. */
struct sink {
	unsigned char *bytes;
	size_t len, cap;
};

static cairo_status_t sink_write(void *closure, const unsigned char *bytes,
    unsigned int n)
{
	struct sink *sink = closure;

	if (sink->cap - sink->len < n) {
		sink->cap = (sink->len + n) * 2;
		sink->bytes = xrealloc(sink->bytes, sink->cap, 1);
	}
	memcpy(sink->bytes + sink->len, bytes, n);
	sink->len += n;
	return CAIRO_STATUS_SUCCESS;
}

/* Chooses the light color; false if there is none to paint with. */
static bool use_hue(cairo_t *cr, enum hue paint, enum hue own, double alpha)
{
	enum hue hue = paint == HUE_OWN ? own : paint;
	long rgb;

	if (hue == HUE_NONE)
		return false;
	rgb = strtol(hue_color(hue == HUE_OWN ? HUE_INK : hue)->light + 1, NULL,
	    16);
	cairo_set_source_rgba(cr, (double)(rgb >> 16 & 0xff) / 255,
	    (double)(rgb >> 8 & 0xff) / 255, (double)(rgb & 0xff) / 255, alpha);
	return true;
}

static void use_dash(cairo_t *cr, const char *dash)
{
	double lengths[MAX_DASHES];
	int n = 0;
	char *end;

	for (; dash && n < MAX_DASHES; n++, dash = end) {
		lengths[n] = strtod(dash, &end);
		if (end == dash)
			break;
	}
	cairo_set_dash(cr, lengths, n, 0);
}

/* Fills and strokes the path that was just traced. */
static void paint_outline(cairo_t *cr, const struct look *look)
{
	const struct style *style = role_style(look->role);

	if (use_hue(cr, style->fill, look->hue, style->opacity))
		cairo_fill_preserve(cr);
	if (use_hue(cr, style->stroke, look->hue, 1)) {
		use_dash(cr, look->dash ? look->dash : style->dash);
		cairo_set_line_width(cr, style->stroke_width);
		cairo_stroke_preserve(cr);
	}
	cairo_new_path(cr);
}

static void paint_path(cairo_t *cr, const struct mark *m)
{
	for (size_t i = 0; i < m->len; i++) {
		struct point p = m->steps[i].to;

		if (m->steps[i].line)
			cairo_line_to(cr, p.x, p.y);
		else
			cairo_move_to(cr, p.x, p.y);
	}
	if (m->closed)
		cairo_close_path(cr);
	paint_outline(cr, &m->look);
}

static void paint_rect(cairo_t *cr, const struct mark *m)
{
	cairo_rectangle(cr, m->box.left, m->box.top, m->box.right - m->box.left,
	    m->box.bottom - m->box.top);
	paint_outline(cr, &m->look);
}

static void paint_marker(cairo_t *cr, const struct mark *m)
{
	struct point corners[MARKER_POINTS];
	size_t n = marker_corners(m->marker, corners);

	if (!n)
		cairo_arc(cr, m->at.x, m->at.y, m->radius, 0, 2 * PI);
	for (size_t i = 0; i < n; i++)
		cairo_line_to(cr, m->at.x + corners[i].x * m->radius,
		    m->at.y + corners[i].y * m->radius);
	cairo_close_path(cr);
	paint_outline(cr, &m->look);
}

static struct box box_around(struct point a, struct point b)
{
	return (struct box){ fmin(a.x, b.x), fmin(a.y, b.y), fmax(a.x, b.x),
		fmax(a.y, b.y) };
}

static bool boxes_meet(struct box a, struct box b)
{
	return a.left <= b.right && b.left <= a.right && a.top <= b.bottom &&
	       b.top <= a.bottom;
}

/* By the box of each of its lines; of an area, by that of the whole. */
static bool path_meets(const struct mark *m, struct box b)
{
	struct box all = { INFINITY, INFINITY, -INFINITY, -INFINITY };

	for (size_t i = 0; i < m->len; i++) {
		struct point to = m->steps[i].to;
		struct point from = i ? m->steps[i - 1].to : to;

		if (m->steps[i].line && boxes_meet(box_around(from, to), b))
			return true;
		all.left = fmin(all.left, to.x);
		all.top = fmin(all.top, to.y);
		all.right = fmax(all.right, to.x);
		all.bottom = fmax(all.bottom, to.y);
	}
	return m->closed && boxes_meet(all, b);
}

static bool mark_meets(const struct mark *m, struct box b)
{
	struct point low = { m->at.x - m->radius, m->at.y - m->radius };
	struct point high = { m->at.x + m->radius, m->at.y + m->radius };

	if (m->look.role == ROLE_PAPER)
		return false;
	if (m->kind == MARK_PATH)
		return path_meets(m, b);
	if (m->kind == MARK_RECT)
		return boxes_meet(m->box, b);
	return m->kind == MARK_MARKER && boxes_meet(box_around(low, high), b);
}

/* Is nothing beneath the text?  A halo would then not be seen, and its outlines
 * take a hundred times the room of the letters. */
static bool is_bare(const struct scene *s, const struct mark *text,
    const cairo_text_extents_t *size, struct point start)
{
	double halo = role_style(text->look.role)->stroke_width;
	struct box b = { start.x + size->x_bearing - halo,
		start.y + size->y_bearing - halo,
		start.x + size->x_bearing + size->width + halo,
		start.y + size->y_bearing + size->height + halo };

	for (const struct mark *m = s->first; m != text; m = m->next) {
		if (mark_meets(m, b))
			return false;
	}
	return true;
}

static void paint_text(cairo_t *cr, const struct scene *s, const struct mark *m)
{
	const struct style *style = role_style(m->look.role);
	cairo_text_extents_t extents;
	struct point start = m->at;

	cairo_select_font_face(cr, FONT, CAIRO_FONT_SLANT_NORMAL,
	    style->bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
	cairo_set_font_size(cr, style->font_px);
	cairo_text_extents(cr, m->text, &extents);
	start.x -= extents.x_advance * (double)m->anchor / ANCHOR_END;
	if (!is_bare(s, m, &extents, start) &&
	    use_hue(cr, style->stroke, m->look.hue, 1)) {
		cairo_move_to(cr, start.x, start.y);
		cairo_text_path(cr, m->text);
		use_dash(cr, NULL);
		cairo_set_line_width(cr, style->stroke_width);
		cairo_stroke(cr);
	}
	use_hue(cr, style->fill, m->look.hue, 1);
	cairo_move_to(cr, start.x, start.y);
	cairo_show_text(cr, m->text);
	cairo_new_path(cr);
}

static void paint_scene(cairo_t *cr, const struct scene *s)
{
	static void (*const paints[])(cairo_t *, const struct mark *) = {
		[MARK_PATH] = paint_path,
		[MARK_RECT] = paint_rect,
		[MARK_MARKER] = paint_marker,
		[MARK_TEXT] = NULL,
		[MARK_GROUP] = NULL,
		[MARK_GROUP_END] = NULL,
	};

	cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
	cairo_translate(cr, 0, -s->top);
	for (const struct mark *m = s->first; m; m = m->next) {
		if (m->kind == MARK_TEXT)
			paint_text(cr, s, m);
		else if (paints[m->kind])
			paints[m->kind](cr, m);
	}
}

/* Shapes of letters that depend on no setting of the machine. */
static void plain_fonts(cairo_t *cr)
{
	cairo_font_options_t *options = cairo_font_options_create();

	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_set_font_options(cr, options);
	cairo_font_options_destroy(options);
}

/* Ends a drawing: the bytes go to the arena, or cairo's words to err. */
static int finish(struct arena *a, struct sink *sink, cairo_status_t status,
    struct span *out, struct err *err)
{
	*out = (struct span){ "", 0 };
	if (status == CAIRO_STATUS_SUCCESS) {
		*out = (struct span){ (const char *)sink->bytes, sink->len };
		out->at = arena_span(a, *out);
	}
	free(sink->bytes);
	if (status == CAIRO_STATUS_SUCCESS)
		return 0;
	return err_set(err, "drawing: %s", cairo_status_to_string(status));
}

static int whole_pixels(double length)
{
	return (int)ceil(length * PNG_SCALE);
}

int scene_png(struct arena *a, const struct scene *s, struct span *out,
    struct err *err)
{
	struct sink sink = { NULL, 0, 0 };
	cairo_surface_t *surface =
	    cairo_image_surface_create(CAIRO_FORMAT_RGB24,
		whole_pixels(s->width), whole_pixels(s->bottom - s->top));
	cairo_t *cr = cairo_create(surface);
	cairo_status_t status;

	plain_fonts(cr);
	use_hue(cr, HUE_PAPER, HUE_PAPER, 1);
	cairo_paint(cr);
	cairo_scale(cr, PNG_SCALE, PNG_SCALE);
	paint_scene(cr, s);
	status = cairo_status(cr);
	cairo_destroy(cr);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_write_to_png_stream(surface, sink_write,
		    &sink);
	cairo_surface_destroy(surface);
	return finish(a, &sink, status, out, err);
}

static void pdf_facts(cairo_surface_t *pdf, const struct scene_pages *pages)
{
	cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_TITLE,
	    pages->title);
	cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE,
	    pages->created);
	cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_MOD_DATE,
	    pages->created);
}

int scene_pdf(struct arena *a, const struct scene_pages *pages,
    struct span *out, struct err *err)
{
	struct sink sink = { NULL, 0, 0 };
	cairo_surface_t *pdf =
	    cairo_pdf_surface_create_for_stream(sink_write, &sink, 1, 1);
	cairo_t *cr = cairo_create(pdf);
	cairo_status_t status;

	pdf_facts(pdf, pages);
	for (size_t i = 0; i < pages->len; i++) {
		const struct scene *s = pages->at[i];

		cairo_pdf_surface_set_size(pdf, s->width, s->bottom - s->top);
		cairo_save(cr);
		paint_scene(cr, s);
		cairo_restore(cr);
		cairo_show_page(cr);
	}
	status = cairo_status(cr);
	cairo_destroy(cr);
	cairo_surface_finish(pdf);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(pdf);
	cairo_surface_destroy(pdf);
	return finish(a, &sink, status, out, err);
}
