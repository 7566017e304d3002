/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus.h"

#include <math.h>

extern const struct importer importer_istio_csv;
extern const struct importer importer_istio_jsonl;

#define COLUMNS                                                                \
	"StartTime,ActualDuration,Labels,NumThreads,ActualQPS,p50,p90,p99,"    \
	"p999cpu_mili_avg_x,cpu_mili_avg_istio_proxy_fortioserver,"            \
	"mem_Mi_avg_istio_proxy_fortioserver,mem_MB_max_telemetry_mixer\n"
#define ROW(time, labels, resources)                                           \
	"2020-08-12T08:" time "Z,240," labels                                  \
	",16,1000,2241,2839,3363,-," resources "\n"
#define BOTH "ff93ac4f_qps_1000_c_16_1024_none_mtls_both"
#define TABLE                                                                  \
	COLUMNS ROW("44:44.5", BOTH, "236.5,103.5,7") ROW("40:00",             \
	    "ff93ac4f_qps_1000_c_16_1024_none_mtls_baseline", "0,0,0")         \
	    ROW("36:00", BOTH, "-,-,-")

static struct imported import(const char *text)
{
	return imported_span(&importer_istio_csv, "i.csv", span_of(text));
}

static void each_row_is_a_run_in_microseconds(void **state)
{
	struct imported o = import(TABLE);
	size_t both = 0;

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(o.runs.len, 3);
	for (size_t i = 0; i < 3; i++) {
		const struct run *run = &o.runs.at[i];
		struct percentile_list list;

		assert_int_equal(run->facts.duration_ns, 240000000000);
		assert_true(run->facts.achieved_rps == 1000);
		assert_int_equal(run->facts.connections, 16);
		assert_int_equal(run->facts.load_model, LOAD_CLOSED);
		assert_int_equal(run->facts.population, POPULATION_ALL);
		assert_string_equal(run->facts.percentile_rule, "fortio");
		assert_int_equal(run->total.requests, UNKNOWN);
		assert_int_equal(run->total.errors, UNKNOWN);
		list = imported_percentiles(&o, run);
		assert_int_equal(list.len, 3);
		assert_true(list.at[2].value_ns == 3363000);
		assert_true(list.at[2].high_ns == 3363999);
		both += strcmp(run->facts.name, BOTH) == 0;
	}
	assert_int_equal(both, 2); /* done again: both are kept */
	imported_release(&o);
}

static void the_label_is_taken_apart(void **state)
{
	struct imported o = import(COLUMNS ROW("44:44", BOTH, "1,1,1"));
	const struct run *run = imported_run(&o);

	(void)state;
	assert_true(run->facts.offered_rps == 1000);
	assert_string_equal(run_label_value(run, "mesh"), "istio");
	assert_string_equal(run_label_value(run, "mesh_config"), "none_mtls");
	assert_string_equal(run_label_value(run, "mesh_sidecars"), "both");
	assert_string_equal(run_label_value(run, "payload_bytes"), "1024");
	assert_string_equal(run_label_value(run, "text"), BOTH);
	imported_release(&o);
	o = import(COLUMNS ROW("44:44", "nighthawk_a_qps_max_c_2_64_baseline",
	    "1,1,1"));
	run = imported_run(&o);
	assert_true(isinf(run->facts.offered_rps));
	assert_string_equal(run->facts.tool, "nighthawk");
	assert_string_equal(run_label_value(run, "mesh"), "none");
	assert_null(run_label_value(run, "mesh_config"));
	assert_null(run_label_value(run, "mesh_sidecars"));
	imported_release(&o);
	o = import(
	    COLUMNS ROW("44:44", "a_qps_1_c_2_64_nomixer_base", "1,1,1"));
	assert_string_equal(run_label_value(imported_run(&o), "mesh"), "none");
	imported_release(&o);
	o = import(
	    COLUMNS ROW("44:44", "a_qps_1_c_2_64_linkerd_both", "1,1,1"));
	assert_string_equal(run_label_value(imported_run(&o), "mesh"),
	    "linkerd");
	imported_release(&o);
	o = import(COLUMNS ROW("44:44", "my_own_label", "1,1,1"));
	run = imported_run(&o);
	assert_true(isnan(run->facts.offered_rps));
	assert_null(run_label_value(run, "mesh"));
	imported_release(&o);
}

static void averages_are_one_sample_in_the_middle_of_the_run(void **state)
{
	struct imported o = import(TABLE);
	struct metric_list list;

	(void)state;
	assert_int_equal(metrics_load(o.db, &o.arena, &list, &o.err), 0);
	assert_int_equal(list.len, 3);
	for (size_t i = 0; i < list.len; i++) {
		const struct metric *m = &list.at[i];
		struct metric_samples s;
		struct time_window all = { 0, INT64_MAX };

		assert_int_equal(
		    metric_samples_load(o.db, m, all, &o.arena, &s, &o.err), 0);
		/* Rows of zeros or "-" have none. */
		assert_int_equal(s.len, 1);
		assert_int_equal(s.at[0].at_ms, 1597221884500 + 120000);
		if (strncmp(m->name, "mem_MB_max", 10) == 0) {
			assert_null(m->quantity); /* a maximum is no average */
			assert_string_equal(m->role, "control-plane");
		} else if (*m->name == 'm') {
			assert_string_equal(m->quantity, "memory_bytes");
			assert_true(s.at[0].value == 103.5 * 1048576);
		} else {
			assert_string_equal(m->quantity, "cpu_cores");
			assert_string_equal(m->role, "data-plane");
			assert_true(fabs(s.at[0].value - 0.2365) < 1e-12);
		}
	}
	imported_release(&o);
}

/* Of a metric, "quantity role value"; "-" for what it has not. */
static const char *metric_words(struct imported *o, const char *name)
{
	struct metric_list list;
	struct metric_samples s;
	struct time_window all = { 0, INT64_MAX };

	assert_int_equal(metrics_load(o->db, &o->arena, &list, &o->err), 0);
	for (size_t i = 0; i < list.len; i++) {
		const struct metric *m = &list.at[i];

		if (strcmp(m->name, name) != 0)
			continue;
		assert_int_equal(
		    metric_samples_load(o->db, m, all, &o->arena, &s, &o->err),
		    0);
		assert_int_equal(s.len, 1);
		return arena_printf(&o->arena, "%s %s %.9g",
		    m->quantity ? m->quantity : "-", m->role ? m->role : "-",
		    s.at[0].value);
	}
	return NULL;
}

#define RESOURCES                                                              \
	"StartTime,ActualDuration,Labels,NumThreads,ActualQPS,p50,p90,p99,"    \
	"mem_MB_avg_istio_proxy_x,mem_Mi_max_istio_proxy_x,"                   \
	"cpu_mili_max_pilot_discovery,mem_MB_max_y,"                           \
	"cpu_mili_avg_fortioserver_deployment_captured,"                       \
	"cpu_mili_avg_fortioclient_deployment_captured,mem_Mi_avg_galley\n"    \
	"2020-08-12T08:44:44Z,240," BOTH                                       \
	",16,1000,1,2,3,100,100,100,100,100,100,0\n"

static void averages_of_an_unknown_time_are_left_out(void **state)
{
	struct imported o =
	    import(COLUMNS ",240," BOTH ",16,1000,1,2,3,-,100,100,100\n");
	struct metric_list list;

	(void)state;
	imported_run(&o);
	assert_int_equal(metrics_load(o.db, &o.arena, &list, &o.err), 0);
	assert_int_equal(list.len, 0);
	imported_release(&o);
}

/* Milli is of a core, MB is MiB all the same, and a maximum is no average. */
static void units_stand_in_the_names_of_columns(void **state)
{
	struct imported o = import(RESOURCES);
	static const char *const expected[][2] = {
		{ "mem_MB_avg_istio_proxy_x",
		    "memory_bytes data-plane 104857600" },
		{ "mem_Mi_max_istio_proxy_x", "- data-plane 104857600" },
		{ "cpu_mili_max_pilot_discovery", "- control-plane 0.1" },
		{ "mem_MB_max_y", "- - 104857600" },
		{ "cpu_mili_avg_fortioserver_deployment_captured",
		    "cpu_cores application 0.1" },
		{ "cpu_mili_avg_fortioclient_deployment_captured",
		    "cpu_cores load-generator 0.1" },
	};

	(void)state;
	imported_run(&o);
	for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++)
		assert_string_equal(metric_words(&o, expected[i][0]),
		    expected[i][1]);
	/* No process has a memory of 0. */
	assert_null(metric_words(&o, "mem_Mi_avg_galley"));
	imported_release(&o);
}

#define OBJECT                                                                 \
	"{\"Labels\": \"" BOTH "\", \"StartTime\": \"2019-07-10T19:16:17Z\","  \
	" \"RequestedQPS\": 99999999, \"ActualQPS\": 1000, \"mixer\": false,"  \
	" \"NumThreads\": 64, \"ActualDuration\": 240, \"min\": 1333,"         \
	" \"max\": 17258, \"p50\": 8136, \"p99\": 12088, \"p999\": 13602,"     \
	" \"errorPercent\": 0.0, \"cpu_mili_avg_pilot_discovery\": 8}\n"

static void lines_of_json_are_runs_too(void **state)
{
	struct imported o = imported_span(&importer_istio_jsonl, "i.json",
	    span_of(OBJECT OBJECT));

	(void)state;
	assert_int_equal(o.runs.len, 2);
	assert_true(isinf(o.runs.at[0].facts.offered_rps));
	assert_int_equal(o.runs.at[0].total.min_ns, 1333000);
	assert_int_equal(o.runs.at[0].total.errors, 0);
	assert_true(imported_percentiles(&o, &o.runs.at[0]).at[2].p == 99.9);
	imported_release(&o);
	assert_true(importer_istio_jsonl.sniff(span_of(OBJECT)));
	assert_every_cut_is_survived(&importer_istio_jsonl,
	    span_of(OBJECT OBJECT));
}

static void a_share_of_errors_is_no_number_of_errors(void **state)
{
	struct imported o = imported_span(&importer_istio_jsonl, "i.json",
	    SPAN("{\"Labels\":\"a\",\"ActualDuration\":1,\"p50\":1,\"p99\":2,"
		 "\"errorPercent\":1.5}"));

	(void)state;
	assert_int_equal(imported_run(&o)->total.errors, UNKNOWN);
	imported_release(&o);
}

static void faults_are_named_with_their_line(void **state)
{
	(void)state;
	assert_import_fails(&importer_istio_csv, "i.csv", "a,b\n",
	    "i.csv:1: expected Istio's header, \"StartTime,ActualDuration,"
	    "Labels,NumThreads,ActualQPS,p50,...\"");
	assert_import_fails(&importer_istio_csv, "i.csv", COLUMNS,
	    "i.csv: a header without rows");
	assert_import_fails(&importer_istio_csv, "i.csv", COLUMNS "1,2\n",
	    "i.csv:2: expected 12 columns, got 2");
	assert_import_fails(&importer_istio_csv, "i.csv",
	    COLUMNS "soon,,,,,,,,,,,\n",
	    "i.csv:2: StartTime: expected a time as 2026-11-22T16:15:29Z, "
	    "got \"soon\"");
	assert_import_fails(&importer_istio_csv, "i.csv",
	    COLUMNS ",x,,,,,,,,,,1\n",
	    "i.csv:2: ActualDuration: expected a number of 0 or more, got "
	    "\"x\"");
	assert_import_fails(&importer_istio_csv, "i.csv",
	    COLUMNS ",1,,,,,,,,,,1\n", "i.csv:2: expected p50 and p99");
	assert_import_fails(&importer_istio_jsonl, "i.json", "[1]",
	    "i.json:1: expected an object, got an array");
}

static void every_cut_is_survived(void **state)
{
	(void)state;
	assert_every_cut_is_survived(&importer_istio_csv, span_of(TABLE));
}

static void count_runs(const char *path, void *context)
{
	struct imported o;

	assert_ptr_equal(corpus_claim(path), &importer_istio_csv);
	o = imported_file(&importer_istio_csv, path);
	if (o.status)
		fail_msg("%s", o.err.msg);
	*(size_t *)context += o.runs.len;
	imported_release(&o);
}

static void published_tables_are_read(void **state)
{
	size_t runs = 0;

	(void)state;
	if (corpus_each("corpus/istio-csv", count_runs, &runs))
		assert_int_equal(runs, 532);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_is_a_run_in_microseconds),
		cmocka_unit_test(the_label_is_taken_apart),
		cmocka_unit_test(
		    averages_are_one_sample_in_the_middle_of_the_run),
		cmocka_unit_test(averages_of_an_unknown_time_are_left_out),
		cmocka_unit_test(units_stand_in_the_names_of_columns),
		cmocka_unit_test(lines_of_json_are_runs_too),
		cmocka_unit_test(a_share_of_errors_is_no_number_of_errors),
		cmocka_unit_test(faults_are_named_with_their_line),
		cmocka_unit_test(every_cut_is_survived),
		cmocka_unit_test(published_tables_are_read),
	};

	return cmocka_run_group_tests_name("istio", tests, NULL, NULL);
}
