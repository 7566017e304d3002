/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where random numbers come from: each task has a seed of its own, made of the
 * master seed and of what the task is called, so that no result depends on
 * what was computed before it, or beside it.
 */
#ifndef ANALYZE_SEED_H
#define ANALYZE_SEED_H

#include <stdint.h>

/*
 * The low 32 bits of FNV-1a, 64 bits wide, over the eight bytes of the master
 * seed (the lowest first) and the name; 1 where they are 0.  A name is such as
 * "latency_p99|none|linkerd|permutation".
 */
unsigned long seed_for(uint64_t master, const char *name);

#endif
