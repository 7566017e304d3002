/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page around the sections: templates/report.html and what it refers to.
 */
#ifndef RENDER_TEMPLATE_INTERNAL_H
#define RENDER_TEMPLATE_INTERNAL_H

#include "base/arena.h"
#include "render/html_internal.h"

struct template
{
	xmlDoc *doc;
	const char *name; /* of report.html, for errors */
	const char *dir;  /* of the files that replace built-in ones, or NULL */
	struct arena *arena;
	struct {
		xmlNode **at; /* in the order of the page; NULL: filled */
		size_t len;
	} slots;
};

/* `dir` may be NULL.  template_release() is due in any case. */
int template_open(struct template *t, const char *dir, struct arena *a,
    struct err *err);
void template_release(struct template *t);

/* The first <slot name="..."/> of that name (NULL: of any) that is not filled;
 * NULL: none.  It is one of t->slots. */
xmlNode **template_slot(const struct template *t, const char *name);

/* Puts the children of `content` where the slot is; frees both. */
void template_fill(xmlNode **slot, xmlNode *content);

/* An error for the first slot that is left, if one is. */
int template_check(const struct template *t, struct err *err);

/*
 * Puts report.css and report.js where the page refers to them, and a policy
 * into its head that lets a browser run and load nothing else.
 */
int template_inline(const struct template *t, struct err *err);

#endif
