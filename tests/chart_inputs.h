/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What charts are tested with: numbers as runs give them, and numbers that no
 * run should give.
 */
#ifndef TESTS_CHART_INPUTS_H
#define TESTS_CHART_INPUTS_H

#include <math.h>

#include "render/chart_dots.h"
#include "render/chart_ecdf.h"
#include "render/chart_forest.h"
#include "render/chart_load.h"
#include "render/chart_nines.h"
#include "render/chart_repeats.h"
#include "render/chart_time.h"
#include "render/chart_trend.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define HOSTILE "</svg><script>alert(1)</script>\xff\x01\xe2\x80\xae"
#define LONG_NAME                                                              \
	"istio 1.27 sidecar with telemetry v2, strict mTLS and access logs"

/* Each is a struct chart_series. */
#define DIRECT                                                                 \
	{                                                                      \
		"direct", 0                                                    \
	}
#define HAPROXY                                                                \
	{                                                                      \
		"haproxy", 1                                                   \
	}
#define ISTIO                                                                  \
	{                                                                      \
		LONG_NAME, 2                                                   \
	}
#define BROKEN                                                                 \
	{                                                                      \
		HOSTILE, 3                                                     \
	}

/* Latencies as fortio measured them at 2000 rps, in seconds. */
static const struct nines_point direct_points[] = {
	{ 0, 3e-5, NAN, NAN },
	{ 50, 300e-6, 280e-6, 330e-6 },
	{ 90, 480e-6, 400e-6, 560e-6 },
	{ 99, 1.86e-3, 0.8e-3, 5.8e-3 },
	{ 99.9, 6.29e-3, 5e-3, 66e-3 },
	{ 99.99, 9.3e-3, NAN, NAN },
	{ 100, 12e-3, NAN, NAN },
};
static const struct nines_point haproxy_points[] = {
	{ 0, 6e-5, NAN, NAN },
	{ 50, 534e-6, 460e-6, 650e-6 },
	{ 90, 1.02e-3, 0.8e-3, 2.3e-3 },
	{ 99, 4.6e-3, 3.3e-3, 12.5e-3 },
	{ 99.9, 15e-3, 10e-3, 66e-3 },
};
static const struct nines_point broken_points[] = {
	{ 50, NAN, NAN, NAN },
	{ NAN, 1e-3, NAN, NAN },
	{ 90, 0, 0, 0 },
	{ 99, -1, -1, INFINITY },
	{ 99.9, INFINITY, 1, 2 },
	{ 1e300, 1e300, 1e300, 1e300 },
};
static const struct nines_line nines_lines[] = {
	{ DIRECT, direct_points, COUNT(direct_points), 16000 },
	{ HAPROXY, haproxy_points, COUNT(haproxy_points), 16000 },
	{ ISTIO, haproxy_points, 2, 16000 },
	{ BROKEN, broken_points, COUNT(broken_points), NAN },
};

static const struct ecdf_point direct_shares[] = {
	{ 2e-4, 0.1, 0.05, 0.2 },
	{ 3e-4, 0.5, 0.4, 0.6 },
	{ 1e-3, 0.97, 0.9, 0.99 },
	{ 5e-3, 0.996, NAN, NAN },
	{ 2e-2, 1, 1, 1 },
};
static const struct ecdf_point broken_shares[] = {
	{ NAN, 0.1, 0, 1 },
	{ 0, NAN, NAN, 0 },
	{ 1, INFINITY, 0, INFINITY },
	{ -1, 0.5, 0, 0 },
};
static const struct ecdf_line ecdf_lines[] = {
	{ DIRECT, direct_shares, COUNT(direct_shares) },
	{ ISTIO, direct_shares + 1, 2 },
	{ BROKEN, broken_shares, COUNT(broken_shares) },
};

static const struct forest_row forest_rows[] = {
	{ "p50 latency", "500 rps", HAPROXY, 0.79, 0.65, 0.94, "regression",
	    NULL },
	{ "p50 latency", "2000 rps", HAPROXY, 0.01, -0.02, 0.03, "equivalent",
	    NULL },
	{ "p50 latency", "2000 rps", ISTIO, 0.3, -0.1, 0.9, "inconclusive",
	    NULL },
	{ "p99 latency", "500 rps", HAPROXY, -0.15, -0.2, -0.1, "improvement",
	    NULL },
	{ "p99 latency", "2000 rps", HAPROXY, 0.2, NAN, NAN, "unreplicated",
	    "one run each: cannot be told from noise" },
	{ "p99 latency", "", BROKEN, NAN, -5, 1e300, "not-comparable", NULL },
	{ NULL, NULL, BROKEN, 1e300, -INFINITY, INFINITY, HOSTILE, NULL },
	{ NULL, NULL, DIRECT, -2, -3, -1, NULL, NULL },
};

static const struct dot_row dot_rows[] = {
	{ "data plane", HAPROXY, 0.0344, 0.0301, 0.0402, NULL, NULL },
	{ "data plane", ISTIO, 0.35, 0.31, 0.39, NULL, "ab" },
	{ "control plane", ISTIO, NAN, NAN, NAN, "not scraped", NULL },
	{ "control plane", BROKEN, 1e-320, NAN, INFINITY, NULL, HOSTILE },
	{ NULL, DIRECT, -0.01, -1, 0, NULL, NULL },
};

static const double five_runs[] = { 4.6e-3, 5.1e-3, 3.9e-3, 12e-3, 4.4e-3 };
static const double broken_runs[] = { NAN, 0, -1, INFINITY, 1e300 };
static const bool third_left_out[] = { false, false, true, false, false };
static const struct repeats_row repeats_rows[] = {
	{ "500 rps", HAPROXY, five_runs, NULL, 5, 4.6e-3, "CV 33 %" },
	{ "500 rps", ISTIO, five_runs, third_left_out, 5, 4.6e-3, NULL },
	{ "2000 rps", DIRECT, five_runs, NULL, 1, NAN, NULL },
	{ "2000 rps", BROKEN, broken_runs, NULL, 5, INFINITY, HOSTILE },
	{ "2000 rps", HAPROXY, NULL, NULL, 0, NAN, NULL },
};

static const double seconds[] = { -5, 0, 5, 10, 15, 20 };
static const double cores[] = { 0.01, 0.2, 0.25, NAN, 0.22, 0.01 };
static const double bytes[] = { 40e6, 41e6, 42e6, NAN, 42e6, NAN };
static const double broken_values[] = { NAN, INFINITY, -1e308, 1e308, 0, NAN };
static const struct time_line cpu_lines[] = {
	{ HAPROXY, seconds, cores, 6 },
	{ ISTIO, seconds, cores, 1 },
};
static const struct time_line memory_lines[] = {
	{ HAPROXY, seconds, bytes, 6 },
};
static const struct time_line broken_lines[] = {
	{ BROKEN, seconds, broken_values, 6 },
	{ DIRECT, broken_values, cores, 6 },
};
static const struct time_panel panels[] = {
	{ "CPU of the proxies, in cores", UNIT_CORES, cpu_lines, 2 },
	{ "Resident memory of the proxies", UNIT_BYTES, memory_lines, 1 },
	{ "Throttling", UNIT_PERCENT, NULL, 0 },
	{ "Broken " HOSTILE, UNIT_RPS, broken_lines, 2 },
};

static const struct load_point haproxy_loads[] = {
	{ 500, 5e-3, 4.1e-3, 6.2e-3, "500 req/s", false, NULL },
	{ 1990, 6e-3, NAN, NAN, "2,000 req/s", false, "knee" },
	{ 4100, 41e-3, 12e-3, 90e-3, "6,000 req/s", true, NULL },
};
static const struct load_point broken_loads[] = {
	{ NAN, 5e-3, 4.1e-3, 6.2e-3, HOSTILE, false, HOSTILE },
	{ -1, 0, NAN, INFINITY, "", true, NULL },
	{ 1e300, 1e-300, -1, 1e300, "", true, "knee" },
	{ 0, INFINITY, 0, 0, NULL, false, NULL },
};
#define NO_CROSSING                                                            \
	{                                                                      \
		0, { NAN, NAN }, NULL                                          \
	}
static const struct load_line load_lines[] = {
	{ HAPROXY, haproxy_loads, 3, { NULL, 0, { NAN, NAN } },
	    { 1, { 3000, 0.025 }, "3,000 req/s" } },
	{ ISTIO, haproxy_loads, 1, { NULL, 0, { NAN, NAN } }, NO_CROSSING },
	{ BROKEN, broken_loads, 4, { NULL, 0, { NAN, NAN } }, NO_CROSSING },
};

static const struct load_point throughputs[] = {
	{ 1, 1000, NAN, NAN, "1 connection", false, NULL },
	{ 8, 6500, NAN, NAN, "8 connections", false, NULL },
	{ 64, 9000, 8000, 9900, "64 connections", false, NULL },
};
static const struct point curve[] = { { 1, 1000 }, { 8, 6500 }, { 64, 9000 } };
static const struct point broken_curve[] = { { NAN, 1 }, { 1, INFINITY } };
static const struct load_line law_lines[] = {
	{ HAPROXY, throughputs, 3, { curve, 3, { 44, 9300 } }, NO_CROSSING },
	{ BROKEN, broken_loads, 4, { broken_curve, 2, { -1, NAN } },
	    { 9, { 1, -1 }, HOSTILE } },
};

static const struct trend_mark trend_marks[] = {
	{ "1.0", 4.6e-3, 4.4e-3, 4.8e-3, 4.6e-3, NULL },
	{ "1.1", 4.7e-3, NAN, NAN, 4.6e-3, NULL },
	{ "1.2-rc.1+build.20261122-with-a-name-that-is-long", NAN, NAN, NAN,
	    4.6e-3, NULL },
	{ "1.3", 5.6e-3, 5.4e-3, 5.8e-3, 5.6e-3, "+20 %, confirmed" },
	{ "1.4", 5.5e-3, 5.4e-3, 5.8e-3, 5.6e-3, "−1 %, possible" },
	{ HOSTILE, 1e300, -INFINITY, 1e-300, -1e300, HOSTILE },
	{ "", 0, 0, 0, NAN, "" },
	{ NULL, -1, NAN, INFINITY, INFINITY, NULL },
};

/* The charts: each with the first n of its rows, lines or panels. */
static struct scene_head head_of(double width)
{
	return (struct scene_head){ "c", HOSTILE, LONG_NAME, width };
}

static struct scene *nines(struct arena *a, double width, size_t n)
{
	return chart_nines(a, &(struct chart_nines){ head_of(width),
				  nines_lines, n, 0.025, "budget" });
}

static struct scene *ecdf(struct arena *a, double width, size_t n)
{
	return chart_ecdf(a, &(struct chart_ecdf){ head_of(width), ecdf_lines,
				 n, 0.005, "limit" });
}

static struct scene *forest(struct arena *a, double width, size_t n)
{
	return chart_forest(a,
	    &(struct chart_forest){ head_of(width), forest_rows, n, 0.05,
		"change against direct (logarithmic)" });
}

static struct scene *dots(struct arena *a, double width, size_t n)
{
	return chart_dots(a,
	    &(struct chart_dots){ head_of(width), dot_rows, n, UNIT_CORES,
		false, "CPU cores per 1000 requests a second" });
}

static struct scene *log_dots(struct arena *a, double width, size_t n)
{
	return chart_dots(a,
	    &(struct chart_dots){ head_of(width), dot_rows, n, UNIT_SECONDS,
		true, "p99 latency (logarithmic)" });
}

static struct scene *loads(struct arena *a, double width, size_t n)
{
	return chart_load(a,
	    &(struct chart_load){ head_of(width), load_lines, n,
		{ .unit = UNIT_RPS, .name = "achieved requests a second" },
		{ .unit = UNIT_SECONDS, .name = "p99 latency (logarithmic)" },
		true, 0.025, "budget" });
}

static struct scene *law(struct arena *a, double width, size_t n)
{
	return chart_load(a,
	    &(struct chart_load){ head_of(width), law_lines, n,
		{ .unit = UNIT_COUNT, .name = "connections" },
		{ .unit = UNIT_RPS, .name = "requests a second" }, false, NAN,
		NULL });
}

static struct scene *trend(struct arena *a, double width, size_t n)
{
	return chart_trend(a, &(struct chart_trend){ head_of(width), ISTIO,
				  trend_marks, n, UNIT_SECONDS, "p99 latency",
				  4.37e-3, 4.83e-3, "within 5 % of 1.0" });
}

static struct scene *repeats(struct arena *a, double width, size_t n)
{
	return chart_repeats(a,
	    &(struct chart_repeats){ head_of(width), repeats_rows, n, SCALE_LOG,
		UNIT_SECONDS, "p99 latency (logarithmic)" });
}

static struct scene *times(struct arena *a, double width, size_t n)
{
	return chart_time(a,
	    &(struct chart_time){ head_of(width), panels, n, 0, 15 });
}

static const struct {
	struct scene *(*draw)(struct arena *a, double width, size_t n);
	size_t sound; /* rows that a real run could have given */
	size_t all;   /* ... and those that no run should */
} charts[] = {
	{ nines, 3, COUNT(nines_lines) },
	{ ecdf, 2, COUNT(ecdf_lines) },
	{ forest, 5, COUNT(forest_rows) },
	{ dots, 3, COUNT(dot_rows) },
	{ log_dots, 2, COUNT(dot_rows) },
	{ loads, 2, COUNT(load_lines) },
	{ law, 1, COUNT(law_lines) },
	{ trend, 5, COUNT(trend_marks) },
	{ repeats, 3, COUNT(repeats_rows) },
	{ times, 3, COUNT(panels) },
};

#endif
