/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/study.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/study_methods.h"
#include "base/input.h"
#include "base/units.h"
#include "base/yaml.h"

const struct option_def study_options[] = {
	{ "study", 0, "FILE", "what to compare, as YAML" },
	{ "by", 0, "LABEL", "the label that the comparison varies (mesh)" },
	{ "baseline", 0, "VALUE",
	    "its value that the others are held against" },
	{ "allow", 0, "NAME",
	    "accept that this condition differs, or this check fails" },
	{ "condition", 0, "LABEL",
	    "compare only these labels of the runs (may be given often)" },
	{ "select", 0, "LABEL=VALUE",
	    "take only runs that have it; of one label, any value given" },
	{ "percentiles", 0, "LIST", "of the latency (50,90,99,99.9)" },
	{ "quantile-type", 0, "TYPE",
	    "their definition, 1 to 9 of Hyndman and Fan: JMeter has 6, k6 7 "
	    "(1)" },
	{ "confidence", 0, "SHARE", "of all intervals (0.95)" },
	{ "margin", 0, "PERCENT", "the smallest change that matters (5%)" },
	{ "warmup", 0, "TIME",
	    "leave out this much of the start of runs, \"auto\" or \"none\"" },
	{ "slo", 0, "RULE", "\"latency_p99 <= 25ms\": how much load keeps it" },
	{ "target", 0, "RULE",
	    "\"latency_p90 = 2.8ms\": which release left it, by CUSUM" },
	{ "prom-compat", 0, NULL,
	    "extrapolate the CPU as rate() of Prometheus does" },
	{ "posthoc", 0, "TEST",
	    "tell ranks apart by welch, mann-whitney, dunn or dscf" },
	{ "bootstrap", 0, "KIND",
	    "add an interval by runs (hier, bca) or seconds (block) drawn "
	    "anew" },
	{ "trend", 0, "LABEL", "follow releases, which this label names" },
	{ "cp", 0, "METHOD",
	    "find where releases changed by edivisive or pelt (edivisive)" },
	{ "strict", 0, NULL,
	    "exit with 3 where anything is uncertain or not comparable" },
	{ "title", 0, "TEXT", "of the report" },
	{ "seed", 0, "NUMBER", "of everything that is drawn by lot (1)" },
	{ NULL, 0, NULL, NULL },
};

bool word_list_has(const struct word_list *list, const char *word)
{
	for (size_t i = 0; i < list->len; i++) {
		if (strcmp(list->at[i], word) == 0)
			return true;
	}
	return false;
}

/* "5%", "5 %" or "0.05"; a bare number from 1 on would be a guess. */
static int share_read(const char *text, const char *what, double *out,
    struct err *err)
{
	struct span s = span_trim(span_of(text));
	bool percent = span_ends(s, SPAN("%"));
	double value;

	if (percent)
		s = span_trim((struct span){ s.at, s.len - 1 });
	if (!span_double(s, 0, percent ? 1000 : 0.99999999, &value))
		return err_set(err,
		    "%s: expected a percentage or a share, such as %s, got "
		    "\"%s\"",
		    what,
		    strcmp(what, "margin") == 0 ? "5% or 0.05" : "95% or 0.95",
		    text);
	*out = percent ? value / 100 : value;
	return 0;
}

static int confidence_read(struct study *s, const char *text, struct err *err)
{
	if (share_read(text, "confidence", &s->confidence, err))
		return -1;
	if (s->confidence < 0.5 || s->confidence > 0.9999)
		return err_set(err,
		    "confidence: expected 50%% to 99.99%%, got \"%s\"", text);
	return 0;
}

static int by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static int percentile_add(struct study *s, struct span text, struct err *err)
{
	double p;

	text = span_trim(text);
	if (!span_double(text, 1, 99.99999, &p))
		return err_set(err,
		    "percentiles: expected numbers from 1 to 99.99999, got "
		    "\"%.*s\"",
		    SPAN_ARG(text));
	s->percentiles_asked = true;
	if (s->n_percentiles == STUDY_PERCENTILES_MAX)
		return err_set(err, "percentiles: more than %d",
		    STUDY_PERCENTILES_MAX);
	for (size_t i = 0; i < s->n_percentiles; i++) {
		if (s->percentiles[i] == p)
			return 0;
	}
	s->percentiles[s->n_percentiles++] = p;
	qsort(s->percentiles, s->n_percentiles, sizeof(double), by_value);
	return 0;
}

static int percentiles_read(struct study *s, const char *list, struct err *err)
{
	struct span rest = span_of(list);

	s->n_percentiles = 0;
	do {
		if (percentile_add(s, span_cut(&rest, ','), err))
			return -1;
	} while (rest.len);
	return 0;
}

static int seed_read(struct study *s, const char *text, struct err *err)
{
	if (!span_int(span_of(text), 0, INT64_MAX, &s->seed))
		return err_set(err, "seed: expected a whole number, got \"%s\"",
		    text);
	return 0;
}

static int warmup_read(struct study *s, const char *text, struct err *err)
{
	double ns;

	s->warmup_s = strcmp(text, "auto") == 0 ? WARMUP_AUTO : 0;
	if (s->warmup_s || strcmp(text, "none") == 0)
		return 0;
	if (!duration_parse(span_of(text), &ns) || ns < 0)
		return err_set(err,
		    "warmup: expected \"auto\", \"none\" or a time such as "
		    "10s, got \"%s\"",
		    text);
	s->warmup_s = (int64_t)ceil(ns / NS_PER_S);
	return 0;
}

/* What a file and the command line say in the same words. */
static const struct {
	const char *name;
	int (*read)(struct study *s, const char *text, struct err *err);
} scalars[] = {
	{ "confidence", confidence_read },
	{ "seed", seed_read },
	{ "warmup", warmup_read },
	{ "posthoc", posthoc_read },
	{ "cp", cp_read },
	{ "quantile-type", quantile_type_read },
	{ "prom-compat", prom_compat_read },
	{ "bootstrap", bootstrap_read },
};
#define N_SCALARS (sizeof(scalars) / sizeof(*scalars))

/* A list of scalars, or a single one. */
static int words_read(const struct yaml_node *map, const char *key,
    struct arena *a, struct word_list *out, struct err *err)
{
	const struct yaml_node *node = yaml_get(map, key);

	if (!node)
		return 0;
	if (node->kind == YAML_SCALAR) {
		*ARENA_PUSH(a, out) = node->value;
		return 0;
	}
	if (yaml_expect(node, YAML_SEQUENCE, err))
		return -1;
	for (const struct yaml_node *n = node->first; n; n = n->next) {
		if (yaml_expect(n, YAML_SCALAR, err))
			return -1;
		*ARENA_PUSH(a, out) = n->value;
	}
	return 0;
}

/* Puts the place of a key before an error that knows none. */
static int at_key(const struct yaml_node *map, const char *key, int status,
    struct err *err)
{
	struct pos pos;

	if (!status)
		return 0;
	pos = yaml_pos(yaml_get(map, key));
	return err_prefix(err, "%s:%ld", pos.file, pos.line);
}

static int margins_read(const struct yaml_node *map, struct study *s,
    struct err *err)
{
	static const char *const names[] = { "latency", "throughput", "cpu",
		"memory", NULL };
	double *const values[] = { &s->margin_latency, &s->margin_throughput,
		&s->margin_cpu, &s->margin_memory };
	const struct yaml_node *node = yaml_get(map, "margin");

	if (!node)
		return 0;
	if (yaml_keys(node, names, err))
		return -1;
	for (size_t i = 0; names[i]; i++) {
		const char *text = NULL;

		if (yaml_text(node, names[i], &text, err) ||
		    (text &&
			at_key(node, names[i],
			    share_read(text, "margin", values[i], err), err)))
			return -1;
	}
	return 0;
}

static const char *const study_keys[] = { "title", "compare", "baseline",
	"conditions", "select", "percentiles", "confidence", "margin", "gates",
	"seed", "allow", "warmup", "slo", "trend", "posthoc", "meshmark",
	"target", "cp", "quantile-type", "prom-compat", "bootstrap", NULL };

static int study_percentiles(const struct yaml_node *map, struct arena *a,
    struct study *s, struct err *err)
{
	struct word_list list = { 0 };

	if (words_read(map, "percentiles", a, &list, err))
		return -1;
	if (list.len)
		s->n_percentiles = 0;
	for (size_t i = 0; i < list.len; i++) {
		if (at_key(map, "percentiles",
			percentile_add(s, span_of(list.at[i]), err), err))
			return -1;
	}
	return 0;
}

static int scalars_read(const struct yaml_node *map, struct study *s,
    struct err *err)
{
	for (size_t i = 0; i < N_SCALARS; i++) {
		const char *text = NULL;

		if (yaml_text(map, scalars[i].name, &text, err) ||
		    (text && at_key(map, scalars[i].name,
				 scalars[i].read(s, text, err), err)))
			return -1;
	}
	return 0;
}

static int document_read(const struct yaml_node *map, struct arena *a,
    struct study *s, struct err *err)
{
	if (yaml_keys(map, study_keys, err) ||
	    yaml_text(map, "title", &s->title, err) ||
	    yaml_text(map, "compare", &s->factor, err) ||
	    yaml_text(map, "baseline", &s->baseline, err) ||
	    yaml_text(map, "slo", &s->slo, err) ||
	    yaml_text(map, "trend", &s->trend, err) ||
	    yaml_text(map, "target", &s->target, err) ||
	    words_read(map, "conditions", a, &s->conditions, err) ||
	    words_read(map, "allow", a, &s->allowed, err) ||
	    words_read(map, "select", a, &s->selected, err) ||
	    words_read(map, "gates", a, &s->gates, err) ||
	    words_read(map, "meshmark", a, &s->meshmark, err) ||
	    study_percentiles(map, a, s, err) || scalars_read(map, s, err))
		return -1;
	return margins_read(map, s, err);
}

static int file_read(const char *path, struct arena *a, struct study *s,
    struct err *err)
{
	struct input *in = input_open(path, err);
	const struct yaml_node *root;
	struct span text;
	int status = -1;

	if (in && !input_all(in, &text, err)) {
		root = yaml_parse((struct pos){ path, 0 }, text, a, err);
		status = root ? document_read(root, a, s, err) : -1;
	}
	input_close(in);
	return status;
}

/* The options that may be given often. */
static void lists_add(const struct options *o, struct arena *a, struct study *s)
{
	for (size_t i = 0; i < o->given.len; i++) {
		const struct option *opt = &o->given.at[i];

		if (strcmp(opt->name, "allow") == 0)
			*ARENA_PUSH(a, &s->allowed) = opt->value;
		if (strcmp(opt->name, "select") == 0)
			*ARENA_PUSH(a, &s->selected) = opt->value;
		if (strcmp(opt->name, "condition") == 0)
			*ARENA_PUSH(a, &s->conditions) = opt->value;
	}
}

static int options_apply(const struct options *o, struct arena *a,
    struct study *s, struct err *err)
{
	const struct {
		const char *name, **to;
	} texts[] = { { "by", &s->factor }, { "baseline", &s->baseline },
		{ "slo", &s->slo }, { "trend", &s->trend },
		{ "target", &s->target }, { "title", &s->title } };
	const char *text;
	double margin;

	lists_add(o, a, s);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if ((text = option_value(o, texts[i].name)))
			*texts[i].to = text;
	if ((text = option_value(o, "percentiles")) &&
	    percentiles_read(s, text, err))
		return -1;
	for (size_t i = 0; i < N_SCALARS; i++) {
		text = option_value(o, scalars[i].name);
		if (text && scalars[i].read(s, text, err))
			return -1;
	}
	if (!(text = option_value(o, "margin")))
		return 0;
	if (share_read(text, "margin", &margin, err))
		return -1;
	s->margin_latency = s->margin_throughput = margin;
	s->margin_cpu = s->margin_memory = margin;
	return 0;
}

static int selected_check(const struct study *s, struct err *err)
{
	for (size_t i = 0; i < s->selected.len; i++) {
		const char *text = s->selected.at[i];

		if (!strchr(text, '=') || *text == '=')
			return err_set(err,
			    "select: expected LABEL=VALUE, got \"%s\"", text);
	}
	return 0;
}

int study_read(const struct options *o, struct arena *a, struct study *out,
    struct err *err)
{
	const char *path = option_value(o, "study");

	*out = (struct study){
		.percentiles = { 50, 90, 99, 99.9 },
		.n_percentiles = 4,
		.quantile_type = 1,
		.confidence = 0.95,
		.margin_latency = 0.05,
		.margin_throughput = 0.05,
		.margin_cpu = 0.05,
		.margin_memory = 0.05,
		.seed = 1,
	};
	if (path && file_read(path, a, out, err))
		return -1;
	if (options_apply(o, a, out, err) || selected_check(out, err))
		return -1;
	return methods_check(out, err);
}
