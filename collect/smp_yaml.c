/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Results in the form of the Service Mesh Performance specification, as
 * Meshery exports them.  Of 2020 (0.1.0):
 *
 *	start_time: 2020-03-17T14:53:05.499893378Z
 *	end_time: 2020-03-17T17:53:05.530905194Z
 *	exp_uuid: a0b57497-12f1-40a5-ae78-3fd3414c4a48
 *	endpoint_url: http://192.168.1.15/productpage
 *	env: { kubernetes: v1.15.5 }
 *	client:
 *	  connections: 1
 *	  rps: 0.9999971285438009
 *	  latencies_ms: { min: 0.012007082, average: 0.0235, p50: 0.0218,
 *	    p90: 0.0330, p99: 0.055, max: 0.350472228 }
 *
 * and of PerformanceTestResult, with latencies_ms and actual_qps at the top,
 * and an id in place of exp_uuid.
 *
 *   - latencies_ms promises milliseconds, but Meshery writes fortio's seconds
 *     there.  A file is read as
 *       - milliseconds, where seconds are impossible: so many requests at a
 *         time (rate times average) would need more than the connections;
 *       - seconds, where they are possible and the minimum or maximum has 7 to
 *         9 decimals: in milliseconds that is finer than the nanosecond that
 *         clocks count in.  `smp.latency_unit` of the environment says so.
 *     Any other is refused: it cannot be told.
 *   - rps and actual_qps are what was achieved.  Which tool measured, how many
 *     requests there were and how many of them failed is not said; ids that
 *     begin "test_" are Meshery's placeholders.
 *   - A percentile is some tool's, with bins that nobody states.
 *   - labels are the author's own words for the run, in both forms; Meshery
 *     writes none.
 *   - mesh_build, proxy_build, profile ("full", "ingress_only", "telemetry",
 *     "encryption") and the client's protocol are labels.
 *   - env, config and metrics (CPU and memory of the mesh as one figure each,
 *     without a time) are kept as they stand, as facts of the environment; so
 *     are the ids of what else belongs to the run.
 */
#include <stdio.h>
#include <string.h>

#include "base/target.h"
#include "base/units.h"
#include "base/yaml.h"
#include "collect/importer.h"
#include "collect/smp.h"
#include "collect/sniff.h"

#define LATENCIES "latencies_ms"
#define VALUE_MAX 1e9
#define SLACK 1.05      /* of the connections, for rounding */
#define SECONDS_MAX 60. /* no latency of a load test is longer */
#define MS_DECIMALS 6   /* of a millisecond make a nanosecond */
#define S_DECIMALS 9

struct result {
	const struct yaml_node *root, *client, *latencies;
	struct run_facts facts;
	double min, average, max; /* as they are written; NAN: not */
	double unit_ns;
};

/* ---- values ---- */

static int read_number(const struct yaml_node *map, const char *key,
    double *out, struct err *err)
{
	const struct yaml_node *node = yaml_get(map, key);
	const char *text = NULL;

	if (yaml_text(map, key, &text, err))
		return -1;
	if (text && *text && !span_double(span_of(text), 0, VALUE_MAX, out))
		return err_at(err, yaml_pos(node),
		    "%s: expected a number of 0 or more, got \"%.100s\"", key,
		    text);
	return 0;
}

static int read_time(const struct yaml_node *map, const char *key,
    int64_t *unix_ns, struct err *err)
{
	const struct yaml_node *node = yaml_get(map, key);
	const char *text = NULL;

	if (yaml_text(map, key, &text, err))
		return -1;
	if (text && *text && !time_parse(span_of(text), unix_ns))
		return err_at(err, yaml_pos(node),
		    "%s: expected a time as 2026-11-22T16:15:29Z, got "
		    "\"%.100s\"",
		    key, text);
	return 0;
}

/* ---- the unit ---- */

/* How many digits stand behind the point of a scalar child, 0 for none. */
static size_t decimals(const struct yaml_node *map, const char *key)
{
	const struct yaml_node *node = yaml_get(map, key);
	const char *point =
	    node && node->value ? strchr(node->value, '.') : NULL;

	return point ? strspn(point + 1, "0123456789") : 0;
}

static bool is_too_fine_for_ms(const struct yaml_node *map, const char *key)
{
	size_t n = decimals(map, key);

	return n > MS_DECIMALS && n <= S_DECIMALS;
}

static int find_unit(struct result *r, struct err *err)
{
	double at_once = r->average * r->facts.achieved_rps;
	double connections = r->facts.connections == UNKNOWN
				 ? NAN
				 : (double)r->facts.connections * SLACK;

	if (at_once > connections) {
		r->unit_ns = 1e6;
		return 0;
	}
	if (r->max < SECONDS_MAX &&
	    (is_too_fine_for_ms(r->latencies, "min") ||
		is_too_fine_for_ms(r->latencies, "max"))) {
		r->unit_ns = 1e9;
		return 0;
	}
	return err_at(err, yaml_pos(r->latencies),
	    "%s: cannot tell whether these are milliseconds, as the key says, "
	    "or seconds, as Meshery writes them",
	    LATENCIES);
}

/* ---- the run ---- */

static int read_facts(struct result *r, struct arena *a, struct err *err)
{
	struct run_facts *f = &r->facts;
	double connections = NAN;
	int64_t end = UNKNOWN;
	const char *url = NULL, *id = NULL;

	if (yaml_text(r->root, "id", &id, err) ||
	    yaml_text(r->root, "exp_uuid", &f->name, err) ||
	    yaml_text(r->root, "endpoint_url", &url, err) ||
	    read_time(r->root, "start_time", &f->started_at_ns, err) ||
	    read_time(r->root, "end_time", &end, err) ||
	    read_number(r->root, "actual_qps", &f->achieved_rps, err) ||
	    read_number(r->client, "rps", &f->achieved_rps, err) ||
	    read_number(r->client, "connections", &connections, err) ||
	    read_number(r->latencies, "min", &r->min, err) ||
	    read_number(r->latencies, "average", &r->average, err) ||
	    read_number(r->latencies, "max", &r->max, err))
		return -1;
	if ((!f->name || !*f->name) && id && !smp_is_placeholder(id))
		f->name = id;
	if (url && *url)
		f->target = target_without_secrets(a, span_of(url));
	if (connections > 0)
		f->connections = llround(connections);
	if (f->started_at_ns != UNKNOWN && end > f->started_at_ns)
		f->duration_ns = end - f->started_at_ns;
	return find_unit(r, err);
}

/* "p99", "p99.9"; false for another key. */
static bool percentile_of(const char *key, double *p)
{
	return *key == 'p' && span_double(span_of(key + 1), 0, 100, p);
}

static int write_percentiles(const struct result *r, struct source_writer *w,
    struct err *err)
{
	for (const struct yaml_node *n = r->latencies->first; n; n = n->next) {
		struct stated_percentile p = { .value_ns = NAN };

		if (!percentile_of(n->key, &p.p))
			continue;
		if (read_number(r->latencies, n->key, &p.value_ns, err))
			return -1;
		p.value_ns *= r->unit_ns;
		p.low_ns = p.high_ns = p.value_ns;
		if (!isnan(p.value_ns) && series_percentile(w, &p, err))
			return -1;
	}
	return 0;
}

static bool has_percentiles(const struct yaml_node *latencies)
{
	double p;

	for (const struct yaml_node *n = latencies->first; n; n = n->next)
		if (percentile_of(n->key, &p))
			return true;
	return false;
}

static int64_t whole_ns(double value, double unit_ns)
{
	return isnan(value) ? UNKNOWN : llround(value * unit_ns);
}

static int write_series(const struct result *r, struct source_writer *w,
    struct err *err)
{
	struct series_facts total = SERIES_UNKNOWN;

	total.name = "total";
	if (has_percentiles(r->latencies))
		total.evidence = EVIDENCE_PERCENTILES;
	total.mean_ns = r->average * r->unit_ns;
	total.min_ns = whole_ns(r->min, r->unit_ns);
	total.max_ns = whole_ns(r->max, r->unit_ns);
	if (run_series(w, &total, err) || write_percentiles(r, w, err))
		return -1;
	if (r->unit_ns < 1e9)
		return 0;
	return source_environment(w, "smp.latency_unit",
	    "seconds, found in latencies_ms", err);
}

/* ---- all of it ---- */

static int write_result(const struct yaml_node *root, struct arena *a,
    struct source_writer *w, struct err *err)
{
	struct result r = { .root = root,
		.client = yaml_get(root, "client"),
		.facts = RUN_UNKNOWN,
		.min = NAN,
		.average = NAN,
		.max = NAN };

	r.latencies = yaml_get(root, LATENCIES);
	if (!r.latencies)
		r.latencies = yaml_get(r.client, LATENCIES);
	if (!r.latencies)
		return err_at(err, yaml_pos(root), "expected %s", LATENCIES);
	if (yaml_expect(r.latencies, YAML_MAPPING, err) ||
	    read_facts(&r, a, err) || source_run(w, &r.facts, err) ||
	    write_series(&r, w, err) || smp_surroundings_write(root, a, w, err))
		return -1;
	return smp_labels_write(root, a, w, err);
}

/* ---- the file ---- */

static bool has_line(struct span head, const char *key)
{
	while (head.len) {
		struct span line = span_trim(span_cut(&head, '\n'));

		if (span_starts(line, span_of(key)))
			return true;
	}
	return false;
}

static bool sniff(struct span head)
{
	if (memchr("{[", sniff_first(head), 2))
		return false;
	head = sniff_start(head);
	return has_line(head, LATENCIES ":") && has_line(head, "start_time:");
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct arena arena = { 0 };
	const struct yaml_node *root;
	struct pos start = input_start(in);
	struct span text;
	int status = -1;

	if (input_all(in, &text, err))
		return -1;
	root = yaml_parse(start, text, &arena, err);
	if (root)
		status = write_result(root, &arena, out, err);
	arena_release(&arena);
	return status;
}

const struct importer importer_smp_yaml = {
	.name = "smp-yaml",
	.about = "Service Mesh Performance: one result in YAML",
	.evidence = "percentiles",
	.omission = "unknown: the tool is not named",
	.sniff = sniff,
	.import = import,
};
