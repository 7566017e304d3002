/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Comparisons as families of tests: which of them stand when there are many.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/adjust.h"
#include "analyze/compare.h"
#include "analyze/verdict.h"
#include "base/mem.h"

#define SCREEN_ABOVE 20 /* tests, for a false discovery rate */

static bool is_directional(const char *verdict)
{
	for (int v = VERDICT_REGRESSION; v <= VERDICT_MISSING; v++) {
		if (strcmp(verdict_name((enum verdict)v), verdict) == 0)
			return verdict_is_directional((enum verdict)v);
	}
	return false;
}

static bool is_latency(const struct comparison *c)
{
	return strncmp(c->metric, "latency_", 8) == 0;
}

static bool is_cost(const struct comparison *c)
{
	return !is_latency(c);
}

static bool is_any(const struct comparison *c)
{
	(void)c;
	return true;
}

typedef bool member_fn(const struct comparison *c);

static bool in_family(const struct comparison *c, member_fn *is_member)
{
	return !isnan(c->p_value) && is_member(c);
}

static int64_t family_adjust(struct comparison_list *list, member_fn *is_member,
    double confidence)
{
	double *p = xcalloc(2 * list->len, sizeof(*p)), *q = p + list->len;
	size_t n = 0;

	for (size_t i = 0; i < list->len; i++) {
		if (in_family(&list->at[i], is_member))
			p[n++] = list->at[i].p_value;
	}
	adjust_bh((struct values){ p, n }, q);
	adjust_holm((struct values){ p, n }, p);
	for (size_t i = 0, k = 0; i < list->len; i++) {
		struct comparison *c = &list->at[i];

		if (!in_family(c, is_member))
			continue;
		c->q_value = n > SCREEN_ABOVE ? q[k] : NAN;
		c->p_adjusted = p[k++];
		c->survives = is_directional(c->verdict) &&
			      c->p_adjusted <= 1 - confidence;
	}
	free(p);
	return (int64_t)n;
}

struct families comparisons_adjust(struct comparison_list *list,
    double confidence)
{
	return (struct families){ family_adjust(list, is_latency, confidence),
		family_adjust(list, is_cost, confidence) };
}

int64_t endpoints_adjust(struct comparison_list *list, double confidence)
{
	return family_adjust(list, is_any, confidence);
}
