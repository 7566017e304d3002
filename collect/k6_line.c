/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/k6_line.h"

#include <math.h>

#include "base/units.h"
#include "collect/report_line.h"

#define RATE_MAX 1e12

#define PASSED SPAN("\xe2\x9c\x93")
#define FAILED SPAN("\xe2\x9c\x97")

enum k6_mark k6_take_mark(struct span *line)
{
	enum k6_mark mark = K6_UNMARKED;

	if (span_starts(*line, PASSED))
		mark = K6_GOOD;
	else if (span_starts(*line, FAILED))
		mark = K6_BAD;
	if (mark != K6_UNMARKED)
		*line = span_trim(span_skip(*line, PASSED.len));
	return mark;
}

bool k6_is_metric(struct span line, struct span *name, struct span *values)
{
	ptrdiff_t dots = span_find(line, SPAN("..."));

	if (dots <= 0)
		return false;
	*name = span_trim((struct span){ line.at, (size_t)dots });
	while (span_starts(span_skip(line, (size_t)dots), SPAN(".")))
		dots++;
	*values = span_skip(line, (size_t)dots);
	if (!span_starts(*values, SPAN(":")))
		return false;
	*values = span_trim(span_skip(*values, 1));
	return true;
}

struct span k6_part_of(struct span name)
{
	if (!span_take(&name, SPAN("{")))
		return (struct span){ NULL, 0 };
	if (span_ends(name, SPAN("}")))
		name.len--;
	return span_trim(name);
}

/* How far a time may be off: see above. */
static double step_of(struct span text)
{
	static const struct {
		const char *unit;
		double step_ns;
	} units[] = { { "ns", 1 }, { "\xc2\xb5s", 10 }, { "us", 10 },
		{ "ms", 1e4 }, { "s", 1e7 } };

	if (span_is(text, "0s"))
		return 1;
	if (span_find(text, SPAN("m")) >= 0 && !span_ends(text, SPAN("ms")))
		return 1e9;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (span_ends(text, span_of(units[i].unit)))
			return units[i].step_ns;
	return 1e9;
}

static int time_read(struct span text, struct pos pos, double *ns,
    struct err *err)
{
	if (span_is(text, "0s")) {
		*ns = 0;
		return 0;
	}
	if (duration_parse(text, ns))
		return 0;
	return err_at(err, pos, "expected a time with a unit, got \"%.*s\"",
	    SPAN_ARG(text));
}

int k6_read_statistic(struct k6_trend *t, struct span key, struct span value,
    struct pos pos, struct err *err)
{
	double ns = NAN, p;

	if (span_is(key, "count"))
		return count_parse(value, pos, &t->count, err);
	if (time_read(value, pos, &ns, err))
		return -1;
	if (span_is(key, "avg")) {
		t->avg_ns = ns;
		t->avg_step_ns = 2 * step_of(value); /* some cut it off */
	} else if (span_is(key, "min"))
		t->min_ns = ns;
	else if (span_is(key, "max"))
		t->max_ns = ns;
	else if (k6_percentile(key, &p) && t->n_stated < K6_PERCENTILES_MAX)
		t->stated[t->n_stated++] = (struct stated_percentile){ p, ns,
			fmax(ns - step_of(value) / 2, 0), ns + step_of(value) };
	return 0;
}

void k6_read_scenario(struct span line, bool *closed, bool *open)
{
	static const char *const looping[] = { "looping VUs",
		"iterations shared among", "iterations for each of" };

	for (size_t i = 0; i < sizeof(looping) / sizeof(*looping); i++)
		if (span_find(line, span_of(looping[i])) >= 0)
			*closed = true;
	if (span_find(line, SPAN("iterations/s")) >= 0)
		*open = true;
}

int k6_read_shares(struct span values, struct pos pos, int64_t *yes,
    int64_t *no, struct err *err)
{
	struct words w = words_of(values);
	bool total = w.len > 4 && span_is(w.at[2], "out");
	int64_t second;

	if (w.len < 5)
		return err_at(err, pos,
		    "expected a share and two counts, got \"%.*s\"",
		    SPAN_ARG(values));
	if (count_parse(w.at[total ? 1 : 2], pos, yes, err) ||
	    count_parse(w.at[4], pos, &second, err))
		return -1;
	*no = total ? second - *yes : second;
	if (*no < 0)
		return err_at(err, pos, "expected no more than all");
	return 0;
}

int k6_read_counter(struct span values, struct pos pos, int64_t *count,
    double *rate, struct err *err)
{
	struct span word = span_word(&values), per = span_word(&values);

	if (count_parse(word, pos, count, err))
		return -1;
	if (span_ends(per, SPAN("/s")))
		per.len -= 2;
	if (per.len && !span_double(per, 0, RATE_MAX, rate))
		return err_at(err, pos, "expected a rate, got \"%.*s\"",
		    SPAN_ARG(per));
	return 0;
}

int k6_read_gauge(struct span values, struct pos pos, int64_t *min,
    int64_t *max, struct err *err)
{
	for (struct span word = span_word(&values); word.len;
	     word = span_word(&values)) {
		struct span key = span_cut(&word, '=');

		if (span_is(key, "min") && count_parse(word, pos, min, err))
			return -1;
		if (span_is(key, "max") && count_parse(word, pos, max, err))
			return -1;
	}
	return 0;
}
