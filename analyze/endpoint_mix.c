/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/endpoint_mix.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "base/units.h"

/* The two sides while their names are gone through. */
struct mix {
	double of[2]; /* requests of each side */
	double apart; /* half the sum of the differences of shares */
	double
	    chi_square; /* with as many degrees of freedom as names, less 1 */
	size_t names, common;
	double largest; /* difference of the shares of one name */
	const char *name;
	double share[2]; /* of that name */
};

static double requests_of(const struct endpoint_counts *c)
{
	double sum = 0;

	for (size_t i = 0; i < c->len; i++)
		sum += (double)c->at[i].requests;
	return sum;
}

/* How far a count is from what both sides together let expect. */
static double cell_chi_square(const struct mix *m, int side, double n,
    double both)
{
	double expected = both * m->of[side] / (m->of[0] + m->of[1]);

	return (n - expected) * (n - expected) / expected;
}

static void name_add(struct mix *m, const char *name, double b, double c)
{
	double share[2] = { b / m->of[0], c / m->of[1] };

	m->names++;
	m->common += b > 0 && c > 0;
	m->apart += fabs(share[0] - share[1]) / 2;
	m->chi_square +=
	    cell_chi_square(m, 0, b, b + c) + cell_chi_square(m, 1, c, b + c);
	if (fabs(share[0] - share[1]) <= m->largest)
		return;
	m->largest = fabs(share[0] - share[1]);
	m->name = name;
	memcpy(m->share, share, sizeof(share));
}

static struct mix mix_of(const struct endpoint_counts *b,
    const struct endpoint_counts *c)
{
	struct mix m = { .of = { requests_of(b), requests_of(c) } };
	size_t i = 0, k = 0;

	while (i < b->len || k < c->len) {
		int order = i == b->len ? 1
			    : k == c->len
				? -1
				: strcmp(b->at[i].name, c->at[k].name);
		double x = order <= 0 ? (double)b->at[i].requests : 0;
		double y = order >= 0 ? (double)c->at[k].requests : 0;

		name_add(&m, order <= 0 ? b->at[i].name : c->at[k].name, x, y);
		i += order <= 0;
		k += order >= 0;
	}
	return m;
}

struct finding endpoint_mix(const struct endpoint_counts *baseline,
    const struct endpoint_counts *candidate, struct arena *a)
{
	struct finding f = { "endpoint-mix", NULL, NAN, MIX_APART, NULL };
	struct mix m;
	char x[UNIT_TEXT], y[UNIT_TEXT], z[UNIT_TEXT];

	if (!baseline->len || !candidate->len)
		return f;
	m = mix_of(baseline, candidate);
	f.value = m.apart;
	if (!m.common) {
		f.state = "info";
		f.detail = "the endpoints of the two sides have other names, "
			   "and are not compared one by one";
	} else if (m.apart > MIX_APART &&
		   gsl_cdf_chisq_Q(m.chi_square, (double)(m.names - 1)) <
		       MIX_P_BELOW) {
		f.state = "warn";
		f.detail = arena_printf(a,
		    "%s of the requests go elsewhere: %s has %s of them in the "
		    "baseline and %s in the candidate, so that the totals are "
		    "not of the same requests; compare the endpoints",
		    value_text(m.apart, "ratio", x), m.name,
		    value_text(m.share[0], "ratio", y),
		    value_text(m.share[1], "ratio", z));
	}
	return f;
}
