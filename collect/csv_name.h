/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fields of CSV in logs, for people; json_name.h does the same of JSON.
 */
#ifndef COLLECT_CSV_NAME_H
#define COLLECT_CSV_NAME_H

#include "base/arena.h"
#include "base/text.h"

/*
 * The field without its quotes, where 512 bytes are enough, and without secrets
 * if it is a URL.
 */
const char *csv_name(struct arena *a, struct span raw);

/* The same of an error in the words of Go, see go_error.h. */
const char *csv_message(struct arena *a, struct span raw);

#endif
