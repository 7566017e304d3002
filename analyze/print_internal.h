/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parts of what results_print() prints, each with its heading, or nothing
 * where there is nothing to say.
 */
#ifndef ANALYZE_PRINT_INTERNAL_H
#define ANALYZE_PRINT_INTERNAL_H

#include "base/arena.h"
#include "base/ui.h"
#include "store/result.h"

#define COLOR_WORSE "\033[31m"
#define COLOR_BETTER "\033[34m"
#define COLOR_END "\033[0m"

/*
 * Between the two, what is printed to `ui.out` is held back; then it is shown
 * with all control characters tamed but line feeds and the colors above.
 */
struct held {
	struct ui ui;
	FILE *to;
	char *text;
	size_t len;
};
void held_begin(struct held *h, struct ui *ui);
void held_end(struct held *h);

/* A text from outside on one line, without control characters; NULL gives "".
 */
const char *tame_line(struct arena *a, const char *text);

/* What load costs, and how much of it is borne. */
void loads_print(const struct results *r, struct arena *a, struct ui *ui);

/* Releases in their order, and where they changed. */
void trends_print(const struct results *r, struct arena *a, struct ui *ui);

/* The experimental index, with all that it is made of. */
void meshmarks_print(const struct results *r, struct arena *a, struct ui *ui);

/* The checks that stop or warn, a line for each kind with the worst of it. */
void checks_print(const struct results *r, struct arena *a, struct ui *ui);

/* "1.2 ms", or "-" where it is not known. */
const char *cell_value(double value, const char *unit, struct arena *a);

/* A difference: "+1.2 ms", of shares "+50 pp". */
const char *cell_change(double change, const char *unit, struct arena *a);

/* "[1.1 ms, 1.3 ms]", or "" where it is not known. */
const char *cell_interval(double low, double high, const char *unit,
    struct arena *a);

/* "value, conditions", or the value alone. */
const char *cell_subject(const char *value, const char *conditions,
    struct arena *a);

/* Is the comparison meant by "latency_p99", "haproxy" or "haproxy:latency_p99"?
 */
bool explain_means(const struct results *r, const struct comparison *c,
    const char *what);

bool explain_is_latency(const struct comparison *c);

/* How much of the variance of each cell of which a latency is meant, once, is
 * between runs, where known. */
void explain_variance(const struct results *r, const char *what, FILE *out);

/* Has it a direction that does not survive Holm's correction? */
bool is_denied(const struct comparison *c);

#endif
