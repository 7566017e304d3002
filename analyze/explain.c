/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How one verdict came about, in sentences and with its numbers.
 */
#include "analyze/analyze.h"

#include <math.h>
#include <string.h>

#include "analyze/effect.h"
#include "analyze/mann_whitney.h"
#include "analyze/print_internal.h"
#include "base/nearest.h"
#include "base/text.h"
#include "base/units.h"
#include "store/run.h"

bool explain_is_latency(const struct comparison *c)
{
	return strncmp(c->metric, "latency_", 8) == 0;
}

static double margin_of(const struct analysis *a, const struct comparison *c)
{
	if (explain_is_latency(c))
		return a->margin_latency;
	if (strcmp(c->metric, "throughput") == 0)
		return a->margin_throughput;
	return strstr(c->metric, "memory") ? a->margin_memory : a->margin_cpu;
}

/* "  candidate: 5 ms [4 ms, 6 ms] over 5 runs" */
static void explain_side(const char *side, const double *value,
    const struct comparison *c, int64_t runs, FILE *out)
{
	char x[3][UNIT_TEXT];

	if (isnan(value[0])) {
		fprintf(out, "  %s: not known\n", side);
		return;
	}
	fprintf(out, "  %s: %s", side, value_text(value[0], c->unit, x[0]));
	if (!isnan(value[1]) && !isnan(value[2]))
		fprintf(out, " [%s, %s]", value_text(value[1], c->unit, x[1]),
		    value_text(value[2], c->unit, x[2]));
	fprintf(out, " over %lld run%s\n", (long long)runs,
	    runs == 1 ? "" : "s");
}

static void explain_sides(const struct comparison *c, FILE *out)
{
	double candidate[] = { c->candidate_value, c->candidate_low,
		c->candidate_high };
	double baseline[] = { c->baseline_value, c->baseline_low,
		c->baseline_high };

	explain_side("candidate", candidate, c, c->candidate_runs, out);
	explain_side("baseline", baseline, c, c->baseline_runs, out);
}

/* "1.2 ms [1.1 ms, 1.3 ms]" */
static void explain_change(const struct comparison *c, FILE *out)
{
	const char *unit = unit_of_change(c->unit);
	char x[3][UNIT_TEXT];

	fprintf(out, "  %s", value_text(c->change, unit, x[0]));
	if (!isnan(c->change_low))
		fprintf(out, " [%s, %s]", value_text(c->change_low, unit, x[1]),
		    value_text(c->change_high, unit, x[2]));
	fprintf(out, ".\n");
}

/* Shares of failures have a difference, and no ratio. */
static void explain_shares(const struct comparison *c, FILE *out)
{
	fprintf(out, "  The shares differ, by %s, by\n", c->method);
	explain_change(c, out);
}

static void explain_interval(const struct analysis *a,
    const struct comparison *c, FILE *out)
{
	double margin = margin_of(a, c);
	char x[3][UNIT_TEXT];

	fprintf(out,
	    "  The ratio of these geometric means is %.4g, with a %g %% "
	    "interval from\n  %.4g to %.4g, by %s.\n",
	    c->ratio, a->confidence * 100, c->ratio_low, c->ratio_high,
	    c->method);
	fprintf(out,
	    "  That is %s [%s, %s]; %sthe arithmetic means differ by\n",
	    percent_text(c->ratio - 1, x[0]),
	    percent_text(c->ratio_low - 1, x[1]),
	    percent_text(c->ratio_high - 1, x[2]),
	    isnan(c->change_low) ? "" : "without logarithms, ");
	explain_change(c, out);
	fprintf(out,
	    "  The smallest change that matters was set to %g %%: ratios from "
	    "%.4g (1 / %.4g)\n  to %.4g do not matter.\n",
	    margin * 100, 1 / (1 + margin), 1 + margin, 1 + margin);
}

/* ", of all 252 splits", ", in 9999 draws (seed 1)" */
static void explain_splits(const struct opinion *o, FILE *out)
{
	if (o->splits == UNKNOWN)
		return;
	if (o->seed == UNKNOWN)
		fprintf(out, ", of all %lld splits", (long long)o->splits);
	else
		fprintf(out, ", in %lld draws (seed %lld)",
		    (long long)o->splits, (long long)o->seed);
}

/* "  By ranks, p is 0.03 and the change +5.0 % [+2.0 %, +8.0 %]." */
static void explain_opinion(const struct analysis *a, const struct opinion *o,
    FILE *out)
{
	char x[3][UNIT_TEXT];

	fprintf(out, "  By %s", o->method);
	if (!isnan(o->p))
		fprintf(out, ", p is %.3g", o->p);
	explain_splits(o, out);
	if (!isnan(o->ratio))
		fprintf(out, "%s %s",
		    isnan(o->p) ? ",\n  the change is" : " and the change",
		    percent_text(o->ratio - 1, x[0]));
	if (isnan(o->ratio))
		fprintf(out, ".\n");
	else if (isnan(o->p) && (isnan(o->low) || isnan(o->high)))
		fprintf(out, ";\n  the buckets leave its interval open.\n");
	else if (isnan(o->low) || isnan(o->high))
		fprintf(out, ";\n  too few runs for an interval at %g %%.\n",
		    a->confidence * 100);
	else
		fprintf(out, " [%s, %s].\n", percent_text(o->low - 1, x[1]),
		    percent_text(o->high - 1, x[2]));
}

/* What ranks alone can come to, where that is never under alpha. */
static void explain_reach(const struct analysis *a, const struct comparison *c,
    const struct opinion *o, FILE *out)
{
	bool in_rounds = strstr(o->method, "rounds");
	double least = in_rounds
			   ? ldexp(1, 1 - (int)c->baseline_runs)
			   : mann_whitney_least_p((size_t)c->baseline_runs,
				 (size_t)c->candidate_runs);

	if (strcmp(o->kind, "ranks") == 0 && !isnan(o->p) &&
	    least > 1 - a->confidence)
		fprintf(out,
		    "  So few %s give no p below %.3g by ranks, whatever they "
		    "are.\n",
		    in_rounds ? "rounds" : "runs", least);
}

static void explain_effect(const struct comparison *c, FILE *out)
{
	if (c->effect_name)
		fprintf(out, "  Cliff's delta over the runs is %.2f, %s",
		    c->effect, effect_magnitude(c->effect));
	if (c->effect_name && !isnan(c->effect_low))
		fprintf(out, ", with an interval from %.2f to %.2f",
		    c->effect_low, c->effect_high);
	fputs(c->effect_name ? ".\n" : "", out);
}

static void explain_opinions(const struct analysis *a,
    const struct comparison *c, FILE *out)
{
	for (size_t i = 0; i < c->opinions.len; i++) {
		explain_opinion(a, &c->opinions.at[i], out);
		explain_reach(a, c, &c->opinions.at[i], out);
	}
}

static void explain_test(const struct analysis *a, const struct comparison *c,
    FILE *out)
{
	bool latency = explain_is_latency(c);
	int64_t tests = latency ? a->family : a->family_cost;

	fprintf(out,
	    "  p is %.3g; adjusted by Holm over the %lld test%s of %s, %.3g,\n"
	    "  held against %.3g.\n",
	    c->p_value, (long long)tests, tests == 1 ? "" : "s",
	    latency ? "latency" : "throughput, failures and resources",
	    c->p_adjusted, 1 - a->confidence);
	if (!isnan(c->q_value))
		fprintf(out,
		    "  If all differences with a p this small were called "
		    "real, up to %.3g in 100 of them\n  would be chance alone "
		    "(false discovery rate, Benjamini and Hochberg).\n",
		    100 * c->q_value);
	explain_effect(c, out);
	explain_opinions(a, c, out);
	if (c->detectable > 1)
		fprintf(out,
		    "  With these runs a change of %.0f %% is found 4 times in "
		    "5;\n  ",
		    (c->detectable - 1) * 100);
	if (c->detectable > 1 && c->runs_needed)
		fprintf(out, "one of %g %% takes %lld runs a side.\n",
		    margin_of(a, c) * 100, (long long)c->runs_needed);
	else if (c->detectable > 1)
		fprintf(out,
		    "no number of runs shows one of %g %%, as the buckets "
		    "leave more open.\n",
		    margin_of(a, c) * 100);
}

static void explain_one(const struct results *r, const struct comparison *c,
    FILE *out)
{
	const struct cell *candidate = results_cell(r, c->candidate);
	const struct cell *baseline = results_cell(r, c->baseline);
	struct span rest = span_of(c->reasons);

	fprintf(out, "\n%s of %s against %s%s%s: %s%s\n", c->metric,
	    candidate->name, baseline ? baseline->name : "nothing",
	    *candidate->label ? ", " : "", candidate->label, c->verdict,
	    is_denied(c) ? " (not significant after Holm)" : "");
	explain_sides(c, out);
	if (!isnan(c->ratio_low))
		explain_interval(&r->analysis, c, out);
	else if (!isnan(c->change_low))
		explain_shares(c, out);
	if (!isnan(c->p_value))
		explain_test(&r->analysis, c, out);
	else
		explain_opinions(&r->analysis, c, out);
	while (rest.len) {
		struct span line = span_cut(&rest, '\n');

		fprintf(out, "  Because: %.*s.\n", (int)line.len, line.at);
	}
}

/* At which quantiles the pair differs, where every request is known. None of
 * candidate 0. */
static void explain_shift(const struct results *r, int64_t candidate, FILE *out)
{
	char x[5][UNIT_TEXT];
	size_t shown = 0;

	for (size_t i = 0; i < r->shifts.len; i++) {
		const struct shift_point *s = &r->shifts.at[i];

		if (s->candidate != candidate)
			continue;
		if (!shown++)
			fputs("\nWhere the distributions differ: smoothed "
			      "quantiles (Harrell and Davis), their\nratio by "
			      "Welch's t, p by Holm over these lines\n",
			    out);
		fprintf(out, "  %2.0f %%  %s -> %s  %s [%s, %s]  p %.2g\n",
		    s->p, value_text(s->baseline_value, "seconds", x[0]),
		    value_text(s->candidate_value, "seconds", x[1]),
		    percent_text(s->ratio - 1, x[2]),
		    percent_text(s->low - 1, x[3]),
		    percent_text(s->high - 1, x[4]), s->p_adjusted);
	}
}

bool explain_means(const struct results *r, const struct comparison *c,
    const char *what)
{
	const char *candidate = results_cell(r, c->candidate)->value;
	struct span rest = span_of(what);
	struct span first = span_cut(&rest, ':');

	if (rest.len)
		return span_is(first, candidate) && span_is(rest, c->metric);
	return span_is(first, candidate) || span_is(first, c->metric);
}

static int explained_nothing(const struct results *r, const char *what,
    struct err *err)
{
	struct nearest near = nearest_to(what);
	char hint[NEAREST_HINT];

	if (!r->comparisons.len)
		return err_set(err, "--explain %s: %s", what,
		    r->analysis.conclusion);
	for (size_t i = 0; i < r->comparisons.len; i++) {
		const struct comparison *c = &r->comparisons.at[i];

		nearest_see(&near, c->metric);
		nearest_see(&near, results_cell(r, c->candidate)->value);
	}
	return err_set(err,
	    "--explain %s: no such comparison; %sexpected CANDIDATE, METRIC or "
	    "CANDIDATE:METRIC",
	    what, nearest_hint(&near, "", hint));
}

static int all_explain(const struct results *r, const char *what, struct ui *ui,
    struct err *err)
{
	int64_t candidate = 0;
	size_t n = 0;

	for (size_t i = 0; i < r->comparisons.len; i++) {
		const struct comparison *c = &r->comparisons.at[i];

		if (!explain_means(r, c, what))
			continue;
		if (c->candidate != candidate) {
			explain_shift(r, candidate, ui->out);
			candidate = 0;
		}
		explain_one(r, c, ui->out);
		if (explain_is_latency(c))
			candidate = c->candidate;
		n++;
	}
	explain_shift(r, candidate, ui->out);
	explain_variance(r, what, ui->out);
	return n ? 0 : explained_nothing(r, what, err);
}

int results_explain(const struct results *r, const char *what, struct ui *ui,
    struct err *err)
{
	struct held h;
	int status;

	held_begin(&h, ui);
	status = all_explain(r, what, &h.ui, err);
	held_end(&h);
	return status;
}
