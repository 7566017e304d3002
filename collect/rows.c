/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/rows.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

/* What all workers of an input share. */
struct reading {
	struct input *in;
	const struct rows_format *format;
	pthread_mutex_t turn;
	bool ended;     /* no more blocks: the end, or an error */
	int64_t faulty; /* the block with the error; -1: none */
	struct err *err;
};

struct worker {
	struct reading *reading;
	void *tally;
};

size_t rows_workers(void)
{
	const char *given = getenv("MESHSTAT_THREADS");
	int64_t n = sysconf(_SC_NPROCESSORS_ONLN);

	if (given)
		span_int(span_of(given), 1, ROWS_WORKERS_MAX, &n);
	return n < 1 ? 1 : n > ROWS_WORKERS_MAX ? ROWS_WORKERS_MAX : (size_t)n;
}

/* The next block, as input_block() gives it. */
static bool take_turn(struct reading *r, struct input_block *b)
{
	bool taken = false;

	pthread_mutex_lock(&r->turn);
	if (!r->ended) {
		struct err err;
		int status = input_block(r->in, r->format->quotes, b, &err);

		taken = status == 1;
		r->ended = !taken;
		if (status < 0 && r->faulty < 0) {
			r->faulty = INT64_MAX;
			*r->err = err;
		}
	}
	pthread_mutex_unlock(&r->turn);
	return taken;
}

static void fault(struct reading *r, int64_t block, const struct err *err)
{
	pthread_mutex_lock(&r->turn);
	r->ended = true;
	if (r->faulty < 0 || block < r->faulty) {
		r->faulty = block;
		*r->err = *err;
	}
	pthread_mutex_unlock(&r->turn);
}

int rows_fault(const struct input_block *b, const char *at, struct err *err)
{
	char message[sizeof(err->msg)];
	long line = b->line;

	for (const char *c = b->text.at; c < at; c++)
		line += *c == '\n';
	memcpy(message, err->msg, sizeof(message));
	return err_at(err, (struct pos){ b->name, line }, "%s", message);
}

static void *work(void *context)
{
	struct worker *w = context;
	struct reading *r = w->reading;
	struct input_block b = { 0 };
	struct err err;

	while (take_turn(r, &b))
		if (r->format->count(w->tally, &b, &err))
			fault(r, b.number, &err);
	input_block_release(&b);
	return NULL;
}

/* The first one works on the caller's thread. */
static void work_all(struct worker *w, size_t n)
{
	pthread_t thread[ROWS_WORKERS_MAX];
	size_t started = 0;

	for (size_t i = 1; i < n; i++)
		if (!pthread_create(&thread[started], NULL, work, &w[i]))
			started++;
	work(&w[0]);
	for (size_t i = 0; i < started; i++)
		pthread_join(thread[i], NULL);
}

int rows_read(struct input *in, const struct rows_format *f,
    const void *context, void *first, struct err *err)
{
	struct reading r = { in, f, .faulty = -1, .err = err };
	struct worker w[ROWS_WORKERS_MAX];
	size_t n = rows_workers();

	pthread_mutex_init(&r.turn, NULL);
	for (size_t i = 0; i < n; i++) {
		w[i] = (struct worker){ &r, i ? xcalloc(1, f->size) : first };
		f->begin(w[i].tally, i ? first : NULL, context);
	}
	work_all(w, n);
	for (size_t i = 1; i < n; i++) {
		f->merge(first, w[i].tally);
		free(w[i].tally);
	}
	pthread_mutex_destroy(&r.turn);
	return r.faulty < 0 ? 0 : -1;
}
