/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why releases are in no series.  Mostly each of them has an address of its
 * own, such as a host name with the version in it, which parts them as any
 * label does that differs; then the reader has to know which one to accept.
 */
#include <math.h>
#include <string.h>

#include "analyze/finding.h"
#include "analyze/work.h"
#include "base/builder.h"

static const struct run *run_of(const struct work *w, size_t group)
{
	return w->groups.at[group].example;
}

static const char *release_of(const struct work *w, size_t group)
{
	return run_label_value(run_of(w, group), w->study.trend);
}

static const char *subject_of(const struct work *w, size_t group)
{
	return cells_subject(&w->study, run_of(w, group), w->study.trend);
}

/* Two releases of the same thing? */
static bool are_releases(const struct work *w, size_t a, size_t b)
{
	return release_of(w, a) && release_of(w, b) &&
	       strcmp(release_of(w, a), release_of(w, b)) != 0 &&
	       strcmp(subject_of(w, a), subject_of(w, b)) == 0;
}

/* Would the label alone keep runs apart? */
static bool parts(struct work *w, struct label *label)
{
	const struct run alone = { .labels = label, .n_labels = 1 };

	return strcmp(label->key, w->study.trend) != 0 &&
	       *cells_key(&w->study, &alone, NULL, &w->arena);
}

/* Adds the labels of a run that part it from the other. */
static void parting_add(struct work *w, const struct run *run,
    const struct run *other, struct word_list *keys)
{
	for (size_t i = 0; i < run->n_labels; i++) {
		struct label *l = &run->labels[i];
		const char *value = run_label_value(other, l->key);

		if ((!value || strcmp(value, l->value) != 0) &&
		    !word_list_has(keys, l->key) && parts(w, l))
			*ARENA_PUSH(&w->arena, keys) = l->key;
	}
}

static struct word_list parting(struct work *w, size_t a, size_t b)
{
	struct word_list keys = { 0 };

	parting_add(w, run_of(w, a), run_of(w, b), &keys);
	parting_add(w, run_of(w, b), run_of(w, a), &keys);
	return keys;
}

/* The other release that the fewest labels part from it; false: none. */
static bool nearest(struct work *w, size_t group, size_t *out,
    struct word_list *keys)
{
	bool found = false;

	for (size_t g = 0; g < w->groups.len; g++) {
		struct word_list some;

		if (!are_releases(w, group, g))
			continue;
		some = parting(w, group, g);
		if (found && some.len >= keys->len)
			continue;
		found = true;
		*keys = some;
		*out = g;
	}
	return found;
}

/* Is the same release of the same thing in a series? */
static bool is_followed(const struct work *w, const bool *followed,
    size_t group)
{
	for (size_t g = 0; g < w->groups.len; g++) {
		if (followed[g] &&
		    strcmp(release_of(w, g), release_of(w, group)) == 0 &&
		    strcmp(subject_of(w, g), subject_of(w, group)) == 0)
			return true;
	}
	return false;
}

/* No series goes over several loads. */
static bool any_is_load(const struct word_list *keys)
{
	for (size_t i = 0; i < keys->len; i++) {
		if (label_is_load(keys->at[i]))
			return true;
	}
	return false;
}

/* "target differs (a of 1.0, b of 1.1)": the first of the labels. */
static void why_build(const struct work *w, size_t a, size_t b,
    const struct word_list *keys, struct builder *text)
{
	for (size_t i = 0; i < keys->len; i++)
		build(text, "%s%s", i ? " and " : "", keys->at[i]);
	build(text,
	    " differ%s (%s of %s, %s of %s): ", keys->len == 1 ? "s" : "",
	    stated(run_label_value(run_of(w, a), keys->at[0])),
	    release_of(w, a),
	    stated(run_label_value(run_of(w, b), keys->at[0])),
	    release_of(w, b));
	if (any_is_load(keys)) {
		build(text, "no series goes over several loads");
		return;
	}
	build(text, "give");
	for (size_t i = 0; i < keys->len; i++)
		build(text, " --allow %s", keys->at[i]);
	build(text, " to take them for one series");
}

static void trend_note(struct work *w, size_t group, const char *detail)
{
	struct finding f = { "trend", "warn", NAN, NAN, detail };

	finding_add_cell(&w->study, &w->groups.at[group].cell, f, &w->arena,
	    &w->qualities);
}

/* "1.0", or "1.0 and 2 more", of those that are alone. */
static const char *releases_text(struct work *w, const bool *alone,
    size_t group)
{
	size_t more = 0;

	for (size_t g = group + 1; g < w->groups.len; g++)
		more += alone[g] && are_releases(w, group, g);
	return more ? arena_printf(&w->arena, "%s and %zu more",
			  release_of(w, group), more)
		    : release_of(w, group);
}

void check_of_history(struct work *w, size_t group, size_t releases,
    size_t newest, bool pinned)
{
	trend_note(w, group,
	    arena_printf(&w->arena,
		"of %zu releases of %s the newest %zu%s%s are followed",
		releases, subject_of(w, group), newest, pinned ? " and " : "",
		pinned ? release_of(w, group) : ""));
}

static void parted_note(struct work *w, const bool *alone, size_t group)
{
	struct builder text = { .arena = &w->arena };
	const char *subject = subject_of(w, group);
	struct word_list keys;
	size_t other;

	if (!nearest(w, group, &other, &keys) || !keys.len)
		return;
	build(&text, "%s %s%s%s: in no series of releases, since ",
	    w->study.trend, releases_text(w, alone, group),
	    *subject ? " of " : "", subject);
	why_build(w, group, other, &keys, &text);
	trend_note(w, group, build_text(&text));
}

/* Is an earlier one of the same thing alone, too? */
static bool is_noted(const struct work *w, const bool *alone, size_t group)
{
	for (size_t g = 0; g < group; g++) {
		if (alone[g] &&
		    strcmp(subject_of(w, g), subject_of(w, group)) == 0)
			return true;
	}
	return false;
}

/* The release of all runs that have one, or NULL. */
static const char *single_release(const struct work *w)
{
	const char *first = NULL;

	for (size_t g = 0; g < w->groups.len; g++) {
		const char *release = release_of(w, g);

		if (first && release && strcmp(first, release) != 0)
			return NULL;
		first = first ? first : release;
	}
	return first;
}

void checks_of_trend(struct work *w, const bool *followed)
{
	bool *alone = arena_alloc(&w->arena, w->groups.len, sizeof(*alone));
	const char *single = single_release(w);

	if (single) {
		trend_note(w, 0,
		    arena_printf(&w->arena, "no trend: %s is %s in all runs",
			w->study.trend, single));
		return;
	}
	for (size_t g = 0; g < w->groups.len; g++)
		alone[g] = release_of(w, g) && !is_followed(w, followed, g);
	for (size_t g = 0; g < w->groups.len; g++) {
		if (alone[g] && !is_noted(w, alone, g))
			parted_note(w, alone, g);
	}
}
