/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/siege.h"

#include <math.h>

#include "collect/json_figure.h"

#define TOLD_STEPS 10
#define COUNTS_END 1e15

/* The figure, or NAN if its digits say too little. */
static double told(struct siege_figure f)
{
	return f.value >= TOLD_STEPS * f.step ? f.value : NAN;
}

static int64_t count_of(struct siege_figure f)
{
	return f.value >= 0 && f.value < COUNTS_END ? llround(f.value)
						    : UNKNOWN;
}

/* Of the response times, as siege.h says; as far off as what it is made of. */
static struct siege_figure mean_of(const struct siege_figures *f)
{
	struct siege_figure users = f->concurrency, time = f->elapsed_ns, mean;

	mean.value = told(users) * told(time) / f->transactions.value;
	mean.step =
	    mean.value * (users.step / users.value + time.step / time.value);
	if (isnan(mean.value))
		return (struct siege_figure){ told(f->response_ns),
			f->response_ns.step };
	return mean;
}

static void fill_counts(struct summary *s, int64_t transactions,
    int64_t successful, int64_t failed)
{
	s->total.requests = transactions + failed;
	if (successful != UNKNOWN && successful <= transactions) {
		int64_t client_errors = transactions - successful;

		s->total.errors = failed + client_errors;
		summary_status(s, SPAN("4xx"), client_errors);
	}
	summary_error(s, "other", SPAN("failed transactions"), failed);
}

void siege_fill(struct summary *s, const struct siege_figures *f)
{
	int64_t transactions = count_of(f->transactions);
	int64_t failed = count_of(f->failed);
	struct siege_figure mean = mean_of(f);
	double bytes = told(f->megabytes) * 0x1p20;

	s->run.load_model = LOAD_CLOSED;
	s->run.achieved_rps = f->rate.value;
	s->run.duration_ns = figure_ns(told(f->elapsed_ns));
	if (bytes < 9e18)
		s->run.bytes_received = llround(bytes);
	if (transactions != UNKNOWN && failed != UNKNOWN)
		fill_counts(s, transactions, count_of(f->successful), failed);
	if (transactions == UNKNOWN || transactions == 0)
		return; /* the zeros are no latencies */
	s->total.mean_ns = mean.value;
	s->total.mean_step_ns = mean.step;
	s->total.max_ns = figure_ns(told(f->longest_ns));
	s->total.min_ns = figure_ns(told(f->shortest_ns));
}
