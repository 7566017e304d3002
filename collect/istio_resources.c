/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/istio.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define MIB 1048576.

/* What a column begins with.  Both spellings of memory are MiB. */
static const struct {
	const char *prefix, *quantity;
	double unit;
} kinds[] = {
	{ "cpu_mili_avg_", "cpu_cores", 1e-3 },
	{ "cpu_mili_min_", NULL, 1e-3 },
	{ "cpu_mili_max_", NULL, 1e-3 },
	{ "mem_MB_avg_", "memory_bytes", MIB },
	{ "mem_MB_min_", NULL, MIB },
	{ "mem_MB_max_", NULL, MIB },
	{ "mem_Mi_avg_", "memory_bytes", MIB },
	{ "mem_Mi_min_", NULL, MIB },
	{ "mem_Mi_max_", NULL, MIB },
};
#define N_KINDS (sizeof(kinds) / sizeof(*kinds))

struct column {
	char *name;
	size_t kind;
	double value; /* of the row; NAN: none */
	struct metric_sample *samples;
	size_t len, cap;
};

struct istio_resources {
	struct column columns[ISTIO_COLUMNS_MAX];
	size_t len;
	size_t next; /* where the next one is likely to be */
};

struct istio_resources *istio_resources_new(void)
{
	return xcalloc(1, sizeof(struct istio_resources));
}

void istio_resources_free(struct istio_resources *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->len; i++) {
		free(r->columns[i].name);
		free(r->columns[i].samples);
	}
	free(r);
}

static size_t kind_of(const char *name)
{
	size_t i = 0;

	while (i < N_KINDS &&
	       strncmp(name, kinds[i].prefix, strlen(kinds[i].prefix)) != 0)
		i++;
	return i;
}

bool istio_is_resource(const char *name)
{
	size_t kind = kind_of(name);

	return kind < N_KINDS && name[strlen(kinds[kind].prefix)];
}

/* Rows have their columns in the same order, mostly. */
static struct column *column_find(struct istio_resources *r, const char *name)
{
	for (size_t i = 0; i < r->len; i++) {
		size_t at = (r->next + i) % r->len;

		if (strcmp(r->columns[at].name, name) == 0) {
			r->next = at + 1;
			return &r->columns[at];
		}
	}
	return NULL;
}

bool istio_resource_set(struct istio_resources *r, const char *name,
    double value)
{
	struct column *c = column_find(r, name);

	if (!c) {
		if (r->len == ISTIO_COLUMNS_MAX)
			return false;
		c = &r->columns[r->len++];
		c->name = xcalloc(strlen(name) + 1, 1);
		memcpy(c->name, name, strlen(name));
		c->kind = kind_of(name);
	}
	c->value = value;
	return true;
}

static bool is_memory(const struct column *c)
{
	return kinds[c->kind].unit > 1;
}

/* Is there anything but zeros in the row? */
static bool is_answered(const struct istio_resources *r)
{
	for (size_t i = 0; i < r->len; i++)
		if (r->columns[i].value > 0)
			return true;
	return false;
}

void istio_resources_at(struct istio_resources *r, int64_t at_ms)
{
	bool answered = is_answered(r);

	for (size_t i = 0; i < r->len; i++) {
		struct column *c = &r->columns[i];
		double value = c->value * kinds[c->kind].unit;

		c->value = NAN;
		if (isnan(value) || !answered || at_ms == UNKNOWN ||
		    (is_memory(c) && value == 0))
			continue;
		c->samples =
		    grow(c->samples, c->len, &c->cap, sizeof(*c->samples));
		c->samples[c->len++] = (struct metric_sample){ at_ms, value };
	}
}

/* ---- writing ---- */

static bool names(const char *component, const char *word)
{
	return strstr(component, word) != NULL;
}

/* Whose it is, by the names that Istio's runner gives to its queries. */
static const char *role_of(const char *component)
{
	static const char *const control[] = { "pilot", "istiod", "discovery",
		"mixer", "telemetry", "policy", "galley", "citadel" };

	if (names(component, "captured"))
		return names(component, "fortioserver") ? "application"
							: "load-generator";
	for (size_t i = 0; i < sizeof(control) / sizeof(*control); i++)
		if (names(component, control[i]))
			return "control-plane";
	if (names(component, "proxy") || names(component, "gateway"))
		return "data-plane";
	return NULL;
}

static int by_time(const void *a, const void *b)
{
	const struct metric_sample *x = a, *y = b;

	return (x->at_ms > y->at_ms) - (x->at_ms < y->at_ms);
}

static int column_write(struct column *c, struct source_writer *w,
    struct err *err)
{
	struct metric m = {
		.name = c->name,
		.quantity = kinds[c->kind].quantity,
		.component = c->name + strlen(kinds[c->kind].prefix),
		.labels = "{}",
	};

	m.role = role_of(m.component);
	qsort(c->samples, c->len, sizeof(*c->samples), by_time);
	return source_metric(w, &m,
	    (struct metric_samples){ c->samples, c->len }, err);
}

int istio_resources_write(struct istio_resources *r, struct source_writer *w,
    struct err *err)
{
	for (size_t i = 0; i < r->len; i++)
		if (r->columns[i].len && column_write(&r->columns[i], w, err))
			return -1;
	return 0;
}
