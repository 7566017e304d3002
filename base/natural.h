/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts in the order in which people sort them.
 */
#ifndef BASE_NATURAL_H
#define BASE_NATURAL_H

/*
 * As strcmp(), but numbers in them by their size, also where a comma parts
 * thousands: "500 req/s" before "2,000 req/s", 1.9 before 1.10.  0 only for
 * equal texts.
 */
int natural_compare(const char *a, const char *b);

#endif
