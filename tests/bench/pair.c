/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pair N COMMAND-A COMMAND-B: runs both in turn (A B A B ...), N times and once
 * before that counts, each by the shell with its output thrown away.  Prints
 * the medians as a row of a Markdown table: CPU, wall and memory of both, and
 * of the ratios B/A that were taken pair by pair.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Not in POSIX, but on every system that this runs on. */
pid_t wait4(pid_t pid, int *status, int options, struct rusage *usage);

#define RUNS_MAX 99

enum figure { CPU, WALL, MEMORY, FIGURES };

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void child(const char *command)
{
	int null = open("/dev/null", O_RDWR);

	dup2(null, 0);
	dup2(null, 1);
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

static int run(const char *command, double out[FIGURES])
{
	struct rusage use;
	double start = now();
	pid_t pid = fork();
	int status;

	if (pid == 0)
		child(command);
	if (pid < 0 || wait4(pid, &status, 0, &use) < 0 || status) {
		fprintf(stderr, "pair: failed: %s\n", command);
		return -1;
	}
	out[WALL] = now() - start;
	out[CPU] = seconds(use.ru_utime) + seconds(use.ru_stime);
	out[MEMORY] = (double)use.ru_maxrss / 1024;
	return 0;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *at, size_t n)
{
	qsort(at, n, sizeof(*at), ascending);
	return n % 2 ? at[n / 2] : (at[n / 2 - 1] + at[n / 2]) / 2;
}

int main(int argc, char **argv)
{
	static double a[FIGURES][RUNS_MAX], b[FIGURES][RUNS_MAX];
	static double ratio[FIGURES][RUNS_MAX];
	size_t n = argc == 4 ? strtoul(argv[1], NULL, 10) : 0;

	if (!n || n > RUNS_MAX)
		return 2;
	for (size_t i = 0; i <= n; i++) {
		double x[FIGURES], y[FIGURES];
		size_t to = i ? i - 1 : 0; /* the first round warms up */

		if (run(argv[2], x) || run(argv[3], y))
			return 1;
		for (int k = 0; k < FIGURES; k++) {
			a[k][to] = x[k];
			b[k][to] = y[k];
			ratio[k][to] = y[k] / x[k];
		}
	}
	printf("%.3f | %.3f | %.3f | %.3f | %.0f | %.0f | **%.1f** | %.1f\n",
	    median(a[CPU], n), median(b[CPU], n), median(a[WALL], n),
	    median(b[WALL], n), median(a[MEMORY], n), median(b[MEMORY], n),
	    median(ratio[CPU], n), median(ratio[WALL], n));
	return 0;
}
