/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes that a thread of its own takes in their order, while whoever adds them
 * goes on.  They are copied, so that their place is free at once, into a ring
 * of RING_BYTES; where that is full, adding waits.
 */
#ifndef BASE_RING_H
#define BASE_RING_H

#include "base/text.h"

#define RING_BYTES ((size_t)1 << 20)

struct ring;

/* Gets the bytes piece by piece, cut anywhere, on the ring's thread. */
typedef void ring_take_fn(void *context, struct span piece);

/* NULL if there is no thread to be had. */
struct ring *ring_start(ring_take_fn *take, void *context);
void ring_add(struct ring *r, struct span bytes);

/* Returns when all is taken that was added; then the thread is at rest. */
void ring_wait(struct ring *r);

/* Ends the thread; what it has not taken by then is lost.  NULL is fine. */
void ring_free(struct ring *r);

#endif
