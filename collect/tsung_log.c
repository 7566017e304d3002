/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tsung.log, in its text form (1.3 to 1.8).
 *
 *	# stats: dump at 1399476370
 *	stats: users 12 20
 *	stats: {cpu,"localhost"} 6 3.1 0.4 4.2 2.5 0 0
 *	stats: request 481 21.3 8.1 95.0 3.2 0 0
 *	stats: tr_login 40 30.2 1.0 35.1 28.0 0 0
 *	stats: 200 470 470
 *	stats: error_connect_timeout 2 2
 *	stats: size_rcv 118230 118230
 *	...
 *	EndMonitor:{1399,476,999}
 *
 * - Behind the name, a sample has count, mean, standard deviation, max, min
 *   (in this order), global mean and global count; a counter its delta and its
 *   total; a gauge (users, connected) its value and its maximum.
 * - Names in braces may have blanks in them.
 * - For what the figures mean see tsung_stats.h.
 */
#include <math.h>
#include <string.h>

#include "collect/report_line.h"
#include "collect/sniff.h"
#include "collect/tsung_stats.h"

#define DUMP SPAN("# stats: dump at ")
#define NUMBERS_MAX 7 /* of a sample */

enum { COUNT, MEAN, DEVIATION, MAX, MIN };

static bool sniff(struct span head)
{
	return span_starts(sniff_start(head), DUMP);
}

/* Words of numbers; how many, or -1. */
static int numbers_of(struct span rest, double out[NUMBERS_MAX])
{
	int n = 0;

	for (rest = span_trim(rest); rest.len; rest = span_trim(rest)) {
		struct span word = span_word(&rest);

		if (n == NUMBERS_MAX ||
		    !span_double(word, -1e18, 1e18, &out[n]))
			return -1;
		n++;
	}
	return n;
}

/* "request 481 21.3 ..." behind "stats: " */
static int read_stats(struct tsung_stats *t, struct span line, struct pos pos,
    struct err *err)
{
	struct span rest = line, name = span_word(&rest);
	double v[NUMBERS_MAX];
	int n;

	if (span_starts(name, SPAN("{")))
		return 0; /* of a machine */
	n = numbers_of(rest, v);
	if (n == NUMBERS_MAX && v[COUNT] >= 0 && v[MEAN] >= 0) {
		tsung_sample(t, name,
		    &(struct tsung_sample){ v[COUNT], v[MEAN], v[MAX],
			v[MIN] });
		return 0;
	}
	if (n != 2)
		return err_at(err, pos,
		    "expected a name with 2 or %d numbers, got \"%.*s\"",
		    NUMBERS_MAX, SPAN_ARG(line));
	if (span_is(name, "users"))
		tsung_users(t, v[0]);
	else if (v[1] >= 0 && v[1] <= COUNT_MAX)
		tsung_counter(t, name, llround(v[1]));
	return 0;
}

static int read_line(void *reader, struct span line, struct pos pos,
    struct err *err)
{
	struct tsung_stats *t = reader;
	struct span stats = SPAN("stats: ");
	double seconds;

	if (span_starts(line, DUMP)) {
		line = span_trim(span_skip(line, DUMP.len));
		if (!span_double(line, 0, 9e9, &seconds))
			return err_at(err, pos,
			    "expected a time in seconds, got \"%.*s\"",
			    SPAN_ARG(line));
		tsung_dump(t, seconds);
	} else if (span_starts(line, stats)) {
		return read_stats(t, span_skip(line, stats.len), pos, err);
	} else if (span_starts(line, SPAN("EndMonitor:"))) {
		t->ended = true;
	}
	return 0;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct tsung_stats t;
	int status;

	tsung_begin(&t);
	status = lines_read(in, read_line, &t, err);
	if (!status && isnan(t.first_s))
		status =
		    err_set(err, "%s: expected a line \"# stats: dump at ...\"",
			input_name(in));
	if (!status)
		status = tsung_write(&t, out, err);
	tsung_release(&t);
	return status;
}

const struct importer importer_tsung_log = {
	.name = "tsung-log",
	.about = "tsung.log: statistics of every 10 seconds",
	.evidence = "none: moments only",
	.omission = "affected in part: requests of a session wait",
	.sniff = sniff,
	.import = import,
};
