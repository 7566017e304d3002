/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How wide a text is, from a table in the source, so that a layout is the same
 * on every machine.  The widths are those of Helvetica, which Arial, Liberation
 * Sans and Nimbus Sans share.  Texts are those that text_safe() gave.
 */
#ifndef RENDER_TEXTWIDTH_H
#define RENDER_TEXTWIDTH_H

#include "base/arena.h"

/* In the unit of `size`, the font's size.  Bold text is about 7% wider. */
double text_width(const char *s, double size);

/*
 * s if it fits into width, else as much of its start as does, with an
 * ellipsis: at the least the ellipsis.
 */
const char *text_fit(struct arena *a, const char *s, double size, double width);

/*
 * The part of *rest that fits into width, broken at a blank where there is
 * one; *rest is moved behind it.  NULL when nothing is left.
 */
const char *text_line(struct arena *a, const char **rest, double size,
    double width);

#endif
