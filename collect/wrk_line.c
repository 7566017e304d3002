/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/wrk_line.h"

#include <math.h>

#include "base/units.h"

#define RATE_MAX 1e12

bool wrk_is_first(const struct words *w)
{
	double ns;

	return w->len >= 5 && span_is(w->at[0], "Running") &&
	       duration_parse(w->at[1], &ns) && span_is(w->at[2], "test") &&
	       span_is(w->at[3], "@");
}

bool wrk_is_threads(const struct words *w)
{
	return w->len >= 5 && span_is(w->at[1], "threads") &&
	       span_is(w->at[2], "and") && span_is(w->at[4], "connections");
}

bool wrk_is_requests(const struct words *w)
{
	return w->len >= 6 && span_is(w->at[1], "requests") &&
	       span_is(w->at[2], "in") && span_is(w->at[5], "read");
}

bool wrk_is_ours(struct span line)
{
	struct words w = words_of(line);

	return wrk_is_threads(&w) || span_starts(line, SPAN("Thread Stats")) ||
	       span_starts(line, SPAN("Latency Distribution")) ||
	       span_starts(line, SPAN("Detailed Percentile spectrum:"));
}

/* A number with a unit of counts, "2000" or "2k". */
static double count_with_unit(struct span s)
{
	static const char units[] = "kMG";
	double scale = 1, value;

	for (size_t i = 0; s.len && units[i]; i++)
		if (s.at[s.len - 1] == units[i])
			scale = pow(1e3, (double)i + 1);
	s.len -= scale > 1;
	return span_double(s, 0, RATE_MAX, &value) ? value * scale : NAN;
}

double wrk_prompt_rate(struct span line)
{
	static const char *const options[] = { "--rate", "-R" };

	for (struct span word = span_word(&line); word.len;
	     word = span_word(&line)) {
		for (size_t i = 0; i < 2; i++) {
			struct span option = span_of(options[i]);
			struct span value = span_skip(word, option.len);

			if (!span_starts(word, option))
				continue;
			if (!value.len)
				value = span_word(&line);
			else if (value.at[0] == '=')
				value = span_skip(value, 1);
			return count_with_unit(value);
		}
	}
	return NAN;
}

bool wrk_size_parse(struct span s, int64_t *bytes)
{
	static const char units[] = "KMGTP";
	double scale = 1, value;

	if (!span_ends(s, SPAN("B")))
		return false;
	s.len--;
	for (size_t i = 0; s.len && units[i]; i++)
		if (s.at[s.len - 1] == units[i])
			scale = exp2(10 * ((double)i + 1));
	s.len -= scale > 1;
	if (!span_double(s, 0, 9e18 / scale, &value))
		return false;
	*bytes = llround(value * scale);
	return true;
}

int wrk_latency_parse(struct span word, struct pos pos, double *ns,
    struct err *err)
{
	*ns = NAN;
	if (span_find(word, SPAN("nan")) >= 0 ||
	    span_find(word, SPAN("inf")) >= 0 || duration_parse(word, ns))
		return 0;
	return err_at(err, pos, "expected a latency with a unit, got \"%.*s\"",
	    SPAN_ARG(word));
}
