/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/json_internal.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/units.h"
#include "render/safe_text.h"

#define DIGITS_MAX 32

/*
 * Without an exponent from 1e-6 to 1e21, as JavaScript writes numbers: `digits`
 * of them count.
 */
static void write_number(double value, int digits, char text[DIGITS_MAX])
{
	double size = fabs(value);
	int decimals;

	snprintf(text, DIGITS_MAX, "%.*e", digits - 1, value);
	decimals = digits - 1 - atoi(strchr(text, 'e') + 1);
	if ((size >= 1e-6 && size < 1e21) || size == 0)
		snprintf(text, DIGITS_MAX, "%.*f", decimals > 0 ? decimals : 0,
		    value);
	else
		snprintf(text, DIGITS_MAX, "%.*g", digits, value);
}

/* The fewest digits that read back as the same number. */
static cJSON *number(double value)
{
	char text[DIGITS_MAX];

	if (!isfinite(value))
		return cJSON_CreateNull();
	for (int digits = 1; digits <= 17; digits++) {
		write_number(value, digits, text);
		if (strtod(text, NULL) >= value && strtod(text, NULL) <= value)
			break;
	}
	return cJSON_CreateRaw(text);
}

void put_text(cJSON *object, const char *key, const char *text)
{
	struct arena a = { 0 };

	if (text)
		cJSON_AddStringToObject(object, key, text_safe(&a, text));
	else
		cJSON_AddNullToObject(object, key);
	arena_release(&a);
}

void put_number(cJSON *object, const char *key, double value)
{
	cJSON_AddItemToObject(object, key, number(value));
}

void put_integer(cJSON *object, const char *key, int64_t value)
{
	char text[DIGITS_MAX];

	snprintf(text, sizeof(text), "%" PRId64, value);
	if (value == UNKNOWN)
		cJSON_AddNullToObject(object, key);
	else
		cJSON_AddRawToObject(object, key, text);
}

void put_seconds(cJSON *object, const char *key, int64_t ns)
{
	put_seconds_of(object, key, ns == UNKNOWN ? NAN : (double)ns);
}

void put_seconds_of(cJSON *object, const char *key, double ns)
{
	put_number(object, key, ns / NS_PER_S);
}

void put_parsed(cJSON *object, const char *key, const char *text)
{
	cJSON *value = text ? cJSON_Parse(text) : NULL;

	cJSON_AddItemToObject(object, key, value ? value : cJSON_CreateNull());
}

cJSON *put_object(cJSON *object, const char *key)
{
	return cJSON_AddObjectToObject(object, key);
}

cJSON *put_list(cJSON *object, const char *key)
{
	return cJSON_AddArrayToObject(object, key);
}

cJSON *put_interval(cJSON *object, const char *key, double value, double low,
    double high)
{
	cJSON *interval = put_object(object, key);

	put_number(interval, "value", value);
	put_number(interval, "low", low);
	put_number(interval, "high", high);
	return interval;
}

cJSON *put_item(cJSON *list)
{
	cJSON *item = cJSON_CreateObject();

	cJSON_AddItemToArray(list, item);
	return item;
}

void put_append(cJSON *list, const char *text)
{
	struct arena a = { 0 };

	cJSON_AddItemToArray(list, cJSON_CreateString(text_safe(&a, text)));
	arena_release(&a);
}

void put_cell(const struct results *r, int64_t row, cJSON *object)
{
	const struct cell *c = results_cell(r, row);

	put_text(object, "value", c ? c->value : NULL);
	put_text(object, "name", c ? c->name : NULL);
	put_parsed(object, "conditions", c ? c->conditions : NULL);
}

void put_pair(const struct results *r, int64_t baseline, int64_t candidate,
    cJSON *object)
{
	const struct cell *b = results_cell(r, baseline);
	const struct cell *c = results_cell(r, candidate);

	put_text(object, "baseline", b ? b->value : NULL);
	put_text(object, "baseline_name", b ? b->name : NULL);
	put_text(object, "candidate", c ? c->value : NULL);
	put_text(object, "candidate_name", c ? c->name : NULL);
	put_parsed(object, "conditions", c ? c->conditions : NULL);
}
