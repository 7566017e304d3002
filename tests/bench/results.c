/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * results DIR LOADS REPEATS REQUESTS: result files of a whole comparison, as
 * vegeta writes them in CSV: DIR/MESH-PAYLOAD-REPEAT.csv for ten meshes (none
 * and m1 to m9) under so many loads, each run repeated and a minute long.
 * Meshes take longer by 1 % each; equal arguments give equal bytes.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define MESHES 10
#define SECONDS 60
#define START_S INT64_C(1777900000)

static uint64_t state = 1;

/* 0 to 1 (xorshift64*). */
static double draw(void)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (double)((state * 0x2545F4914F6CDD1Du) >> 11) * 0x1p-53;
}

/* Near enough to normal. */
static double normal(void)
{
	double sum = -6;

	for (int i = 0; i < 12; i++)
		sum += draw();
	return sum;
}

struct plan {
	const char *folder;
	int loads, repeats;
	int64_t requests;
};

static void rows(FILE *f, const struct plan *p, int64_t run, double scale_s)
{
	double gap_s = (double)SECONDS / (double)p->requests;
	double run_scale_s = scale_s * exp(0.02 * normal());
	int64_t start_ns = (START_S + run * 2 * SECONDS) * 1000000000;

	for (int64_t i = 0; i < p->requests; i++) {
		double latency_s = run_scale_s * exp(0.4 * normal());

		if (draw() < 0.01)
			latency_s *= 1 + 4 * draw();
		fprintf(f,
		    "%" PRId64 ",200,%" PRId64 ",0,1024,,,a,%" PRId64 "\n",
		    start_ns + (int64_t)((double)i * gap_s * 1e9),
		    (int64_t)(latency_s * 1e9), i);
	}
}

/* Repeats are interleaved, as they should be. */
static int run_write(const struct plan *p, int mesh, int load, int repeat)
{
	int64_t run = ((int64_t)repeat * p->loads + load) * MESHES + mesh;
	char path[4096], name[16] = "none";
	FILE *f;

	if (mesh > 0)
		snprintf(name, sizeof(name), "m%d", mesh);
	snprintf(path, sizeof(path), "%s/%s-%d-%d.csv", p->folder, name,
	    (load + 1) * 1024, repeat + 1);
	f = fopen(path, "w");
	if (!f) {
		perror(path);
		return -1;
	}
	rows(f, p, run, 0.005 * (1 + 0.05 * load) * (1 + 0.01 * mesh));
	return fclose(f);
}

int main(int argc, char **argv)
{
	struct plan p;

	if (argc != 5) {
		fputs("usage: results DIR LOADS REPEATS REQUESTS\n", stderr);
		return 2;
	}
	p = (struct plan){ argv[1], atoi(argv[2]), atoi(argv[3]),
		atoll(argv[4]) };
	for (int r = 0; r < p.repeats; r++) {
		for (int l = 0; l < p.loads; l++) {
			for (int m = 0; m < MESHES; m++) {
				if (run_write(&p, m, l, r))
					return 1;
			}
		}
	}
	return 0;
}
