/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vegeta's results as `vegeta attack` writes them: one Go struct a request, in
 * gob (gob.h), in the order in which the requests ended.
 *
 *	Attack, Method, URL, Error string     Code uint16, Seq uint64
 *	Timestamp time.Time (of the start)    Latency int64 (nanoseconds)
 *	BytesIn, BytesOut uint64              Body []byte, Headers map
 *
 * - Fields came over time (Body with 7, Attack and Seq with 8, Method, URL and
 *   Headers with 12.8) and changed their order: they go by their names.
 * - Code 0, which is not even written, is no response.  Error is also there
 *   for a status of 400 and above, where it repeats the status.
 * - time.Time encodes itself: a version, seconds since the year 1 as 8 bytes,
 *   nanoseconds as 4 bytes, the zone.
 * - Body and Headers may hold secrets, and are not looked at.
 * - An attack that is killed leaves a result that is cut.
 *
 * What the figures mean: vegeta_rows.h.
 */
#include "base/target.h"
#include "base/units.h"
#include "collect/go_error.h"
#include "collect/gob.h"
#include "collect/vegeta_rows.h"

#define UNIX_EPOCH 62135596800 /* in seconds since the year 1 */
#define UNIX_2200 7258118400

static bool sniff(struct span head)
{
	if (head.len > 400)
		head.len = 400;
	return span_find(head, SPAN("\x06Result")) >= 0 &&
	       span_find(head, SPAN("\x09Timestamp")) >= 0 &&
	       span_find(head, SPAN("\x07Latency")) >= 0;
}

static uint64_t big_endian(const char *at, size_t len)
{
	uint64_t value = 0;

	for (size_t i = 0; i < len; i++)
		value = value << 8 | (unsigned char)at[i];
	return value;
}

/* From 1970 to 2200. */
static bool time_decode(struct span bytes, int64_t *unix_ns)
{
	uint64_t seconds, ns;

	if (bytes.len < 15 || (bytes.at[0] != 1 && bytes.at[0] != 2))
		return false;
	seconds = big_endian(bytes.at + 1, 8) - (uint64_t)UNIX_EPOCH;
	ns = big_endian(bytes.at + 9, 4);
	if (seconds > (uint64_t)UNIX_2200 || ns >= (uint64_t)NS_PER_S)
		return false;
	*unix_ns = (int64_t)(seconds * (uint64_t)NS_PER_S + ns);
	return true;
}

static void take_field(struct vegeta_row *r, const struct gob_field *f)
{
	const struct {
		const char *name;
		int64_t *number;
		struct span *text;
	} fields[] = {
		{ "Code", &r->code, NULL },
		{ "Latency", &r->latency_ns, NULL },
		{ "BytesIn", &r->bytes_in, NULL },
		{ "Error", NULL, &r->error },
		{ "URL", NULL, &r->url },
		{ "Attack", NULL, &r->attack },
	};

	if (span_is(f->name, "Timestamp") && f->kind == GOB_BYTES)
		time_decode(f->bytes, &r->at_ns);
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		if (!span_is(f->name, fields[i].name))
			continue;
		if (fields[i].number && f->kind == GOB_NUMBER)
			*fields[i].number = f->number;
		if (fields[i].text && f->kind == GOB_BYTES)
			*fields[i].text = f->bytes;
	}
}

static int read_result(struct gob *g, struct vegeta_row *out, struct err *err)
{
	struct gob_field f;
	int status;

	*out = (struct vegeta_row){ .at_ns = UNKNOWN };
	while ((status = gob_field(g, &f, err)) == 1)
		take_field(out, &f);
	return status;
}

static int count_result(struct vegeta_tally *t, const struct vegeta_row *row,
    struct input *in, struct err *err)
{
	struct row_tally *rows = t->rows.tally;

	if (vegeta_take(t, row, err))
		return err_prefix(err, "%s: result %lld", input_name(in),
		    (long long)t->all->requests + 1);
	if (row_batch_full(rows) && row_flush(rows, err))
		return err_prefix(err, "%s", input_name(in));
	return 0;
}

static int count_results(struct input *in, struct vegeta_tally *t,
    struct err *err)
{
	struct gob *g = gob_open(in);
	struct vegeta_row row;
	int status;

	while ((status = gob_next(g, &t->rows.cut, err)) == 1) {
		if (read_result(g, &row, err) ||
		    count_result(t, &row, in, err)) {
			status = -1;
			break;
		}
	}
	gob_free(g);
	return status ? -1 : row_flush(t->rows.tally, err);
}

static const char *name(struct arena *a, struct span text)
{
	return target_without_secrets(a, text);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct vegeta_tally t = { .rows.tally = row_tally_new(1) };
	int status;

	vegeta_begin(&t);
	status = count_results(in, &t, err);
	if (!status)
		status = vegeta_write(&t,
		    (struct vegeta_words){ name, go_error_text }, out, err);
	rows_release(&t.rows);
	return status;
}

const struct importer importer_vegeta_gob = {
	.name = "vegeta-gob",
	.about = "vegeta attack: its results, one by one",
	.evidence = "timed",
	.omission = "not affected: open loop",
	.sniff = sniff,
	.import = import,
};
