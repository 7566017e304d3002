/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/seed.h"

static uint64_t mix(uint64_t hash, unsigned char byte)
{
	return (hash ^ byte) * UINT64_C(1099511628211);
}

unsigned long seed_for(uint64_t master, const char *name)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	unsigned long seed;

	for (int i = 0; i < 8; i++)
		hash = mix(hash, (unsigned char)(master >> 8 * i));
	for (; *name; name++)
		hash = mix(hash, (unsigned char)*name);
	seed = (unsigned long)(hash & UINT32_MAX);
	return seed > 0 ? seed : 1;
}
