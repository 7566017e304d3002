/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The labels that the user gives: by --label-pattern, --pattern, runs.csv and
 * --set, each winning over the ones before.
 */
#ifndef COLLECT_LABELS_H
#define COLLECT_LABELS_H

#include "base/options.h"
#include "base/ui.h"
#include "collect/mesh.h"
#include "collect/pattern.h"
#include "collect/table.h"
#include "collect/tree.h"
#include "store/run.h"

struct labeler {
	const char *label_pattern, *pattern; /* NULL: not given */
	bool strict; /* what fits not all sources is a fault */
	struct pair_list set;
	struct label_table table;     /* all runs.csv so far */
	struct mesh_registry *meshes; /* NULL until labels are to be given */
	/* Sources with runs, and of them those that gave labels. */
	struct {
		size_t sources, label_pattern, pattern, table;
	} matched;
};

/* From the command line.  labeler_release() it in any case. */
int labeler_init(struct labeler *l, const struct options *o, struct arena *a,
    struct err *err);
void labeler_release(struct labeler *l);

/*
 * An error where the pattern fits none of the files: it must be mistaken, and
 * what is in the archive once keeps the labels that it came with.
 */
int labeler_fits(const struct labeler *l, const struct file_list *files,
    struct err *err);

/* Labels all runs of a source that was found at `path`. */
int labeler_apply(struct labeler *l, const char *path, struct source_writer *w,
    struct err *err);

/* Was anything given that makes labels? */
bool labeler_is_given(const struct labeler *l);

/* Tells what of it was given and matched nothing, a fault, or not all sources,
 * a note; both are faults if strict. */
void labeler_tell(const struct labeler *l, struct ui *ui);

#endif
