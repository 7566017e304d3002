/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is known of each service mesh, proxy and exporter: how it is called,
 * how it stands, and which Prometheus series measure it.  The knowledge is in
 * collect/meshes/, one file for each:
 *
 *	name: traefik-mesh      the value of the label "mesh", also the name
 *	                        of the file
 *	kind: mesh              or baseline, proxy, exporter
 *	title: Traefik Mesh
 *	aliases: [maesh]        other names; case, blanks, - and _ do not matter
 *	smp_enum: TRAEFIK_MESH  of the Service Mesh Performance specification
 *	status: {"2020": alpha, "2026": stable}
 *	source: whence the status
 *	queries:
 *	  - quantity: cpu_seconds   one of the table in mesh.c
 *	    role: data-plane        or control-plane, application, ...
 *	    component: pod          the label that says whose it is
 *	    match: proxy            optional: a run counts a component only if
 *	                            this label of the run has its name
 *	    query: a plain selector (selector.h) of series as scraped: never
 *	           rate(), the increase of a counter is computed here
 */
#ifndef COLLECT_MESH_H
#define COLLECT_MESH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "collect/selector.h"

/* Texts live as long as the registry; NULL where a file does not say. */
struct mesh_query {
	const char *quantity, *role;
	const char *component; /* name of a label */
	const char *match;     /* name of a label of the run, or NULL */
	const char *query;
	bool counter;
	struct selector *selector;
};

struct mesh {
	const char *name, *kind, *title;
	const char *smp_enum, *status_2020, *status_2026, *source;
	const char **aliases;
	size_t n_aliases;
	struct mesh_query *queries;
	size_t n_queries;
};

struct mesh_registry;

/* All files in the program, by name; the caller frees it. */
struct mesh_registry *mesh_registry_load(struct err *err);
void mesh_registry_free(struct mesh_registry *r); /* NULL is fine */

/* Adds one such file: `name` is for messages. */
int mesh_registry_add(struct mesh_registry *r, const char *name,
    struct span text, struct err *err);

size_t mesh_count(const struct mesh_registry *r);
const struct mesh *mesh_at(const struct mesh_registry *r, size_t i);

/*
 * The mesh of that name, title, alias or SMP name: "Maesh" is traefik-mesh,
 * "bare" is none.  NULL if nobody is called so.
 */
const struct mesh *mesh_named(const struct mesh_registry *r, const char *name);

/* mesh_named()'s name; a name that nobody has stays as it is. */
const char *mesh_canonical(const struct mesh_registry *r, const char *name);

/*
 * The first query, by mesh and then in the file's order, that selects such a
 * series; NULL if none does.  First, so that no series counts twice.
 */
const struct mesh_query *mesh_claim(const struct mesh_registry *r,
    const char *metric, struct metric_labels labels);

/*
 * Is that a role, or a quantity?  `counter` tells of a quantity whether it
 * only grows.
 */
bool mesh_is_role(const char *word);
bool mesh_is_quantity(const char *word, bool *counter);

/* All quantities, for messages: "cpu_seconds, cpu_cores, ...". */
const char *mesh_quantities(struct arena *a);

#endif
