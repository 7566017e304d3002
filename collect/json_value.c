/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The getters of json.h: a value of one kind, or an error with its path. */
#include "collect/json.h"

#include <float.h>
#include <math.h>

#include <cjson/cJSON.h>

#define INTEGER_LIMIT 0x1p63 /* the first double that is no int64_t */

static const char *kind_of(const struct json_node *node)
{
	const cJSON *v = node->value;

	if (!v)
		return "nothing";
	if (cJSON_IsBool(v))
		return cJSON_IsTrue(v) ? "true" : "false";
	if (cJSON_IsNumber(v))
		return "a number";
	if (cJSON_IsString(v))
		return "a string";
	if (cJSON_IsArray(v))
		return "an array";
	return cJSON_IsObject(v) ? "an object" : "null";
}

static int expected(const struct json_node *node, const char *what,
    struct err *err)
{
	return json_fail(node, err, "expected %s, got %s", what, kind_of(node));
}

static struct json_node pick(const struct json_node *in, const char *key)
{
	return key ? json_member(in, key) : *in;
}

/* -1 if it is not there. */
static int need(const struct json_node *in, const char *key, struct err *err)
{
	struct json_node node = pick(in, key);

	return node.value ? 0 : json_fail(&node, err, "missing");
}

int json_number_try(const struct json_node *in, const char *key, double *out,
    struct err *err)
{
	struct json_node node = pick(in, key);

	if (!node.value)
		return 0;
	if (!cJSON_IsNumber(node.value))
		return expected(&node, "a number", err);
	if (!isfinite(node.value->valuedouble))
		return json_fail(&node, err, "the number is too large");
	*out = node.value->valuedouble;
	return 0;
}

int json_number(const struct json_node *in, const char *key, double *out,
    struct err *err)
{
	return need(in, key, err) ? -1 : json_number_try(in, key, out, err);
}

int json_integer_try(const struct json_node *in, const char *key, int64_t *out,
    struct err *err)
{
	struct json_node node = pick(in, key);
	double value;

	if (!node.value)
		return 0;
	if (json_number_try(&node, NULL, &value, err))
		return -1;
	if (value < -INTEGER_LIMIT || value >= INTEGER_LIMIT)
		return json_fail(&node, err, "the number is too large");
	if (value != floor(value))
		return json_fail(&node, err,
		    "expected a whole number, got %.9g", value);
	*out = (int64_t)value;
	return 0;
}

int json_integer(const struct json_node *in, const char *key, int64_t *out,
    struct err *err)
{
	return need(in, key, err) ? -1 : json_integer_try(in, key, out, err);
}

int json_string_try(const struct json_node *in, const char *key,
    const char **out, struct err *err)
{
	struct json_node node = pick(in, key);

	if (!node.value)
		return 0;
	if (!cJSON_IsString(node.value))
		return expected(&node, "a string", err);
	*out = node.value->valuestring;
	return 0;
}

int json_string(const struct json_node *in, const char *key, const char **out,
    struct err *err)
{
	return need(in, key, err) ? -1 : json_string_try(in, key, out, err);
}

int json_bool_try(const struct json_node *in, const char *key, bool *out,
    struct err *err)
{
	struct json_node node = pick(in, key);

	if (!node.value)
		return 0;
	if (!cJSON_IsBool(node.value))
		return expected(&node, "true or false", err);
	*out = cJSON_IsTrue(node.value);
	return 0;
}

int json_loose_number_try(const struct json_node *in, const char *key,
    double *out, struct err *err)
{
	struct json_node node = pick(in, key);
	struct span text;

	if (!json_is_string(&node))
		return json_number_try(&node, NULL, out, err);
	text = span_of(node.value->valuestring);
	if (!span_double(text, -DBL_MAX, DBL_MAX, out))
		return json_fail(&node, err, "expected a number, got \"%.*s\"",
		    SPAN_ARG(text));
	return 0;
}

int json_loose_integer_try(const struct json_node *in, const char *key,
    int64_t *out, struct err *err)
{
	struct json_node node = pick(in, key);
	struct span text;

	if (!json_is_string(&node))
		return json_integer_try(&node, NULL, out, err);
	text = span_of(node.value->valuestring);
	if (!span_int(text, INT64_MIN, INT64_MAX, out))
		return json_fail(&node, err,
		    "expected a whole number, got \"%.*s\"", SPAN_ARG(text));
	return 0;
}

int json_loose_integer(const struct json_node *in, const char *key,
    int64_t *out, struct err *err)
{
	return need(in, key, err) ? -1
				  : json_loose_integer_try(in, key, out, err);
}

int json_object_try(const struct json_node *in, const char *key,
    struct json_node *out, struct err *err)
{
	*out = pick(in, key);
	if (out->value && !cJSON_IsObject(out->value))
		return expected(out, "an object", err);
	return 0;
}

int json_object(const struct json_node *in, const char *key,
    struct json_node *out, struct err *err)
{
	return need(in, key, err) ? -1 : json_object_try(in, key, out, err);
}

int json_array_try(const struct json_node *in, const char *key,
    struct json_node *out, struct err *err)
{
	*out = pick(in, key);
	if (out->value && !cJSON_IsArray(out->value))
		return expected(out, "an array", err);
	return 0;
}

int json_array(const struct json_node *in, const char *key,
    struct json_node *out, struct err *err)
{
	return need(in, key, err) ? -1 : json_array_try(in, key, out, err);
}
