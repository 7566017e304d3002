/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/fortio_grid.h"

static const int32_t bounds[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14,
	16, 18, 20, 25, 30, 35, 40, 45, 50, 60, 70, 80, 90, 100, 120, 140, 160,
	180, 200, 250, 300, 350, 400, 450, 500, 600, 700, 800, 900, 1000, 2000,
	3000, 4000, 5000, 7500, 10000, 20000, 30000, 40000, 50000, 75000,
	100000 };
#define N_BOUNDS ((int)(sizeof(bounds) / sizeof(*bounds)))
#define STEP_MAX (INT64_MAX / 200000)

static int64_t bound_ns(const struct fortio_grid *g, int i)
{
	int64_t ns = g->offset_ns + g->step_ns * bounds[i];

	return ns < 0 ? 0 : ns;
}

/* The first bound that is not below ns, or N_BOUNDS. */
static int bound_from(const struct fortio_grid *g, int64_t ns)
{
	int i = 0;

	while (i < N_BOUNDS && bound_ns(g, i) < ns)
		i++;
	return i;
}

static bool is_bound(const struct fortio_grid *g, int64_t ns)
{
	int i = bound_from(g, ns);

	return i < N_BOUNDS && bound_ns(g, i) == ns;
}

/* The interval of the grid that holds `inside`, which is not its low end. */
static struct bucket interval(const struct fortio_grid *g, int64_t inside)
{
	int i = bound_from(g, inside);

	return (struct bucket){
		.low_ns = i ? bound_ns(g, i - 1) : 0,
		.high_ns = i < N_BOUNDS ? bound_ns(g, i) : INT64_MAX,
	};
}

/*
 * The interval that a bucket was cut from.  Only the outer ends of the first
 * and the last one are no bounds, so one of its two ends can be relied on.
 */
static struct bucket home(const struct fortio_grid *g, const struct bucket *b,
    size_t i, size_t len)
{
	if (i + 1 < len || b[i].low_ns == b[i].high_ns)
		return interval(g, b[i].high_ns);
	return interval(g, len == 1 ? b[i].high_ns : b[i].low_ns + 1);
}

bool fortio_grid_fits(const struct fortio_grid *g, const struct bucket *b,
    size_t len)
{
	if (g->step_ns <= 0 || g->step_ns > STEP_MAX)
		return false;
	for (size_t i = 0; i < len; i++) {
		struct bucket all = home(g, b, i, len);

		if (b[i].low_ns < all.low_ns || b[i].high_ns > all.high_ns)
			return false;
		if (i > 0 && b[i].low_ns != all.low_ns)
			return false;
		if (i + 1 < len && !is_bound(g, b[i].high_ns))
			return false;
	}
	return len > 0;
}

struct fortio_grid fortio_grid_infer(const struct bucket *b, size_t len)
{
	struct fortio_grid g = { 0, 0 };
	int64_t inner = len > 1 ? b[0].high_ns : 0;

	if (len > 2 && !inner)
		inner = b[1].high_ns;
	for (int i = 1; inner > 0 && i < N_BOUNDS; i++) {
		g.step_ns = inner / bounds[i];
		if (inner % bounds[i] == 0 && fortio_grid_fits(&g, b, len))
			return g;
	}
	return (struct fortio_grid){ 0, 0 };
}

void fortio_grid_snap(const struct fortio_grid *g, struct bucket *b, size_t len)
{
	struct bucket first = home(g, b, 0, len);
	struct bucket last = home(g, b, len - 1, len);

	b[0].low_ns = first.low_ns;
	if (last.high_ns != INT64_MAX)
		b[len - 1].high_ns = last.high_ns;
}
