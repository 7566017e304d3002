/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * methods ranks|runs|changes FILE [FILE]: one method of analyze/ on numbers
 * that `numbers` wrote, for peers/ to be measured against.  Prints what the
 * peer prints: Mann-Whitney's U and p; the interval of the difference of p99 by
 * 10,000 draws of runs, in buckets; where a series changes.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gsl/gsl_errno.h>

#include "analyze/edivisive.h"
#include "analyze/hierarchical.h"
#include "analyze/mann_whitney.h"
#include "analyze/quantile.h"
#include "analyze/sort.h"
#include "base/mem.h"

#define BUCKETS 2048
#define DRAWS 10000

/* The numbers of a file, which stay mapped to the end. */
static struct values numbers_map(const char *path)
{
	int fd = open(path, O_RDONLY);
	struct stat st;
	void *at = MAP_FAILED;

	if (fd >= 0 && fstat(fd, &st) == 0)
		at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd,
		    0);
	if (at == MAP_FAILED) {
		perror(path);
		exit(1);
	}
	close(fd);
	return (struct values){ at, (size_t)st.st_size / sizeof(double) };
}

static void ranks(struct values a, struct values b)
{
	struct mann_whitney w = mann_whitney(a, b);

	printf("%.1f %.6g\n", w.u, w.p);
}

static size_t *p99_buckets(struct values v, unsigned long seed)
{
	static const int64_t p99 = 990000000;
	int64_t *counts = xcalloc(v.n, sizeof(*counts));
	size_t *buckets;

	for (size_t i = 0; i < v.n; i++)
		counts[i] = (int64_t)v.at[i];
	buckets = bootstrap_runs(
	    (struct run_counts){ counts, v.n / BUCKETS, BUCKETS },
	    (struct quantiles){ &p99, 1 },
	    (struct resampling){ 1, DRAWS, seed });
	free(counts);
	return buckets;
}

static void runs(struct values a, struct values b)
{
	size_t *x = p99_buckets(a, 1), *y = p99_buckets(b, 2);
	double d[DRAWS];

	for (size_t i = 0; i < DRAWS; i++)
		d[i] = (double)y[i] - (double)x[i];
	sort_ascending(d, DRAWS);
	printf("%g %g\n",
	    quantile_sorted((struct values){ d, DRAWS }, 25000000, 7),
	    quantile_sorted((struct values){ d, DRAWS }, 975000000, 7));
	free(x);
	free(y);
}

static void changes(struct values series, struct values none)
{
	struct edivisive how = { 10, 199, 0.05, 1 };
	size_t *cuts = xcalloc(series.n, sizeof(*cuts));
	size_t n = edivisive(series, how, cuts);

	(void)none;
	for (size_t i = 0; i < n; i++)
		printf("%zu%s", cuts[i], i + 1 < n ? " " : "\n");
	free(cuts);
}

static const struct {
	const char *name;
	int files;
	void (*run)(struct values a, struct values b);
} methods[] = { { "ranks", 2, ranks }, { "runs", 2, runs },
	{ "changes", 1, changes } };

int main(int argc, char **argv)
{
	gsl_set_error_handler_off();
	for (size_t m = 0; argc > 2 && m < 3; m++) {
		struct values a, b = { 0 };

		if (strcmp(argv[1], methods[m].name) != 0 ||
		    argc != methods[m].files + 2)
			continue;
		a = numbers_map(argv[2]);
		if (argc > 3)
			b = numbers_map(argv[3]);
		methods[m].run(a, b);
		return fflush(stdout) ? 1 : 0;
	}
	fputs("usage: methods ranks|runs|changes FILE [FILE]\n", stderr);
	return 2;
}
