/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ring.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define PIECE (RING_BYTES / 4) /* taken at once */

/* Waking a thread takes long: who waits, for room or for bytes, is woken when
   there are so many. */
#define HALF (RING_BYTES / 2)

struct ring {
	ring_take_fn *take;
	void *context;
	pthread_t thread;
	pthread_mutex_t lock;         /* of what follows */
	pthread_cond_t filled, freed; /* bytes came; bytes went */
	size_t added, taken;          /* bytes since the start */
	bool ended;
	char bytes[RING_BYTES]; /* byte i is at i % RING_BYTES */
};

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* What is to be taken next, of what lies together; nothing at the end. */
static struct span piece_wait(struct ring *r)
{
	size_t at = r->taken % RING_BYTES;
	size_t len = 0;

	pthread_mutex_lock(&r->lock);
	while (r->added == r->taken && !r->ended)
		pthread_cond_wait(&r->filled, &r->lock);
	if (!r->ended)
		len = least(r->added - r->taken, RING_BYTES - at);
	pthread_mutex_unlock(&r->lock);
	return (struct span){ r->bytes + at, least(len, PIECE) };
}

static void *take_all(void *ring)
{
	struct ring *r = ring;
	struct span piece;

	while ((piece = piece_wait(r)).len) {
		bool half_free;

		r->take(r->context, piece);
		pthread_mutex_lock(&r->lock);
		r->taken += piece.len;
		half_free = r->added - r->taken <= RING_BYTES - HALF;
		pthread_mutex_unlock(&r->lock);
		if (half_free)
			pthread_cond_signal(&r->freed);
	}
	return NULL;
}

struct ring *ring_start(ring_take_fn *take, void *context)
{
	struct ring *r = xcalloc(1, sizeof(*r));

	r->take = take;
	r->context = context;
	pthread_mutex_init(&r->lock, NULL);
	pthread_cond_init(&r->filled, NULL);
	pthread_cond_init(&r->freed, NULL);
	if (!pthread_create(&r->thread, NULL, take_all, r))
		return r;
	free(r);
	return NULL;
}

/* Returns the room that there is, when it is at least so much. */
static size_t room_wait(struct ring *r, size_t least_room)
{
	size_t room;

	pthread_mutex_lock(&r->lock);
	while ((room = RING_BYTES - (r->added - r->taken)) < least_room)
		pthread_cond_wait(&r->freed, &r->lock);
	pthread_mutex_unlock(&r->lock);
	return room;
}

void ring_add(struct ring *r, struct span bytes)
{
	while (bytes.len) {
		size_t at = r->added % RING_BYTES;
		size_t room = room_wait(r, least(bytes.len, HALF));
		size_t n = least(least(room, RING_BYTES - at), bytes.len);
		bool half_full;

		memcpy(r->bytes + at, bytes.at, n);
		bytes = span_skip(bytes, n);
		pthread_mutex_lock(&r->lock);
		r->added += n;
		half_full = r->added - r->taken >= HALF;
		pthread_mutex_unlock(&r->lock);
		if (half_full)
			pthread_cond_signal(&r->filled);
	}
}

void ring_wait(struct ring *r)
{
	pthread_cond_signal(&r->filled);
	room_wait(r, RING_BYTES);
}

void ring_free(struct ring *r)
{
	if (!r)
		return;
	pthread_mutex_lock(&r->lock);
	r->ended = true;
	pthread_cond_signal(&r->filled);
	pthread_mutex_unlock(&r->lock);
	pthread_join(r->thread, NULL);
	pthread_cond_destroy(&r->freed);
	pthread_cond_destroy(&r->filled);
	pthread_mutex_destroy(&r->lock);
	free(r);
}
