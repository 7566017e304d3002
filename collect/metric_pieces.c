/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/metric_pieces.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nettle/sha2.h>

#include "base/mem.h"

void metric_pieces_add(struct metric_pieces *list, struct metric_piece piece)
{
	list->at = grow(list->at, list->len, &list->cap, sizeof(*list->at));
	list->at[list->len++] = piece;
}

void metric_pieces_release(struct metric_pieces *list)
{
	free(list->at);
	*list = (struct metric_pieces){ 0 };
}

static int compare_series(const struct metric_piece *x,
    const struct metric_piece *y)
{
	int order = strcmp(x->m.query, y->m.query);

	if (!order)
		order = strcmp(x->m.name, y->m.name);
	return order ? order : strcmp(x->m.labels, y->m.labels);
}

static int by_series_and_time(const void *a, const void *b)
{
	const struct metric_piece *x = a, *y = b;
	int order = compare_series(x, y);

	if (order)
		return order;
	return (x->samples.at[0].at_ms > y->samples.at[0].at_ms) -
	       (x->samples.at[0].at_ms < y->samples.at[0].at_ms);
}

/*
 * The samples of n pieces of one series, in order of time.  Where pieces
 * overlap, which those of one query never do, the first one counts.
 */
static struct metric_samples joined(const struct metric_piece *p, size_t n)
{
	struct metric_samples all = { 0 };
	size_t len = 0;

	for (size_t i = 0; i < n; i++)
		len += p[i].samples.len;
	all.at = xcalloc(len, sizeof(*all.at));
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < p[i].samples.len; k++) {
			const struct metric_sample *s = &p[i].samples.at[k];

			if (!all.len || s->at_ms > all.at[all.len - 1].at_ms)
				all.at[all.len++] = *s;
		}
	}
	return all;
}

struct hash {
	struct sha256_ctx sha256;
	int64_t bytes;
};

static void hash_bytes(struct hash *h, const void *bytes, size_t len)
{
	sha256_update(&h->sha256, len, bytes);
	h->bytes += (int64_t)len;
}

static void hash_text(struct hash *h, const char *text)
{
	hash_bytes(h, text, strlen(text) + 1);
}

/* The same on any machine: the bytes of a number from low to high. */
static void hash_number(struct hash *h, uint64_t number)
{
	uint8_t bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (uint8_t)(number >> (8 * i));
	hash_bytes(h, bytes, sizeof(bytes));
}

static void hash_series(struct hash *h, const struct metric *m,
    struct metric_samples samples)
{
	hash_text(h, m->query);
	hash_text(h, m->name);
	hash_text(h, m->labels);
	hash_number(h, samples.len);
	for (size_t i = 0; i < samples.len; i++) {
		uint64_t value;

		memcpy(&value, &samples.at[i].value, sizeof(value));
		hash_number(h, (uint64_t)samples.at[i].at_ms);
		hash_number(h, value);
	}
}

static void hash_end(struct hash *h, struct metric_digest *out)
{
	uint8_t digest[SHA256_DIGEST_SIZE];

	sha256_digest(&h->sha256, sizeof(digest), digest);
	for (size_t i = 0; i < SHA256_DIGEST_SIZE; i++)
		snprintf(out->sha256 + 2 * i, 3, "%02x", digest[i]);
	out->bytes = h->bytes;
}

/* The length of the series that begins with the first of n pieces. */
static size_t series_len(const struct metric_piece *p, size_t n)
{
	size_t len = 1;

	while (len < n && !compare_series(&p[0], &p[len]))
		len++;
	return len;
}

static int write_series(const struct metric_piece *p, size_t n,
    struct source_writer *w, struct hash *hash, struct err *err)
{
	struct metric_samples all = joined(p, n);
	int status = source_metric(w, &p->m, all, err);

	hash_series(hash, &p->m, all);
	free(all.at);
	return status;
}

int metric_pieces_write(struct metric_pieces *list, struct source_writer *w,
    struct metric_digest *out, struct err *err)
{
	struct hash hash = { 0 };

	sha256_init(&hash.sha256);
	if (list->len)
		qsort(list->at, list->len, sizeof(*list->at),
		    by_series_and_time);
	for (size_t i = 0, n; i < list->len; i += n) {
		n = series_len(list->at + i, list->len - i);
		if (write_series(list->at + i, n, w, &hash, err))
			return -1;
	}
	hash_end(&hash, out);
	return 0;
}
