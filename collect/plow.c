/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/plow.h"

#include <math.h>

#include "base/units.h"

#define STEP_NS 1e3
#define SECONDS_MAX 1e7

bool plow_time(struct span text, double *ns)
{
	double seconds;

	if (duration_parse(text, ns))
		return true;
	if (!span_double(text, 0, SECONDS_MAX, &seconds))
		return false;
	*ns = seconds * 1e9;
	return true;
}

void plow_percentile(struct summary *s, double p, double ns)
{
	size_t n = s->n_stated;

	summary_percentile(s, p, ns, STEP_NS);
	if (s->n_stated == n)
		return;
	s->stated[n].low_ns = ns;
	s->stated[n].high_ns = ns + STEP_NS;
}

void plow_finish(struct summary *s)
{
	s->run.load_model = LOAD_CLOSED;
	s->run.population = POPULATION_ALL;
	s->run.percentile_rule = "quantile stream";
	if (s->total.requests > 0 && s->run.achieved_rps > 0)
		s->run.duration_ns = llround(
		    (double)s->total.requests / s->run.achieved_rps * 1e9);
	s->total.mean_step_ns = 2 * STEP_NS; /* it is cut off */
	if (s->total.requests == UNKNOWN)
		return;
	s->total.errors = s->errors.sum + summary_error_statuses(s);
	if (s->total.errors > s->total.requests)
		s->total.errors = s->total.requests;
	if (s->total.requests)
		return;
	s->n_stated = 0; /* the zeros are no latencies */
	s->total.mean_ns = s->total.stddev_ns = NAN;
	s->total.min_ns = s->total.max_ns = UNKNOWN;
}
