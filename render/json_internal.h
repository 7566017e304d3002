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
void put_text(cJSON *object, const char *key, const char *text);
void put_number(cJSON *object, const char *key, double value);
void put_integer(cJSON *object, const char *key, int64_t value);
/* Nanoseconds as seconds. */
void put_seconds(cJSON *object, const char *key, int64_t ns);
void put_seconds_of(cJSON *object, const char *key, double ns);
/* A JSON text from the archive as what it says; null if it is none. */
void put_parsed(cJSON *object, const char *key, const char *text);
cJSON *put_object(cJSON *object, const char *key);
cJSON *put_list(cJSON *object, const char *key);
/* A value with the ends of its interval, as an object. */
cJSON *put_interval(cJSON *object, const char *key, double value, double low,
    double high);

/* Adds an object to a list. */
cJSON *put_item(cJSON *list);

/* Adds a text to a list. */
void put_append(cJSON *list, const char *text);

/* One run as an object of the list "runs". */
int put_run(struct db *db, const struct run *run, const struct results *r,
    cJSON *list, struct err *err);

/* Which cell it is about: "value" and "conditions", which several cells may
 * share, and "name", which tells them apart as all outputs do. */
void put_cell(const struct results *r, int64_t row, cJSON *object);

/* The same of two cells, whose conditions are the candidate's. */
void put_pair(const struct results *r, int64_t baseline, int64_t candidate,
    cJSON *object);

/* Rankings, costs, capacities and trends. */
void put_findings(const struct results *r, cJSON *root);

#endif
