/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/vegeta_rows.h"

#include <string.h>

#include "collect/go_error.h"
#include "collect/vegeta_report.h"

void vegeta_begin(void *worker)
{
	struct vegeta_tally *t = worker;

	t->all = row_series(t->rows.tally, SPAN("all"), ROW_REQUEST);
	t->latest_ns = INT64_MIN;
}

static void share(struct vegeta_shared *s, struct span text)
{
	if (s->differs)
		return;
	if (!s->seen && text.len < sizeof(s->text)) {
		if (text.len)
			memcpy(s->text, text.at, text.len);
		s->len = text.len;
		s->seen = true;
	}
	s->differs = !span_equal(text, (struct span){ s->text, s->len });
}

static void share_merge(struct vegeta_shared *into,
    const struct vegeta_shared *from)
{
	if (from->seen)
		share(into, (struct span){ from->text, from->len });
	into->differs |= from->differs;
}

void vegeta_merge(void *first, const void *worker)
{
	struct vegeta_tally *into = first;
	const struct vegeta_tally *from = worker;

	share_merge(&into->attack, &from->attack);
	share_merge(&into->url, &from->url);
	if (from->latest_ns > into->latest_ns)
		into->latest_ns = from->latest_ns;
}

static int check(const struct vegeta_row *row, struct err *err)
{
	if (row->at_ns < 0 || row->at_ns > VEGETA_UNIX_MAX_NS)
		return err_set(err, "expected a time from 1970 to 2200");
	if (row->code < 0 || row->code > VEGETA_STATUS_MAX)
		return err_set(err, "expected a status from 0 to %d",
		    VEGETA_STATUS_MAX);
	if (row->latency_ns < 0 || row->latency_ns > VEGETA_LATENCY_MAX_NS)
		return err_set(err,
		    "expected a latency from 0 to 1,000,000 seconds");
	if (row->bytes_in < 0)
		return err_set(err, "expected 0 bytes or more");
	return 0;
}

int vegeta_take(struct vegeta_tally *t, const struct vegeta_row *row,
    struct err *err)
{
	struct row_tally *rows = t->rows.tally;

	if (check(row, err))
		return -1;
	row_add_total(rows, t->all, row->at_ns, row->latency_ns);
	row_bytes(rows, row->bytes_in);
	rows->status[row->code]++;
	t->all->errors += !vegeta_is_success((int)row->code);
	if (row->at_ns > t->latest_ns)
		t->latest_ns = row->at_ns;
	share(&t->attack, row->attack);
	share(&t->url, row->url);
	if (row->error.len && row->code < 400)
		row_failure(rows, go_error_kind(row->error), row->error);
	return 0;
}

static const char *shared(struct arena *a, const struct vegeta_shared *s,
    const char *(*name)(struct arena *a, struct span raw))
{
	if (!s->seen || s->differs || !s->len)
		return NULL;
	return name(a, (struct span){ s->text, s->len });
}

int vegeta_write(struct vegeta_tally *t, struct vegeta_words words,
    struct source_writer *out, struct err *err)
{
	struct row_tally *rows = t->rows.tally;
	struct row_writing how = { .message = words.message,
		.requests_known = true,
		.errors_known = true };
	struct run_facts f = vegeta_facts();
	struct arena a = { 0 };
	int status;

	f.name = shared(&a, &t->attack, words.name);
	f.target = shared(&a, &t->url, words.name);
	f.incomplete = t->rows.cut ? "the last result is cut" : NULL;
	if (row_requests(rows)) {
		how.origin_ns = rows->first_ns;
		f.started_at_ns = rows->first_ns;
		f.duration_ns = rows->last_ns - rows->first_ns;
		f.bytes_received = rows->bytes;
	}
	if (row_requests(rows) && t->latest_ns > rows->first_ns)
		f.achieved_rps = (double)row_requests(rows) * 1e9 /
				 (double)(t->latest_ns - rows->first_ns);
	status =
	    source_run(out, &f, err) || row_tally_write(rows, &how, out, err);
	arena_release(&a);
	return status ? -1 : 0;
}
