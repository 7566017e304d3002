/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/clocked.h"

#include <stdlib.h>

#include "base/units.h"

#define RANGE_S (CLOCKED_DAYS * 24 * 3600LL)
#define TIME_MAX (INT64_MAX / 2)

struct clocked clocked_new(int64_t step_ns)
{
	return (struct clocked){ .recorder = recorder_new(step_ns) };
}

void clocked_release(struct clocked *c)
{
	recorder_free(c->recorder);
	c->recorder = NULL;
}

static void add_latency(struct clocked *c, int64_t latency_ns)
{
	if (!c->timed || latency_ns < c->min_ns)
		c->min_ns = latency_ns;
	if (!c->timed || latency_ns > c->max_ns)
		c->max_ns = latency_ns;
	c->sum_ns += (double)latency_ns;
	c->timed++;
}

int clocked_add(struct clocked *c, int64_t start_ns, int64_t latency_ns,
    struct pos pos, struct err *err)
{
	int64_t range_ns = RANGE_S * NS_PER_S, end_ns = start_ns;

	if (start_ns < 0 || start_ns > TIME_MAX || latency_ns > TIME_MAX)
		return err_at(err, pos, "expected a time of day");
	if (!c->rows) {
		c->base_ns = start_ns - range_ns;
		c->first_ns = start_ns;
		c->last_ns = start_ns;
	}
	if (start_ns < c->base_ns || start_ns > c->base_ns + 2 * range_ns)
		return err_at(err, pos,
		    "expected a time within %d days of the first one",
		    CLOCKED_DAYS);
	recorder_add(c->recorder,
	    &(struct sample){ start_ns - c->base_ns, latency_ns });
	if (latency_ns >= 0) {
		add_latency(c, latency_ns);
		end_ns += latency_ns;
	}
	if (start_ns < c->first_ns)
		c->first_ns = start_ns;
	if (end_ns > c->last_ns)
		c->last_ns = end_ns;
	c->rows++;
	return 0;
}

int clocked_write(const struct clocked *c, struct source_writer *out,
    struct err *err)
{
	struct histogram h;
	int64_t second, first = (c->first_ns - c->base_ns) / NS_PER_S;
	int status = series_clock(out, c->recorder, err);

	for (size_t i = 0;
	     !status && recorder_window(c->recorder, i, &second, &h); i++) {
		status = series_histogram(out, second - first, &h, err);
		histogram_release(&h);
	}
	return status;
}

void clocked_facts(const struct clocked *c, struct series_facts *s)
{
	if (!c->timed)
		return;
	s->evidence = EVIDENCE_TIMED;
	s->mean_ns = c->sum_ns / (double)c->timed;
	s->min_ns = c->min_ns;
	s->max_ns = c->max_ns;
}
