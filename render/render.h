/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The third stage: what analyze stored, as people and programs read it.
 */
#ifndef RENDER_RENDER_H
#define RENDER_RENDER_H

#include "base/err.h"
#include "base/options.h"
#include "base/ui.h"
#include "store/db.h"

extern const struct option_def render_options[];

/* Is there such a format, before work is done for it? */
int render_check(const struct options *o, struct err *err);

/*
 * Writes the newest analysis in the format that -f or the ending of -o names,
 * to -o or to the ui's `out`.  A file is complete or as it was before.
 */
int render(struct db *db, const struct options *o, struct ui *ui,
    struct err *err);

int cmd_render(const struct options *o, struct ui *ui, struct err *err);

#endif
