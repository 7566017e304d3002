/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/oracle.h"

#include "analyze/counter.h"
#include "analyze/line.h"
#include "analyze/proportion.h"

static void put_interval(struct oracle_case *c, const char *name,
    struct interval i)
{
	double ends[] = { i.lo, i.hi };

	put_list(c, name, (struct values){ ends, 2 });
}

static void run_error_rates(struct oracle_case *c)
{
	struct proportion a = { (int64_t)param(c, "x1"),
		(int64_t)param(c, "n1") };
	struct proportion b = { (int64_t)param(c, "x2"),
		(int64_t)param(c, "n2") };
	double conf = param(c, "conf");

	put_interval(c, "wilson1", proportion_interval(a, conf));
	put_interval(c, "wilson2", proportion_interval(b, conf));
	put(c, "diff", proportion_share(b) - proportion_share(a));
	put_pair(c, "newcombe_lo", "newcombe_hi",
	    proportion_difference(a, b, conf));
	put(c, "fisher_p", proportion_fisher(a, b));
}

static void run_counter_increase(struct oracle_case *c)
{
	struct points samples = columns(c, "t", "v");
	struct interval range = { param(c, "range_start"),
		param(c, "range_end") };
	struct increase seen = counter_increase(samples);
	double promql = counter_increase_promql(samples, range);

	put(c, "resets", (double)seen.resets);
	put(c, "increase_raw", seen.amount);
	put(c, "rate_raw", seen.rate);
	put(c, "increase_prom", promql);
	put(c, "rate_prom", promql / (range.hi - range.lo));
}

/* Of the regressor in thousands of requests per second. */
static struct points cost_points(const struct oracle_case *c)
{
	struct points p = columns(c, "rps", "cpu_cores");
	double *krps = room(c, p.n);

	for (size_t i = 0; i < p.n; i++)
		krps[i] = p.x[i] / 1000;
	p.x = krps;
	return p;
}

static void put_both(struct oracle_case *c, const char *name, double intercept,
    double slope)
{
	double both[] = { intercept, slope };

	put_list(c, name, (struct values){ both, 2 });
}

static void run_ols_cpu(struct oracle_case *c)
{
	struct line l = line_fit(cost_points(c), param(c, "conf"));

	put(c, "intercept", l.intercept.value);
	put(c, "slope", l.slope.value);
	put_both(c, "se", l.intercept.se, l.slope.se);
	put_both(c, "lo", l.intercept.ci.lo, l.slope.ci.lo);
	put_both(c, "hi", l.intercept.ci.hi, l.slope.ci.hi);
	put_both(c, "se_hc3", l.intercept.se_hc3, l.slope.se_hc3);
	put(c, "r2", l.r2);
	put(c, "theil_sen", l.theil_sen);
}

const struct oracle_method oracle_gates[] = {
	{ "error_rates", run_error_rates },
	{ "counter_increase", run_counter_increase },
	{ "ols_cpu", run_ols_cpu },
	{ NULL, NULL },
};
