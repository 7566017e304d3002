/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/metric_identity.h"

#include <stdlib.h>
#include <string.h>

#include "base/builder.h"

/* A label as it stands in the canonical JSON, both with their quotes. */
struct json_label {
	struct span key, value;
};

struct label_list {
	struct json_label *at;
	size_t len;
};

/* The series of one source. */
struct origin {
	int64_t source;
	struct label_list constant; /* what all of them have */
	struct label_list keys;     /* what any of them has; no values */
};

struct origin_list {
	struct origin *at;
	size_t len;
};

/* The string that rest begins with, and what is behind it after a mark. */
static struct span string_take(struct span *rest)
{
	struct span all = *rest;
	size_t end = 1;

	while (end < all.len && all.at[end] != '"')
		end += all.at[end] == '\\' ? 2 : 1;
	end = end < all.len ? end + 1 : all.len;
	*rest = span_skip(all, end < all.len ? end + 1 : end);
	return (struct span){ all.at, end };
}

static struct label_list labels_of(const char *json, struct arena *a)
{
	struct span rest = span_skip(span_of(json), 1);
	struct label_list out = { 0 };

	while (rest.len && rest.at[0] == '"') {
		struct json_label l = { .key = string_take(&rest) };

		l.value = string_take(&rest);
		*ARENA_PUSH(a, &out) = l;
	}
	return out;
}

static const struct json_label *label_in(const struct label_list *list,
    struct span key)
{
	for (size_t i = 0; i < list->len; i++)
		if (span_equal(list->at[i].key, key))
			return &list->at[i];
	return NULL;
}

static struct origin *origin_of(struct origin_list *list, int64_t source)
{
	for (size_t i = list->len; i-- > 0;)
		if (list->at[i].source == source)
			return &list->at[i];
	return NULL;
}

static void origin_add(struct origin_list *list, const struct metric *m,
    struct arena *a)
{
	struct label_list labels = labels_of(m->labels, a);
	struct origin *o = origin_of(list, m->source);
	size_t kept = 0;

	if (!o) {
		o = ARENA_PUSH(a, list);
		*o = (struct origin){ m->source, labels_of(m->labels, a),
			{ 0 } };
	}
	for (size_t i = 0; i < o->constant.len; i++) {
		const struct json_label *l =
		    label_in(&labels, o->constant.at[i].key);

		if (l && span_equal(l->value, o->constant.at[i].value))
			o->constant.at[kept++] = o->constant.at[i];
	}
	o->constant.len = kept;
	for (size_t i = 0; i < labels.len; i++)
		if (!label_in(&o->keys, labels.at[i].key))
			*ARENA_PUSH(a, &o->keys) = labels.at[i];
}

/* Says who scraped, whatever the other source has. */
static bool is_scraper(const struct origin *o, struct span key)
{
	if (span_is(key, "\"prometheus_replica\"") ||
	    span_is(key, "\"__replica__\""))
		return true;
	return (span_is(key, "\"replica\"") ||
		   span_is(key, "\"prometheus\"")) &&
	       label_in(&o->constant, key);
}

/* The labels that count against `other`; NULL: against its own source. */
static const char *labels_against(const struct metric *m,
    const struct origin *own, const struct origin *other, struct arena *a)
{
	struct label_list labels = labels_of(m->labels, a);
	struct builder text = { .arena = a };

	for (size_t i = 0; i < labels.len; i++) {
		struct json_label l = labels.at[i];
		bool external = other && label_in(&own->constant, l.key) &&
				!label_in(&other->keys, l.key);

		if (!external && !is_scraper(own, l.key))
			build(&text, "%.*s:%.*s,", (int)l.key.len, l.key.at,
			    (int)l.value.len, l.value.at);
	}
	return build_text(&text);
}

static int text_order(const char *x, const char *y)
{
	return strcmp(x ? x : "", y ? y : "");
}

/* All but the labels. */
static int by_kind(const struct metric *x, const struct metric *y)
{
	int order = text_order(x->role, y->role);

	if (!order)
		order = text_order(x->component, y->component);
	if (!order)
		order = text_order(x->quantity, y->quantity);
	return order ? order : text_order(x->name, y->name);
}

/* A series on its way into order. */
struct ranked {
	struct metric metric;
	const char *own; /* its labels, whoever else has it */
	size_t rank;     /* where it stood */
};

static int by_identity(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	int order = by_kind(&x->metric, &y->metric);

	if (!order)
		order = strcmp(x->metric.identity, y->metric.identity);
	return order ? order : (x->rank > y->rank) - (x->rank < y->rank);
}

/* The series of `other` among those of one kind that has these labels. */
static const struct ranked *ranked_find(const struct ranked *at, size_t n,
    int64_t other, const char *labels)
{
	for (size_t i = 0; i < n; i++)
		if (at[i].metric.source == other &&
		    strcmp(at[i].own, labels) == 0)
			return &at[i];
	return NULL;
}

/* Those of one kind: what is a series of another source once more joins it. */
static void kind_join(struct ranked *at, size_t n, struct origin_list *origins)
{
	for (size_t i = 0; i < n; i++) {
		struct metric *m = &at[i].metric;
		const struct origin *own = origin_of(origins, m->source);
		const struct ranked *same = NULL;
		struct arena scratch = { 0 };

		for (size_t o = 0; !same && o < origins->len; o++) {
			const struct origin *other = &origins->at[o];

			if (other != own)
				same = ranked_find(at, n, other->source,
				    labels_against(m, own, other, &scratch));
		}
		if (same && strlen(same->own) < strlen(m->identity))
			m->identity = same->own;
		arena_release(&scratch);
	}
}

void metrics_identify(struct metric_list *list, struct arena *a)
{
	struct arena scratch = { 0 };
	struct origin_list origins = { 0 };
	struct ranked *at = arena_alloc(&scratch, list->len + 1, sizeof(*at));
	size_t n;

	for (size_t i = 0; i < list->len; i++)
		origin_add(&origins, &list->at[i], &scratch);
	for (size_t i = 0; i < list->len; i++) {
		struct metric *m = &list->at[i];

		m->identity =
		    labels_against(m, origin_of(&origins, m->source), NULL, a);
		at[i] = (struct ranked){ *m, m->identity, i };
	}
	for (size_t i = 0; i < list->len; i += n) {
		for (n = 1; i + n < list->len &&
			    !by_kind(&at[i].metric, &at[i + n].metric);)
			n++;
		if (at[i].metric.role)
			kind_join(at + i, n, &origins);
	}
	qsort(at, list->len, sizeof(*at), by_identity);
	for (size_t i = 0; i < list->len; i++)
		list->at[i] = at[i].metric;
	arena_release(&scratch);
}
