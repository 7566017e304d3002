/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A block of samples as bytes.  The first byte says how values are kept: 0 to 9
 * is the number of decimals, where all of them are numbers of so few digits,
 * and a value is its difference to the one before, in units of the last digit;
 * SAMPLES_RAW keeps the 8 bytes of each double, little-endian.  Then, of each
 * sample, how much longer the time since the one before is than it was there,
 * in ms, and the value.  Differences are varints, with the sign in the lowest
 * bit.  What is unpacked is what was packed, to the bit.
 */
#ifndef STORE_SAMPLES_H
#define STORE_SAMPLES_H

#include "base/text.h"
#include "store/metric.h"

/* In one block: one of the usual two bytes a sample fills SQLite's page and
 * what it keeps beside the key, where half of it would take as much room. */
#define SAMPLES_MAX 2048
#define SAMPLES_RAW 255
#define SAMPLES_BYTES ((size_t)1 + SAMPLES_MAX * 20)

/* Between neighbors in a block. */
#define SAMPLES_GAP_MAX_MS ((int64_t)UINT32_MAX)

/* Packs at most SAMPLES_MAX samples, in ascending order of time and with no
 * larger gap; returns how many bytes it wrote. */
size_t samples_pack(struct metric_samples s, char out[SAMPLES_BYTES]);

/* Adds the samples of a block, whose first is at that time; -1 if the bytes are
 * damaged. */
int samples_unpack(struct span bytes, int64_t first_ms, struct arena *a,
    struct metric_samples *out);

#endif
