/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/label_number.h"

#include <math.h>
#include <string.h>

#include "base/units.h"

#define NUMBER_MAX 1e15 /* as in store/run_read.c */
#define UNIX_MAX 1e11   /* seconds; more are milliseconds */

/* RFC 3339, with nine digits of a second if it has a fraction. */
static const char *start_text(int64_t unix_ns, struct arena *a)
{
	char text[UNIT_TEXT];
	const char *whole = time_text(unix_ns, text);
	int64_t part = unix_ns % NS_PER_S;

	if (!part)
		return arena_strdup(a, whole);
	return arena_printf(a, "%.*s.%09lldZ", (int)strlen(whole) - 1, whole,
	    (long long)part);
}

static int start_settle(struct pair *p, struct arena *a, struct err *err)
{
	struct span text = span_trim(span_of(p->value));
	double seconds;
	int64_t ns;

	if (span_double(text, 1, UNIX_MAX, &seconds))
		ns = llround(seconds * 1e6) * 1000; /* as far as a double has */
	else if (!time_parse(text, &ns) || ns < 0)
		return err_set(err,
		    "%s: expected a time such as 2026-11-22T16:04:45Z, or "
		    "seconds since 1970, got \"%s\"",
		    p->key, p->value);
	p->value = start_text(ns, a);
	return 0;
}

int label_number_settle(struct pair *p, struct arena *a, struct err *err)
{
	bool rate = strcmp(p->key, "offered_rps") == 0;
	double number;

	if (strcmp(p->key, RUN_START_LABEL) == 0)
		return start_settle(p, a, err);
	if (!rate && strcmp(p->key, "connections") != 0)
		return 0;
	if (rate && strcmp(p->value, "max") == 0)
		return 0;
	if (!span_double(span_trim(span_of(p->value)), 0, NUMBER_MAX,
		&number) ||
	    number <= 0 || (!rate && number != floor(number)))
		return err_set(err, "%s: expected %s, got \"%s\"", p->key,
		    rate ? "a number of requests per second, or \"max\""
			 : "a whole number above 0",
		    p->value);
	p->value = arena_printf(a, "%.10g", number);
	return 0;
}

int label_numbers_settle(struct pair_list *list, struct arena *a,
    struct err *err)
{
	for (size_t i = 0; i < list->len; i++)
		if (label_number_settle(&list->at[i], a, err))
			return -1;
	return 0;
}
