/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/prometheus_answer.h"

int prometheus_series_write(const struct prometheus_series *s,
    const struct mesh_registry *meshes, const struct metric *nameless,
    struct source_writer *w, struct err *err)
{
	const struct mesh_query *q = NULL;
	struct metric m = *nameless;
	struct arena arena = { 0 };
	int status;

	if (!s->samples.len)
		return 0;
	if (s->name)
		q = mesh_claim(meshes, s->name, s->labels);
	if (s->name)
		m.name = s->name;
	m.component = prometheus_component(s->labels, q);
	m.counter = s->name && span_ends(span_of(s->name), SPAN("_total"));
	m.labels = metric_labels_json(&arena, s->labels);
	if (q) {
		m.quantity = q->quantity;
		m.role = q->role;
		m.match = q->match;
		m.counter = q->counter;
	}
	status = source_metric(w, &m, s->samples, err);
	arena_release(&arena);
	return status;
}

int prometheus_answer_write(const struct prometheus_answer *answer,
    const struct mesh_registry *meshes, const struct metric *nameless,
    struct source_writer *w, struct err *err)
{
	for (size_t i = 0; i < answer->len; i++)
		if (prometheus_series_write(&answer->at[i], meshes, nameless, w,
			err))
			return -1;
	return 0;
}
