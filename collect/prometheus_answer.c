/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/prometheus_answer.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/target.h"
#include "collect/json.h"

#define TIME_MAX_S 1e11 /* the year 5138 */

/* ---- samples ---- */

bool prometheus_value(struct span text, double *out)
{
	static const char *const not_finite[] = { "NaN", "+Inf", "-Inf",
		"Inf" };

	*out = NAN;
	for (size_t i = 0; i < sizeof(not_finite) / sizeof(*not_finite); i++)
		if (span_is(text, not_finite[i]))
			return true;
	return span_double(text, -DBL_MAX, DBL_MAX, out);
}

static int parse_value(const struct json_node *node, double *out,
    struct err *err)
{
	const char *text;

	if (json_string(node, NULL, &text, err))
		return -1;
	if (!prometheus_value(span_of(text), out))
		return json_fail(node, err, "expected a number, got \"%.40s\"",
		    text);
	return 0;
}

/* A pair of time and value. */
static int parse_sample(const struct json_node *pair, struct metric_sample *out,
    struct err *err)
{
	struct json_node time = json_first(pair);
	struct json_node value;
	double s;

	if (json_count(pair) != 2)
		return json_fail(pair, err, "expected a time and a value");
	if (json_number(&time, NULL, &s, err))
		return -1;
	if (fabs(s) > TIME_MAX_S)
		return json_fail(&time, err, "expected a time, got %g", s);
	/* Exact: a double holds such seconds to less than a tenth of a ms. */
	out->at_ms = llround(s * 1000);
	value = json_after(&time);
	return parse_value(&value, &out->value, err);
}

static int add_sample(struct prometheus_answer *out,
    struct prometheus_series *series, const struct json_node *pair,
    struct err *err)
{
	struct metric_sample s;
	struct metric_samples *list = &series->samples;

	if (parse_sample(pair, &s, err))
		return -1;
	if (isnan(s.value)) {
		out->dropped++;
		return 0;
	}
	if (list->len && s.at_ms < list->at[list->len - 1].at_ms)
		return json_fail(pair, err, "its time lies before the last");
	list->at[list->len++] = s;
	return 0;
}

static int parse_samples(const struct json_node *node, struct arena *a,
    struct prometheus_answer *out, struct prometheus_series *series,
    struct err *err)
{
	struct json_node values, one = json_member(node, "value"), pair;

	if (json_array_try(node, "values", &values, err))
		return -1;
	series->samples.at = arena_alloc(a, json_count(&values) + 1,
	    sizeof(*series->samples.at));
	for (pair = json_first(&values); pair.value; pair = json_after(&pair)) {
		if (add_sample(out, series, &pair, err))
			return -1;
	}
	if (one.value && add_sample(out, series, &one, err))
		return -1;
	values = json_member(node, "histograms");
	out->histograms += json_count(&values);
	out->histograms += json_member(node, "histogram").value != NULL;
	return 0;
}

/* ---- labels ---- */

static int by_name(const void *a, const void *b)
{
	const struct metric_label *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static int parse_labels(const struct json_node *node, struct arena *a,
    struct prometheus_series *series, struct err *err)
{
	struct metric_labels *labels = &series->labels;
	struct json_node metric, label;

	if (json_object(node, "metric", &metric, err))
		return -1;
	labels->at =
	    arena_alloc(a, json_count(&metric) + 1, sizeof(*labels->at));
	for (label = json_first(&metric); label.value;
	     label = json_after(&label)) {
		const char *value;

		if (json_string(&label, NULL, &value, err))
			return -1;
		value = arena_strdup(a, value);
		if (!strcmp(label.key, "__name__"))
			series->name = value;
		else
			labels->at[labels->len++] =
			    (struct metric_label){ arena_strdup(a, label.key),
				    value };
	}
	qsort(labels->at, labels->len, sizeof(*labels->at), by_name);
	return 0;
}

/* ---- the answer ---- */

int prometheus_series_read(const struct json_node *node, struct arena *a,
    struct prometheus_answer *out, struct prometheus_series *series,
    struct err *err)
{
	return parse_labels(node, a, series, err) ||
		       parse_samples(node, a, out, series, err)
		   ? -1
		   : 0;
}

static int parse_list(const struct json_node *list, struct arena *a,
    struct prometheus_answer *out, struct err *err)
{
	struct json_node n;

	out->at = arena_alloc(a, json_count(list) + 1, sizeof(*out->at));
	for (n = json_first(list); n.value; n = json_after(&n))
		if (prometheus_series_read(&n, a, out, &out->at[out->len++],
			err))
			return -1;
	return 0;
}

static int parse_data(const struct json_node *root, struct arena *a,
    struct prometheus_answer *out, struct err *err)
{
	struct json_node data = json_member(root, "data"), list;
	const char *type = NULL;

	if (json_string_try(&data, "resultType", &type, err))
		return -1;
	if (!type)
		return json_fail(&data, err,
		    "expected the answer to a query, with a resultType");
	if (strcmp(type, "matrix") != 0 && strcmp(type, "vector") != 0)
		return json_fail(&data, err,
		    "expected a matrix or vector, got a %.40s", type);
	if (json_array(&data, "result", &list, err))
		return -1;
	return parse_list(&list, a, out, err);
}

/* ---- what the server warns of ---- */

static bool has_line(const char *lines, struct span line)
{
	struct span rest = span_of(lines);

	while (rest.len)
		if (span_equal(span_cut(&rest, '\n'), line))
			return true;
	return false;
}

void prometheus_warnings_add(struct prometheus_answer *to, const char *lines)
{
	struct span rest = span_of(lines);

	while (rest.len) {
		struct span line = span_cut(&rest, '\n');
		size_t used = strlen(to->warnings);

		if (line.len && !has_line(to->warnings, line) &&
		    used + line.len + 2 <= sizeof(to->warnings))
			snprintf(to->warnings + used,
			    sizeof(to->warnings) - used, "%s%.*s",
			    used ? "\n" : "", SPAN_ARG(line));
	}
}

void prometheus_said_add(struct prometheus_answer *to,
    const struct prometheus_answer *one)
{
	prometheus_warnings_add(to, one->warnings);
	to->histograms += one->histograms;
}

int prometheus_said_write(struct prometheus_answer *said,
    struct source_writer *w, struct err *err)
{
	char line[80];

	if (said->histograms) {
		snprintf(line, sizeof(line),
		    "native histograms are not read, and here are %zu",
		    said->histograms);
		prometheus_warnings_add(said, line);
	}
	if (!*said->warnings)
		return 0;
	return source_environment(w, SOURCE_WARNINGS, said->warnings, err);
}

static int parse_warnings(const struct json_node *root, const char *key,
    struct arena *a, struct prometheus_answer *out, struct err *err)
{
	struct json_node list, n;
	const char *text;

	if (json_array_try(root, key, &list, err))
		return -1;
	for (n = json_first(&list); n.value; n = json_after(&n)) {
		if (json_string(&n, NULL, &text, err))
			return -1;
		prometheus_warnings_add(out, text_without_secrets(a, text));
	}
	return 0;
}

/* VictoriaMetrics says so of a part, and warns of nothing. */
static int parse_partial(const struct json_node *root,
    struct prometheus_answer *out, struct err *err)
{
	bool partial = false;

	if (json_bool_try(root, "isPartial", &partial, err))
		return -1;
	if (partial)
		prometheus_warnings_add(out,
		    "the answer is a part (isPartial)");
	return 0;
}

/* ---- the answer as a whole ---- */

static int parse_envelope(const struct json_node *root, struct arena *a,
    struct prometheus_answer *out, struct err *err)
{
	const char *status, *type = "error", *text = "without a reason";

	if (json_string(root, "status", &status, err) ||
	    json_string_try(root, "errorType", &type, err) ||
	    json_string_try(root, "error", &text, err))
		return -1;
	if (strcmp(status, "success") != 0)
		return json_fail(root, err, "the server answers %.40s: %.600s",
		    type, text);
	if (parse_partial(root, out, err) ||
	    parse_warnings(root, "warnings", a, out, err) ||
	    parse_warnings(root, "infos", a, out, err))
		return -1;
	return parse_data(root, a, out, err);
}

int prometheus_answer_read(const struct json_node *root, struct arena *a,
    struct prometheus_answer *out, struct err *err)
{
	struct json_node list;

	*out = (struct prometheus_answer){ 0 };
	if (json_member(root, "status").value)
		return parse_envelope(root, a, out, err);
	if (json_array(root, NULL, &list, err))
		return -1;
	return parse_list(&list, a, out, err);
}

int prometheus_answer_parse(struct span text, const char *file, struct arena *a,
    struct prometheus_answer *out, struct err *err)
{
	struct json *doc = json_parse(text, (struct pos){ file, 0 }, err);
	struct json_node root;
	int status;

	*out = (struct prometheus_answer){ 0 };
	if (!doc)
		return -1;
	root = json_root(doc);
	status = prometheus_answer_read(&root, a, out, err);
	json_free(doc);
	return status;
}

/* ---- names ---- */

static void put_quoted(char **to, const char *text)
{
	static const char hex[] = "0123456789abcdef";
	char *at = *to;

	*at++ = '"';
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c < ' ') {
			memcpy(at, "\\u00", 4);
			at[4] = hex[c >> 4];
			at[5] = hex[c & 15];
			at += 6;
			continue;
		}
		if (c == '"' || c == '\\')
			*at++ = '\\';
		*at++ = *text;
	}
	*at++ = '"';
	*to = at;
}

const char *metric_labels_json(struct arena *a, struct metric_labels labels)
{
	size_t bytes = 3;
	char *text, *at;

	for (size_t i = 0; i < labels.len; i++)
		bytes += 6 * (strlen(labels.at[i].name) + 1) +
			 6 * (strlen(labels.at[i].value) + 1);
	text = at = arena_alloc(a, bytes, 1);
	*at++ = '{';
	for (size_t i = 0; i < labels.len; i++) {
		if (i)
			*at++ = ',';
		put_quoted(&at, labels.at[i].name);
		*at++ = ':';
		put_quoted(&at, labels.at[i].value);
	}
	*at++ = '}';
	return text;
}

const char *prometheus_component(struct metric_labels labels,
    const struct mesh_query *claim)
{
	const char *const telling[] = { claim ? claim->component : "pod", "pod",
		"groupname", "instance" };

	for (size_t i = 0; i < sizeof(telling) / sizeof(*telling); i++) {
		const char *value = metric_label_value(labels, telling[i]);

		if (*value)
			return value;
	}
	return NULL;
}
