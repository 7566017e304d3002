/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What ghz writes for InfluxDB (to 0.120): a line for the run with
 * `-O influx-summary`, one for each call with `-O influx-details`.
 *
 *	ghz_run,name="a\ b",proto="a.proto",call="a.B/C",host="h:50051",n=200,
 *	  c=50,rps=0,z=0,...,data="...",metadata="...",errors=6,has_errors=true
 *	  count=200,total=214737065,average=37806598,fastest=25759157,
 *	  slowest=77504712,rps=931.37,median=36947515,p95=47421426,errors=6
 *	  1548107303068421000
 *	ghz_detail,...,hasError=false latency=79044469,error="",status="OK"
 *	  1548107176979991000
 *
 * - (A line each.)  Times are nanoseconds.  Blanks, commas and "=" of a value
 *   have a backslash in front, but not those of file, call, host and, in old
 *   versions, name: a quoted value ends at a quote that a comma, a blank or the
 *   end of the line follows.  Old versions do not quote status and error.
 * - The time of a run is its end, that of a call its start.  Old versions write
 *   the part below a second alone, which is no time.
 * - In the summary, average is of all calls, the other figures of those that
 *   went well: average is left out where some failed.
 * - rps is of all workers.  What qps is of depends on the version, which is not
 *   said; 0 is as fast as it can.  Load model: ghz_text.c.
 * - Calls one behind the other whose tags are the same are one run.
 * - Data, metadata and tags are not kept.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/target.h"
#include "collect/go_error.h"
#include "collect/json_figure.h"
#include "collect/report_line.h"
#include "collect/sniff.h"
#include "collect/summary.h"
#include "collect/tally.h"

#define RUN SPAN("ghz_run,")
#define DETAIL SPAN("ghz_detail,")
#define KEPT_MAX 1000000          /* calls that ghz keeps */
#define TIME_MIN 1000000000000000 /* Unix time, in ns: of 1970 */
#define UNTIMED                                                                \
	(-INT64_C(30) * 24 * 3600 * 1000000000) /* beyond tally's week */

/* One line, taken apart; the pieces are the line's. */
struct point {
	struct span tags, fields;
	int64_t at_ns; /* UNKNOWN: none that is a time */
};

/* Calls of one run. */
struct calls {
	struct source_writer *out;
	struct tally *tally;    /* NULL: no call yet */
	struct summary summary; /* facts and labels */
	const char *tags;       /* in its arena */
	bool timed;
};

static bool sniff(struct span head)
{
	head = sniff_start(head);
	return span_starts(head, RUN) || span_starts(head, DETAIL);
}

/* ---- line protocol ---- */

static bool is_end(struct span s, size_t i)
{
	return i == s.len || s.at[i] == ',' || s.at[i] == ' ';
}

/* Bytes up to the comma or blank that ends the value. */
static size_t value_len(struct span s)
{
	bool quoted = span_starts(s, SPAN("\""));

	for (size_t i = quoted; i < s.len; i++) {
		if (s.at[i] == '\\')
			i++;
		else if (quoted && s.at[i] == '"' && is_end(s, i + 1))
			return i + 1;
		else if (!quoted && is_end(s, i))
			return i;
	}
	return s.len;
}

/* Takes "key=value" and a comma behind it off; false at the end. */
static bool take_pair(struct span *rest, struct span *key, struct span *value)
{
	if (!rest->len || !memchr(rest->at, '=', rest->len))
		return false;
	*key = span_cut(rest, '=');
	*value = (struct span){ rest->at, value_len(*rest) };
	*rest = span_skip(*rest, value->len);
	if (span_starts(*rest, SPAN(",")))
		*rest = span_skip(*rest, 1);
	return true;
}

/* Takes pairs up to a blank off, and that. */
static struct span take_pairs(struct span *rest)
{
	struct span all = *rest, key, value;

	while (rest->len && *rest->at != ' ' && take_pair(rest, &key, &value))
		;
	all.len -= rest->len;
	*rest = span_skip(*rest, 1);
	return all;
}

static int point_parse(struct span line, struct point *p, struct pos pos,
    struct err *err)
{
	span_cut(&line, ',');
	p->tags = take_pairs(&line);
	p->fields = take_pairs(&line);
	if (!p->fields.len ||
	    !span_int(span_trim(line), 0, INT64_MAX, &p->at_ns))
		return err_at(err, pos,
		    "expected tags, fields and a time of ghz");
	if (p->at_ns < TIME_MIN)
		p->at_ns = UNKNOWN;
	return 0;
}

/* Without quotes and backslashes; "" if there is none of that name. */
static const char *text_of(struct span pairs, const char *name, struct arena *a)
{
	struct span key, value = { pairs.at, 0 };
	char *text;
	size_t n = 0;
	bool found = false;

	while (!found && take_pair(&pairs, &key, &value))
		found = span_is(key, name);
	if (!found)
		return "";
	if (value.len > 1 && *value.at == '"')
		value = (struct span){ value.at + 1, value.len - 2 };
	text = arena_alloc(a, value.len + 1, 1);
	for (size_t i = 0; i < value.len; i++) {
		i += value.at[i] == '\\' && i + 1 < value.len;
		text[n++] = value.at[i];
	}
	return text;
}

/* NAN if there is none, or it is no number of 0 or more. */
static double number_of(struct span pairs, const char *name)
{
	struct arena a = { 0 };
	double value = NAN;

	span_double(span_of(text_of(pairs, name, &a)), 0, 1e18, &value);
	arena_release(&a);
	return value;
}

/* ---- what both say ---- */

static void read_tags(struct span tags, struct summary *s)
{
	const char *name = text_of(tags, "name", &s->arena);
	const char *host = text_of(tags, "host", &s->arena);
	double workers = number_of(tags, "c"), rps = number_of(tags, "rps");

	if (*name)
		s->run.name = name;
	if (*host)
		s->run.target = arena_printf(&s->arena, "%s/%s",
		    target_without_secrets(&s->arena, span_of(host)),
		    text_of(tags, "call", &s->arena));
	if (rps > 0)
		s->run.offered_rps = rps;
	else if (rps == 0 || number_of(tags, "qps") == 0)
		s->run.offered_rps = INFINITY;
	if (!isnan(workers))
		summary_label(s, "concurrency",
		    span_of(arena_printf(&s->arena, "%.0f", workers)));
	summary_label(s, "protocol", SPAN("grpc"));
	s->run.percentile_rule = "ghz";
}

/* ---- the summary ---- */

static void read_latencies(struct span fields, struct summary *s)
{
	static const struct {
		const char *name;
		double p;
	} ranks[] = { { "median", 50 }, { "p95", 95 } };

	s->total.min_ns = figure_ns(number_of(fields, "fastest"));
	s->total.max_ns = figure_ns(number_of(fields, "slowest"));
	if (s->total.errors == 0)
		s->total.mean_ns = number_of(fields, "average");
	for (size_t i = 0; i < sizeof(ranks) / sizeof(*ranks); i++)
		summary_percentile(s, ranks[i].p,
		    number_of(fields, ranks[i].name), 1);
}

static int read_run(const struct point *p, struct source_writer *out,
    struct pos pos, struct err *err)
{
	double count = number_of(p->fields, "count");
	double total = number_of(p->fields, "total");
	double errors = number_of(p->fields, "errors");
	struct summary s;
	int status;

	if (!(count <= (double)COUNT_MAX) || !(errors <= count) ||
	    !(total <= FIGURE_TIME_MAX_NS))
		return err_at(err, pos,
		    "expected count, errors and total, within their limits");
	summary_begin(&s, "ghz");
	read_tags(p->tags, &s);
	s.run.population = POPULATION_SUCCESSES;
	s.run.duration_ns = figure_ns(total);
	s.run.achieved_rps = number_of(p->fields, "rps");
	if (p->at_ns != UNKNOWN)
		s.run.started_at_ns = p->at_ns - s.run.duration_ns;
	s.total.requests = llround(count);
	s.total.errors = llround(errors);
	if (s.total.errors < s.total.requests)
		read_latencies(p->fields, &s);
	status = summary_write(&s, out, err);
	summary_release(&s);
	return status;
}

/* ---- calls ---- */

static int write_labels(const struct summary *s, struct source_writer *out,
    struct err *err)
{
	for (size_t i = 0; i < s->labels.len; i++)
		if (run_label(out, s->labels.at[i].kind, s->labels.at[i].what,
			LABEL_TOOL, err))
			return -1;
	return 0;
}

/* Writes the run, if there is one, and forgets it. */
static int calls_end(struct calls *c, struct err *err)
{
	struct run_facts *run = &c->summary.run;
	struct tally_sum sum;
	int status = 0;

	if (!c->tally)
		return 0;
	sum = tally_sum(c->tally);
	run->population = POPULATION_ALL;
	if (c->timed) {
		run->started_at_ns = sum.first_ns;
		run->duration_ns = sum.last_ns - sum.first_ns;
	}
	if (sum.requests >= KEPT_MAX)
		run->incomplete = "ghz keeps the first 1,000,000 calls alone";
	else if (run->duration_ns > 0)
		run->achieved_rps =
		    (double)sum.requests / (double)run->duration_ns * 1e9;
	if (source_run(c->out, run, err) ||
	    write_labels(&c->summary, c->out, err) ||
	    tally_write(c->tally, c->out, err))
		status = -1;
	tally_free(c->tally);
	summary_release(&c->summary);
	c->tally = NULL;
	return status;
}

static void calls_begin(struct calls *c, const struct point *p,
    struct span tags)
{
	summary_begin(&c->summary, "ghz");
	read_tags(p->tags, &c->summary);
	c->tags = arena_span(&c->summary.arena, tags);
	c->tally = tally_new(1);
	c->timed = p->at_ns != UNKNOWN;
	tally_origin(c->tally, c->timed ? p->at_ns : 0);
}

static int add_call(struct calls *c, const struct point *p, struct pos pos,
    struct err *err)
{
	struct arena a = { 0 };
	double latency = number_of(p->fields, "latency");
	const char *status = text_of(p->fields, "status", &a);
	struct span error = span_of(text_of(p->fields, "error", &a));
	struct request r = { .start_ns = c->timed ? p->at_ns : UNTIMED,
		.failed = strcmp(status, "OK") != 0,
		.status = status };
	int result = 0;

	if (!(latency <= FIGURE_TIME_MAX_NS) || !*status ||
	    c->timed != (p->at_ns != UNKNOWN))
		result =
		    err_at(err, pos, "expected a latency, a status and a time");
	if (error.len) {
		r.error_kind = go_error_kind(error);
		r.error = go_error_text(&a, error);
	}
	if (!result) {
		r.latency_ns = llround(latency);
		tally_add(c->tally, &r);
	}
	arena_release(&a);
	return result;
}

static int read_detail(const struct point *p, struct calls *c, struct pos pos,
    struct err *err)
{
	struct span tags = p->tags;
	ptrdiff_t at = span_find(tags, SPAN(",hasError="));

	if (at >= 0)
		tags.len = (size_t)at;
	if (c->tally && !span_is(tags, c->tags) && calls_end(c, err))
		return -1;
	if (!c->tally)
		calls_begin(c, p, tags);
	return add_call(c, p, pos, err);
}

/* ---- the file ---- */

static int read_line(void *reader, struct span line, struct pos pos,
    struct err *err)
{
	struct calls *c = reader;
	struct point p;

	if (!line.len)
		return 0;
	if (!span_starts(line, RUN) && !span_starts(line, DETAIL))
		return err_at(err, pos,
		    "expected a line \"ghz_run,...\" or \"ghz_detail,...\"");
	if (point_parse(line, &p, pos, err))
		return -1;
	if (span_starts(line, DETAIL))
		return read_detail(&p, c, pos, err);
	return read_run(&p, c->out, pos, err);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct calls c = { .out = out };
	int status = lines_read(in, read_line, &c, err);

	if (!status)
		status = calls_end(&c, err);
	if (c.tally) {
		tally_free(c.tally);
		summary_release(&c.summary);
	}
	if (!status && !source_runs(out))
		return err_set(err, "%s: expected a line \"ghz_run,...\"",
		    input_name(in));
	return status;
}

const struct importer importer_ghz_influx = {
	.name = "ghz-influx",
	.about = "ghz -O influx-summary, influx-details: the run, its calls",
	.evidence = "percentiles, or timed",
	.omission = "affected unless --async, which is not said",
	.sniff = sniff,
	.import = import,
};
