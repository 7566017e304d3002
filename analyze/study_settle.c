/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a study leaves open, the runs decide.
 */
#include "analyze/study.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/nearest.h"

/* One of the selected values of the label? */
static bool has_selected(const struct study *s, struct span key,
    const struct label *l)
{
	for (size_t i = 0; i < s->selected.len; i++) {
		struct span value = span_of(s->selected.at[i]);

		if (span_equal(span_cut(&value, '='), key) &&
		    span_is(value, l->value))
			return true;
	}
	return false;
}

bool study_selects(const struct study *s, const struct run *run)
{
	for (size_t i = 0; i < s->selected.len; i++) {
		struct span rest = span_of(s->selected.at[i]);
		struct span key = span_cut(&rest, '=');
		bool found = false;

		for (size_t k = 0; k < run->n_labels; k++)
			found |= span_is(key, run->labels[k].key) &&
				 has_selected(s, key, &run->labels[k]);
		if (!found)
			return false;
	}
	return true;
}

/* How many values a label has among the runs: 0, 1 or 2 for more. */
static int label_values(const struct run_list *runs, const char *key)
{
	const char *first = NULL;

	for (size_t i = 0; i < runs->len; i++) {
		const char *value = run_label_value(&runs->at[i], key);

		if (value && first && strcmp(value, first) != 0)
			return 2;
		first = value ? value : first;
	}
	return first != NULL;
}

static bool label_has(const struct run_list *runs, const char *key,
    const char *wanted)
{
	for (size_t i = 0; i < runs->len; i++) {
		const char *value = run_label_value(&runs->at[i], key);

		if (value && strcmp(value, wanted) == 0)
			return true;
	}
	return false;
}

/* Names in the archive are of lower case where they are known: "Istio" is
 * istio, unless there are several that it may be. */
static void baseline_spell(struct study *s, const struct run_list *runs)
{
	const char *found = NULL;

	if (!s->baseline || label_has(runs, s->factor, s->baseline))
		return;
	for (size_t i = 0; i < runs->len; i++) {
		const char *value = run_label_value(&runs->at[i], s->factor);

		if (!value || strcasecmp(value, s->baseline) != 0)
			continue;
		if (found && strcmp(found, value) != 0)
			return;
		found = value;
	}
	s->baseline = found ? found : s->baseline;
}

const char *const baseline_words[] = { "none", "direct", "baseline", "bare",
	"no-mesh", "no-proxy", NULL };

void study_settle(struct study *s, const struct run_list *runs)
{
	static const char *const factors[] = { "mesh", "proxy", "mesh_version",
		"proxy_version", "app_version", "version", "target" };

	for (size_t i = 0; !s->factor && i < 7; i++) {
		if (label_values(runs, factors[i]) == 2)
			s->factor = factors[i];
	}
	if (!s->factor)
		s->factor = label_values(runs, "mesh")     ? "mesh"
			    : label_values(runs, "target") ? "target"
							   : "tool";
	for (size_t i = 0; !s->baseline && baseline_words[i]; i++) {
		if (label_has(runs, s->factor, baseline_words[i]))
			s->baseline = baseline_words[i];
	}
	baseline_spell(s, runs);
	if (!s->title)
		s->title = "Comparison";
}

/* Checks that --allow may name, beside labels. */
static const char *const checks[] = { "clock", "co-sensitive", "concurrent",
	"contradiction", "counters", "dependence", "drift",
	"drift-between-runs", "duration", "endpoint-mix", "endpoints", "errors",
	"factor", "generator-bound", "incomplete", "interleaving", "leak",
	"load", "load-model", "modality", "one-factor", "outlier-run", "pooled",
	"resolution", "same-run", "sample-size", "saturation", "spread",
	"trend", "unmatched", "unread", "warm-up", "workers", NULL };

static bool is_check(const char *name)
{
	for (size_t i = 0; checks[i]; i++) {
		if (strcmp(checks[i], name) == 0)
			return true;
	}
	return false;
}

/* Is the value of the i-th run's label there before it? */
static bool is_repeated(const struct run_list *runs, const char *key, size_t i)
{
	const char *value = run_label_value(&runs->at[i], key);

	for (size_t j = 0; value && j < i; j++) {
		const char *other = run_label_value(&runs->at[j], key);

		if (other && strcmp(other, value) == 0)
			return true;
	}
	return !value;
}

/* The values of a label, as many as fit: "direct, haproxy, ...". */
static void values_list(const struct run_list *runs, const char *key, char *out,
    size_t size)
{
	size_t len = 0;

	*out = '\0';
	for (size_t i = 0; i < runs->len && len < size; i++) {
		if (!is_repeated(runs, key, i))
			len += (size_t)snprintf(out + len, size - len, "%s%s",
			    len ? ", " : "",
			    run_label_value(&runs->at[i], key));
	}
	if (len >= size)
		snprintf(out + size - sizeof("..."), sizeof("..."), "...");
}

int study_select_check(const struct study *s, const struct run_list *runs,
    struct arena *a, struct err *err)
{
	char values[200];

	for (size_t i = 0; i < s->selected.len; i++) {
		struct span rest = span_of(s->selected.at[i]);
		const char *key = arena_span(a, span_cut(&rest, '='));
		const char *value = arena_span(a, rest);

		if (label_has(runs, key, value))
			continue;
		if (!label_values(runs, key))
			return err_set(err,
			    "select %s=%s: no run has the label %s", key, value,
			    key);
		values_list(runs, key, values, sizeof(values));
		return err_set(err, "select %s=%s: no run has it; there is %s",
		    key, value, values);
	}
	for (size_t i = 0; i < runs->len; i++) {
		if (study_selects(s, &runs->at[i]))
			return 0;
	}
	return err_set(err, "no run has all of the selected labels");
}

static const char *nearest_value(const struct run_list *runs, const char *key,
    const char *wanted)
{
	struct nearest n = nearest_to(wanted);

	for (size_t i = 0; i < runs->len; i++) {
		const char *value = run_label_value(&runs->at[i], key);

		if (value)
			nearest_see(&n, value);
	}
	return n.found;
}

static int no_baseline(const struct study *s, const struct run_list *runs,
    struct err *err)
{
	const char *near = nearest_value(runs, s->factor, s->baseline);
	bool is_mesh = strcmp(s->factor, "mesh") == 0;
	char values[200];

	values_list(runs, s->factor, values, sizeof(values));
	return err_set(err, "no run has %s = %s; %s%s%sthere is %s%s",
	    s->factor, s->baseline, near ? "perhaps " : "", near ? near : "",
	    near ? " is meant; " : "", values,
	    is_mesh && label_has(runs, "mesh", "none")
		? " (\"direct\", \"baseline\" and the like are stored as "
		  "\"none\")"
		: "");
}

int study_check(const struct study *s, const struct run_list *runs,
    struct err *err)
{
	if (!label_values(runs, s->factor))
		return err_set(err,
		    "no run has the label %s, by which to compare", s->factor);
	if (s->baseline && !label_has(runs, s->factor, s->baseline))
		return no_baseline(s, runs, err);
	if (s->target && !s->trend)
		return err_set(err,
		    "target \"%s\": releases are held against it, and none are "
		    "followed: name their label by --trend",
		    s->target);
	if (s->trend && !label_values(runs, s->trend))
		return err_set(err,
		    "no run has the label %s, by which to order releases",
		    s->trend);
	for (size_t i = 0; i < s->conditions.len; i++) {
		if (!label_values(runs, s->conditions.at[i]))
			return err_set(err, "no run has the condition %s",
			    s->conditions.at[i]);
	}
	for (size_t i = 0; i < s->allowed.len; i++) {
		if (!is_check(s->allowed.at[i]) &&
		    !label_values(runs, s->allowed.at[i]))
			return err_set(err,
			    "nothing called %s can be allowed: it is no label "
			    "of a run, and no check",
			    s->allowed.at[i]);
	}
	return 0;
}
