/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/prometheus.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "collect/http.h"
#include "collect/metric_pieces.h"
#include "collect/prometheus_answer.h"
#include "collect/prometheus_plan.h"

#define FORMAT "prometheus-http"
#define RANGE_PATH "/api/v1/query_range"
#define TIME_TEXT 32

/* What one call of prometheus_collect() holds. */
struct collector {
	struct arena arena;
	struct mesh_registry *meshes;
	struct http *http;
	struct prometheus_ranges ranges;
	struct metric_pieces pieces;
	size_t samples;
	struct prometheus_answer said; /* the warnings of all answers */
	size_t done, all;              /* requests */
	const struct prometheus_options *options;
};

/* One query: of the registry, or (known == NULL) the user's own. */
struct question {
	const struct mesh_query *known;
	struct metric m; /* what is the same for all its series */
};

/* ---- options ---- */

static int query_split(const char *text, struct arena *a,
    struct prometheus_query *out, struct err *err)
{
	struct span rest = span_of(text);
	struct span name = span_cut(&rest, '=');

	if (!name.len || !rest.len)
		return err_set(err, "--query: expected NAME=PROMQL, got \"%s\"",
		    text);
	*out = (struct prometheus_query){ arena_span(a, name), rest.at };
	return 0;
}

int prometheus_options_read(const struct options *o, struct arena *a,
    struct prometheus_options *out, struct err *err)
{
	struct {
		struct prometheus_query *at;
		size_t len;
	} list = { 0 };
	const char *step = option_value(o, "step");
	double seconds = 0;

	for (size_t i = 0; i < o->given.len; i++) {
		if (strcmp(o->given.at[i].name, "query") == 0 &&
		    query_split(o->given.at[i].value, a, ARENA_PUSH(a, &list),
			err))
			return -1;
	}
	if (step && !span_double(span_of(step), 0.001, 86400, &seconds))
		return err_set(err,
		    "--step: expected seconds from 0.001 to 86400, got \"%s\"",
		    step);
	out->queries = list.at;
	out->n_queries = list.len;
	out->step_ms = (int64_t)(seconds * 1000);
	return 0;
}

/* ---- a request ---- */

static const char *seconds_text(int64_t ms, char out[TIME_TEXT])
{
	snprintf(out, TIME_TEXT, "%" PRId64 ".%03d", ms / 1000,
	    (int)(ms % 1000));
	return out;
}

/* An answer that holds no JSON: what may be wrong? */
static int refuse_answer(struct collector *c, long status, struct err *err)
{
	const char *name = http_name(c->http);

	if (status == 401 || status == 403)
		return err_set(err,
		    "%s: status %ld: it wants to know who asks: give "
		    "user:password@ in the URL, or a token in the environment "
		    "variable " PROMETHEUS_TOKEN_VARIABLE,
		    name, status);
	if (status >= 300 && status < 400)
		return err_set(err,
		    "%s: status %ld: moved, or behind a login page", name,
		    status);
	if (status >= 500)
		return err_set(err, "%s: status %ld: the server is in trouble",
		    name, status);
	return err_set(err,
	    "%s: status %ld, and no Prometheus data: is a path missing, as in "
	    "http://HOST/prometheus?",
	    name, status);
}

static int parse_answer(struct collector *c, const struct http_answer *answer,
    struct prometheus_answer *out, struct err *err)
{
	struct span body = span_trim(answer->body);

	if (!span_starts(body, SPAN("{")) || answer->status == 401 ||
	    answer->status == 403)
		return refuse_answer(c, answer->status, err);
	if (prometheus_answer_parse(body, http_name(c->http), &c->arena, out,
		err))
		return -1;
	if (answer->status != 200)
		return refuse_answer(c, answer->status, err);
	return 0;
}

static int ask(struct collector *c, const char *query,
    const struct prometheus_range *range, struct prometheus_answer *out,
    struct err *err)
{
	char start[TIME_TEXT], end[TIME_TEXT], step[TIME_TEXT];
	const struct http_param params[] = {
		{ "query", query },
		{ "start", seconds_text(range->from_ms, start) },
		{ "end", seconds_text(range->to_ms, end) },
		{ "step", seconds_text(range->step_ms, step) },
	};
	struct http_answer answer;

	if (http_get(c->http, RANGE_PATH, (struct http_params){ params, 4 },
		&answer, err))
		return -1;
	if (parse_answer(c, &answer, out, err))
		return err_prefix(err, "query %.300s", query);
	c->done++;
	if (c->options->progress)
		c->options->progress(c->options->context, c->done, c->all);
	return 0;
}

/* ---- series ---- */

/* The user's own query may select several metrics by one name. */
static struct metric_labels labels_with_name(struct arena *a,
    const struct prometheus_series *s)
{
	struct metric_labels all = { NULL, 0 };

	if (!s->name)
		return s->labels;
	*ARENA_PUSH(a, &all) = (struct metric_label){ "__name__", s->name };
	for (size_t i = 0; i < s->labels.len; i++)
		*ARENA_PUSH(a, &all) = s->labels.at[i];
	return all;
}

static void describe_own(struct arena *a, const struct prometheus_series *s,
    struct metric *m)
{
	m->component = prometheus_component(s->labels, NULL);
	m->labels = metric_labels_json(a, labels_with_name(a, s));
}

static void describe_known(struct arena *a, const struct prometheus_series *s,
    const struct mesh_query *known, struct metric *m)
{
	if (s->name)
		m->name = s->name;
	m->component = prometheus_component(s->labels, known);
	m->labels = metric_labels_json(a, s->labels);
}

static void add_piece(struct collector *c, const struct question *q,
    const struct prometheus_series *s)
{
	struct metric_piece p = { q->m, s->samples };

	/* Two queries may find the same series; it counts for the first. */
	if (q->known && s->name &&
	    mesh_claim(c->meshes, s->name, s->labels) != q->known)
		return;
	if (!s->samples.len)
		return;
	if (q->known)
		describe_known(&c->arena, s, q->known, &p.m);
	else
		describe_own(&c->arena, s, &p.m);
	metric_pieces_add(&c->pieces, p);
	c->samples += s->samples.len;
}

static int ask_all_ranges(struct collector *c, const struct question *q,
    struct err *err)
{
	for (size_t r = 0; r < c->ranges.len; r++) {
		struct prometheus_answer answer;

		if (ask(c, q->m.query, &c->ranges.at[r], &answer, err))
			return -1;
		prometheus_said_add(&c->said, &answer);
		for (size_t i = 0; i < answer.len; i++)
			add_piece(c, q, &answer.at[i]);
		if (c->samples > PROMETHEUS_SAMPLES_MAX)
			return err_set(err,
			    "%s: more than %zu samples: ask for a longer step",
			    http_name(c->http), PROMETHEUS_SAMPLES_MAX);
	}
	return 0;
}

static int ask_registry(struct collector *c, struct err *err)
{
	for (size_t i = 0; i < mesh_count(c->meshes); i++) {
		const struct mesh *mesh = mesh_at(c->meshes, i);

		for (size_t k = 0; k < mesh->n_queries; k++) {
			const struct mesh_query *known = &mesh->queries[k];
			struct question q = { known,
				{ .name = known->query,
				    .quantity = known->quantity,
				    .role = known->role,
				    .match = known->match,
				    .counter = known->counter,
				    .query = known->query } };

			if (ask_all_ranges(c, &q, err))
				return -1;
		}
	}
	return 0;
}

/* "data-plane.cpu_seconds" says role and quantity; other names do not. */
static int name_own(struct collector *c, const char *name, struct metric *m,
    struct err *err)
{
	struct span rest = span_of(name);
	const char *role = arena_span(&c->arena, span_cut(&rest, '.'));
	const char *quantity = arena_span(&c->arena, rest);

	m->name = name;
	if (!mesh_is_role(role))
		return 0;
	m->role = role;
	m->quantity = quantity;
	if (mesh_is_quantity(quantity, &m->counter))
		return 0;
	return err_set(err, "query %s: unknown quantity, expected one of %s",
	    name, mesh_quantities(&c->arena));
}

static int ask_own(struct collector *c, struct err *err)
{
	for (size_t i = 0; i < c->options->n_queries; i++) {
		const struct prometheus_query *own = &c->options->queries[i];
		struct question q = { NULL, { .query = own->query } };

		if (name_own(c, own->name, &q.m, err) ||
		    ask_all_ranges(c, &q, err))
			return -1;
	}
	return 0;
}

static size_t count_requests(const struct collector *c)
{
	size_t queries = c->options->n_queries;

	for (size_t i = 0; i < mesh_count(c->meshes); i++)
		queries += mesh_at(c->meshes, i)->n_queries;
	return queries * c->ranges.len;
}

/* ---- all of it ---- */

static int write_source(struct collector *c, struct db *db, struct err *err)
{
	struct source_writer *w =
	    source_begin(db, http_name(c->http), FORMAT, err);
	struct metric_digest digest;

	if (!w)
		return -1;
	if (metric_pieces_write(&c->pieces, w, &digest, err) ||
	    prometheus_said_write(&c->said, w, err)) {
		source_discard(w);
		return -1;
	}
	return source_commit(w, digest.sha256, digest.bytes, err);
}

static int plan(struct collector *c, struct db *db, struct err *err)
{
	struct run_list runs;

	if (runs_load(db, &c->arena, &runs, err) ||
	    prometheus_plan(runs, c->options->step_ms, &c->arena, &c->ranges,
		err))
		return -1;
	c->all = count_requests(c);
	return 0;
}

static int collect(struct collector *c, struct db *db, struct err *err)
{
	if (plan(c, db, err) || ask_own(c, err) || ask_registry(c, err))
		return -1;
	if (!c->pieces.len)
		return err_set(err,
		    "%s: no series that measures a mesh, proxy or node at the "
		    "times of the runs: is this the server that watched them?",
		    http_name(c->http));
	return write_source(c, db, err);
}

int prometheus_collect(struct db *db, const char *url,
    const struct prometheus_options *options, struct err *err)
{
	struct collector c = { .options = options };
	const struct http_settings settings = {
		.token = options->token,
		.timeout_ms = options->timeout_ms,
		.wait_ms = options->wait_ms,
	};
	int status = -1;

	c.meshes = mesh_registry_load(err);
	c.http = c.meshes ? http_open(url, &settings, err) : NULL;
	if (c.http)
		status = collect(&c, db, err);
	http_close(c.http);
	mesh_registry_free(c.meshes);
	metric_pieces_release(&c.pieces);
	arena_release(&c.arena);
	return status;
}
