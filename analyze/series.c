/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/series.h"

#include <math.h>

#include "analyze/change.h"
#include "analyze/edivisive.h"

#define SEGMENT_LEAST 3
#define END_LEAST 2 /* releases before a possible change */
#define DRAWS 999
#define ALPHA_SPLIT 0.05
#define ALPHA_CONFIRM 0.01
#define STEP_LEAST 1.02

static struct change_rule rule(void)
{
	return (struct change_rule){ ALPHA_CONFIRM, log(STEP_LEAST) };
}

static bool has(struct cuts c, size_t cut)
{
	for (size_t i = 0; i < c.n; i++) {
		if (c.at[i] == cut)
			return true;
	}
	return false;
}

/* Is a confirmed one at the place, or right beside it? */
static bool is_near(struct cuts c, size_t cut)
{
	return has(c, cut) || has(c, cut + 1) || (cut && has(c, cut - 1));
}

static void insert(struct cuts *c, size_t cut)
{
	size_t i = c->n;

	if (has(*c, cut))
		return;
	for (; i > 0 && c->at[i - 1] > cut; i--)
		c->at[i] = c->at[i - 1];
	c->at[i] = cut;
	c->n++;
}

static struct cuts cuts_new(struct values v, struct arena *a)
{
	return (struct cuts){ arena_alloc(a, v.n + 1, sizeof(size_t)), 0 };
}

/* How candidates are found; the seed is for E-divisive's permutations. */
struct search {
	enum change_finder finder;
	unsigned long seed;
};

/* Candidates with SEGMENT_LEAST releases on both sides, or more. */
static void candidates_find(struct values logs, struct search how,
    struct cuts *cuts)
{
	struct edivisive e = { SEGMENT_LEAST, DRAWS, ALPHA_SPLIT, how.seed };

	if (logs.n < 2 * SEGMENT_LEAST)
		return;
	if (how.finder == FINDER_PELT)
		change_partition(logs, SEGMENT_LEAST, cuts);
	else
		cuts->n = edivisive(logs, e, cuts->at);
}

/* Confirmed cuts, which of them with two releases on a side, and those that
 * are only possible: candidates that failed, and all together. */
struct findings {
	struct values logs;
	struct search how;
	struct cuts sure, brief, failed, all;
};

/* The index of a cut that is there. */
static size_t index_of(struct cuts c, size_t cut)
{
	size_t i = 0;

	while (c.at[i] != cut)
		i++;
	return i;
}

/* Are there less than SEGMENT_LEAST points on a side of the i-th? */
static bool is_brief(struct values y, struct cuts c, size_t i)
{
	size_t from = i ? c.at[i - 1] : 0;
	size_t to = i + 1 < c.n ? c.at[i + 1] : y.n;

	return c.at[i] - from < SEGMENT_LEAST || to - c.at[i] < SEGMENT_LEAST;
}

/* Adds the cut to the sure ones, if it stands up among them. */
static void brief_confirm(struct findings *f, size_t cut, struct arena *a)
{
	struct cuts with = cuts_new(f->logs, a);
	size_t i;

	for (i = 0; i < f->sure.n; i++)
		insert(&with, f->sure.at[i]);
	insert(&with, cut);
	i = index_of(with, cut);
	if (!is_brief(f->logs, with, i) ||
	    change_p_pooled(f->logs, with, i, rule()) > ALPHA_CONFIRM)
		return;
	f->sure = with;
	insert(&f->brief, cut);
}

static void cuts_find(struct findings *f, struct arena *a)
{
	struct cuts other = cuts_new(f->logs, a);

	f->sure = cuts_new(f->logs, a);
	f->failed = cuts_new(f->logs, a);
	f->brief = cuts_new(f->logs, a);
	f->all = cuts_new(f->logs, a);
	candidates_find(f->logs, f->how, &f->sure);
	f->failed.n = change_confirm(f->logs, &f->sure, rule(), f->failed.at);
	change_partition(f->logs, END_LEAST, &other);
	for (size_t i = 0; i < other.n; i++) {
		if (!is_near(f->sure, other.at[i]))
			brief_confirm(f, other.at[i], a);
	}
	for (size_t i = 0; i < f->sure.n; i++)
		insert(&f->all, f->sure.at[i]);
	for (size_t i = 0; i < other.n; i++) {
		if (!is_near(f->sure, other.at[i]))
			insert(&f->all, other.at[i]);
	}
	for (size_t i = 0; i < f->failed.n; i++) {
		if (!is_near(f->all, f->failed.at[i]))
			insert(&f->all, f->failed.at[i]);
	}
}

static const char *finder_of(const struct findings *f, size_t cut)
{
	bool divided =
	    has(f->failed, cut) || (has(f->sure, cut) && !has(f->brief, cut));

	return divided && f->how.finder == FINDER_EDIVISIVE
		   ? "E-divisive"
		   : "optimal partitioning";
}

/* p of the k-th cut, and in words the test that it is of. */
static void cut_test(const struct findings *f, struct cuts among, size_t k,
    struct arena *a, struct series_change *c)
{
	size_t from = k ? among.at[k - 1] : 0;
	size_t to = k + 1 < among.n ? among.at[k + 1] : f->logs.n;
	size_t before = among.at[k] - from, behind = to - among.at[k];
	bool is_pooled = has(f->brief, among.at[k]) ||
			 (!c->is_confirmed && is_brief(f->logs, among, k));

	c->p = is_pooled ? change_p_pooled(f->logs, among, k, rule())
			 : change_p(f->logs, among, k, rule());
	c->method = arena_printf(a,
	    "found by %s; p is of a t test of the %zu releases before against "
	    "the %zu from there on, which allows for neighbors that are alike, "
	    "%s",
	    finder_of(f, c->at), before, behind,
	    is_pooled
		? arena_printf(a,
		      "with the scatter of all %zu, times the %zu places where "
		      "it could have been (Bonferroni)",
		      f->logs.n, f->logs.n - 3)
		: "but not for a place that was chosen by the same releases");
}

/* The i-th of all; a confirmed one among its like alone. */
static struct series_change change_at(const struct findings *f, size_t i,
    struct arena *a)
{
	size_t cut = f->all.at[i];
	struct series_change c = { .at = cut,
		.is_confirmed = has(f->sure, cut) };
	struct cuts among = c.is_confirmed ? f->sure : f->all;
	size_t k = index_of(among, cut);

	c.ratio = exp(change_step(f->logs, among, k));
	cut_test(f, among, k, a, &c);
	return c;
}

struct series_changes series_changes(struct values series,
    enum change_finder finder, unsigned long seed, struct arena *a)
{
	struct series_changes out = { 0 };
	double *at = arena_alloc(a, series.n, sizeof(*at));
	struct findings f = { .logs = { at, series.n },
		.how = { finder, seed } };

	if (series.n < 2 * END_LEAST)
		return out;
	for (size_t i = 0; i < series.n; i++)
		at[i] = log(series.at[i]);
	cuts_find(&f, a);
	for (size_t i = 0; i < f.all.n; i++) {
		struct series_change c = change_at(&f, i, a);

		if (c.is_confirmed || fabs(log(c.ratio)) >= log(STEP_LEAST))
			*ARENA_PUSH(a, &out) = c;
	}
	out.correlation = change_correlation(f.logs, f.sure).r;
	return out;
}
