/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/study_word.h"

#include <cjson/cJSON.h>

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
