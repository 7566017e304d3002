/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first stage: what load generators and Prometheus wrote, into an archive.
 */
#ifndef COLLECT_COLLECT_H
#define COLLECT_COLLECT_H

#include "base/err.h"
#include "base/options.h"
#include "base/ui.h"
#include "store/db.h"

extern const struct option_def collect_options[];

/*
 * Collects every operand: files, folders, "-", URLs of Prometheus servers.  A
 * source that cannot be read is told through `ui`, and the others are still
 * collected; -1 is for what ends the command.
 */
int collect(struct db *db, const struct options *o, struct ui *ui,
    struct err *err);

/* Commands, as main.c has them in its table. */
int cmd_collect(const struct options *o, struct ui *ui, struct err *err);
int cmd_formats(const struct options *o, struct ui *ui, struct err *err);
int cmd_meshes(const struct options *o, struct ui *ui, struct err *err);

#endif
