/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/pictures.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/units.h"
#include "render/output.h"
#include "render/scene_cairo.h"
#include "render/scene_svg.h"
#include "store/run.h"

/* Turns a scene into the bytes of a file. */
typedef int paint_fn(struct arena *a, const struct scene *s, struct span *out,
    struct err *err);

static int paint_svg(struct arena *a, const struct scene *s, struct span *out,
    struct err *err)
{
	(void)err;
	*out = scene_svg(a, s);
	return 0;
}

static int picture_write(const struct page_scene *s, const char *folder,
    const char *ending, paint_fn *paint, struct err *err)
{
	struct arena a = { 0 };
	struct span bytes;
	int status = paint(&a, s->scene, &bytes, err);

	if (!status)
		status = output_write(
		    arena_printf(&a, "%s/%s.%s", folder, s->id, ending), bytes,
		    err);
	arena_release(&a);
	return status;
}

static int pictures_write(const struct picture_request *r, const char *folder,
    const char *ending, paint_fn *paint, struct err *err)
{
	struct arena a = { 0 };
	struct page_scenes scenes;
	int status =
	    page_scenes(r->db, r->results, r->options, &a, &scenes, err);

	if (!status && mkdir(folder, 0777) != 0 && errno != EEXIST)
		status = err_set(err, "%s: %s", folder, strerror(errno));
	for (size_t i = 0; !status && i < scenes.len; i++)
		status =
		    picture_write(&scenes.at[i], folder, ending, paint, err);
	arena_release(&a);
	return status;
}

int pictures_png(const struct picture_request *r, const char *folder,
    struct err *err)
{
	return pictures_write(r, folder, "png", scene_png, err);
}

int pictures_svg(const struct picture_request *r, const char *folder,
    struct err *err)
{
	return pictures_write(r, folder, "svg", paint_svg, err);
}

/* The date that the user gave, else that of the newest run; never today's. */
static const char *created(const struct picture_request *r, struct arena *a)
{
	int64_t at_ns = r->options->now_ns;
	struct run_list runs;
	struct err ignored;
	char text[UNIT_TEXT];

	if (at_ns == UNKNOWN && !runs_load(r->db, a, &runs, &ignored)) {
		for (size_t i = 0; i < runs.len; i++) {
			if (runs.at[i].facts.started_at_ns > at_ns)
				at_ns = runs.at[i].facts.started_at_ns;
		}
	}
	return arena_strdup(a, time_text(at_ns == UNKNOWN ? 0 : at_ns, text));
}

int pictures_pdf(const struct picture_request *r, FILE *out, struct err *err)
{
	struct arena a = { 0 };
	struct page_scenes list;
	const struct scene **scenes;
	struct scene_pages pages;
	struct span bytes;
	int status = page_scenes(r->db, r->results, r->options, &a, &list, err);

	if (status)
		goto out;
	scenes = arena_alloc(&a, list.len, sizeof(*scenes));
	for (size_t i = 0; i < list.len; i++)
		scenes[i] = list.at[i].scene;
	pages = (struct scene_pages){ scenes, list.len,
		r->results->analysis.title, created(r, &a) };
	status = scene_pdf(&a, &pages, &bytes, err);
	if (!status && fwrite(bytes.at, 1, bytes.len, out) != bytes.len)
		status = err_set(err, "the PDF cannot be written");
out:
	arena_release(&a);
	return status;
}
