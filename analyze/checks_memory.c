/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Does memory grow as long as the run lasts, as with a leak?  Asked of what is
 * under test: a load generator keeps what it measures, and a node holds it.
 */
#include <math.h>
#include <string.h>

#include "analyze/finding.h"
#include "analyze/steady.h"
#include "analyze/work.h"
#include "base/units.h"

#define SAMPLES_LEAST 20 /* for anything to be said of a series */
#define MEMORY_MOST 1e18 /* bytes; beyond it a sample is no size of memory */

/* Of some series: how many there are and grow, and the one that grows most, for
 * its size. */
struct growth {
	size_t series, growing;
	size_t longest;    /* samples */
	double share;      /* the largest, sure or not */
	struct drift most; /* of those that grow */
};

static bool is_under_test(const struct metric *m)
{
	return strcmp(m->role, "data-plane") == 0 ||
	       strcmp(m->role, "control-plane") == 0 ||
	       strcmp(m->role, "application") == 0;
}

/* Its samples by their seconds; none if one of them is no size of memory, as
 * the 0 of a process that was not there. */
static struct points points_of(const struct metric_samples *s, struct arena *a)
{
	double *x = arena_alloc(a, s->len, sizeof(*x));
	double *y = arena_alloc(a, s->len, sizeof(*y));

	for (size_t i = 0; i < s->len; i++) {
		if (!(s->at[i].value > 0 && s->at[i].value <= MEMORY_MOST))
			return (struct points){ x, y, 0 };
		x[i] = (double)(s->at[i].at_ms - s->at[0].at_ms) / 1000;
		y[i] = s->at[i].value;
	}
	return (struct points){ x, y, s->len };
}

static void series_add(struct growth *g, struct points p)
{
	struct drift d;

	g->series++;
	g->longest = p.n > g->longest ? p.n : g->longest;
	if (p.n < SAMPLES_LEAST)
		return;
	d = drift_of(p, p.x[p.n - 1] - p.x[0]);
	g->share = fmax(g->share, d.share);
	if (!d.matters || d.change < 0)
		return;
	g->most = d.share > g->most.share ? d : g->most;
	g->growing++;
}

/* The time of a run behind what is left out of it. */
static struct time_window steady_time(const struct run_view *view)
{
	struct time_window when = run_time(view->run);

	when.from_ms += view->cut_s * 1000;
	return when;
}

static int series_look(struct work *w, const struct memory_series *s,
    struct time_window when, struct growth *g, struct err *err)
{
	struct metric_samples samples;
	struct arena scratch = { 0 };
	int status =
	    metric_samples_load(w->db, s->m, when, &scratch, &samples, err);

	if (!status)
		series_add(g, points_of(&samples, &scratch));
	arena_release(&scratch);
	return status;
}

static const char *growth_text(const struct metric *m, const struct growth *g,
    struct arena *a)
{
	char share[UNIT_TEXT], bytes[UNIT_TEXT];

	return arena_printf(a,
	    "%s memory of %s grows by %s over the run, or %s (Mann-Kendall, p "
	    "%.2g)%s",
	    m->role, m->component, value_text(g->most.share, "ratio", share),
	    bytes_text(g->most.change, bytes), g->most.p,
	    g->series > 1
		? arena_printf(a, ": the most of %zu that grow, of %zu series",
		      g->growing, g->series)
		: "");
}

/* How many from the first on are of its run and component. */
static size_t component_len(const struct memory_series *s, size_t n)
{
	size_t len = 1;

	while (len < n && s[len].run == s->run &&
	       strcmp(s[len].m->role, s->m->role) == 0 &&
	       strcmp(s[len].m->component, s->m->component) == 0)
		len++;
	return len;
}

/* Of one component: adds that its memory grows, if it does. */
static int component_look(struct work *w, const struct run_view *view,
    struct memory_series_list of, struct growth *g, struct err *err)
{
	struct finding f = { "leak", "warn", NAN, DRIFT_ABOVE, NULL };

	for (size_t i = 0; i < of.len; i++) {
		if (series_look(w, &of.at[i], steady_time(view), g, err))
			return -1;
	}
	if (!g->growing)
		return 0;
	f.value = g->most.share;
	f.detail = growth_text(of.at[0].m, g, &w->arena);
	finding_add(&w->study, view->run, f, &w->arena, &w->qualities);
	return 0;
}

/* Where nothing grows, what all of a run's components come to. */
static struct finding calm(const struct growth *all)
{
	if (all->longest < SAMPLES_LEAST)
		return (struct finding){ "leak", "unknown",
			(double)all->longest, SAMPLES_LEAST,
			"too few samples of memory in the run to tell growth "
			"from chance" };
	return (struct finding){ "leak", "ok", all->share, DRIFT_ABOVE,
		"no memory grows throughout the run" };
}

static void growth_join(struct growth *all, const struct growth *g)
{
	all->series += g->series;
	all->growing += g->growing;
	all->longest = g->longest > all->longest ? g->longest : all->longest;
	all->share = fmax(all->share, g->share);
}

int checks_of_memory(struct work *w, const struct run_view *view,
    struct err *err)
{
	const struct memory_series_list *list = &w->memories;
	struct growth all = { 0 };

	for (size_t i = 0, n; i < list->len; i += n) {
		struct memory_series *s = &list->at[i];
		struct growth g = { 0 };

		n = s->run == view->run ? component_len(s, list->len - i) : 1;
		if (s->run != view->run || !is_under_test(s->m))
			continue;
		if (component_look(w, view, (struct memory_series_list){ s, n },
			&g, err))
			return -1;
		growth_join(&all, &g);
	}
	if (all.series && !all.growing)
		finding_add(&w->study, view->run, calm(&all), &w->arena,
		    &w->qualities);
	return 0;
}
