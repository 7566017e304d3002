/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/ghz.h"

#include <math.h>

#include "base/target.h"
#include "collect/json_figure.h"

static int read_target(const struct json_node *options, struct summary *s,
    struct err *err)
{
	const char *host = "", *call = "";

	if (json_string_try(options, "host", &host, err) ||
	    json_string_try(options, "call", &call, err))
		return -1;
	if (*host)
		s->run.target = arena_printf(&s->arena, "%s/%s",
		    target_without_secrets(&s->arena, span_of(host)), call);
	return 0;
}

/* qps is of each worker, rps of all; 0 is as fast as it can. */
static int read_rate(const struct json_node *options, int64_t workers,
    struct summary *s, struct err *err)
{
	double qps = NAN, rps = NAN;
	bool old = json_member(options, "c").value != NULL;

	if (json_number_try(options, "qps", &qps, err) ||
	    json_number_try(options, "rps", &rps, err))
		return -1;
	if (!isnan(rps))
		s->run.offered_rps = rps > 0 ? rps : INFINITY;
	else if (qps == 0 || (isnan(qps) && old))
		s->run.offered_rps = INFINITY;
	else if (qps > 0 && old && workers > 0)
		s->run.offered_rps = qps * (double)workers;
	return 0;
}

int ghz_options(const struct json_node *root, struct summary *s,
    struct err *err)
{
	struct json_node options;
	int64_t workers = UNKNOWN;
	bool async = false;

	if (json_object_try(root, "options", &options, err) ||
	    figure_count_try(&options, "c", &workers, err) ||
	    figure_count_try(&options, "concurrency", &workers, err) ||
	    figure_count_try(&options, "connections", &s->run.connections,
		err) ||
	    json_bool_try(&options, "async", &async, err) ||
	    read_rate(&options, workers, s, err))
		return -1;
	if (workers != UNKNOWN)
		summary_label(s, "concurrency",
		    span_of(
			arena_printf(&s->arena, "%lld", (long long)workers)));
	summary_label(s, "protocol", SPAN("grpc"));
	s->run.load_model = async ? LOAD_OPEN : LOAD_CLOSED;
	return read_target(&options, s, err);
}
