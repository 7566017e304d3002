/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scenes as PNG and PDF, drawn by cairo in the light colors: for print, slides
 * and places that show no SVG.  The same scenes give the same bytes on one
 * machine; on another, its fonts may differ.
 */
#ifndef RENDER_SCENE_CAIRO_H
#define RENDER_SCENE_CAIRO_H

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "render/scene.h"

/* Pixels of a PNG per pixel of a scene. */
#define PNG_SCALE 2

/* A picture in the arena.  Fails where cairo does: at 32767 pixels. */
int scene_png(struct arena *a, const struct scene *s, struct span *out,
    struct err *err);

/* Scenes that become the pages of one file, each as large as its scene. */
struct scene_pages {
	const struct scene *const *at;
	size_t len;
	const char *title;
	const char *created; /* "2026-01-31T12:00:00Z": cairo would ask the
				clock, and no two files would be equal */
};

int scene_pdf(struct arena *a, const struct scene_pages *pages,
    struct span *out, struct err *err);

#endif
