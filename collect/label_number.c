/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/label_number.h"

#include <math.h>
#include <string.h>

#define NUMBER_MAX 1e15 /* as in store/run_read.c */

int label_number_settle(struct pair *p, struct arena *a, struct err *err)
{
	bool rate = strcmp(p->key, "offered_rps") == 0;
	double number;

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
