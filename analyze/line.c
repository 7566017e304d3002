/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/line.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_fit.h>
#include <gsl/gsl_math.h>

#include "analyze/describe.h"
#include "analyze/sort.h"
#include "base/mem.h"

/* Of squares: less is what arithmetic leaves of equal values. */
#define ROUNDING 1e-28

double *pair_slopes(struct points p, size_t *count)
{
	size_t pairs = p.n > 1 ? p.n * (p.n - 1) / 2 : 0;
	double *slopes = xcalloc(pairs, sizeof(*slopes));

	*count = 0;
	for (size_t i = 0; i < p.n; i++) {
		for (size_t j = i + 1; j < p.n; j++) {
			double run = p.x[j] - p.x[i];

			if (run < 0 || run > 0)
				slopes[(*count)++] = (p.y[j] - p.y[i]) / run;
		}
	}
	sort_ascending(slopes, *count);
	return slopes;
}

double theil_sen(struct points p)
{
	size_t n;
	double *slopes = pair_slopes(p, &n);
	double median = median_of_sorted((struct values){ slopes, n });

	free(slopes);
	return median;
}

static bool has_three_loads(struct points p)
{
	double *x = values_sorted((struct values){ p.x, p.n });
	size_t distinct = p.n > 0;

	for (size_t i = 1; i < p.n; i++)
		distinct += x[i] > x[i - 1];
	free(x);
	return distinct >= 3;
}

/* Variances of both coefficients, each point by its own scatter. */
static void find_hc3(struct points p, struct line *line)
{
	struct moments x = moments_of((struct values){ p.x, p.n });
	double n = (double)p.n, sxx = x.sd * x.sd * (n - 1);
	double intercept = 0, slope = 0;

	for (size_t i = 0; i < p.n; i++) {
		double off = p.x[i] - x.mean;
		double leverage = 1 / n + off * off / sxx;
		double left =
		    p.y[i] - line->intercept.value - line->slope.value * p.x[i];
		double e = left / (1 - leverage);
		double pull = 1 / n - x.mean * off / sxx;

		if (!(leverage < 1 - 1e-12)) {
			intercept = slope = INFINITY;
			break;
		}
		intercept += pow(e * pull, 2);
		slope += pow(e * off / sxx, 2);
	}
	line->intercept.se_hc3 = sqrt(intercept);
	line->slope.se_hc3 = sqrt(slope);
}

static struct coefficient coefficient(double value, double variance, double t)
{
	double se = sqrt(variance);

	return (struct coefficient){
		.value = value,
		.se = se,
		.ci = { value - t * se, value + t * se },
	};
}

struct line line_fit(struct points p, double confidence)
{
	struct line out = { .known = false };
	double a, b, var_a, cov, var_b, rss, total, t;

	if (!has_three_loads(p))
		return out;
	out.df = (double)p.n - 2;
	t = gsl_cdf_tdist_Pinv(0.5 + confidence / 2, out.df);
	gsl_fit_linear(p.x, 1, p.y, 1, p.n, &a, &b, &var_a, &cov, &var_b, &rss);
	out.known = true;
	out.intercept = coefficient(a, var_a, t);
	out.slope = coefficient(b, var_b, t);
	total = pow(moments_of((struct values){ p.y, p.n }).sd, 2);
	out.r2 = total > 0 ? 1 - rss / (total * ((double)p.n - 1)) : 1;
	out.theil_sen = theil_sen(p);
	find_hc3(p, &out);
	return out;
}

/* Squares: of loads off the line, of repeats off one another, of all. */
struct scatter {
	double between, within, level;
};

static double off_line(struct points p, size_t i, const struct line *line)
{
	return p.y[i] - line->intercept.value - line->slope.value * p.x[i];
}

/* p: of one load. */
static void scatter_add(struct points p, const struct line *line,
    struct scatter *s)
{
	double mean = 0;

	for (size_t i = 0; i < p.n; i++)
		mean += off_line(p, i, line) / (double)p.n;
	s->between += (double)p.n * mean * mean;
	for (size_t i = 0; i < p.n; i++) {
		s->within += gsl_pow_2(off_line(p, i, line) - mean);
		s->level += p.y[i] * p.y[i];
	}
}

double line_misfit(struct points p, const struct line *line,
    const size_t *repeats, size_t loads)
{
	struct scatter s = { 0 };
	double of_loads = (double)loads - 2, of_repeats;
	size_t i = 0;

	if (!line->known || loads < 3 || p.n <= loads)
		return NAN;
	of_repeats = (double)(p.n - loads);
	for (size_t k = 0; k < loads; i += repeats[k++])
		scatter_add((struct points){ p.x + i, p.y + i, repeats[k] },
		    line, &s);
	if (!(s.within > ROUNDING * s.level))
		return NAN;
	return gsl_cdf_fdist_Q((s.between / of_loads) / (s.within / of_repeats),
	    of_loads, of_repeats);
}

struct welch line_compare(struct line baseline, struct line candidate,
    double confidence)
{
	struct coefficient a = baseline.slope, b = candidate.slope;

	return welch_of_measures((struct measure){ a.value, a.se, baseline.df },
	    (struct measure){ b.value, b.se, candidate.df }, confidence);
}
