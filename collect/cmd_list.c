/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the program can read, and what it knows of each mesh.
 */
#include "collect/collect.h"

#include <string.h>

#include "collect/importer.h"
#include "collect/lookalikes.h"
#include "collect/mesh.h"

static void formats_markdown(FILE *out)
{
	fputs("| format | what it is | evidence | coordinated omission |\n"
	      "|---|---|---|---|\n",
	    out);
	for (size_t i = 0; importers[i]; i++)
		fprintf(out, "| `%s` | %s | %s | %s |\n", importers[i]->name,
		    importers[i]->about, importers[i]->evidence,
		    importers[i]->omission);
}

int cmd_formats(const struct options *o, struct ui *ui, struct err *err)
{
	const char *format = option_value(o, "output-format");

	if (format && strcmp(format, "markdown") == 0) {
		formats_markdown(ui->out);
		return 0;
	}
	if (format)
		return err_set(err, "-f %s: expected markdown, or nothing",
		    format);
	for (size_t i = 0; importers[i]; i++)
		fprintf(ui->out, "%-18s %s\n%18s evidence: %s; %s\n",
		    importers[i]->name, importers[i]->about, "",
		    importers[i]->evidence, importers[i]->omission);
	fputs("\nknown, but not read:\n", ui->out);
	lookalikes_list(ui->out);
	return 0;
}

static const char *or_dash(const char *text)
{
	return text ? text : "-";
}

int cmd_meshes(const struct options *o, struct ui *ui, struct err *err)
{
	struct mesh_registry *r = mesh_registry_load(err);

	(void)o;
	if (!r)
		return -1;
	fprintf(ui->out, "%-20s %-9s %-26s %-9s %-9s %s\n", "name", "kind",
	    "title", "2020", "2026", "queries");
	for (size_t i = 0; i < mesh_count(r); i++) {
		const struct mesh *m = mesh_at(r, i);

		fprintf(ui->out, "%-20s %-9s %-26s %-9s %-9s %zu\n", m->name,
		    or_dash(m->kind), or_dash(m->title),
		    or_dash(m->status_2020), or_dash(m->status_2026),
		    m->n_queries);
	}
	mesh_registry_free(r);
	return 0;
}
