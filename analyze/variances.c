/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stage: variance between runs and within them, by two nested levels of
 * analysis of variance (components.h).
 *
 * It takes windows for independent repeats within their run.  Where neighbors
 * resemble each other, a run's mean varies more than the windows say, and that
 * would pass for a difference between runs: the share is an upper bound then,
 * and the test of it is left out.  A likeness too small to be told from none
 * remains, and the test allows for it.
 */
#include "analyze/variances.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "analyze/autocorrelation.h"
#include "analyze/components.h"
#include "analyze/windows.h"

#define SHORTEST 0.9 /* of the longest */
#define TIME_WINDOW 5
#define ERRORS_SEEN 1 /* standard errors of a correlation, to be one */
#define ERRORS_UP 2   /* and those that the test allows it to be more */

void group_means_add(struct group_means *m, const struct run_view *view)
{
	struct values none = { NULL, 0 };

	*ARENA_PUSH(&m->arena, m) =
	    view->run->evidence == EVIDENCE_TIMED
		? window_means(view->windows, view->cut_s, &m->arena)
		: none;
}

/* How many windows all runs have; 0: too few, or too unequal. */
static size_t windows_shared(const struct group_means *m)
{
	size_t least = m->at[0].n, most = 0;

	for (size_t i = 0; i < m->len; i++) {
		least = m->at[i].n < least ? m->at[i].n : least;
		most = m->at[i].n > most ? m->at[i].n : most;
	}
	return least >= WINDOWS_LEAST &&
		       (double)least >= SHORTEST * (double)most
		   ? least
		   : 0;
}

/* The mean correlation of a window with the next, without the bias that the
 * mean of each run gives it. */
static double neighbors_of(const struct group_means *m, size_t windows)
{
	double sum = 0;

	for (size_t i = 0; i < m->len; i++)
		sum += integrated_time((struct values){ m->at[i].at, windows },
		    TIME_WINDOW)
			   .rho1;
	return sum / (double)m->len + 1 / (double)windows;
}

static struct components components_made(struct group_means *m, size_t windows,
    double confidence)
{
	double *all = arena_alloc(&m->arena, m->len * windows, sizeof(*all));

	for (size_t i = 0; i < m->len; i++)
		memcpy(all + i * windows, m->at[i].at, windows * sizeof(*all));
	return components_of((struct nested){ all, { windows, m->len }, 2 },
	    confidence);
}

/*
 * That runs are alike, by F.  Windows of which neighbors have correlation r are
 * worth (1 - r) / (1 + r) of their number.
 */
static double p_of(const struct components *c, double runs, double windows,
    double r)
{
	double worth = (1 - r) / (1 + r);

	return gsl_cdf_fdist_Q(windows * worth * c->s2[1] / c->s2[0], runs - 1,
	    fmax(1, runs * (windows - 1) * worth));
}

struct cell_variance variance_of(struct group_means *m, size_t windows,
    double confidence)
{
	struct components c = components_made(m, windows, confidence);
	double runs = (double)m->len, n = (double)windows;
	double error = 1 / sqrt(runs * n);
	struct cell_variance v = { .runs = (int64_t)m->len,
		.windows = (int64_t)windows,
		.within = c.t2[0],
		.between = c.t2[1],
		.share = c.outer_share,
		.neighbors = neighbors_of(m, windows),
		.p_value = NAN };

	v.at_most = v.neighbors > ERRORS_SEEN * error;
	if (c.s2[0] > 0 && !v.at_most)
		v.p_value =
		    p_of(&c, runs, n, fmax(0, v.neighbors + ERRORS_UP * error));
	return v;
}

void group_means_finish(struct work *w, size_t group, struct group_means *m)
{
	size_t windows = m->len < 2 ? 0 : windows_shared(m);

	if (windows) {
		struct cell_variance v =
		    variance_of(m, windows, w->study.confidence);

		v.cell = (int64_t)group;
		if (v.within > 0)
			*ARENA_PUSH(&w->arena, &w->variances) = v;
	}
	arena_release(&m->arena);
}

/* Until now, cells had no rows, and groups stood for them. */
int variances_save(struct work *w, struct err *err)
{
	for (size_t i = 0; i < w->variances.len; i++) {
		struct cell_variance v = w->variances.at[i];

		v.cell = w->groups.at[v.cell].cell.row;
		if (cell_variance_save(w->db, &v, err))
			return -1;
	}
	return 0;
}
