/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/rows.h"

#include <math.h>
#include <string.h>

#include "render/safe_text.h"
#include "render/textwidth.h"

#define LABEL_PX 12
#define MIDDLE 4       /* from the middle of a text to its baseline */
#define ROW 22         /* height of a row in a wide scene */
#define ROW_STACKED 42 /* ... and in a narrow one, where words stand above */
#define WORDS_ABOVE 21 /* from these words' baseline to the marks' middle */
#define GROUP 26       /* height of a heading */
#define LABEL_SHARE 0.3
#define VALUE_SHARE 0.25
#define NOTE_SHARE 0.33
#define NOTE_SHARE_STACKED 0.42
#define PAD 12
#define CAP 4 /* half the height of a whisker's ends */

static bool starts_group(const struct row_text *at, size_t i)
{
	if (!at[i].group)
		return false;
	return i == 0 || !at[i - 1].group ||
	       strcmp(at[i].group, at[i - 1].group) != 0;
}

enum column { LABEL, VALUE, NOTE };

static const char *cell(const struct row_text *row, enum column column)
{
	const char *const cells[] = { row->label, row->value, row->note };

	return cells[column] ? cells[column] : "";
}

/* The widest cell, but no more than a share of the scene. */
static double column_width(const struct rows *r, enum column column,
    double share)
{
	struct arena *a = r->scene->arena;
	double widest = 0;

	for (size_t i = 0; i < r->n; i++)
		widest = fmax(widest,
		    text_width(text_safe_line(a, cell(&r->at[i], column)),
			LABEL_PX));
	return fmin(ceil(widest), r->scene->width * share);
}

static void place_columns(struct rows *r)
{
	double width = r->scene->width;
	double value = column_width(r, VALUE, VALUE_SHARE);
	double note =
	    column_width(r, NOTE, r->wide ? NOTE_SHARE : NOTE_SHARE_STACKED);

	r->note_x = width - FRAME_GAP - note;
	r->value_x = r->note_x - (note > 0 ? PAD : 0) - value;
	r->plot.left = 2 * FRAME_GAP;
	r->plot.right = width - 2 * FRAME_GAP;
	if (!r->wide)
		return;
	r->plot.left += column_width(r, LABEL, LABEL_SHARE) + PAD + FRAME_GAP;
	r->plot.right = r->value_x - (value + note > 0 ? PAD : 0);
}

struct rows rows_layout(struct scene *s, const struct row_text *at, size_t n,
    double top)
{
	struct rows r = { .scene = s, .at = at, .wide = frame_is_wide(s) };
	double height = r.wide ? ROW : ROW_STACKED, y = top;

	r.n = n < ROWS_MAX ? n : ROWS_MAX;
	r.left_out = n - r.n;
	r.y = arena_alloc(s->arena, r.n, sizeof(*r.y));
	for (size_t i = 0; i < r.n; i++) {
		y += starts_group(at, i) ? GROUP : 0;
		r.y[i] = y + height - ROW / 2.0;
		y += height;
	}
	place_columns(&r);
	r.plot.top = top;
	r.plot.bottom = y + FRAME_GAP + (r.n ? 0 : 2 * ROW);
	return r;
}

static void draw_note(const struct rows *r, const struct row_text *row,
    double x, double baseline)
{
	enum role role = row->note_hue == HUE_NONE ? ROLE_NOTE : ROLE_WORD;
	struct mark *m =
	    scene_text_fit(r->scene, role, (struct point){ x, baseline },
		r->scene->width - FRAME_GAP - x + 1, cell(row, NOTE));

	m->look.hue = row->note_hue == HUE_NONE ? HUE_OWN : row->note_hue;
}

/* Beside the marks, or above them. */
static void draw_words(const struct rows *r, size_t i)
{
	const struct row_text *row = &r->at[i];
	double baseline = r->y[i] + MIDDLE - (r->wide ? 0 : WORDS_ABOVE);
	double right = r->wide ? r->plot.left : r->value_x;

	scene_text_fit(r->scene, ROLE_LABEL,
	    (struct point){ 2 * FRAME_GAP, baseline },
	    right - PAD - 2 * FRAME_GAP + 1, cell(row, LABEL));
	scene_text_fit(r->scene, ROLE_LABEL,
	    (struct point){ r->value_x, baseline }, r->note_x - r->value_x,
	    cell(row, VALUE));
	draw_note(r, row, r->note_x, baseline);
}

static void draw_heading(const struct rows *r, size_t i)
{
	double above = r->wide ? ROW / 2.0 : ROW_STACKED - ROW / 2.0;
	struct point start = { FRAME_GAP, r->y[i] - above - FRAME_GAP };

	scene_text_fit(r->scene, ROLE_STRONG, start,
	    r->scene->width - 2 * FRAME_GAP, r->at[i].group);
}

static void draw_left_out(const struct rows *r)
{
	struct scene *s = r->scene;

	scene_text(s, ROLE_NOTE, ANCHOR_START,
	    (struct point){ FRAME_GAP, s->bottom + LABEL_PX },
	    arena_printf(s->arena, "%zu more rows are in the table",
		r->left_out));
	s->bottom += ROW;
}

void rows_draw(const struct rows *r)
{
	for (size_t i = 0; i < r->n; i++) {
		if (starts_group(r->at, i))
			draw_heading(r, i);
		draw_words(r, i);
	}
	if (r->left_out)
		draw_left_out(r);
}

void rows_guide(const struct rows *r, size_t i)
{
	scene_line(r->scene, look_of(ROLE_GRID),
	    (struct point){ r->plot.left, r->y[i] },
	    (struct point){ r->plot.right, r->y[i] });
}

/* An end of a whisker; none at the edge of the plot: it goes on beyond. */
static void vertical(const struct rows *r, size_t i, struct mark *path,
    double x)
{
	if (x <= r->plot.left || x >= r->plot.right)
		return;
	path->pen_up = true;
	path_to(r->scene, path, (struct point){ x, r->y[i] - CAP });
	path_to(r->scene, path, (struct point){ x, r->y[i] + CAP });
}

void rows_whisker(const struct rows *r, size_t i, struct look look, double low,
    double high)
{
	struct mark *path;

	if (!isfinite(low) || !isfinite(high))
		return;
	path = scene_path(r->scene, look);
	vertical(r, i, path, low);
	path->pen_up = true;
	path_to(r->scene, path, (struct point){ low, r->y[i] });
	path_to(r->scene, path, (struct point){ high, r->y[i] });
	vertical(r, i, path, high);
}

void rows_say(const struct rows *r, size_t i, const char *text)
{
	struct point start = { r->plot.left + PAD, r->y[i] + MIDDLE };

	scene_text_fit(r->scene, ROLE_NOTE, start,
	    r->plot.right - PAD - start.x, text);
}
