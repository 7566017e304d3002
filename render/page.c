/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/page.h"

#include <stdlib.h>
#include <string.h>

#include "render/section_internal.h"
#include "render/template_internal.h"

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct run *)a)->id, ((const struct run *)b)->id);
}

const struct run *page_run(const struct page *p, const char *id)
{
	const struct run key = { .id = id };

	return p->runs.len ? bsearch(&key, p->runs.at, p->runs.len,
				 sizeof(*p->runs.at), by_id)
			   : NULL;
}

static int fill_section(const struct page *p, const struct template *t,
    const struct section *section, struct err *err)
{
	xmlNode **slot;

	while ((slot = template_slot(t, section->slot))) {
		xmlNode *content = html_part(t->doc);

		if (section->build(p, content, err)) {
			xmlFreeNode(content);
			return -1;
		}
		template_fill(slot, content);
	}
	return 0;
}

static int build(const struct page *p, const struct template *t, FILE *out,
    struct err *err)
{
	if (template_inline(t, err))
		return -1;
	for (const struct section *s = sections; s->slot; s++) {
		if (fill_section(p, t, s, err))
			return -1;
	}
	if (template_check(t, err))
		return -1;
	return out ? html_write(t->doc, out, err) : 0;
}

/* Builds the page; writes it if `out` is not NULL. */
static int page_make(struct page *p, FILE *out, struct err *err)
{
	struct template template = { 0 };
	int status = -1;

	if (runs_load(p->db, p->arena, &p->runs, err))
		goto out;
	p->loads = loads_of(p->results, p->arena);
	if (sources_load(p->db, p->arena, &p->sources, err) ||
	    unreads_load(p->db, p->arena, &p->unread, err) ||
	    template_open(&template, p->options->template_dir, p->arena, err) ||
	    build(p, &template, out, err))
		goto out;
	status = 0;
out:
	template_release(&template);
	return status;
}

int page_render(struct db *db, const struct results *results,
    const struct page_options *options, FILE *out, struct err *err)
{
	struct arena arena = { 0 };
	struct page p = { .db = db,
		.results = results,
		.options = options,
		.arena = &arena };
	int status = page_make(&p, out, err);

	arena_release(&arena);
	return status;
}

int page_scenes(struct db *db, const struct results *results,
    const struct page_options *options, struct arena *a,
    struct page_scenes *out, struct err *err)
{
	struct page p = { .db = db,
		.results = results,
		.options = options,
		.arena = a,
		.scenes = out };

	*out = (struct page_scenes){ 0 };
	return page_make(&p, NULL, err);
}
