/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/study_word.h"

#include <cjson/cJSON.h>

#include "store/quantile_rank.h"

const char *study_word(const struct analysis *a, const char *key,
    const char *otherwise, struct arena *arena)
{
	cJSON *study = cJSON_Parse(a->study);
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(study, key);
	const char *word = cJSON_IsString(value)
			       ? arena_strdup(arena, value->valuestring)
			       : otherwise;

	cJSON_Delete(study);
	return word;
}

bool study_has(const struct analysis *a, const char *key)
{
	cJSON *study = cJSON_Parse(a->study);
	bool is = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(study, key));

	cJSON_Delete(study);
	return is;
}

int study_quantile_type(const struct analysis *a)
{
	cJSON *study = cJSON_Parse(a->study);
	const cJSON *value =
	    cJSON_GetObjectItemCaseSensitive(study, "quantile-type");
	double type = cJSON_IsNumber(value) ? value->valuedouble : 1;

	cJSON_Delete(study);
	return type >= 1 && type <= QUANTILE_TYPES ? (int)type : 1;
}
