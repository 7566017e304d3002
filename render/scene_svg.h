/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A scene as SVG: real text, a class and the light colors on every mark, the
 * title of a mark as its tooltip.  Where a style sheet is read, it wins over
 * the colors; where none is allowed, the chart still looks as it should.
 */
#ifndef RENDER_SCENE_SVG_H
#define RENDER_SCENE_SVG_H

#include "base/arena.h"
#include "base/text.h"
#include "render/scene.h"

/*
 * A file of its own, in the arena, with its style sheet: light, or dark where
 * the reader's system is.  scene_stand_alone() before gives it a visible title.
 */
struct span scene_svg(struct arena *a, const struct scene *s);

#endif
