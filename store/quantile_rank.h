/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which of n values in ascending order a quantile is made of.
 *
 * A quantile is a whole number of parts per 10^9 (p99.9 is 999000000), since
 * ceil(0.29 * 100) is 30 in floating point.  Ranks count from 1.
 */
#ifndef STORE_QUANTILE_RANK_H
#define STORE_QUANTILE_RANK_H

#include <stdint.h>

#define QUANTILE_ONE INT64_C(1000000000)
#define QUANTILE_TYPES 9

/* 99.9 -> 999000000, to the nearest part; p is held within 0..100. */
int64_t quantile_of_percent(double p);

/* The rank max(1, ceil(q n)) of the inverse ECDF, which is type 1; 0 where n is
 * 0. */
int64_t quantile_rank(int64_t q_ppb, int64_t n);

/* (1 - next) x(rank) + next x(rank + 1), with ranks held within 1..n. */
struct quantile_place {
	int64_t rank;
	double next;
};

/*
 * By definition type (1..9) of Hyndman and Fan 1996, Am. Stat. 50:361.  JMeter
 * prints type 6, k6 type 7.
 */
struct quantile_place quantile_place(int64_t n, int64_t q_ppb, int type);

#endif
