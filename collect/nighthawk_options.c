/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Nighthawk was asked to do; some versions wrap it: { "value": 50 }. */
#include <string.h>

#include "base/target.h"
#include "collect/nighthawk.h"

#define WORKERS_MAX 1e6
#define RATE_MAX 1e12

/* { "value": x } for x. */
static struct json_node member(const struct json_node *in, const char *key,
    struct json_node *wrapper)
{
	struct json_node inner;

	*wrapper = json_member(in, key);
	inner = json_member(wrapper, "value");
	return inner.value ? inner : *wrapper;
}

static bool is_on(const struct json_node *in, const char *key)
{
	struct json_node wrapper, node = member(in, key, &wrapper);
	const char *text = "";
	struct err ignored;

	if (json_is_true(&node))
		return true;
	return json_is_string(&node) &&
	       !json_string(&node, NULL, &text, &ignored) &&
	       strcmp(text, "true") == 0;
}

static int read_number(const struct json_node *in, const char *key, double max,
    double *out, struct err *err)
{
	struct json_node wrapper, node = member(in, key, &wrapper);
	double value = *out;

	if (json_loose_number_try(&node, NULL, &value, err))
		return -1;
	if (value < 0 || value > max)
		return json_fail(&node, err, "expected 0 to %g, got %.9g", max,
		    value);
	*out = value;
	return 0;
}

/* A result without workers has them in the option, unless that is "auto". */
static double workers_of(const struct json_node *options, double workers)
{
	struct json_node wrapper,
	    node = member(options, "concurrency", &wrapper);
	struct err ignored;
	double n = NAN;

	if (workers > 0)
		return workers;
	if (json_loose_number_try(&node, NULL, &n, &ignored) || !(n >= 1) ||
	    n > WORKERS_MAX)
		return 1;
	return n;
}

static int read_target(const struct json_node *options, struct arena *a,
    const char **target, struct err *err)
{
	const char *uri = NULL;
	struct json_node wrapper, node = member(options, "uri", &wrapper);

	if (json_string_try(&node, NULL, &uri, err))
		return -1;
	if (uri)
		*target = target_without_secrets(a, span_of(uri));
	return 0;
}

int nighthawk_options(const struct json_node *options, double workers,
    struct arena *a, struct run_facts *f, struct err *err)
{
	double rps = NAN, connections = NAN;

	if (!options->value)
		return 0;
	workers = workers_of(options, workers);
	if (read_number(options, "requests_per_second", RATE_MAX, &rps, err) ||
	    read_number(options, "connections", RATE_MAX, &connections, err) ||
	    read_target(options, a, &f->target, err))
		return -1;
	f->load_model = is_on(options, "open_loop") ? LOAD_OPEN : LOAD_CLOSED;
	f->offered_rps = rps * workers;
	if (connections > 0)
		f->connections = llround(connections * workers);
	return 0;
}

/* ---- labels ---- */

static int label_text(const struct json_node *options, struct arena *a,
    struct source_writer *w, struct err *err)
{
	struct json_node list = json_member(options, "labels"), e;
	const char *text = "";

	for (e = json_first(&list); e.value; e = json_after(&e)) {
		const char *word;

		if (json_string(&e, NULL, &word, err))
			return -1;
		text =
		    arena_printf(a, "%s%s%.200s", text, *text ? " " : "", word);
		if (strlen(text) > 1000)
			break;
	}
	return *text ? run_label(w, "text", text, LABEL_TOOL, err) : 0;
}

int nighthawk_labels(const struct json_node *options, struct arena *a,
    struct source_writer *w, struct err *err)
{
	struct json_node wrapper,
	    protocol = member(options, "protocol", &wrapper);
	struct json_node request = json_member(options, "request_options");
	double size = NAN;
	const char *name = "";

	if (!options->value)
		return 0;
	if (json_is_string(&protocol) &&
	    json_string(&protocol, NULL, &name, err))
		return -1;
	if (read_number(&request, "request_body_size", 1e15, &size, err) ||
	    label_text(options, a, w, err) ||
	    run_label(w, "protocol", "http", LABEL_TOOL, err))
		return -1;
	if (!isnan(size) && run_label(w, "payload_bytes",
				arena_printf(a, "%.0f", size), LABEL_TOOL, err))
		return -1;
	if (strcmp(name, "HTTP3") == 0)
		return run_label(w, "http3", "on", LABEL_TOOL, err);
	if (is_on(options, "h2") || strcmp(name, "HTTP2") == 0)
		return run_label(w, "http2", "on", LABEL_TOOL, err);
	return 0;
}
