/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Workers: several processes that make one run together (store/run.h).  What
 * reads a run reads of each worker in turn, and adds up here.
 */
#ifndef STORE_POOL_INTERNAL_H
#define STORE_POOL_INTERNAL_H

#include "store/run.h"

/* Makes one run of each set of workers; the list keeps its order. */
void runs_pool(struct run_list *list, struct arena *a);

/* What several workers made together. */
struct run pool_of(const struct run_list *workers, struct arena *a);

/* Seconds that a worker began after the first of them; 0: not known. */
int64_t pool_delay_s(const struct run *run, const struct run *worker);

/* Adds a worker's windows, this many seconds later. */
void pool_windows(struct window_list *into, struct window_list *from,
    int64_t delay_s);

/* Adds a worker's counts to those of the same words. */
void pool_counts(struct count_list *into, const struct count_list *from,
    struct arena *a);

/* Bounds of each percentile that a worker states, from those of all; of[i] are
 * the worker's. */
void pool_percentiles(const struct run *run, const struct percentile_list *of,
    struct arena *a, struct percentile_list *out);

#endif
