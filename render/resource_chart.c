/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/resource_chart_internal.h"

#include <math.h>
#include <string.h>

#include "render/chart_time.h"
#include "render/figure_internal.h"
#include "store/metric.h"

#define POINTS 120       /* of a line */
#define GAP_MAX_MS 60000 /* a longer silence is a gap in the line */

/* What a panel shows. */
struct subject {
	const char *role;
	const char *quantity; /* "cpu" or "memory": how series' names begin */
	const char *name;
	enum unit unit;
};

static const struct subject subjects[] = {
	{ "data-plane", "cpu", "CPU of the data plane, in cores", UNIT_CORES },
	{ "data-plane", "memory", "memory of the data plane", UNIT_BYTES },
	{ "control-plane", "cpu", "CPU of the control plane, in cores",
	    UNIT_CORES },
	{ "control-plane", "memory", "memory of the control plane",
	    UNIT_BYTES },
	{ "application", "cpu", "CPU of the application, in cores",
	    UNIT_CORES },
	{ "application", "memory", "memory of the application", UNIT_BYTES },
};

#define SUBJECTS (sizeof(subjects) / sizeof(*subjects))

static bool is_about(const struct metric *m, const struct subject *subject,
    const struct run *run)
{
	const char *value;

	if (!m->role || !m->quantity || strcmp(m->role, subject->role) != 0 ||
	    strncmp(m->quantity, subject->quantity,
		strlen(subject->quantity)) != 0)
		return false;
	if (!m->match)
		return true;
	value = run_label_value(run, m->match);
	return value && m->component && strcmp(value, m->component) == 0;
}

/* A gauge's value, or a counter's rate, at that time; NaN in a gap. */
static double value_at(const struct metric *m, const struct metric_samples *s,
    int64_t at_ms)
{
	size_t i = 0;
	double gap_ms, grown;

	while (i < s->len && s->at[i].at_ms < at_ms)
		i++;
	if (i == 0 || i == s->len)
		return NAN;
	gap_ms = (double)(s->at[i].at_ms - s->at[i - 1].at_ms);
	if (gap_ms > GAP_MAX_MS)
		return NAN;
	if (!m->counter)
		return s->at[i].value;
	grown = s->at[i].value - s->at[i - 1].value;
	return grown < 0 ? NAN : grown / (gap_ms / 1000);
}

/* What all lines are made from. */
struct origin {
	const struct page *page;
	const struct load *load;
	struct metric_list metrics;
};

/* A line while it is made: the sum of the series of one subject. */
struct sum {
	const struct subject *subject;
	const struct run *run;
	double *time_s, *values;
	size_t series;
};

static int64_t start_ms(const struct run *run)
{
	return run->facts.started_at_ns / 1000000;
}

static int64_t duration_ms(const struct run *run)
{
	return run->facts.duration_ns / 1000000;
}

static bool has_window(const struct run *run)
{
	return run->facts.started_at_ns != UNKNOWN &&
	       run->facts.duration_ns != UNKNOWN && run->facts.duration_ns > 0;
}

static int add_series(const struct page *p, const struct metric *m,
    struct sum *sum, struct err *err)
{
	int64_t from = start_ms(sum->run), length = duration_ms(sum->run);
	struct metric_samples s = { 0 };

	if (metric_samples_load(p->db, m,
		(struct time_window){ from - GAP_MAX_MS,
		    from + length + GAP_MAX_MS },
		p->arena, &s, err))
		return -1;
	if (s.len < 2)
		return 0;
	for (int i = 0; i < POINTS; i++) {
		int64_t at = length * i / (POINTS - 1);

		sum->time_s[i] = (double)at / 1000;
		sum->values[i] += value_at(m, &s, from + at);
	}
	sum->series++;
	return 0;
}

static int sum_series(const struct origin *o, struct sum *sum, struct err *err)
{
	struct arena *a = o->page->arena;

	if (!sum->run || !has_window(sum->run))
		return 0;
	sum->time_s = arena_alloc(a, POINTS, sizeof(*sum->time_s));
	sum->values = arena_alloc(a, POINTS, sizeof(*sum->values));
	for (size_t i = 0; i < o->metrics.len; i++) {
		const struct metric *m = &o->metrics.at[i];

		if (is_about(m, sum->subject, sum->run) &&
		    add_series(o->page, m, sum, err))
			return -1;
	}
	return 0;
}

static const struct run *first_run(const struct page *p, const struct cell *c)
{
	size_t n;
	const struct run **runs = cell_runs(p, c, &n);

	return n ? runs[0] : NULL;
}

static int fill_panel(const struct origin *o, const struct subject *subject,
    struct time_panel *panel, struct err *err)
{
	const struct load *load = o->load;
	struct time_line *lines =
	    arena_alloc(o->page->arena, load->len, sizeof(*lines));

	*panel = (struct time_panel){ subject->name, subject->unit, lines, 0 };
	for (size_t i = 0; i < load->len; i++) {
		const struct variant *v = load->variants[i];
		struct sum sum = { .subject = subject,
			.run = first_run(o->page, load->cells[i]) };

		if (sum_series(o, &sum, err))
			return -1;
		if (sum.series)
			lines[panel->n++] =
			    (struct time_line){ { v->value, v->order },
				    sum.time_s, sum.values, POINTS };
	}
	return 0;
}

/* Where the longest line ends. */
static double panels_end(const struct time_panel *panels, size_t n)
{
	double end = 0;

	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < panels[i].n; k++)
			end = fmax(end, panels[i].lines[k].time_s[POINTS - 1]);
	}
	return end;
}

static int fill_panels(const struct origin *o, struct time_panel *panels,
    size_t *n, struct err *err)
{
	for (size_t i = 0; i < SUBJECTS; i++) {
		if (fill_panel(o, &subjects[i], &panels[*n], err))
			return -1;
		*n += panels[*n].n > 0;
	}
	return 0;
}

int resource_chart(const struct page *p, const struct load *load, xmlNode *into,
    struct err *err)
{
	struct origin origin = { p, load, { 0 } };
	struct time_panel panels[SUBJECTS];
	struct chart_time chart = { .panels = panels };
	struct figure figure = {
		.id = arena_printf(p->arena, "time-%s", load->id),
		.finding = arena_printf(p->arena,
		    "CPU and memory over the first run of each variant%s%s",
		    *load->label ? ", at " : "", load->label),
		.caption = "Time since the start of the run; the series of a "
			   "role are added up.",
		.how = "panels share the axis of time. A gap is a time without "
		       "samples, or a counter that started again.",
		.draw = draw_time,
		.chart = &chart,
	};

	if (metrics_load(p->db, p->arena, &origin.metrics, err) ||
	    fill_panels(&origin, panels, &chart.n, err))
		return -1;
	chart.window_to_s = panels_end(panels, chart.n);
	if (chart.n)
		figure_add(into, &figure, p);
	return 0;
}
