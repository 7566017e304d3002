/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report: one HTML file that needs nothing else.
 *
 * The page is templates/report.html: a section goes where it says
 * <slot name="..."/>, report.css and report.js go where it refers to them.
 * The same archive, template and options give the same bytes.
 */
#ifndef RENDER_PAGE_H
#define RENDER_PAGE_H

#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"
#include "render/scene.h"
#include "store/db.h"
#include "store/result.h"

struct page_options {
	/* A folder whose report.html, report.css and report.js are taken in
	 * place of the built-in ones, as far as they are there; or NULL. */
	const char *template_dir;
	int64_t now_ns; /* Unix time to date the report by, or UNKNOWN */
};

/* The charts of the page, each to stand alone, in the arena. */
struct page_scene {
	const char *id; /* of the figure: "nines-load-1" */
	const struct scene *scene;
};

struct page_scenes {
	struct page_scene *at;
	size_t len;
};

int page_scenes(struct db *db, const struct results *results,
    const struct page_options *options, struct arena *a,
    struct page_scenes *out, struct err *err);

/* A slot that nobody fills is an error of the template, with its line. */
int page_render(struct db *db, const struct results *results,
    const struct page_options *options, FILE *out, struct err *err);

#endif
