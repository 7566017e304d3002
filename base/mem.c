/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *checked(void *p)
{
	if (!p) {
		fputs("meshstat: out of memory\n", stderr);
		exit(2);
	}
	return p;
}

void *xcalloc(size_t count, size_t size)
{
	return checked(calloc(count ? count : 1, size));
}

void *xrealloc(void *old, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		return checked(NULL);
	return checked(realloc(old, count && size ? count * size : 1));
}

char *xstrdup(const char *s)
{
	return checked(strdup(s));
}

void *grow(void *old, size_t len, size_t *cap, size_t size)
{
	if (len < *cap)
		return old;
	*cap = *cap ? *cap * 2 : 16;
	return xrealloc(old, *cap, size);
}
