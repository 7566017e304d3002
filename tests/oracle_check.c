/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/oracle.h"

#include <math.h>
#include <string.h>
#include <strings.h>

struct tolerance {
	double rel, abs;
};

/* A number may be written as "inf" or "-inf". */
static bool number_of(const cJSON *item, double *x)
{
	const char *text = cJSON_GetStringValue(item);

	if (cJSON_IsNumber(item))
		*x = cJSON_GetNumberValue(item);
	else if (text && strcmp(text, "inf") == 0)
		*x = INFINITY;
	else if (text && strcmp(text, "-inf") == 0)
		*x = -INFINITY;
	else
		return false;
	return true;
}

static bool near(double a, double b, struct tolerance tol)
{
	double off = fabs(a - b);

	if (isinf(a) || isinf(b))
		return a <= b && a >= b;
	return off <= tol.abs || off <= tol.rel * fmax(fabs(a), fabs(b));
}

static bool leaf_agrees(const cJSON *want, const cJSON *got,
    struct tolerance tol)
{
	double a, b;

	if (cJSON_IsNull(want) || !got)
		return !got || cJSON_IsNull(got);
	if (number_of(want, &a))
		return number_of(got, &b) && near(a, b, tol);
	if (cJSON_IsBool(want))
		return cJSON_IsBool(got) &&
		       cJSON_IsTrue(want) == cJSON_IsTrue(got);
	return cJSON_IsString(got) &&
	       strcasecmp(want->valuestring, got->valuestring) == 0;
}

static int differs(const char *name, const cJSON *want, const cJSON *got,
    struct err *why)
{
	char *a = cJSON_PrintUnformatted(want);
	char *b = got ? cJSON_PrintUnformatted(got) : NULL;

	err_set(why, "%s: wants %s, got %s", name, a, b ? b : "nothing");
	cJSON_free(a);
	cJSON_free(b);
	return -1;
}

static int compare(const cJSON *want, const cJSON *got, struct tolerance tol,
    struct err *why)
{
	const char *name = want->string ? want->string : "element";
	const cJSON *item;
	int at = 0;

	if (!cJSON_IsArray(want) && !cJSON_IsObject(want))
		return leaf_agrees(want, got, tol)
			   ? 0
			   : differs(name, want, got, why);
	if (!got || (want->type & 0xff) != (got->type & 0xff) ||
	    (cJSON_IsArray(want) &&
		cJSON_GetArraySize(want) != cJSON_GetArraySize(got)))
		return differs(name, want, got, why);
	cJSON_ArrayForEach(item, want)
	{
		const cJSON *other =
		    cJSON_IsArray(want)
			? cJSON_GetArrayItem(got, at++)
			: cJSON_GetObjectItemCaseSensitive(got, item->string);

		if (!other && !cJSON_IsNull(item))
			return differs(item->string, item, other, why);
		if (other && compare(item, other, tol, why))
			return err_prefix(why, "%s", name);
	}
	return 0;
}

static double member(const cJSON *of, const char *name)
{
	return cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(of, name));
}

bool oracle_agrees(const cJSON *expected, const cJSON *got, struct err *why)
{
	const cJSON *tol = cJSON_GetObjectItemCaseSensitive(expected, "tol");
	const cJSON *published =
	    cJSON_GetObjectItemCaseSensitive(expected, "published");
	struct tolerance exact = { member(tol, "rel"), member(tol, "abs") };
	double loose = published ? member(expected, "published_tol") : 0;

	if (compare(cJSON_GetObjectItemCaseSensitive(expected, "expected"), got,
		exact, why))
		return false;
	return !published || compare(published, got,
				 (struct tolerance){ loose, loose }, why) == 0;
}
