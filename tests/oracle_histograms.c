/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/oracle.h"

#include <math.h>
#include <stdlib.h>

#include "analyze/buckets.h"
#include "analyze/tool_quantile.h"
#include "store/mixture.h"

/* Bounds of fortio's buckets, in units of its resolution: stats/stats.go. */
static const double fortio_bounds[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
	12, 14, 16, 18, 20, 25, 30, 35, 40, 45, 50, 60, 70, 80, 90, 100, 120,
	140, 160, 180, 200, 250, 300, 350, 400, 450, 500, 600, 700, 800, 900,
	1000, 2000, 3000, 4000, 5000, 7500, 10000, 20000, 30000, 40000, 50000,
	75000, 100000 };
#define BOUNDS (sizeof(fortio_bounds) / sizeof(*fortio_bounds))

struct owned_buckets {
	double *lo, *hi;
	int64_t *count;
	size_t n;
};

static struct buckets plain(struct owned_buckets b)
{
	return (struct buckets){ b.lo, b.hi, b.count, b.n };
}

static struct owned_buckets new_buckets(struct oracle_case *c, size_t most)
{
	return (struct owned_buckets){ room(c, most), room(c, most),
		arena_alloc(c->arena, most, sizeof(int64_t)), 0 };
}

static void add(struct owned_buckets *b, struct interval bounds, int64_t count)
{
	b->lo[b->n] = bounds.lo;
	b->hi[b->n] = bounds.hi;
	b->count[b->n++] = count;
}

/* A value on a bound belongs to the bucket that ends there. */
static size_t fortio_bucket(double v, double resolution)
{
	size_t i = 1;

	while (i < BOUNDS - 1 && v > fortio_bounds[i] * resolution)
		i++;
	return i;
}

/* The first begins at the minimum, the last ends at the maximum. */
static struct owned_buckets fortio_buckets(struct oracle_case *c,
    struct values v)
{
	double resolution = param(c, "resolution");
	int64_t counts[BOUNDS] = { 0 };
	struct owned_buckets b = new_buckets(c, BOUNDS);
	double lowest = INFINITY, highest = -INFINITY;

	for (size_t i = 0; i < v.n; i++) {
		counts[fortio_bucket(v.at[i], resolution)]++;
		lowest = fmin(lowest, v.at[i]);
		highest = fmax(highest, v.at[i]);
	}
	for (size_t i = 1; i < BOUNDS; i++) {
		if (counts[i] > 0)
			add(&b,
			    (struct interval){ fortio_bounds[i - 1] *
						   resolution,
				fortio_bounds[i] * resolution },
			    counts[i]);
	}
	b.lo[0] = lowest;
	b.hi[b.n - 1] = highest;
	return b;
}

static void run_fortio_raw(struct oracle_case *c)
{
	struct owned_buckets b = fortio_buckets(c, column(c, "value"));
	struct values p = param_list(c, "pcts");
	double *out = room(c, p.n), *count = room(c, b.n);

	for (size_t i = 0; i < p.n; i++)
		out[i] = fortio_interpolated(plain(b), p.at[i]);
	for (size_t i = 0; i < b.n; i++)
		count[i] = (double)b.count[i];
	put_list(c, "start", (struct values){ b.lo, b.n });
	put_list(c, "end", (struct values){ b.hi, b.n });
	put_list(c, "count", (struct values){ count, b.n });
	put_list(c, "percentile", (struct values){ out, p.n });
}

static void run_hist_bounds(struct oracle_case *c)
{
	enum { Q_LO, Q_HI, CI_LO, CI_HI, TRUE_VALUE, ALL };
	static const char *const names[] = { "q_lo", "q_hi", "ci_lo", "ci_hi",
		"true" };
	struct values qs = param_list(c, "qs"), v = column(c, "value");
	struct owned_buckets b = fortio_buckets(c, v);
	double *sorted = values_sorted(v), *out[ALL];

	for (int k = 0; k < ALL; k++)
		out[k] = room(c, qs.n);
	for (size_t i = 0; i < qs.n; i++) {
		int64_t q = quantile_of_share(qs.at[i]), n = (int64_t)v.n;
		struct interval at =
		    buckets_at_rank(plain(b), quantile_rank(q, n));
		struct interval ci = buckets_interval(plain(b),
		    quantile_ranks(n, q, param(c, "conf")));

		out[Q_LO][i] = at.lo;
		out[Q_HI][i] = at.hi;
		out[CI_LO][i] = ci.lo;
		out[CI_HI][i] = ci.hi;
		out[TRUE_VALUE][i] =
		    quantile_sorted((struct values){ sorted, v.n }, q, 1);
	}
	for (int k = 0; k < ALL; k++)
		put_list(c, names[k], (struct values){ out[k], qs.n });
	free(sorted);
}

/* Puts bounds and interpolated values of "qs". */
static void put_quantiles(struct oracle_case *c, struct buckets b,
    const char *value)
{
	struct values qs = param_list(c, "qs");
	double *lo = room(c, qs.n), *hi = room(c, qs.n), *mid = room(c, qs.n);

	for (size_t i = 0; i < qs.n; i++) {
		int64_t q = quantile_of_share(qs.at[i]);
		struct interval at =
		    buckets_at_rank(b, quantile_rank(q, buckets_total(b)));

		lo[i] = at.lo;
		hi[i] = at.hi;
		mid[i] = buckets_interpolated(b, q);
	}
	put_list(c, "lo", (struct values){ lo, qs.n });
	put_list(c, "hi", (struct values){ hi, qs.n });
	put_list(c, value, (struct values){ mid, qs.n });
}

static void run_prom_quantile(struct oracle_case *c)
{
	struct values le = column(c, "le"), count = column(c, "count");
	struct owned_buckets b = new_buckets(c, le.n);

	for (size_t i = 0; i < le.n; i++) {
		double lower = i > 0 ? le.at[i - 1] : 0;
		double before = i > 0 ? count.at[i - 1] : 0;

		add(&b, (struct interval){ lower, le.at[i] },
		    (int64_t)(count.at[i] - before));
	}
	put_quantiles(c, plain(b), "value");
}

/* What everybody does, and nobody should. */
static void put_average(struct oracle_case *c,
    const struct owned_buckets *worker, size_t n)
{
	struct values qs = param_list(c, "qs");
	double *average = room(c, qs.n);

	for (size_t i = 0; i < qs.n; i++) {
		for (size_t w = 0; w < n; w++)
			average[i] += buckets_interpolated(plain(worker[w]),
					  quantile_of_share(qs.at[i])) /
				      (double)n;
	}
	put_list(c, "avg_of_worker_interp", (struct values){ average, qs.n });
}

static void run_merge_hist(struct oracle_case *c)
{
	struct named_groups lo = groups_of(c, "worker", "lo");
	struct named_groups hi = groups_of(c, "worker", "hi");
	struct named_groups count = groups_of(c, "worker", "count");
	size_t n = lo.at[0].values.n;
	struct owned_buckets all = new_buckets(c, n);
	struct owned_buckets *worker =
	    arena_alloc(c->arena, lo.n, sizeof(*worker));

	for (size_t w = 0; w < lo.n; w++)
		worker[w] = new_buckets(c, n);
	for (size_t i = 0; i < n; i++) {
		struct interval bounds = { lo.at[0].values.at[i],
			hi.at[0].values.at[i] };
		int64_t sum = 0;

		for (size_t w = 0; w < lo.n; w++) {
			int64_t own = (int64_t)count.at[w].values.at[i];

			add(&worker[w], bounds, own);
			sum += own;
		}
		add(&all, bounds, sum);
	}
	put(c, "n", (double)buckets_total(plain(all)));
	put_quantiles(c, plain(all), "interp");
	put_average(c, worker, lo.n);
}

static struct mixture_part part_of(struct oracle_case *c, const cJSON *worker)
{
	const cJSON *q = cJSON_GetObjectItemCaseSensitive(worker, "q"), *item;
	size_t n = (size_t)cJSON_GetArraySize(q) + 2, i = 1;
	double *x = room(c, n), *y = room(c, n);

	y[0] = cJSON_GetNumberValue(
	    cJSON_GetObjectItemCaseSensitive(worker, "min"));
	cJSON_ArrayForEach(item, q)
	{
		x[i] = strtod(item->string, NULL);
		y[i++] = cJSON_GetNumberValue(item);
	}
	x[i] = 1;
	y[i] = cJSON_GetNumberValue(
	    cJSON_GetObjectItemCaseSensitive(worker, "max"));
	return (struct mixture_part){ cJSON_GetNumberValue(
					  cJSON_GetObjectItemCaseSensitive(
					      worker, "n")),
		x, y, n };
}

static struct mixture parts_of(struct oracle_case *c)
{
	const cJSON *workers =
	    cJSON_GetObjectItemCaseSensitive(c->params, "workers");
	size_t n = (size_t)cJSON_GetArraySize(workers), i = 0;
	struct mixture_part *at = arena_alloc(c->arena, n, sizeof(*at));
	const cJSON *worker;

	cJSON_ArrayForEach(worker, workers) at[i++] = part_of(c, worker);
	return (struct mixture){ at, n };
}

/* The simple bounds are those of a quantile that all workers state. */
static struct interval simple_bounds(struct mixture p, double q)
{
	struct interval out = { INFINITY, -INFINITY };

	for (size_t i = 0; i < p.n; i++) {
		const struct mixture_part *known = &p.at[i];

		for (size_t k = 0; k < known->n; k++) {
			if (fabs(known->share[k] - q) > 1e-12)
				continue;
			out.lo = fmin(out.lo, known->value[k]);
			out.hi = fmax(out.hi, known->value[k]);
		}
	}
	return out;
}

static void run_mixture_bounds(struct oracle_case *c)
{
	struct values qs = param_list(c, "qs");
	struct mixture p = parts_of(c);
	double *lo = room(c, qs.n), *hi = room(c, qs.n);
	double *simple_lo = room(c, qs.n), *simple_hi = room(c, qs.n), n = 0;

	for (size_t i = 0; i < qs.n; i++) {
		struct mixture_bounds best = mixture_quantile(p, qs.at[i]);
		struct interval simple = simple_bounds(p, qs.at[i]);

		lo[i] = best.low;
		hi[i] = best.high;
		simple_lo[i] = simple.lo;
		simple_hi[i] = simple.hi;
	}
	for (size_t i = 0; i < p.n; i++)
		n += p.at[i].count;
	put_list(c, "lo", (struct values){ lo, qs.n });
	put_list(c, "hi", (struct values){ hi, qs.n });
	put_list(c, "simple_lo", (struct values){ simple_lo, qs.n });
	put_list(c, "simple_hi", (struct values){ simple_hi, qs.n });
	put(c, "n", n);
}

/* The value that holds a rank, of values with counts. */
static double value_at(struct values v, struct values count, int64_t rank)
{
	double below = 0;

	for (size_t i = 0; i < v.n; i++) {
		below += count.at[i];
		if (below >= (double)rank)
			return v.at[i];
	}
	return v.at[v.n - 1];
}

static void run_hdr_quantile(struct oracle_case *c)
{
	struct values v = column(c, "value_us"), count = column(c, "count");
	struct values p = param_list(c, "pcts");
	double *lo = room(c, p.n), *hi = room(c, p.n), *shown = room(c, p.n);
	double n = 0;

	for (size_t i = 0; i < count.n; i++)
		n += count.at[i];
	for (size_t i = 0; i < p.n; i++) {
		double at = value_at(v, count, hdr_rank(p.at[i], (int64_t)n));
		struct interval r =
		    hdr_range((int64_t)at, (int)param(c, "sigfig"));

		lo[i] = r.lo;
		hi[i] = r.hi;
		shown[i] = p.at[i] > 0 ? r.hi : r.lo;
	}
	put_list(c, "value", (struct values){ shown, p.n });
	put_list(c, "lowest", (struct values){ lo, p.n });
	put_list(c, "highest", (struct values){ hi, p.n });
}

static void run_tool_quantile(struct oracle_case *c)
{
	struct values qs = param_list(c, "qs"), v = column(c, "value");
	double *sorted = values_sorted(v);

	for (size_t i = 0; i < qs.n; i++) {
		for (const struct tool_rule *t = tool_rules; t->tool; t++)
			put(c,
			    arena_printf(c->arena, "%s_%g", t->tool, qs.at[i]),
			    t->quantile((struct values){ sorted, v.n },
				quantile_of_share(qs.at[i])));
	}
	free(sorted);
}

const struct oracle_method oracle_histograms[] = {
	{ "fortio_raw", run_fortio_raw },
	{ "hist_bounds", run_hist_bounds },
	{ "prom_quantile", run_prom_quantile },
	{ "merge_hist", run_merge_hist },
	{ "mixture_bounds", run_mixture_bounds },
	{ "hdr_quantile", run_hdr_quantile },
	{ "tool_quantile", run_tool_quantile },
	{ NULL, NULL },
};
