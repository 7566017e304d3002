/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages as trees of libxml2: building them, and writing them as HTML.
 *
 * Whatever comes from outside enters as the text of a node or of an attribute,
 * made fit by text_safe(), and is escaped when it is written: there is no way
 * to insert markup.  Names of elements and attributes are literals.
 *
 * As with all memory here, nothing that builds can fail.  A node belongs to
 * its parent, and so to the document.
 */
#ifndef RENDER_HTML_INTERNAL_H
#define RENDER_HTML_INTERNAL_H

#include <stdio.h>

#include <libxml/tree.h>

#include "base/err.h"
#include "base/text.h"

/* A last child; `class` may be NULL. */
xmlNode *html_add(xmlNode *parent, const char *name, const char *class);

/* The same with a text in it. */
xmlNode *html_add_text(xmlNode *parent, const char *name, const char *class,
    const char *text);
__attribute__((format(printf, 4, 5))) xmlNode *html_addf(xmlNode *parent,
    const char *name, const char *class, const char *fmt, ...);

/* Text behind what the parent has already. */
void html_text(xmlNode *parent, const char *text);
__attribute__((format(printf, 2, 3))) void html_textf(xmlNode *parent,
    const char *fmt, ...);

/*
 * An attribute; one that runs code or names a target from outside ("on...",
 * "style", "href", "src") is for html_link() alone.
 */
void html_set(xmlNode *node, const char *name, const char *value);
__attribute__((format(printf, 3, 4))) void html_setf(xmlNode *node,
    const char *name, const char *fmt, ...);

/* <a href="#anchor">text</a> */
xmlNode *html_link(xmlNode *parent, const char *anchor, const char *text);

/*
 * Content of <style> or <script>, of our own files only.  It is written as it
 * is: html_write() refuses it where it would end the element.
 */
void html_raw(xmlNode *parent, struct span text);

/*
 * An element of doc that is in no tree yet: nodes are collected in it, which
 * then move to their place.  Freed with xmlFreeNode().
 */
xmlNode *html_part(xmlDoc *doc);

/*
 * Parses a page of our own: XML syntax, no entities, nothing loaded.  A fault
 * is worded with `name` and the line.
 */
xmlDoc *html_parse(struct span text, const char *name, struct err *err);

/*
 * Writes the document as HTML: no XML declaration, void elements without an
 * end, all others with one, comments left out.
 */
int html_write(const xmlDoc *doc, FILE *out, struct err *err);

#endif
