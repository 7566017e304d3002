/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The service levels (SLA) that a run of Hyperfoil missed: "failures" in its
 * all.json, each once for the run or for each of its windows.  By phase and
 * metric they belong to an entry of "stats", whose "name" is their "phase".
 * They become functional checks, by what was required; how often one was met is
 * not said.
 */
#ifndef COLLECT_HYPERFOIL_H
#define COLLECT_HYPERFOIL_H

#include "collect/json.h"
#include "collect/names.h"
#include "store/run.h"

/* Starts as { 0 }; the caller releases the names. */
struct hyperfoil_missed {
	struct names names;           /* "PHASE\nMETRIC\nSLA: WORDS" */
	int64_t count[NAMES_MAX + 1]; /* the last one, of all others, is lost */
};

int hyperfoil_missed_read(const struct json_node *root,
    struct hyperfoil_missed *m, struct err *err);

/* Those of the entry, whose series was written last; `a` is for texts. */
int hyperfoil_missed_write(const struct hyperfoil_missed *m,
    const struct json_node *entry, struct arena *a, struct source_writer *out,
    struct err *err);

#endif
