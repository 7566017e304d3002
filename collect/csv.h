/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fields of a line of CSV, for tables of people; logs of gigabytes have
 * readers of their own.
 */
#ifndef COLLECT_CSV_H
#define COLLECT_CSV_H

#include "base/arena.h"
#include "base/text.h"

struct field_list {
	const char **at;
	size_t len;
};

/* "a,"b ""c"", d" gives `a`, `b "c"` and ` d`.  Quotes end with the line. */
struct field_list csv_fields(struct span line, struct arena *a);

#endif
