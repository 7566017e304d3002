/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rewrk's results, as written by `rewrk --json`: an object for each round.
 *
 *	{"latency_avg": 0.53, "latency_max": 66.96, "latency_min": 0.06,
 *	 "latency_std_deviation": 0.18, "transfer_total": 428117780.0,
 *	 "transfer_rate": 14305158.23, "requests_total": 3296342,
 *	 "requests_avg": 331016.23}
 *
 * - Latencies are milliseconds, the transfer is in bytes.  There are moments
 *   alone; URL, connections, errors and statuses are not said.
 * - For the rest see rewrk_text.c.
 */
#include <math.h>

#include "collect/documents.h"
#include "collect/json_figure.h"
#include "collect/sniff.h"

#define MS_NS 1e6

static bool sniff(struct span head)
{
	return json_has_key(head, "latency_avg") &&
	       json_has_key(head, "requests_total") &&
	       json_has_key(head, "transfer_rate");
}

static int read_round(const struct json_node *root, struct summary *s,
    struct err *err)
{
	double bytes = NAN, min = NAN, max = NAN;

	s->run.load_model = LOAD_CLOSED;
	s->run.population = POPULATION_SUCCESSES;
	if (json_number_try(root, "requests_avg", &s->run.achieved_rps, err) ||
	    json_number_try(root, "transfer_total", &bytes, err) ||
	    figure_count_try(root, "requests_total", &s->total.requests, err))
		return -1;
	if (bytes >= 0 && bytes < 9e18)
		s->run.bytes_received = llround(bytes);
	if (s->total.requests <= 0)
		return 0; /* the zeros are no latencies */
	if (s->run.achieved_rps > 0)
		s->run.duration_ns = llround(
		    (double)s->total.requests / s->run.achieved_rps * 1e9);
	if (figure_time_try(root, "latency_avg", MS_NS, &s->total.mean_ns,
		err) ||
	    figure_time_try(root, "latency_std_deviation", MS_NS,
		&s->total.stddev_ns, err) ||
	    figure_time_try(root, "latency_min", MS_NS, &min, err) ||
	    figure_time_try(root, "latency_max", MS_NS, &max, err))
		return -1;
	s->total.min_ns = figure_ns(min);
	s->total.max_ns = figure_ns(max);
	return 0;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	return documents_read(in, "rewrk", read_round, out, err);
}

const struct importer importer_rewrk_json = {
	.name = "rewrk-json",
	.about = "rewrk --json",
	.evidence = "none: moments only",
	.omission = "affected: closed loop, not corrected",
	.sniff = sniff,
	.import = import,
};
