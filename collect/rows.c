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
	struct rows_worker *own;
};

size_t rows_workers(void)
{
	const char *given = getenv("MESHSTAT_THREADS");
	int64_t n = sysconf(_SC_NPROCESSORS_ONLN) - 1;

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
		int status = input_block(r->in, r->format->row, b, &err);

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

/* ---- blocks ---- */

/* Puts the input's name and the line of `at`, in the block, before an error. */
static int fault_at(const struct input_block *b, const char *at,
    struct err *err)
{
	char message[sizeof(err->msg)];
	long line = b->line;

	for (const char *c = b->text.at; c < at; c++)
		line += *c == '\n';
	memcpy(message, err->msg, sizeof(message));
	return err_at(err, (struct pos){ b->name, line }, "%s", message);
}

static int flush(struct rows_worker *w, const struct input_block *b,
    struct err *err)
{
	if (row_flush(w->tally, err))
		return err_prefix(err, "%s", b->name);
	return 0;
}

/* `last`: of the block; its row or line at `at` was bad. */
static int bad_row(struct rows_worker *w, const struct input_block *b,
    const char *at, bool last, struct err *err)
{
	if (!b->cut || !last)
		return fault_at(b, at, err);
	w->cut = true;
	return 0;
}

static bool is_blank(const struct csv_row *row)
{
	return row->fields == 1 && !csv_without_cr(csv_field(row, 0)).len;
}

/* With its LF. */
static struct span row_text(const struct csv_row *row)
{
	const char *at = csv_row_start(row);

	return (struct span){ at,
		(size_t)(row->at + row->end[row->fields - 1] + 1 - at) };
}

/*
 * Is a line within the row, between quotes, a row of its own?  Then the quote
 * does not belong there, or was open when the log was cut and another one
 * appended, and what it swallowed would be lost.
 */
static bool swallows(struct rows_worker *w, const struct rows_format *f,
    const struct csv_row *row)
{
	struct span rest = row_text(row);
	struct csv_index index = { 0 };
	bool found = false;
	struct err err;

	span_cut(&rest, '\n');
	while (rest.len && !found) {
		struct span line = { rest.at, 0 };

		span_cut(&rest, '\n');
		line.len = (size_t)(rest.at - line.at);
		if (csv_index_next(&index, &line, f->separator)) {
			struct csv_row inner = csv_row(&index, 0);

			found = !f->row(w, &inner, &err);
		}
	}
	csv_index_release(&index);
	return found;
}

static int quote_fault(const struct input_block *b, const struct csv_row *row,
    struct err *err)
{
	err_set(err, "a quote in this row swallows rows after it");
	return fault_at(b, csv_row_start(row), err);
}

static int count_row(struct rows_worker *w, const struct rows_format *f,
    const struct input_block *b, const struct csv_row *row, bool last,
    struct err *err)
{
	if (!f->row(w, row, err) || is_blank(row))
		return 0;
	if (swallows(w, f, row))
		return quote_fault(b, row, err);
	return bad_row(w, b, csv_row_start(row), last, err);
}

/* That no row which was counted swallows others. */
static int check_quotes(struct rows_worker *w, const struct rows_format *f,
    const struct input_block *b, struct err *err)
{
	struct span rest = b->text;

	while (csv_index_next(&w->index, &rest, f->separator)) {
		for (size_t i = 0; i < w->index.rows; i++) {
			struct csv_row row = csv_row(&w->index, i);

			if (swallows(w, f, &row))
				return quote_fault(b, &row, err);
		}
	}
	return 0;
}

static int count_rows(struct rows_worker *w, const struct rows_format *f,
    const struct input_block *b, struct err *err)
{
	struct span rest = b->text;
	long rows = 0;

	while (csv_index_next(&w->index, &rest, f->separator)) {
		for (size_t i = 0; i < w->index.rows; i++) {
			struct csv_row row = csv_row(&w->index, i);
			bool last = !rest.len && i + 1 == w->index.rows;

			if (count_row(w, f, b, &row, last, err))
				return -1;
			if (row_batch_full(w->tally) && flush(w, b, err))
				return -1;
		}
		rows += (long)w->index.rows;
	}
	if (rows < b->lines && check_quotes(w, f, b, err))
		return -1;
	return flush(w, b, err);
}

static int count_lines(struct rows_worker *w, const struct rows_format *f,
    const struct input_block *b, struct err *err)
{
	struct span rest = b->text;

	while (rest.len) {
		struct span line = csv_without_cr(span_cut(&rest, '\n'));

		if (line.len && f->line(w, line, err) &&
		    bad_row(w, b, line.at, !rest.len, err))
			return -1;
		if (row_batch_full(w->tally) && flush(w, b, err))
			return -1;
	}
	return flush(w, b, err);
}

/* ---- workers ---- */

static void *work(void *context)
{
	struct worker *w = context;
	struct reading *r = w->reading;
	const struct rows_format *f = r->format;
	struct input_block b = { 0 };
	struct err err;

	while (take_turn(r, &b))
		if ((f->row ? count_rows : count_lines)(w->own, f, &b, &err))
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

static struct rows_worker *worker_begin(const struct rows_format *f,
    const void *context, struct rows_worker *w, struct row_tally *first)
{
	w->context = context;
	w->tally = first ? row_tally_beside(first) : row_tally_new(f->step_ns);
	if (f->begin)
		f->begin(w);
	return w;
}

void rows_release(struct rows_worker *w)
{
	csv_index_release(&w->index);
	row_tally_free(w->tally);
}

/* And frees it. */
static void worker_merge(const struct rows_format *f, struct rows_worker *into,
    struct rows_worker *from)
{
	row_tally_merge(into->tally, from->tally);
	into->cut |= from->cut;
	if (f->merge)
		f->merge(into, from);
	rows_release(from);
	free(from);
}

int rows_read(struct input *in, const struct rows_format *f,
    const void *context, void *first, struct err *err)
{
	struct reading r = { in, f, .faulty = -1, .err = err };
	struct worker w[ROWS_WORKERS_MAX];
	size_t n = rows_workers();

	pthread_mutex_init(&r.turn, NULL);
	w[0] = (struct worker){ &r, worker_begin(f, context, first, NULL) };
	for (size_t i = 1; i < n; i++)
		w[i] = (struct worker){ &r,
			worker_begin(f, context, xcalloc(1, f->size),
			    w[0].own->tally) };
	work_all(w, n);
	for (size_t i = 1; i < n; i++)
		worker_merge(f, w[0].own, w[i].own);
	pthread_mutex_destroy(&r.turn);
	return r.faulty < 0 ? 0 : -1;
}
