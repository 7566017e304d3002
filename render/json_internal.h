/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON values of the output.  What is unknown (NULL, NAN, infinite, UNKNOWN)
 * becomes null.
 */
#ifndef RENDER_JSON_INTERNAL_H
#define RENDER_JSON_INTERNAL_H

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "store/result.h"
#include "store/run.h"

/* Each adds a member to an object. */
void json_text(cJSON *object, const char *key, const char *text);
void json_number(cJSON *object, const char *key, double value);
void json_integer(cJSON *object, const char *key, int64_t value);
/* Nanoseconds as seconds. */
void json_seconds(cJSON *object, const char *key, int64_t ns);
void json_seconds_of(cJSON *object, const char *key, double ns);
/* A JSON text from the archive as what it says; null if it is none. */
void json_parsed(cJSON *object, const char *key, const char *text);
cJSON *json_object(cJSON *object, const char *key);
cJSON *json_list(cJSON *object, const char *key);

/* Adds an object to a list. */
cJSON *json_item(cJSON *list);

/* Adds a text to a list. */
void json_append(cJSON *list, const char *text);

/* One run as an object of the list "runs". */
int json_run(struct db *db, const struct run *run,
    const struct quality_list *checks, cJSON *list, struct err *err);

#endif
