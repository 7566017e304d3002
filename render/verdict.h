/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a verdict is shown.  The words of the archive are the keys; a word that
 * is not known is shown as it is.
 */
#ifndef RENDER_VERDICT_H
#define RENDER_VERDICT_H

#include <stdbool.h>

#include "render/palette.h"

struct verdict {
	const char *key;   /* "slower-size-uncertain" */
	const char *words; /* "slower, size uncertain" */
	enum hue hue;      /* HUE_WORSE, HUE_BETTER, HUE_MUTED */
	bool decided;      /* false: its dot is hollow */
	bool measured;     /* false: there is no interval to draw */
};

/* NULL is "missing". */
struct verdict verdict_of(const char *key);

/*
 * A sign that needs no color: up or down for the direction of the change, an
 * "approximately equal", or a question mark.
 */
const char *verdict_glyph(const struct verdict *v, double change);

#endif
