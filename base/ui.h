/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a command says to the person who runs it.  Results go to `out`; faults,
 * notes and progress to stderr.
 */
#ifndef BASE_UI_H
#define BASE_UI_H

#include <stdbool.h>
#include <stdio.h>

#include "base/err.h"

struct ui {
	FILE *out;
	bool quiet;    /* -q: neither notes nor progress */
	bool terminal; /* stderr is one: progress makes sense */
	bool color;    /* `out` is one, and NO_COLOR is not set */
	int faults;    /* how many ui_fault() has told */
	double shown;  /* when progress was shown last; 0: never */
	double began;  /* when what it shows began */
};

void ui_init(struct ui *ui, bool quiet);

/* A fault of one thing of several: it is told, and the command goes on. */
void ui_fault(struct ui *ui, const struct err *err);

__attribute__((format(printf, 2, 3))) void ui_note(struct ui *ui,
    const char *fmt, ...);

/*
 * How far a long work has come: `share` 0..1 (below 0: not known), and the
 * bytes done (below 0: it is not about bytes), from which come rate and time
 * left.  May be called often; ui_done() wipes the line out.
 */
struct ui_step {
	const char *what;
	double share, bytes;
};
void ui_progress(struct ui *ui, struct ui_step step);
void ui_done(struct ui *ui);

#endif
