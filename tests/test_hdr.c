/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Histograms are encoded here anew, by the format's description; those of the
 * collection are compared with what HdrHistogram's C library makes of them.
 */
#include "reads.h"

#include <zlib.h>

extern const struct importer importer_hlog, importer_hgrm,
    importer_vegeta_hdrplot;

#define HEAD                                                                   \
	"#[Logged with jHiccup version 2.0.7]\n"                               \
	"#[Histogram log format version 1.2]\n"                                \
	"#[StartTime: 1441812279.500 (seconds since epoch), Wed Sep 09]\n"     \
	"\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\","             \
	"\"Interval_Compressed_Histogram\"\n"
#define HEADING "       Value   Percentile   TotalCount 1/(1-Percentile)\n\n"

/* ---- an encoder ---- */

struct code {
	unsigned char at[4096];
	size_t len;
};

static void put(struct code *c, uint64_t value, unsigned bytes)
{
	while (bytes--)
		c->at[c->len++] = (unsigned char)(value >> 8 * bytes);
}

static void put_zigzag(struct code *c, int64_t value)
{
	uint64_t v = (uint64_t)value << 1 ^ (uint64_t)(value >> 63);

	for (; v >= 0x80; v >>= 7)
		put(c, v | 0x80, 1);
	put(c, v, 1);
}

/* Two digits, values from 1: bucket 255 is 255, 256 is 256..257. */
static struct code encoded(int version, const int64_t *counts, size_t n)
{
	static const uint32_t cookies[] = { 0x1c849388, 0x1c849321,
		0x1c849313 };
	struct code c = { .len = 0 };
	size_t length;

	put(&c, cookies[version], 4);
	length = c.len;
	if (version)
		put(&c, 0, 8);
	put(&c, 2, 4);
	put(&c, 1, 8);
	put(&c, 3600000000, 8);
	put(&c, version ? 0x3ff0000000000000 : 0, 8);
	for (size_t i = 0; i < n; i++) {
		if (version == 2)
			put_zigzag(&c, counts[i]);
		else if (counts[i] >= 0)
			put(&c, (uint64_t)counts[i], version ? 2 : 8);
		for (int64_t k = counts[i]; version < 2 && k < 0; k++)
			put(&c, 0, version ? 2 : 8);
	}
	if (version)
		c.at[length + 2] = (unsigned char)((c.len - 40) >> 8),
			      c.at[length + 3] = (unsigned char)(c.len - 40);
	return c;
}

static struct code compressed(int version, struct code plain)
{
	static const uint32_t cookies[] = { 0x1c849389, 0x1c849322,
		0x1c849314 };
	struct code c = { .len = 0 };
	uLongf len = sizeof(c.at) - 8;

	put(&c, cookies[version], 4);
	assert_int_equal(compress(c.at + 8, &len, plain.at, (uLong)plain.len),
	    Z_OK);
	put(&c, len, 4);
	c.len += len;
	return c;
}

static const char *base64(struct arena *a, struct code c)
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char *out = arena_alloc(a, c.len * 2 + 8, 1);
	size_t n = 0;

	memset(c.at + c.len, 0, 3);
	for (size_t i = 0; i < c.len; i += 3) {
		unsigned bits = (unsigned)c.at[i] << 16 |
				(unsigned)c.at[i + 1] << 8 | c.at[i + 2];

		for (int k = 3; k >= 0; k--)
			out[n++] = digits[bits >> 6 * k & 63];
	}
	while (n % 4 || n / 4 * 3 > c.len + 2)
		n--;
	for (size_t pad = n / 4 * 3 - c.len, i = 0; i < pad; i++)
		out[n - 1 - i] = '=';
	return out;
}

/* One 5, two of 255, three in 256..257; 250 + ... in nanoseconds * 1e3. */
static const int64_t counts[] = { -5, 1, -249, 2, 3 };
#define COUNTS (sizeof(counts) / sizeof(*counts))
#define BUCKETS "5..5=1;255..255=2;256..257=3;"

static const char *row(struct arena *a, const char *start, struct code c)
{
	return arena_printf(a, "%s,1.000,0.000,%s\n", start, base64(a, c));
}

static struct imported import(const char *text)
{
	return imported_span(&importer_hlog, "x.hlog", span_of(text));
}

/* ---- tests ---- */

static void all_versions_plain_and_compressed_say_the_same(void **state)
{
	(void)state;
	for (int i = 0; i < 6; i++) {
		struct arena a = { 0 };
		struct code c = encoded(i / 2, counts, COUNTS);
		struct imported o = import(arena_printf(&a, HEAD "%s",
		    row(&a, "0.100", i % 2 ? compressed(i / 2, c) : c)));

		assert_string_equal(read_buckets(&o, imported_run(&o)),
		    BUCKETS);
		imported_release(&o);
		arena_release(&a);
	}
}

static void a_log_says_when_and_by_what_but_not_under_what_load(void **state)
{
	struct arena a = { 0 };
	struct code c = encoded(2, counts, COUNTS);
	struct imported o = import(arena_printf(&a, HEAD "%s%s",
	    row(&a, "0.100", c), row(&a, "1.100", c)));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(run->facts.tool, "jHiccup");
	assert_string_equal(run->facts.tool_version, "2.0.7");
	assert_int_equal(run->facts.started_at_ns, 1441812279600000000);
	assert_int_equal(run->facts.duration_ns, 2000000000);
	assert_int_equal(run->facts.load_model, LOAD_UNKNOWN);
	assert_int_equal(run->facts.population, POPULATION_UNKNOWN);
	assert_int_equal(run->evidence, EVIDENCE_HISTOGRAM);
	assert_int_equal(run->total.requests, UNKNOWN);
	imported_release(&o);
	arena_release(&a);
}

static void tags_are_runs_that_are_never_added_up(void **state)
{
	struct arena a = { 0 };
	struct code c = encoded(2, counts, COUNTS);
	const char *r = row(&a, "0.100", c);
	struct imported o =
	    import(arena_printf(&a, HEAD "Tag=read,%sTag=write,%s%s", r, r, r));
	size_t tagged = 0;

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(o.runs.len, 3);
	for (size_t i = 0; i < 3; i++) {
		tagged += run_label_value(&o.runs.at[i], "tag") != NULL;
		assert_string_equal(read_buckets(&o, &o.runs.at[i]), BUCKETS);
	}
	assert_int_equal(tagged, 2);
	imported_release(&o);
	arena_release(&a);
}

static void a_unit_that_the_maximum_does_not_tell_is_refused(void **state)
{
	static const int64_t big[] = { -1152, 1 }; /* 4095..., in units of 16 */
	struct arena a = { 0 };
	const char *code = base64(&a, encoded(2, big, 2));

	(void)state;
	assert_import_fails(&importer_hlog, "x.hlog",
	    arena_printf(&a, "0.1,1.0,32.8,%s\n", code),
	    "x.hlog:1: expected the greatest value, 33023, in millionths as "
	    "its maximum, got 32.8: in which unit the values are is not said");
	arena_release(&a);
}

static int64_t started_of(const char *text)
{
	struct imported o = import(text);
	int64_t ns = imported_run(&o)->facts.started_at_ns;

	imported_release(&o);
	return ns;
}

/* HdrHistogram's own reader has these rules. */
static void a_start_counts_from_base_time_or_is_a_time_of_day(void **state)
{
	struct arena a = { 0 };
	struct code c = encoded(2, counts, COUNTS);
	const char *early = row(&a, "0.100", c);
	const char *day = row(&a, "1441812280.100", c);

	(void)state;
	assert_int_equal(
	    started_of(arena_printf(&a,
		HEAD "#[BaseTime: 1000000000.5 (seconds)]\n%s", early)),
	    1000000000600000000);
	/* No more than a year before StartTime */
	assert_int_equal(started_of(arena_printf(&a, HEAD "%s", day)),
	    1441812280100000000);
	assert_int_equal(started_of(arena_printf(&a, HEAD "%s",
			     row(&a, "1420000000.000", c))),
	    1420000000000000000);
	/* No time at all is said */
	assert_int_equal(started_of(early), UNKNOWN);
	assert_int_equal(started_of(day), 1441812280100000000);
	arena_release(&a);
}

static void windows_count_from_the_first_interval(void **state)
{
	struct arena a = { 0 };
	struct code c = encoded(2, counts, COUNTS);
	struct imported o = import(arena_printf(&a, HEAD "%s%s",
	    row(&a, "5.100", c), row(&a, "6.100", c)));

	(void)state;
	assert_string_equal(read_windows(&o), "0=6;1=6;");
	imported_release(&o);
	arena_release(&a);
}

/* Of a longer one nobody knows in which second its values came. */
static void longer_intervals_are_of_the_whole_run(void **state)
{
	struct arena a = { 0 };
	const char *code = base64(&a, encoded(2, counts, COUNTS));
	struct imported o = import(arena_printf(&a,
	    HEAD "0.1,10.0,0.000,%s\n10.1,10.0,0.000,%s\n", code, code));

	(void)state;
	assert_string_equal(read_windows(&o), "-1=12;");
	assert_int_equal(imported_run(&o)->facts.duration_ns, 20000000000);
	imported_release(&o);
	arena_release(&a);
}

static void maxima_in_seconds_are_told_from_milliseconds(void **state)
{
	static const int64_t big[] = { -1152, 1 };
	struct arena a = { 0 };
	struct imported o = import(arena_printf(&a, "0.1,1.0,0.000033,%s\n",
	    base64(&a, encoded(2, big, 2))));

	(void)state;
	assert_string_equal(read_buckets(&o, imported_run(&o)),
	    "32768..33023=1;");
	assert_string_equal(read_environment(&o),
	    "hdr.value_unit=nanoseconds, assumed from Interval_Max;");
	imported_release(&o);
	arena_release(&a);
}

/* Its digits and its lowest value stand in the head of each histogram. */
static void buckets_are_as_wide_as_the_histogram_says(void **state)
{
	static const int64_t at[] = { -1500, 1 };
	struct arena a = { 0 };
	struct code c = encoded(2, at, 2);
	struct imported o;

	(void)state;
	c.at[15] = 3;
	o = import(row(&a, "0.1", c));
	assert_string_equal(read_buckets(&o, imported_run(&o)),
	    "1500..1500=1;");
	imported_release(&o);
	c.at[22] = 1000 >> 8;
	c.at[23] = 1000 & 0xff;
	o = import(arena_printf(&a, "0.1,1.0,0.768,%s\n", base64(&a, c)));
	assert_string_equal(read_buckets(&o, imported_run(&o)),
	    "768000..768511=1;");
	imported_release(&o);
	arena_release(&a);
}

static void figures_below_the_same_first_lines_are_no_log(void **state)
{
	(void)state;
	assert_false(importer_hlog.sniff(
	    SPAN("#[Histogram log format version 1.0]\n"
		 "#Tag,Interval_Start,Interval_Length,count,min,p25\n"
		 "Tag=a,0.1,1.0,5,1,2\n")));
}

static void faults_are_named_with_their_line(void **state)
{
	struct arena a = { 0 };
	struct code c = encoded(2, counts, COUNTS);
	const char *good = row(&a, "2.000", c);

	(void)state;
	assert_import_fails(&importer_hlog, "x.hlog", HEAD,
	    "x.hlog: expected an interval, got none");
	assert_import_fails(&importer_hlog, "x.hlog", "a,1,0,HISTFAAA\n",
	    "x.hlog:1: expected the start of an interval, got \"a\"");
	assert_import_fails(&importer_hlog, "x.hlog", "0,1,x,HISTFAAA\n",
	    "x.hlog:1: expected the maximum of an interval, got \"x\"");
	assert_import_fails(&importer_hlog, "x.hlog", "0,1,0,HIST~\n",
	    "x.hlog:1: expected base64, got \"HIST~\"");
	assert_import_fails(&importer_hlog, "x.hlog", "0,1,0,HISTFAAAABBB\n",
	    "x.hlog:1: expected a histogram of HdrHistogram, got a histogram "
	    "that was cut");
	assert_import_fails(&importer_hlog, "x.hlog", "0,1,0,HIST\n",
	    "x.hlog:1: expected a histogram of HdrHistogram, got no histogram "
	    "of version 0, 1 or 2");
	c.at[11] = 1;
	assert_import_fails(&importer_hlog, "x.hlog", row(&a, "0", c),
	    "x.hlog:1: expected a histogram of HdrHistogram, got a histogram "
	    "of floating point numbers");
	assert_import_fails(&importer_hlog, "x.hlog",
	    arena_printf(&a, "%s1%s", good, good + 1),
	    "x.hlog:2: expected intervals in order of time");
	arena_release(&a);
}

static void every_cut_of_a_log_is_survived(void **state)
{
	struct arena a = { 0 };
	struct code c = compressed(2, encoded(2, counts, COUNTS));

	(void)state;
	assert_every_cut_is_survived(&importer_hlog,
	    span_of(arena_printf(&a, "%sTag=x,%s", row(&a, "0.1", c),
		row(&a, "0.1", c))));
	arena_release(&a);
}

static void any_bytes_as_a_histogram_are_survived(void **state)
{
	struct code good = encoded(2, counts, COUNTS);

	(void)state;
	for (size_t i = 0; i < good.len; i++) {
		for (int bit = 0; bit < 8; bit++) {
			struct arena a = { 0 };
			struct code c = good;
			struct imported o;

			c.at[i] ^= (unsigned char)(1 << bit);
			o = import(row(&a, "0.1", c));
			assert_true(o.status == 0 || o.err.msg[0]);
			imported_release(&o);
			arena_release(&a);
		}
	}
}

/* ---- .hgrm ---- */

#define TABLE                                                                  \
	HEADING "        0.00     0.000000          356         1.00\n"        \
		"        0.00     0.100000         4950         1.11\n"        \
		"        0.18     0.990000         9863       100.00\n"
#define TABLE_END                                                              \
	"       20.05     1.000000        10000\n"                             \
	"#[Mean    =       0.302, StdDeviation   =        0.553]\n"            \
	"#[Max     =       20.050, Total count    =        10000]\n"           \
	"#[Buckets =           35, SubBuckets     =          256]\n"
#define TABLE_BUCKETS "0..0=4950;0..180000=4913;180000..20050000=137;"

static void a_table_is_a_histogram_in_text_and_csv(void **state)
{
	static const char *const texts[] = { TABLE TABLE_END,
		"Value,Percentile,TotalCount,1/(1-Percentile)\n"
		"0.00,0.000000,356,1.00\n0.00,0.1,4950,1.11\n"
		"0.18,0.99,9863,100.0\n20.05,1.0,10000,inf\n",
		"\"Value\",\"Percentile\",\"TotalCount\",\"1/(1-Percentile)\"\n"
		"0.00,0.1,4950,1.11\n0.18,0.99,9863,100.0\n"
		"20.05,1.0,10000,Infinity\n" };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct imported o =
		    imported_span(&importer_hgrm, "x", span_of(texts[i]));

		assert_true(importer_hgrm.sniff(span_of(texts[i])));
		assert_null(imported_run(&o)->facts.incomplete);
		assert_string_equal(read_buckets(&o, imported_run(&o)),
		    TABLE_BUCKETS);
		imported_release(&o);
	}
}

static void figures_below_a_table_are_milliseconds_to_a_digit(void **state)
{
	struct imported o =
	    imported_span(&importer_hgrm, "x", SPAN(TABLE TABLE_END));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_true(fabs(run->total.mean_ns - 302e3) < 1e-3);
	assert_true(run->total.mean_step_ns == 1000);
	assert_true(fabs(run->total.stddev_ns - 553e3) < 1e-3);
	assert_int_equal(run->total.max_ns, 20050000);
	assert_int_equal(run->facts.load_model, LOAD_UNKNOWN);
	assert_int_equal(run->total.requests, UNKNOWN);
	assert_string_equal(read_environment(&o),
	    "hdr.value_unit=milliseconds, assumed;");
	imported_release(&o);
}

static void a_table_without_its_last_row_is_incomplete(void **state)
{
	struct imported o = imported_span(&importer_hgrm, "x", SPAN(TABLE));

	(void)state;
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the percentile table stops early");
	imported_release(&o);
	assert_every_cut_is_survived(&importer_hgrm, SPAN(TABLE TABLE_END));
}

static void faults_in_a_table_are_named(void **state)
{
	(void)state;
	assert_import_fails(&importer_hgrm, "x", "",
	    "x: expected a table, got nothing");
	assert_import_fails(&importer_hgrm, "x", HEADING "hello\n",
	    "x:3: expected a row of the table, got \"hello\"");
	assert_import_fails(&importer_hgrm, "x", HEADING "1 2 3\n",
	    "x:3: expected a value, a percentile (0 to 1) and a count, got "
	    "\"1 2 3\"");
	assert_import_fails(&importer_hgrm, "x", TABLE "0.1 0.99 10000\n",
	    "x:6: expected values and counts that grow, got "
	    "\"0.1 0.99 10000\"");
}

/* ---- vegeta's hdrplot ---- */

static void counts_of_hdrplot_are_no_histogram(void **state)
{
	struct imported o = imported_file(&importer_vegeta_hdrplot,
	    "tests/data/hdr/vegeta.hdrplot");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_PERCENTILES);
	assert_string_equal(read_buckets(&o, run), "");
	assert_int_equal(run->facts.load_model, LOAD_OPEN);
	assert_int_equal(run->total.requests, 1500);
	assert_int_equal(run->total.min_ns, 65939); /* as its JSON says */
	assert_int_equal(run->total.max_ns, 8579653);
	assert_null(run->facts.incomplete);
	imported_release(&o);
}

static void faults_in_hdrplot_are_named(void **state)
{
	(void)state;
	assert_import_fails(&importer_vegeta_hdrplot, "x",
	    "Value(ms)  Percentile\n1.0 2 3 4\n",
	    "x:2: expected a value, a percentile (0 to 1) and a count, got "
	    "\"1.0 2 3 4\"");
	assert_every_cut_is_survived(&importer_vegeta_hdrplot,
	    SPAN("Value(ms)  Percentile\n0.1 0.5 1\n0.2 1.0 3\n"));
}

/* ---- the collection ---- */

/*
 * Each row of the reference's table, whose last digit is 0.01 ms.  It added the
 * intervals up in buckets from 1 ns on, so that a wide bucket of the log (16 us
 * below 2 ms) became a narrow one at its lower end.
 */
static void rows_are_those_of(struct imported *o, const char *path)
{
	struct histogram h = HISTOGRAM_EMPTY;
	char line[256];
	FILE *f = fopen(path, "r");
	double ms, share;
	long long count;
	size_t rows = 0;

	if (!f)
		skip();
	h = imported_histogram(o, imported_run(o));
	while (fgets(line, sizeof(line), f)) {
		struct bucket b;
		int64_t below, low;

		if (sscanf(line, "%lf %lf %lld", &ms, &share, &count) != 3)
			continue;
		b = histogram_at_rank(&h, count, &below);
		low = b.high_ns - b.low_ns < 20000 ? b.low_ns : b.high_ns;
		if (ms < (double)low / 1e6 - 0.00501 ||
		    ms > (double)b.high_ns / 1e6 + 0.00501 ||
		    below + b.count != count)
			fail_msg("%s: not so: %s", path, line);
		rows++;
	}
	assert_true(rows > 50);
	histogram_release(&h);
	fclose(f);
}

static const char *const logs[] = { "jHiccup-2.0.1.logV0.hlog",
	"jHiccup-2.0.6.logV1.hlog", "jHiccup-2.0.7S.logV2.hlog" };

static void logs_give_each_point_that_the_c_library_prints(void **state)
{
	struct arena a = { 0 };
	struct stat st;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		const char *path =
		    corpus_path(&a, arena_printf(&a, "corpus/hdr/%s", logs[i]));
		struct imported o;

		if (stat(path, &st)) {
			arena_release(&a);
			skip();
		}
		o = imported_file(&importer_hlog, path);
		rows_are_those_of(&o,
		    corpus_path(&a,
			arena_printf(&a, "corpus/hdr/expected/%s.hgrm",
			    logs[i])));
		imported_release(&o);
	}
	arena_release(&a);
}

static void tables_give_each_point_that_they_print(void **state)
{
	(void)state;
	assert_corpus_is_read("corpus/hdr/expected", &importer_hgrm, NULL, 6);
	for (size_t i = 0; i < 3; i++) {
		struct arena a = { 0 };
		const char *path = corpus_path(&a,
		    arena_printf(&a, "corpus/hdr/expected/%s.hgrm", logs[i]));
		struct imported o = imported_file(&importer_hgrm, path);

		rows_are_those_of(&o, path);
		imported_release(&o);
		arena_release(&a);
	}
}

static void intervals_are_windows_by_their_start(void **state)
{
	struct arena a = { 0 };
	const char *path =
	    corpus_path(&a, "corpus/hdr/jHiccup-2.0.7S.logV2.hlog");
	struct imported o;
	struct stat st;
	const char *windows;

	(void)state;
	if (stat(path, &st)) {
		arena_release(&a);
		skip();
	}
	o = imported_file(&importer_hlog, path);
	imported_run(&o);
	windows = read_windows(&o);
	assert_non_null(strstr(windows, "0=741;1=749;2=745;"));
	assert_null(strstr(windows, "-1="));
	imported_release(&o);
	arena_release(&a);
}

static void every_captured_hdrplot_is_read(void **state)
{
	(void)state;
	assert_corpus_is_read("captures/results/vegeta",
	    &importer_vegeta_hdrplot, NULL, 4);
	assert_corpus_is_read("corpus/vegeta", &importer_vegeta_hdrplot, NULL,
	    2);
}

static void hdrplot_of_no_requests_has_no_latency_of_zero(void **state)
{
	struct imported o = imported_span(&importer_vegeta_hdrplot, "x",
	    SPAN("Value(ms)  Percentile  TotalCount  1/(1-Percentile)\n"
		 "0.0 0.5 0 2\n0.0 1.0 0 10000000\n"));

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 0);
	assert_string_equal(read_percentiles(&o, imported_run(&o)), "");
	imported_release(&o);
}

static void a_count_beyond_5_million_is_rounded_by_hdrplot(void **state)
{
	struct imported o = imported_span(&importer_vegeta_hdrplot, "x",
	    SPAN("Value(ms)  Percentile  TotalCount  1/(1-Percentile)\n"
		 "1.5 0.5 5000000 2\n2.5 1.0 9999999 10000000\n"));

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, UNKNOWN);
	assert_string_equal(read_percentiles(&o, imported_run(&o)),
	    "50=1500000 1500000..1500000;100=2500000 2500000..2500000;");
	imported_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    all_versions_plain_and_compressed_say_the_same),
		cmocka_unit_test(
		    a_log_says_when_and_by_what_but_not_under_what_load),
		cmocka_unit_test(tags_are_runs_that_are_never_added_up),
		cmocka_unit_test(
		    a_unit_that_the_maximum_does_not_tell_is_refused),
		cmocka_unit_test(
		    a_start_counts_from_base_time_or_is_a_time_of_day),
		cmocka_unit_test(windows_count_from_the_first_interval),
		cmocka_unit_test(longer_intervals_are_of_the_whole_run),
		cmocka_unit_test(maxima_in_seconds_are_told_from_milliseconds),
		cmocka_unit_test(buckets_are_as_wide_as_the_histogram_says),
		cmocka_unit_test(figures_below_the_same_first_lines_are_no_log),
		cmocka_unit_test(faults_are_named_with_their_line),
		cmocka_unit_test(every_cut_of_a_log_is_survived),
		cmocka_unit_test(any_bytes_as_a_histogram_are_survived),
		cmocka_unit_test(a_table_is_a_histogram_in_text_and_csv),
		cmocka_unit_test(
		    figures_below_a_table_are_milliseconds_to_a_digit),
		cmocka_unit_test(a_table_without_its_last_row_is_incomplete),
		cmocka_unit_test(faults_in_a_table_are_named),
		cmocka_unit_test(counts_of_hdrplot_are_no_histogram),
		cmocka_unit_test(faults_in_hdrplot_are_named),
		cmocka_unit_test(
		    logs_give_each_point_that_the_c_library_prints),
		cmocka_unit_test(tables_give_each_point_that_they_print),
		cmocka_unit_test(intervals_are_windows_by_their_start),
		cmocka_unit_test(every_captured_hdrplot_is_read),
		cmocka_unit_test(hdrplot_of_no_requests_has_no_latency_of_zero),
		cmocka_unit_test(
		    a_count_beyond_5_million_is_rounded_by_hdrplot),
	};

	return cmocka_run_group_tests_name("hdr", tests, NULL, NULL);
}
