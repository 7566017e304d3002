/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reads.h"

extern const struct importer importer_jmeter_statistics, importer_jmeter_table,
    importer_jmeter_summary;

static double percentile(struct imported *o, const struct run *run, double p)
{
	struct percentile_list list = imported_percentiles(o, run);

	for (size_t i = 0; i < list.len; i++)
		if (list.at[i].p >= p && list.at[i].p <= p)
			return list.at[i].value_ns;
	return NAN;
}

static size_t n_series(struct imported *o, const struct run *run)
{
	struct series_list list = imported_series(o, run);

	return list.len;
}

static bool near(double a, double b)
{
	return fabs(a - b) < 1e-6 * fabs(b);
}

/* ---- statistics.json ---- */

#define ROW(name, samples, mean)                                               \
	"\"" name "\":{\"transaction\":\"" name "\",\"sampleCount\":" samples  \
	",\"errorCount\":1,\"meanResTime\":" mean ",\"medianResTime\":232.0,"  \
	"\"minResTime\":100.0,\"maxResTime\":353.0,\"pct1ResTime\":337.5,"     \
	"\"pct2ResTime\":339.0,\"pct3ResTime\":353.0,\"throughput\":4.0,"      \
	"\"receivedKBytesPerSec\":2.0,\"sentKBytesPerSec\":1.0}"

static struct imported statistics(const char *text)
{
	return imported_span(&importer_jmeter_statistics, "s.json",
	    span_of(text));
}

static void the_row_total_is_the_run_and_not_added_to(void **state)
{
	struct imported o = statistics(
	    "{" ROW("a", "80", "235.5") "," ROW("Total", "80", "235.5") "}");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 80);
	assert_int_equal(run->total.errors, 1);
	assert_int_equal(n_series(&o, run), 2);
	assert_int_equal(run->evidence, EVIDENCE_PERCENTILES);
	assert_int_equal(run->facts.population, POPULATION_ALL);
	assert_int_equal(run->facts.duration_ns, 20000000000);
	assert_int_equal(run->facts.bytes_received, 40960);
	assert_true(near(run->total.mean_ns, 235.5e6));
	assert_true(near(percentile(&o, run, 50), 232e6));
	assert_true(near(percentile(&o, run, 90), 337.5e6));
	assert_string_equal(run_label_value(run, "percentile_ranks"),
	    "assumed: 90, 95, 99");
	imported_release(&o);
}

static void percentiles_of_the_last_20000_are_not_the_runs(void **state)
{
	struct imported o = statistics("{" ROW("Total", "20001", "1.0") "}");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->evidence, EVIDENCE_NONE);
	assert_true(isnan(percentile(&o, run, 50)));
	assert_int_equal(run->total.max_ns, 353000000);
	imported_release(&o);
}

static void not_a_number_is_unknown(void **state)
{
	struct imported o = statistics("{" ROW("Total", "2", "\"NaN\"") "}");

	(void)state;
	assert_true(isnan(imported_run(&o)->total.mean_ns));
	imported_release(&o);
}

static void faults_of_statistics_are_named(void **state)
{
	static const struct import_fault faults[] = {
		{ "{" ROW("a", "2", "1") "}", "s.json: Total: missing" },
		{ "{" ROW("Total", "-2", "1") "}",
		    "s.json: Total.sampleCount: expected a count, got -2" },
		{ "{" ROW("Total", "2", "-1") "}",
		    "s.json: Total.meanResTime: expected 0 to 1e+11, got -1" },
	};

	(void)state;
	ASSERT_FAULTS(&importer_jmeter_statistics, "s.json", faults);
}

/* ---- tables of listeners ---- */

#define TABLE                                                                  \
	"Label,# Samples,Average,Median,90% Line,99.9% Line,Min,Max,"          \
	"Error %,Throughput,Received KB/sec\n"

static struct imported table(const char *text)
{
	return imported_span(&importer_jmeter_table, "t.csv", span_of(text));
}

static void columns_say_which_percentile_they_are(void **state)
{
	struct imported o =
	    table(TABLE "\"a, b\",252,235,232,337,353,100,353,1.19%,4.2,0.07\n"
			"TOTAL,252,235,232,337,353,100,353,1.19%,4.2,0.07\n");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 252);
	assert_int_equal(run->total.errors, 3);
	assert_int_equal(n_series(&o, run), 2);
	assert_true(near(percentile(&o, run, 99.9), 353e6));
	assert_true(near(percentile(&o, run, 50), 232e6));
	assert_int_equal(run->facts.duration_ns, 60000000000);
	imported_release(&o);
}

static void a_share_that_fits_two_counts_gives_none(void **state)
{
	struct imported o = table(
	    TABLE "TOTAL,1000000,235,232,337,353,100,353,1.19%,4.2,0.07\n");
	struct imported none =
	    table(TABLE "TOTAL,1000,235,232,337,353,100,353,0.00%,4.2,0.07\n");

	(void)state;
	assert_int_equal(imported_run(&o)->total.errors, UNKNOWN);
	assert_int_equal(imported_run(&none)->total.errors, 0);
	imported_release(&o);
	imported_release(&none);
}

static void the_tool_names_columns_otherwise(void **state)
{
	struct imported o =
	    table("sampler_label,aggregate_report_count,average,"
		  "aggregate_report_median,aggregate_report_90%_line,"
		  "aggregate_report_min,aggregate_report_max,"
		  "aggregate_report_error%,aggregate_report_rate,"
		  "aggregate_report_bandwidth,aggregate_report_stddev\r\n"
		  "TOTAL,10,20,18,30,5,40,0.1,5.0,1.0,2.5\r\n");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.errors, 1);
	assert_true(near(run->total.stddev_ns, 2.5e6));
	assert_true(near(percentile(&o, run, 90), 30e6));
	imported_release(&o);
}

static void rates_may_be_by_the_minute(void **state)
{
	struct imported o = table("Label,# Samples,Average,Min,Max,Std. Dev.,"
				  "Error %,Throughput\n"
				  "TOTAL,10,20,5,40,2.5,0.00%,30.0/min\n");

	(void)state;
	assert_int_equal(imported_run(&o)->facts.duration_ns, 20000000000);
	assert_int_equal(imported_run(&o)->evidence, EVIDENCE_NONE);
	imported_release(&o);
}

/* Headings of each language, and the row that sums up, as JMeter has them. */
static void a_table_is_read_in_each_language_of_jmeter(void **state)
{
	static const char *const texts[] = {
		"Label,Anz. der Proben,Durchschnitt,Mittel,90% Line,95% Line,"
		"99% Line,Min,Max,% Fehler,Durchsatz,KB/sek,Sent KB/sec\n",
		"Gesamt",
		"Etiqueta,# Muestras,Media,Mediana,90% Line,95% Line,99% Line,"
		"Mín,Máx,% Error,Rendimiento,Kb/sec,Sent KB/sec\n",
		"Total",
		"Libellé,# Echantillons,Moyenne,Médiane,90% centile,95% "
		"centile,"
		"99% centile,Min,Max,% Erreur,Débit,Ko/sec reçus,Ko/sec émis\n",
		"TOTAL",
		"Libellé,# Echantillons,Moyenne,Médiane,90e centile,95e "
		"centile,"
		"99e centile,Min,Max,% Erreur,Débit,Ko/sec reçus,Ko/sec émis\n",
		"TOTAL",
		"라벨,표본 수,평균,중간값,90% 선,95% 선,99% 선,최소값,최대값,"
		"오류 %,처리량,수신 KB/초,전송 KB/초\n",
		"총계",
		"Etykieta,# Liczba próbek,Średnia,Mediana,90% linii,95% linii,"
		"99% linii,Minimum,Maksimum,% błędów,Przepustowość,KB/sek,"
		"Wysłano KB/sek\n",
		"RAZEM",
		"Rótulo,# Amostras,Média,Mediana,Linha de 90%,Linha de 95%,"
		"Linha de 99%,Mín.,Máx.,% de Erro,Vazão,KB/s,Sent KB/sec\n",
		"TOTAL",
		"Etiket,# Örnek,Ortalama,Ortalama,90% Line,95% Line,99% Line,"
		"En Az,En Çok,Hata %,Transfer Oranı,KB/sn,Sent KB/sec\n",
		"TOPLAM",
		"Label,# 样本,平均值,中位数,90% 百分位,95% 百分位,99% 百分位,"
		"最小值,最大值,异常 %,吞吐量,接收 KB/sec,发送 KB/sec\n",
		"总体",
		"Label,取樣數,平均值,中間值,90% Line,95% Line,99% Line,最小值,"
		"最大值,錯誤率,處理量,每秒仟位元組,Sent KB/sec\n",
		"總計",
		"Label,# Samples,Average,Median,90% Line,95% Line,99% Line,Min,"
		"Max,Error %,Throughput,Received KB/sec,Sent KB/sec\n",
		"合計",
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i += 2) {
		struct imported o = table(arena_printf(&a,
		    "%sa,252,235,232,337,340,353,100,354,1.190%%,4.2,0,0\n"
		    "%s,252,235,232,337,340,353,100,354,1.190%%,4.2,0,0\n",
		    texts[i], texts[i + 1]));
		const struct run *run = imported_run(&o);

		assert_true(importer_jmeter_table.sniff(span_of(texts[i])));
		assert_int_equal(n_series(&o, run), 2);
		assert_int_equal(run->total.errors, 3);
		assert_int_equal(run->total.mean_ns, 235000000);
		assert_true(near(percentile(&o, run, 50), 232e6));
		assert_true(near(percentile(&o, run, 90), 337e6));
		assert_true(near(percentile(&o, run, 99), 353e6));
		assert_int_equal(run->total.min_ns, 100000000);
		assert_int_equal(run->total.max_ns, 354000000);
		assert_int_equal(run->facts.duration_ns, 60000000000);
		imported_release(&o);
	}
	arena_release(&a);
}

static void a_decimal_comma_is_a_point(void **state)
{
	struct imported o = table(
	    "Label,Anz. der Proben,Durchschnitt,Min,Max,Std. Dev.,% Fehler,"
	    "Durchsatz,KB/sek,Sent KB/sec,Durchschnittliche Bytes\n"
	    "Gesamt,252,235,100,354,\"24,75\",\"1,190%\",\"4,20000\",\"0,1\","
	    "\"0,1\",\"9,0\"\n");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.errors, 3);
	assert_true(near(run->total.stddev_ns, 24.75e6));
	assert_true(near(run->facts.achieved_rps, 4.2));
	imported_release(&o);
}

static void faults_of_tables_are_named(void **state)
{
	static const struct import_fault faults[] = {
		{ TABLE "a,252,235,232,337,353,100,353,1%,4.2,0.07\n",
		    "t.csv: expected a row TOTAL, got none" },
		{ TABLE "TOTAL,252\n", "t.csv:2: expected 11 columns, got 2" },
		{ TABLE "TOTAL,x,235,232,337,353,100,353,1%,4.2,0.07\n",
		    "t.csv:2: column 2: expected a number, got \"x\"" },
		{ TABLE "TOTAL,2,235,232,337,353,100,353,1%,fast,0.07\n",
		    "t.csv:2: column 10: expected a number, got \"fast\"" },
		{ TABLE "TOTAL,2,235,232,337,353,100,353,1%,\"1,200,5\",0\n",
		    "t.csv:2: column 10: expected a number, got \"1,200,5\"" },
		{ TABLE "TOTAL,2,\"2,5\",232,337,353,100,353,1%,4.2,0.07\n",
		    "t.csv:2: column 3: expected a number, got \"2,5\"" },
		{ "Label\n", "t.csv: expected the header of a table of "
			     "JMeter" },
	};

	(void)state;
	ASSERT_FAULTS(&importer_jmeter_table, "t.csv", faults);
}

/* ---- the summariser ---- */

#define PLUS(n, active)                                                        \
	"summary +  " n " in   5s =  100.0/s Avg:     7 Min:     1 Max:    "   \
	"60 Err:     2 (0.40%) Active: " active " Started: 2 Finished: 0\n"
#define TOTAL(n)                                                               \
	"summary =  " n " in  10s =  100.0/s Avg:     7 Min:     1 Max:    "   \
	"60 Err:     3 (0.30%)\n"

static struct imported summary(const char *text)
{
	return imported_span(&importer_jmeter_summary, "j.log", span_of(text));
}

static void the_last_total_is_the_run(void **state)
{
	struct imported o =
	    summary("Starting the test @ Sun Nov 22 16:50:46 UTC 2026 "
		    "(1795366246618)\n" PLUS("500", "2") PLUS("505", "0")
			TOTAL("1005") "... end of run\n");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->facts.started_at_ns, 1795366246618LL * 1000000);
	assert_int_equal(run->facts.duration_ns, 10050000000);
	assert_int_equal(run->total.requests, 1005);
	assert_int_equal(run->total.errors, 3);
	assert_true(near(run->total.mean_ns, 7e6));
	assert_int_equal(run->evidence, EVIDENCE_NONE);
	assert_null(run->facts.incomplete);
	imported_release(&o);
}

/* As a JVM of German or Russian writes them. */
static void each_total_is_a_time_and_what_was_counted_until_then(void **state)
{
	static const char lines[] =
	    "summary +    20 in    10s =    2.0/s Avg:     7 Min:     1 Max:"
	    "     9 Err:     1 (5.00%) Active: 4 Started: 4 Finished: 0\n"
	    "summary +    30 in 00:00:30 =    1.0/s Avg:     7 Min:     1 Max:"
	    "     9 Err:     2 (5.00%) Active: 3 Started: 4 Finished: 1\n"
	    "summary =    50 in 00:00:40 =    1.2/s Avg:     7 Min:     1 Max:"
	    "     9 Err:     3 (5.00%)\n";
	struct arena a = { 0 };
	struct imported o = summary(
	    arena_printf(&a, "Starting the test @ x (1000000)\n%s", lines));

	(void)state;
	assert_string_equal(read_metrics(&o),
	    "jmeter_failures_total {} 1010000=1 1040000=3;"
	    "jmeter_requests_total {} 1010000=20 1040000=50;"
	    "jmeter_users {} 1010000=4 1040000=3;");
	imported_release(&o);
	o = summary(lines); /* of which time? */
	assert_string_equal(read_metrics(&o), "");
	imported_release(&o);
	arena_release(&a);
}

static void the_point_of_a_summary_may_be_a_comma(void **state)
{
	struct imported o = summary(
	    "summary =     34 in  17,1s = 4105,6/s Avg:    26 Min:     1 Max: "
	    "   71 Err:     8 (36,36%)\n... end of run\n");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_true(near(run->facts.achieved_rps, 4105.6));
	assert_int_equal(run->facts.duration_ns, 8281372);
	assert_int_equal(run->total.errors, 8);
	imported_release(&o);
	o = summary(
	    "summary =     5 in   0,5s =    0,0/s Avg:    27 Min:     4 "
	    "Max:    66 Err:     0 (0,00%)\n");
	assert_int_equal(imported_run(&o)->facts.duration_ns, 500000000);
	imported_release(&o);
}

static void a_test_without_an_end_is_marked(void **state)
{
	struct imported o = summary(PLUS("500", "2"));

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 500);
	assert_string_equal(imported_run(&o)->facts.incomplete,
	    "the log does not say that the test ended");
	imported_release(&o);
}

static void a_count_that_falls_is_another_run(void **state)
{
	struct imported o =
	    summary(TOTAL("1005") TOTAL("2000") TOTAL("900") TOTAL("950"));

	(void)state;
	assert_int_equal(o.runs.len, 2);
	assert_int_equal(
	    o.runs.at[0].total.requests + o.runs.at[1].total.requests, 2950);
	imported_release(&o);
}

static void a_mean_of_0_ms_says_nothing(void **state)
{
	struct imported o =
	    summary("summary =    100 in    10s =   10.0/s Avg:     0 Min:   "
		    "  0 Max:    60 Err:     0 (0.00%)\n");

	(void)state;
	assert_true(isnan(imported_run(&o)->total.mean_ns));
	imported_release(&o);
}

/* As JMeter 2.10 wrote them. */
static void lines_of_jmeter_log_are_read(void **state)
{
	struct imported o = summary(
	    "2014/05/22 14:50:15 INFO  - jmeter.JMeter: Version 2.10 r1533061\n"
	    "2014/05/22 14:51:00 INFO  - jmeter.reporters.Summariser: Generate "
	    "Summary Results +    186 in    43s =    4.3/s Avg:   536 Min:     "
	    "5 Max:  4617 Err:     0 (0.00%) Active: 5 Started: 5 Finished: 0\n"
	    "2014/05/22 14:53:54 INFO  - jmeter.engine.StandardJMeterEngine: "
	    "Notifying test listeners of end of test\n"
	    "2014/05/22 14:53:54 INFO  - jmeter.reporters.Summariser: Generate "
	    "Summary Results =   1255 in 00:03:37 =    5.8/s Avg:   330 Min:  "
	    "   5 Max:  5628 Err:     0 (0.00%)\n");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_string_equal(run->facts.tool_version, "2.10");
	assert_int_equal(run->facts.duration_ns, 217000000000);
	assert_int_equal(run->total.requests, 1255);
	assert_null(run->facts.incomplete);
	imported_release(&o);
}

static void faults_of_the_summariser_are_named(void **state)
{
#define REST " Avg: 1 Min: 1 Max: 1 Err: 0 (0.00%)\n"
	static const struct import_fault faults[] = {
		{ "summary = x in 5s = 1.0/s" REST,
		    "j.log:1: expected a count, got \"x\"" },
		{ "summary ~ 5 in 5s = 1.0/s" REST,
		    "j.log:1: expected + or =, got \"~\"" },
		{ "summary = 5 in soon = 1.0/s" REST,
		    "j.log:1: expected a time, got \"soon\"" },
		{ "summary = 5 in 5s = x/s" REST,
		    "j.log:1: expected a rate, got \"x\"" },
		{ "\nsummary = 5 in 5s = 1.0/s Avg: x Min: 1 Max: 1 Err: 0\n",
		    "j.log:2: expected a number behind \"Avg: \", got \"x\"" },
		{ "", "j.log: expected a line of the summariser, got none" },
	};

	(void)state;
	ASSERT_FAULTS(&importer_jmeter_summary, "j.log", faults);
}

static void what_jmeter_printed_is_read(void **state)
{
	struct imported o = imported_file(&importer_jmeter_summary,
	    "tests/data/jmeter/flaky.stdout");
	const struct run *run = imported_run(&o);

	(void)state;
	assert_int_equal(run->total.requests, 2049);
	assert_int_equal(run->total.errors, 215);
	assert_int_equal(run->total.max_ns, 85000000);
	assert_null(run->facts.incomplete);
	imported_release(&o);
}

/* ---- all of them ---- */

static void each_is_known_by_its_head_alone(void **state)
{
	static const struct {
		const struct importer *importer;
		const char *text;
	} heads[] = {
		{ &importer_jmeter_statistics, "{" ROW("a", "1", "1") "}" },
		{ &importer_jmeter_table, "\xef\xbb\xbf" TABLE },
		{ &importer_jmeter_summary, "INFO\n" TOTAL("5") },
		{ NULL, "" },
		{ NULL, "{\"a\":{\"transaction\":1}}" },
		{ NULL, "Label,Value\n" },
		{ NULL, "the summary = 5 in total\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
		for (size_t k = 0; importers[k]; k++)
			assert_int_equal(
			    importers[k]->sniff(span_of(heads[i].text)),
			    importers[k] == heads[i].importer);
}

static void every_cut_is_survived(void **state)
{
	(void)state;
	assert_every_cut_is_survived(&importer_jmeter_statistics,
	    span_of("{" ROW("a", "80", "2") "," ROW("Total", "80", "2") "}"));
	assert_every_cut_is_survived(&importer_jmeter_table,
	    span_of(TABLE "TOTAL,2,235,232,337,353,100,353,1%,4.2,0.07\n"));
	assert_every_cut_is_survived(&importer_jmeter_summary,
	    span_of(PLUS("500", "2") TOTAL("1005")));
}

/* JMeter's own expectation of its dashboard. */
static void jmeters_own_example_is_read(void **state)
{
	struct arena a = { 0 };
	const char *path =
	    corpus_path(&a, "corpus/jmeter/jmeter-statistics-expect.json");
	struct stat st;
	struct imported o;

	(void)state;
	if (stat(path, &st)) {
		arena_release(&a);
		print_message("skipped: no collection\n");
		skip();
	}
	assert_ptr_equal(corpus_claim(path), &importer_jmeter_statistics);
	o = imported_file(&importer_jmeter_statistics, path);
	assert_int_equal(imported_run(&o)->total.requests, 255);
	assert_int_equal(imported_run(&o)->total.errors, 3);
	assert_true(near(percentile(&o, imported_run(&o), 95), 339.2e6));
	imported_release(&o);
	arena_release(&a);
}

static void an_interval_behind_the_last_total_is_not_the_run(void **state)
{
	struct imported o = summary(
	    PLUS("500", "2") PLUS("505", "0") TOTAL("1005") PLUS("7", "0"));

	(void)state;
	assert_int_equal(imported_run(&o)->total.requests, 1005);
	imported_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    each_total_is_a_time_and_what_was_counted_until_then),
		cmocka_unit_test(the_row_total_is_the_run_and_not_added_to),
		cmocka_unit_test(
		    percentiles_of_the_last_20000_are_not_the_runs),
		cmocka_unit_test(not_a_number_is_unknown),
		cmocka_unit_test(faults_of_statistics_are_named),
		cmocka_unit_test(columns_say_which_percentile_they_are),
		cmocka_unit_test(a_share_that_fits_two_counts_gives_none),
		cmocka_unit_test(the_tool_names_columns_otherwise),
		cmocka_unit_test(rates_may_be_by_the_minute),
		cmocka_unit_test(a_table_is_read_in_each_language_of_jmeter),
		cmocka_unit_test(a_decimal_comma_is_a_point),
		cmocka_unit_test(faults_of_tables_are_named),
		cmocka_unit_test(the_last_total_is_the_run),
		cmocka_unit_test(the_point_of_a_summary_may_be_a_comma),
		cmocka_unit_test(a_test_without_an_end_is_marked),
		cmocka_unit_test(a_count_that_falls_is_another_run),
		cmocka_unit_test(a_mean_of_0_ms_says_nothing),
		cmocka_unit_test(lines_of_jmeter_log_are_read),
		cmocka_unit_test(faults_of_the_summariser_are_named),
		cmocka_unit_test(what_jmeter_printed_is_read),
		cmocka_unit_test(each_is_known_by_its_head_alone),
		cmocka_unit_test(every_cut_is_survived),
		cmocka_unit_test(jmeters_own_example_is_read),
		cmocka_unit_test(
		    an_interval_behind_the_last_total_is_not_the_run),
	};

	return cmocka_run_group_tests_name("jmeter-reports", tests, NULL, NULL);
}
