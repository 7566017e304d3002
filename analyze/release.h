/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Releases in their own order, which is not that of their names (1.9 comes
 * before 1.10), nor that in which their results were collected.
 */
#ifndef ANALYZE_RELEASE_H
#define ANALYZE_RELEASE_H

/*
 * As by Semantic Versioning: numbers by size, part by part; what stands behind
 * a hyphen makes it come before (1.2-rc1, 1.2); a "v" in front, and what is
 * behind a "+", do not count.  Words are ordered as text, behind numbers.
 * Below, equal to or above 0.
 */
int release_compare(const char *a, const char *b);

#endif
