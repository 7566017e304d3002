/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The facts of a run that several workers made.
 */
#include "store/pool_internal.h"

#include <string.h>

#define WORKER "worker"

/* UNKNOWN also of what no clock says. */
static int64_t end_of(const struct run_facts *f)
{
	bool known = f->started_at_ns >= 0 && f->duration_ns >= 0 &&
		     f->duration_ns <= INT64_MAX - f->started_at_ns;

	return known ? f->started_at_ns + f->duration_ns : UNKNOWN;
}

static bool is_same_time(const struct run_facts *a, const struct run_facts *b)
{
	if (end_of(a) == UNKNOWN || end_of(b) == UNKNOWN)
		return true;
	return a->started_at_ns <= end_of(b) && b->started_at_ns <= end_of(a);
}

/* How many a tool counted of its own, which is of one worker. */
static bool is_counted(const char *key)
{
	static const char *const keys[] = { "concurrency", "threads", "users",
		"vus" };

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (strcmp(key, keys[i]) == 0)
			return true;
	return false;
}

/* The worker's own labels, and its tool's free text. */
static bool is_own(const struct run *run, size_t i)
{
	return i < run->n_labels &&
	       (strcmp(run->labels[i].key, WORKER) == 0 ||
		   strcmp(run->labels[i].key, RUN_START_LABEL) == 0 ||
		   strcmp(run->labels[i].key, "text") == 0 ||
		   is_counted(run->labels[i].key));
}

static bool is_alike(const struct run *a, const struct run *b)
{
	size_t i = 0, j = 0;

	while (true) {
		while (is_own(a, i))
			i++;
		while (is_own(b, j))
			j++;
		if (i == a->n_labels || j == b->n_labels)
			return i == a->n_labels && j == b->n_labels;
		if (strcmp(a->labels[i].key, b->labels[j].key) != 0 ||
		    strcmp(a->labels[i].value, b->labels[j].value) != 0)
			return false;
		i++;
		j++;
	}
}

static bool is_same_run(const struct run *a, const struct run *b)
{
	return run_label_value(b, WORKER) &&
	       is_same_time(&a->facts, &b->facts) && is_alike(a, b);
}

static bool is_same_worker(const struct run *a, const struct run *b)
{
	return strcmp(run_label_value(a, WORKER), run_label_value(b, WORKER)) ==
	       0;
}

/* The workers of the i-th run, it being the first; none where one of them is
 * there twice, also if it stands before. */
static struct run_list workers_of(const struct run_list *all, size_t i,
    struct arena *a)
{
	struct run_list out = { 0 };

	for (size_t j = 0; j < all->len; j++) {
		const struct run *run = &all->at[j];

		if (!is_same_run(&all->at[i], run))
			continue;
		if (j < i)
			return (struct run_list){ 0 };
		for (size_t k = 0; k < out.len; k++) {
			if (is_same_worker(&out.at[k], run))
				return (struct run_list){ 0 };
		}
		*ARENA_PUSH(a, &out) = *run;
	}
	return out;
}

static void add_count(int64_t *to, int64_t more)
{
	bool known = *to != UNKNOWN && more != UNKNOWN;

	*to = known && more <= INT64_MAX - *to ? *to + more : UNKNOWN;
}

/* What is not the same of all is not known of the run. */
static const char *common(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0 ? a : NULL;
}

/* From the first start to the last end; without starts, the longest. */
static void span_add(struct run_facts *to, const struct run_facts *f)
{
	int64_t end = end_of(to), other = end_of(f);

	if (end == UNKNOWN || other == UNKNOWN) {
		to->started_at_ns = UNKNOWN;
		if (to->duration_ns < f->duration_ns)
			to->duration_ns = f->duration_ns;
		return;
	}
	if (f->started_at_ns < to->started_at_ns)
		to->started_at_ns = f->started_at_ns;
	to->duration_ns = (end > other ? end : other) - to->started_at_ns;
}

static void facts_add(struct run_facts *to, const struct run_facts *f)
{
	span_add(to, f);
	to->tool = common(to->tool, f->tool);
	to->tool_version = common(to->tool_version, f->tool_version);
	to->target = common(to->target, f->target);
	to->percentile_rule = common(to->percentile_rule, f->percentile_rule);
	to->offered_rps += f->offered_rps;
	to->achieved_rps += f->achieved_rps;
	add_count(&to->connections, f->connections);
	add_count(&to->bytes_received, f->bytes_received);
	if (to->load_model != f->load_model)
		to->load_model = LOAD_UNKNOWN;
	if (to->population != f->population)
		to->population = POPULATION_UNKNOWN;
	if (!to->incomplete)
		to->incomplete = f->incomplete;
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b; /* UNKNOWN is below all */
}

static int64_t most(int64_t a, int64_t b)
{
	return a == UNKNOWN || b == UNKNOWN ? UNKNOWN : a > b ? a : b;
}

/* Means weigh by the requests that they are of. */
static double mean_weight(const struct run *run)
{
	const struct series_facts *t = &run->total;

	if (t->requests == UNKNOWN)
		return NAN;
	if (run->facts.population != POPULATION_SUCCESSES)
		return (double)t->requests;
	return t->errors == UNKNOWN ? NAN : (double)(t->requests - t->errors);
}

static void total_add(struct series_facts *to, const struct series_facts *t)
{
	add_count(&to->requests, t->requests);
	add_count(&to->errors, t->errors);
	to->errors_at_least |= t->errors_at_least;
	to->min_ns = least(to->min_ns, t->min_ns);
	to->max_ns = most(to->max_ns, t->max_ns);
	to->mean_step_ns = fmax(to->mean_step_ns, t->mean_step_ns);
	to->latency_step_ns = most(to->latency_step_ns, t->latency_step_ns);
	if (t->evidence < to->evidence)
		to->evidence = t->evidence;
	to->stddev_ns = NAN;
}

static double mean_of(const struct run_list *workers)
{
	double sum = 0, weight = 0;

	for (size_t i = 0; i < workers->len; i++) {
		double w = mean_weight(&workers->at[i]);

		sum += w * workers->at[i].total.mean_ns;
		weight += w;
	}
	return weight > 0 ? sum / weight : NAN;
}

/* A label that says what is added up now says the sum. */
static void label_sum(struct run *run, const char *key, double value,
    struct arena *a)
{
	for (size_t i = 0; i < run->n_labels; i++) {
		if (strcmp(run->labels[i].key, key) == 0 && isfinite(value))
			run->labels[i].value = arena_printf(a, "%.10g", value);
	}
}

/* NAN where one of the workers does not say it. */
static double counted_sum(const struct run_list *workers, const char *key)
{
	double sum = 0;

	for (size_t i = 0; i < workers->len; i++) {
		const char *value = run_label_value(&workers->at[i], key);
		double count = NAN;

		if (value)
			span_double(span_of(value), 0, 1e9, &count);
		sum += count;
	}
	return sum;
}

static void labels_pool(struct run *run, const struct run_list *workers,
    struct arena *a)
{
	struct label *kept =
	    arena_alloc(a, run->n_labels, sizeof(*run->labels));
	size_t n = 0;

	for (size_t i = 0; i < run->n_labels; i++) {
		struct label l = run->labels[i];
		double sum =
		    is_counted(l.key) ? counted_sum(workers, l.key) : 0;

		if (strcmp(l.key, WORKER) == 0 || isnan(sum))
			continue;
		if (is_counted(l.key))
			l.value = arena_printf(a, "%.10g", sum);
		kept[n++] = l;
	}
	run->labels = kept;
	run->n_labels = n;
	label_sum(run, "offered_rps", run->facts.offered_rps, a);
	if (run->facts.connections != UNKNOWN)
		label_sum(run, "connections", (double)run->facts.connections,
		    a);
}

struct run pool_of(const struct run_list *workers, struct arena *a)
{
	struct run run = workers->at[0];

	run.workers = workers->at;
	run.n_workers = workers->len;
	for (size_t i = 1; i < workers->len; i++) {
		facts_add(&run.facts, &workers->at[i].facts);
		total_add(&run.total, &workers->at[i].total);
	}
	run.total.mean_ns = mean_of(workers);
	run.evidence = run.total.evidence;
	labels_pool(&run, workers, a);
	return run;
}

void runs_pool(struct run_list *list, struct arena *a)
{
	bool *gone = arena_alloc(a, list->len, sizeof(*gone));
	struct run_list out = { 0 };

	for (size_t i = 0; i < list->len; i++) {
		const struct run *run = &list->at[i];
		struct run_list workers = { 0 };

		if (!gone[i] && run_label_value(run, WORKER))
			workers = workers_of(list, i, a);
		for (size_t j = i + 1; workers.len > 1 && j < list->len; j++)
			gone[j] = gone[j] || is_same_run(run, &list->at[j]);
		if (workers.len > 1)
			*ARENA_PUSH(a, &out) = pool_of(&workers, a);
		else if (!gone[i])
			*ARENA_PUSH(a, &out) = *run;
	}
	*list = out;
}
