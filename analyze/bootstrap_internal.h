/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What all that draws blocks shares; for analyze/ alone, as it names the
 * generator.
 */
#ifndef ANALYZE_BOOTSTRAP_INTERNAL_H
#define ANALYZE_BOOTSTRAP_INTERNAL_H

#include <stddef.h>

#include <gsl/gsl_rng.h>

/*
 * The indices, below n, of a draw of n: blocks start anywhere and run around
 * the end.  Politis and Romano 1992.
 */
void blocks_draw(gsl_rng *rng, size_t n, size_t block, size_t *out);

#endif
