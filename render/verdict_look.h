/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a verdict of the archive ("regression", "inconclusive", ...) looks.
 */
#ifndef RENDER_VERDICT_LOOK_H
#define RENDER_VERDICT_LOOK_H

#include <stdbool.h>

#include "render/palette.h"

struct verdict_look {
	const char *word; /* as in the archive */
	enum hue hue;     /* HUE_WORSE, HUE_BETTER, HUE_MUTED */
	bool decided;     /* false: its dot is hollow */
	bool measured;    /* false: there is no interval to draw */
};

/* NULL is "missing"; a word that is not known decides nothing. */
struct verdict_look verdict_look(const char *word);

/*
 * A sign that needs no color: up or down for the direction of the change, an
 * "approximately equal", or a question mark.
 */
const char *verdict_glyph(const struct verdict_look *v, double change);

#endif
