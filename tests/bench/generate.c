/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * generate KIND ROWS: a large log on standard output, made up but shaped like
 * real ones; equal arguments give equal bytes.  KIND is jtl, k6 (points),
 * vegeta-csv, vegeta-json, hey, prometheus (samples of a matrix) or fortio
 * (results of runs, each with a form feed behind it).
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define START_S 1777900000
#define RATE 3000 /* requests a second */
#define PAGES 20
#define SERIES_SAMPLES 10000
#define BUCKETS 70 /* of fortio */

static uint64_t state = 1;

/* 0 to 1 (xorshift64*). */
static double draw(void)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (double)((state * 0x2545F4914F6CDD1Du) >> 11) * 0x1p-53;
}

/* A request: what it asks for, how long it took, what came of it. */
struct request {
	int page, status; /* 0: no response */
	double at_s, latency_s;
};

/* Lognormal by page, with a heavy tail, and a slow minute every ten. */
static struct request next(uint64_t i)
{
	struct request r = { .at_s = (double)i / RATE };
	double normal = 0, fate;

	for (int k = 0; k < 12; k++)
		normal += draw();
	r.page = (int)(draw() * draw() * PAGES);
	r.latency_s = 0.003 * (r.page + 1) * exp(0.5 * (normal - 6));
	if (draw() < 0.008)
		r.latency_s *= pow(draw() + 1e-6, -0.77);
	if (fmod(r.at_s, 600) > 540)
		r.latency_s *= 1.8;
	r.latency_s = r.latency_s > 120 ? 120 : r.latency_s;
	fate = draw();
	r.status = fate < 0.99 ? 200 : fate < 0.997 ? 500 : 0;
	return r;
}

static void jtl_head(void)
{
	puts("timeStamp,elapsed,label,responseCode,responseMessage,threadName,"
	     "dataType,success,failureMessage,bytes,sentBytes,grpThreads,"
	     "allThreads,URL,Latency,IdleTime,Connect");
}

static const char *jtl_outcome(const struct request *r)
{
	if (r->status == 200)
		return draw() < 0.02 ? "200,\"OK, from \"\"cache\"\"\""
				     : "200,OK";
	if (r->status)
		return "500,Internal Server Error";
	return "Non HTTP response code: java.net.SocketTimeoutException,"
	       "Non HTTP response message: Read timed out";
}

static void jtl(uint64_t i)
{
	struct request r = next(i);
	int64_t ms = (int64_t)(r.latency_s * 1e3);

	printf("%" PRId64 ",%" PRId64 ",GET /api/v1/page/%d,%s,Shop users "
	       "1-%d,text,%s,,%d,%d,400,400,https://shop.example.com/api/v1/"
	       "page/%d?item=%d,%" PRId64 ",0,0\n",
	    (int64_t)START_S * 1000 + (int64_t)(r.at_s * 1e3), ms, r.page,
	    jtl_outcome(&r), (int)(draw() * 400),
	    r.status == 200 ? "true" : "false", 900 + (int)(draw() * 20000),
	    200 + (int)(draw() * 300), r.page, (int)(draw() * 1e5), ms);
}

static const char *rfc3339(double at_s)
{
	static char text[64];
	int64_t ns = (int64_t)(at_s * 1e9), s = ns / 1000000000;

	snprintf(text, sizeof(text), "2026-05-04T%02d:%02d:%02d.%09dZ",
	    (int)(13 + s / 3600) % 24, (int)(s / 60 % 60), (int)(s % 60),
	    (int)(ns % 1000000000));
	return text;
}

static void k6(uint64_t i)
{
	static const char *const metrics[] = { "http_reqs", "http_req_duration",
		"http_req_blocked", "http_req_connecting",
		"http_req_tls_handshaking", "http_req_sending",
		"http_req_waiting", "http_req_receiving", "http_req_failed",
		"data_sent" };
	static struct request r;
	int m = (int)(i % 10);
	double ms;

	if (m == 0)
		r = next(i / 10);
	ms = r.latency_s * 1e3;
	printf(
	    "{\"metric\":\"%s\",\"type\":\"Point\",\"data\":{\"time\":\"%s\","
	    "\"value\":%.6g,\"tags\":{\"expected_response\":\"%s\","
	    "\"group\":\"::main\",\"method\":\"GET\",\"name\":"
	    "\"https://shop.example.com/page/%d\",\"proto\":\"HTTP/2.0\","
	    "\"scenario\":\"ramping\",\"status\":\"%d\",\"tls_version\":"
	    "\"tls1.3\",\"url\":\"https://shop.example.com/page/%d\"}}}\n",
	    metrics[m], rfc3339(r.at_s + r.latency_s),
	    m == 0   ? 1
	    : m == 8 ? r.status != 200
	    : m == 1 ? ms
		     : ms / m,
	    r.status == 200 ? "true" : "false", r.page, r.status, r.page);
}

static void vegeta_csv(uint64_t i)
{
	struct request r = next(i);

	printf("%" PRId64 ",%d,%" PRId64 ",0,%d,%s,,ramp-1,%" PRIu64
	       ",GET,https://shop.example.com/page/%d,Q29udGVudC1MZW5ndGg6IDEz"
	       "DQpDb250ZW50LVR5cGU6IHRleHQvcGxhaW4NCkRhdGU6IFN1biwgMjIgTm92"
	       "DQoNCg==\n",
	    (int64_t)START_S * 1000000000 + (int64_t)(r.at_s * 1e9), r.status,
	    (int64_t)(r.latency_s * 1e9), (int)(draw() * 20000),
	    r.status == 200 ? ""
	    : r.status      ? "500 Internal Server Error"
		       : "\"Get \"\"https://shop.example.com\"\": timeout\"",
	    i, r.page);
}

static void vegeta_json(uint64_t i)
{
	struct request r = next(i);

	printf("{\"attack\":\"ramp-1\",\"seq\":%" PRIu64 ",\"code\":%d,"
	       "\"timestamp\":\"%s\",\"latency\":%" PRId64 ",\"bytes_out\":0,"
	       "\"bytes_in\":%d,\"error\":\"%s\",\"body\":null,\"method\":"
	       "\"GET\",\"url\":\"https://shop.example.com/page/%d\","
	       "\"headers\":{\"Content-Length\":[\"1024\"],\"Content-Type\":"
	       "[\"text/plain\"],\"Date\":[\"Mon, 04 May 2026 13:06:40 GMT\"]}"
	       "}\n",
	    i, r.status, rfc3339(r.at_s), (int64_t)(r.latency_s * 1e9),
	    (int)(draw() * 20000),
	    r.status == 500 ? "500 Internal Server Error"
	    : r.status      ? ""
			    : "Get \\\"https://shop.example.com\\\": timeout",
	    r.page);
}

static void hey_head(void)
{
	puts("response-time,DNS+dialup,DNS,Request-write,Response-delay,"
	     "Response-read,status-code,offset");
}

static void hey(uint64_t i)
{
	struct request r = next(i);

	printf("%4.4f,%4.4f,%4.4f,%4.4f,%4.4f,%4.4f,%d,%4.4f\n", r.latency_s,
	    0.0001, 0.0, 0.0001, r.latency_s * 0.9, r.latency_s * 0.1,
	    r.status ? r.status : 503, r.at_s);
}

static void prometheus_head(void)
{
	printf("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\","
	       "\"result\":[");
}

/* Counters of buckets, each SERIES_SAMPLES times. */
static void prometheus(uint64_t i)
{
	static uint64_t count;
	uint64_t series = i / SERIES_SAMPLES, at = i % SERIES_SAMPLES;

	if (!at) {
		count = 0;
		printf("%s{\"metric\":{\"__name__\":\"http_request_duration_"
		       "seconds_bucket\",\"instance\":\"10.20.0.%" PRIu64
		       ":8080\",\"job\":\"shop-api\",\"le\":\"%g\"},"
		       "\"values\":[",
		    i ? "]}," : "", series / 12,
		    0.005 * pow(2, (double)(series % 12)));
	}
	count += (uint64_t)(draw() * 50);
	printf("%s[%" PRIu64 ",\"%" PRIu64 "\"]", at ? "," : "",
	    START_S + 15 * at, count);
}

static void prometheus_end(void)
{
	puts("]}]}}");
}

static void fortio_buckets(double low, const int n[BUCKETS], int sum)
{
	int seen = 0;

	for (int b = 0; b < BUCKETS; b++) {
		seen += n[b];
		printf("%s      {\n        \"Start\": %.9g,\n        \"End\": "
		       "%.9g,\n        \"Percent\": %.9g,\n        \"Count\": "
		       "%d\n      }",
		    b ? ",\n" : "", low * pow(1.12, b), low * pow(1.12, b + 1),
		    100.0 * seen / sum, n[b]);
	}
}

static void fortio(uint64_t i)
{
	static const double ps[] = { 50, 75, 90, 99, 99.9 };
	double low = 0.001 + draw() * 1e-4;
	int n[BUCKETS], sum = 0;

	for (int b = 0; b < BUCKETS; b++)
		sum += n[b] = 1 + (int)(draw() * 8000 / (b + 1));
	printf("{\n  \"RunType\": \"HTTP\",\n  \"Labels\": \"shop-api GET / "
	       "build %" PRIu64 "\",\n  \"StartTime\": \"%s\",\n"
	       "  \"RequestedQPS\": \"1000\",\n  \"RequestedDuration\": "
	       "\"1m0s\",\n  \"ActualQPS\": %.6f,\n  \"ActualDuration\": "
	       "60001234567,\n  \"NumThreads\": 8,\n  \"Version\": \"1.66.0\","
	       "\n  \"DurationHistogram\": {\n    \"Count\": %d,\n    \"Min\": "
	       "%.9g,\n    \"Max\": %.9g,\n    \"Sum\": %.9g,\n    \"Avg\": "
	       "%.9g,\n    \"StdDev\": 0.00129,\n    \"Data\": [\n",
	    i, rfc3339((double)i * 100), sum / 60.0, sum, low,
	    low * pow(1.12, BUCKETS), sum * low * 2, low * 2);
	fortio_buckets(low, n, sum);
	printf("\n    ],\n    \"Percentiles\": [\n");
	for (int p = 0; p < 5; p++)
		printf("%s      {\n        \"Percentile\": %g,\n        "
		       "\"Value\": %.9g\n      }",
		    p ? ",\n" : "", ps[p], low * pow(1.12, 14 * (p + 1)));
	printf("\n    ]\n  },\n  \"RetCodes\": {\n    \"200\": %d\n  }\n}\f",
	    sum);
}

static const struct {
	const char *name;
	void (*head)(void);
	void (*row)(uint64_t i);
	void (*end)(void);
} kinds[] = {
	{ "jtl", jtl_head, jtl, NULL },
	{ "k6", NULL, k6, NULL },
	{ "vegeta-csv", NULL, vegeta_csv, NULL },
	{ "vegeta-json", NULL, vegeta_json, NULL },
	{ "hey", hey_head, hey, NULL },
	{ "prometheus", prometheus_head, prometheus, prometheus_end },
	{ "fortio", NULL, fortio, NULL },
};

int main(int argc, char **argv)
{
	uint64_t rows = argc == 3 ? strtoull(argv[2], NULL, 10) : 0;

	for (size_t k = 0; rows && k < sizeof(kinds) / sizeof(*kinds); k++) {
		if (strcmp(argv[1], kinds[k].name) != 0)
			continue;
		if (kinds[k].head)
			kinds[k].head();
		for (uint64_t i = 0; i < rows; i++)
			kinds[k].row(i);
		if (kinds[k].end)
			kinds[k].end();
		return fflush(stdout) ? 2 : 0;
	}
	fputs("usage: generate jtl|k6|vegeta-csv|vegeta-json|hey|prometheus|"
	      "fortio ROWS\n",
	    stderr);
	return 2;
}
