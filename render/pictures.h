/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The charts of a report as files of their own: a folder of PNG or SVG, or one
 * PDF with a page for each.
 */
#ifndef RENDER_PICTURES_H
#define RENDER_PICTURES_H

#include <stdio.h>

#include "base/ui.h"
#include "render/page.h"

/* Of the page that these results and options make. */
struct picture_request {
	struct db *db;
	const struct results *results;
	const struct page_options *options;
	size_t max_bytes; /* of Markdown; 0: no limit */
	struct ui *ui;
};

/* Each chart as `folder`/ID.png or .svg; the folder is made if need be. */
int pictures_png(const struct picture_request *r, const char *folder,
    struct err *err);
int pictures_svg(const struct picture_request *r, const char *folder,
    struct err *err);

int pictures_pdf(const struct picture_request *r, FILE *out, struct err *err);

#endif
