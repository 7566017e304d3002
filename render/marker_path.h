/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The outlines of markers, for both painters.
 */
#ifndef RENDER_MARKER_PATH_H
#define RENDER_MARKER_PATH_H

#include "render/scene.h"

#define MARKER_POINTS 12

/*
 * The corners of a marker of radius 1 around 0, 0, and how many there are; a
 * circle has none.  Their areas look alike.
 */
size_t marker_corners(enum marker marker, struct point *corners);

#endif
