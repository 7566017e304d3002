/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of render/ that write XML share.  For this folder only: no
 * other may see libxml2.
 */
#ifndef RENDER_XML_INTERNAL_H
#define RENDER_XML_INTERNAL_H

#include <libxml/tree.h>

#include "render/scene.h"

/*
 * The scene as an <svg class="chart"> of doc, in no tree yet: the caller adds
 * it to one.  It fills the width that it is given; the page's style sheet holds
 * palette_css().
 */
xmlNodePtr scene_svg_node(xmlDocPtr doc, const struct scene *s);

#endif
