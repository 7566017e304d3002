/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hey's per-request results, as written by `hey -o csv` (to 0.1.4).
 *
 *	response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,
 *		status-code,offset
 *	0.0018,0.0006,0.0000,0.0000,0.0011,0.0000,200,0.0042
 *
 * - Times are in seconds, with 4 digits after the point, so a latency under
 *   50 us reads as 0.  The last two columns came in 2018-09; offset is when
 *   the request left, from the start of the run.  Rows are in the order in
 *   which the requests ended.
 * - hey sends the next request when the last one returns, also with -q: its
 *   latencies do not count the time a request waited to be sent.
 * - Every response has its row, also one with an error status, which is an
 *   error here as everywhere.  A request without a response has none: requests
 *   are the responses, and errors at least those with a status.  Of files
 *   without a status column neither is known.
 * - hey keeps the first 1,000,000 results, and drops the others without a
 *   word.  A file with that many rows is taken for one that was cut.
 * - URL, connections and rate are not said, nor is the duration: that it ends
 *   with the last response is what the file shows.
 *
 * Read by all processors at once, see rows.h.
 */
#include <math.h>
#include <string.h>

#include "collect/digits.h"
#include "collect/importer.h"
#include "collect/rows.h"
#include "collect/sniff.h"

#define HEADER SPAN("response-time,DNS+dialup,DNS,Request-write,")
#define STEP_NS 100000
#define STEPS_PER_S 10000
#define SECONDS_MAX 1e6 /* far more than any run, or status, has */
#define STATUS_MAX 999
#define ROWS_MAX 1000000 /* that hey keeps */

enum column { LATENCY = 0, STATUS = 6, OFFSET = 7, COLUMNS };
enum { OLD_COLUMNS = STATUS };

struct worker {
	struct rows_worker rows;
	struct row_series *all;
	struct digits_memory code;
	size_t columns; /* COLUMNS or OLD_COLUMNS */
};

static bool sniff(struct span head)
{
	return span_starts(sniff_start(head), HEADER);
}

static int parse_header(struct span row, struct pos pos, size_t *columns,
    struct err *err)
{
	row = sniff_start(row);
	*columns = 0;
	if (!span_starts(row, HEADER))
		return err_at(err, pos, "expected hey's header, got \"%.*s\"",
		    SPAN_ARG(row));
	for (struct span rest = row; rest.len; ++*columns)
		span_cut(&rest, ',');
	if (*columns == COLUMNS || *columns == OLD_COLUMNS)
		return 0;
	return err_at(err, pos, "expected %d or %d columns, got %zu",
	    OLD_COLUMNS, COLUMNS, *columns);
}

/* ---- rows ---- */

/* "0.0018" to "999.9999" as if the point were not there. */
static inline bool parse_short(struct span s, int64_t *steps)
{
	uint64_t word;

	if (s.len < 6 || s.len > 8 || s.at[s.len - 5] != '.')
		return false;
	word = digits_load(s.at + s.len, s.len);
	word = (word & 0xFFFFFFFF00000000u) | (word & 0xFFFFFF) << 8;
	*steps = (int64_t)digits_value(word);
	return digits_are(word);
}

/* Other numbers take longer. */
static bool parse_any(struct span s, int64_t *steps)
{
	struct span whole = { s.at, s.len - 5 };
	int64_t part;
	double value;

	if (s.len > 8 && s.len <= 11 && s.at[whole.len] == '.' &&
	    digits_parse(whole, steps) &&
	    digits_parse(span_skip(s, whole.len + 1), &part)) {
		*steps = *steps * STEPS_PER_S + part;
		return true;
	}
	if (!span_double(span_trim(s), 0, SECONDS_MAX, &value))
		return false;
	*steps = llround(value * STEPS_PER_S);
	return true;
}

static inline bool parse_steps(struct span s, int64_t *steps)
{
	return parse_short(s, steps) || parse_any(s, steps);
}

/* Not 0 if the eight bytes are no ",0.0018,", with any digits. */
static inline uint64_t not_short(const char *at)
{
	uint64_t word, like, over;

	memcpy(&word, at, sizeof(word));
	memcpy(&like, ",0.0000,", sizeof(like));
	memcpy(&over, "\x7F\x76\x7F\x76\x76\x76\x76\x7F", sizeof(over));
	word ^= like; /* at most 9, or 0 */
	return (word | (word + over)) & 0x8080808080808080u;
}

/* Are the columns between latency and status, which do not count, numbers? */
static inline bool are_steps(const struct csv_row *row, size_t *bad)
{
	const char *comma = row->at + row->end[LATENCY];
	uint64_t others = 0;
	int64_t steps;

	for (size_t i = LATENCY + 1; i < STATUS; i++, comma += 7)
		others |= not_short(comma);
	for (size_t i = LATENCY + 1; others && i < STATUS; i++) {
		*bad = i;
		if (!parse_steps(csv_field(row, i), &steps))
			return false;
	}
	return true;
}

static inline bool parse_status(struct digits_memory *last, struct span s,
    int64_t *status)
{
	double value;

	if (digits_parse_again(last, s, status) && *status <= STATUS_MAX)
		return true;
	if (!span_double(span_trim(s), 0, STATUS_MAX, &value))
		return false;
	*status = (int64_t)value;
	return true;
}

static int bad_field(const struct csv_row *row, size_t i, struct err *err)
{
	struct span field = span_trim(csv_field(row, i));

	return err_set(err,
	    "column %zu: expected a number from 0 to %.0f, got \"%.*s\"", i + 1,
	    i == STATUS ? STATUS_MAX : SECONDS_MAX, SPAN_ARG(field));
}

static int take_row(void *worker, const struct csv_row *row, struct err *err)
{
	struct worker *w = worker;
	struct row_tally *t = w->rows.tally;
	int64_t latency, status, offset;
	size_t bad;

	if (row->fields != w->columns)
		return err_set(err, "expected %zu columns, got %s", w->columns,
		    row->fields > w->columns ? "more" : "fewer");
	if (!parse_steps(csv_field(row, LATENCY), &latency))
		return bad_field(row, LATENCY, err);
	if (!are_steps(row, &bad))
		return bad_field(row, bad, err);
	if (w->columns == OLD_COLUMNS) {
		row_add_total(t, w->all, -1, latency);
		return 0;
	}
	if (!parse_status(&w->code, csv_field(row, STATUS), &status))
		return bad_field(row, STATUS, err);
	if (!parse_steps(csv_field(row, OFFSET), &offset))
		return bad_field(row, OFFSET, err);
	t->status[status]++;
	w->all->errors += http_is_error(status);
	row_add_total(t, w->all, offset * STEP_NS, latency);
	return 0;
}

static void begin(void *worker)
{
	struct worker *w = worker;

	w->columns = *(const size_t *)w->rows.context;
	w->all = row_series(w->rows.tally, SPAN("all"), ROW_REQUEST);
}

/* ---- the run ---- */

static int write_run(struct worker *w, struct source_writer *out,
    struct err *err)
{
	struct row_writing how = { .requests_known = w->columns == COLUMNS,
		.errors_known = w->columns == COLUMNS,
		.errors_at_least = true,
		.latency_step_ns = STEP_NS };
	struct run_facts f = RUN_UNKNOWN;
	int64_t rows = row_requests(w->rows.tally);

	f.tool = "hey";
	f.load_model = LOAD_CLOSED;
	f.population = POPULATION_ALL; /* that had a response */
	if (rows && w->columns == COLUMNS)
		f.duration_ns = w->rows.tally->last_ns;
	if (w->rows.cut)
		f.incomplete = "the last row is cut";
	if (rows >= ROWS_MAX)
		f.incomplete = "hey keeps the first 1,000,000 results alone";
	if (source_run(out, &f, err))
		return -1;
	return row_tally_write(w->rows.tally, &how, out, err);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	static const struct rows_format format = { .size =
						       sizeof(struct worker),
		.step_ns = STEP_NS,
		.row = take_row,
		.separator = ',',
		.begin = begin };
	struct worker w = { .columns = 0 };
	struct span line;
	size_t columns;
	int status = input_line(in, &line, err);

	if (!status)
		return err_set(err, "%s: expected hey's header, got nothing",
		    input_name(in));
	if (status < 0 || parse_header(line, input_pos(in), &columns, err))
		return -1;
	status = rows_read(in, &format, &columns, &w, err);
	if (!status)
		status = write_run(&w, out, err);
	rows_release(&w.rows);
	return status;
}

const struct importer importer_hey_csv = {
	.name = "hey-csv",
	.about = "hey -o csv: one row per request",
	.evidence = "timed",
	.omission = "affected: closed loop, not corrected",
	.sniff = sniff,
	.import = import,
};
