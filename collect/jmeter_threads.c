/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/jmeter_threads.h"

#include <stdio.h>

/* "10.0.0.7", "gen1:1099": a group that a user named so is unlikely. */
static bool is_address(struct span s)
{
	struct span host = span_cut(&s, ':');
	int64_t number, parts = 0;

	if (s.len)
		return span_int(s, 1024, 65535, &number);
	while (host.len) {
		struct span part = span_cut(&host, '.');

		if (!span_int(part, 0, 255, &number))
			return false;
		parts++;
	}
	return parts == 4;
}

/* What stands before one of the dashes and is an address; or nothing. */
static struct span address_of(struct span thread)
{
	struct span rest = thread;

	while (rest.len) {
		struct span part = span_cut(&rest, '-');
		struct span whole = { thread.at,
			(size_t)(part.at - thread.at) + part.len };

		if (is_address(whole))
			return whole;
	}
	return (struct span){ thread.at, 0 };
}

/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv */
uint64_t jmeter_engine(struct span host, struct span thread)
{
	uint64_t hash = 0xcbf29ce484222325;

	if (!host.len)
		host = address_of(thread);
	for (size_t i = 0; i < host.len; i++)
		hash = (hash ^ (unsigned char)host.at[i]) * 0x100000001b3;
	return hash;
}

void jmeter_threads_add(struct jmeter_threads *t, uint64_t engine,
    int64_t active)
{
	size_t i = 0;

	if (active <= 0)
		return;
	while (i < t->len && t->at[i].engine != engine)
		i++;
	t->too_many |= i == JMETER_ENGINES_MAX;
	if (t->too_many)
		return;
	if (i == t->len) {
		t->at[t->len].most = 0;
		t->at[t->len++].engine = engine;
	}
	if (active > t->at[i].most)
		t->at[i].most = active;
}

void jmeter_threads_merge(struct jmeter_threads *into,
    const struct jmeter_threads *from)
{
	for (size_t i = 0; i < from->len; i++)
		jmeter_threads_add(into, from->at[i].engine, from->at[i].most);
	into->too_many |= from->too_many;
}

int jmeter_threads_write(const struct jmeter_threads *t,
    struct source_writer *out, struct err *err)
{
	int64_t sum = 0;
	char threads[24];

	for (size_t i = 0; i < t->len; i++)
		if (__builtin_add_overflow(sum, t->at[i].most, &sum))
			return 0;
	if (!sum || t->too_many)
		return 0;
	snprintf(threads, sizeof(threads), "%lld", (long long)sum);
	return run_label(out, "threads", threads, LABEL_TOOL, err);
}
