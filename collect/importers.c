/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/importer.h"

#include <string.h>

#include "collect/unclaimed.h"

extern const struct importer importer_ab_csv;
extern const struct importer importer_ab_gnuplot;
extern const struct importer importer_ab_text;
extern const struct importer importer_artillery_console;
extern const struct importer importer_artillery_v1;
extern const struct importer importer_artillery_v1_console;
extern const struct importer importer_artillery_v2;
extern const struct importer importer_autocannon_json;
extern const struct importer importer_autocannon_text;
extern const struct importer importer_bombardier_json;
extern const struct importer importer_bombardier_text;
extern const struct importer importer_fortio_access;
extern const struct importer importer_fortio_json;
extern const struct importer importer_fortio_text;
extern const struct importer importer_gatling_binary;
extern const struct importer importer_gatling_stats;
extern const struct importer importer_gatling_text;
extern const struct importer importer_ghz_csv;
extern const struct importer importer_ghz_influx;
extern const struct importer importer_ghz_json;
extern const struct importer importer_ghz_prometheus;
extern const struct importer importer_ghz_text;
extern const struct importer importer_gowrk2_json;
extern const struct importer importer_h2load_log;
extern const struct importer importer_h2load_text;
extern const struct importer importer_hey_csv;
extern const struct importer importer_hey_text;
extern const struct importer importer_hgrm;
extern const struct importer importer_hlog;
extern const struct importer importer_httperf_text;
extern const struct importer importer_hyperfoil_json;
extern const struct importer importer_istio_csv;
extern const struct importer importer_istio_jsonl;
extern const struct importer importer_jmeter_csv;
extern const struct importer importer_jmeter_statistics;
extern const struct importer importer_jmeter_summary;
extern const struct importer importer_jmeter_table;
extern const struct importer importer_jmeter_xml;
extern const struct importer importer_k6_console;
extern const struct importer importer_k6_csv;
extern const struct importer importer_k6_handle_summary;
extern const struct importer importer_k6_machine_summary;
extern const struct importer importer_k6_ndjson;
extern const struct importer importer_k6_summary_export;
extern const struct importer importer_locust_failures_csv;
extern const struct importer importer_locust_history_csv;
extern const struct importer importer_locust_html;
extern const struct importer importer_locust_json;
extern const struct importer importer_locust_stats_csv;
extern const struct importer importer_locust_workers;
extern const struct importer importer_meshery_json;
extern const struct importer importer_nighthawk_csv;
extern const struct importer importer_nighthawk_dotted;
extern const struct importer importer_nighthawk_fortio;
extern const struct importer importer_nighthawk_json;
extern const struct importer importer_nighthawk_prometheus;
extern const struct importer importer_nighthawk_text;
extern const struct importer importer_nighthawk_yaml;
extern const struct importer importer_oha_csv;
extern const struct importer importer_oha_json;
extern const struct importer importer_oha_text;
extern const struct importer importer_plow_json;
extern const struct importer importer_plow_text;
extern const struct importer importer_prometheus_json;
extern const struct importer importer_rewrk_json;
extern const struct importer importer_rewrk_text;
extern const struct importer importer_siege_json;
extern const struct importer importer_siege_log;
extern const struct importer importer_siege_text;
extern const struct importer importer_smp_yaml;
extern const struct importer importer_taurus_csv;
extern const struct importer importer_taurus_xml;
extern const struct importer importer_tsung_dump;
extern const struct importer importer_tsung_json;
extern const struct importer importer_tsung_log;
extern const struct importer importer_vegeta_csv;
extern const struct importer importer_vegeta_gob;
extern const struct importer importer_vegeta_hdrplot;
extern const struct importer importer_vegeta_hist;
extern const struct importer importer_vegeta_json;
extern const struct importer importer_vegeta_ndjson;
extern const struct importer importer_vegeta_text;
extern const struct importer importer_wrk;
extern const struct importer importer_wrk2;

/* Each file is claimed by one alone, so their order does not matter. */
const struct importer *const importers[] = {
	&importer_ab_csv,
	&importer_ab_gnuplot,
	&importer_ab_text,
	&importer_artillery_console,
	&importer_artillery_v1,
	&importer_artillery_v1_console,
	&importer_artillery_v2,
	&importer_autocannon_json,
	&importer_autocannon_text,
	&importer_bombardier_json,
	&importer_bombardier_text,
	&importer_fortio_access,
	&importer_fortio_json,
	&importer_fortio_text,
	&importer_gatling_binary,
	&importer_gatling_stats,
	&importer_gatling_text,
	&importer_ghz_csv,
	&importer_ghz_influx,
	&importer_ghz_json,
	&importer_ghz_prometheus,
	&importer_ghz_text,
	&importer_gowrk2_json,
	&importer_h2load_log,
	&importer_h2load_text,
	&importer_hey_csv,
	&importer_hey_text,
	&importer_hgrm,
	&importer_hlog,
	&importer_httperf_text,
	&importer_hyperfoil_json,
	&importer_istio_csv,
	&importer_istio_jsonl,
	&importer_jmeter_csv,
	&importer_jmeter_statistics,
	&importer_jmeter_summary,
	&importer_jmeter_table,
	&importer_jmeter_xml,
	&importer_k6_console,
	&importer_k6_csv,
	&importer_k6_handle_summary,
	&importer_k6_machine_summary,
	&importer_k6_ndjson,
	&importer_k6_summary_export,
	&importer_locust_failures_csv,
	&importer_locust_history_csv,
	&importer_locust_html,
	&importer_locust_json,
	&importer_locust_stats_csv,
	&importer_locust_workers,
	&importer_meshery_json,
	&importer_nighthawk_csv,
	&importer_nighthawk_dotted,
	&importer_nighthawk_fortio,
	&importer_nighthawk_json,
	&importer_nighthawk_prometheus,
	&importer_nighthawk_text,
	&importer_nighthawk_yaml,
	&importer_oha_csv,
	&importer_oha_json,
	&importer_oha_text,
	&importer_plow_json,
	&importer_plow_text,
	&importer_prometheus_json,
	&importer_rewrk_json,
	&importer_rewrk_text,
	&importer_siege_json,
	&importer_siege_log,
	&importer_siege_text,
	&importer_smp_yaml,
	&importer_taurus_csv,
	&importer_taurus_xml,
	&importer_tsung_dump,
	&importer_tsung_json,
	&importer_tsung_log,
	&importer_vegeta_csv,
	&importer_vegeta_gob,
	&importer_vegeta_hdrplot,
	&importer_vegeta_hist,
	&importer_vegeta_json,
	&importer_vegeta_ndjson,
	&importer_vegeta_text,
	&importer_wrk,
	&importer_wrk2,
	NULL,
};

const struct importer *importer_named(const char *name)
{
	for (size_t i = 0; importers[i]; i++)
		if (strcmp(importers[i]->name, name) == 0)
			return importers[i];
	return NULL;
}

const struct importer *importer_for(struct input *in,
    const struct importer *likely, struct err *err)
{
	struct span head;

	if (input_head(in, &head, err))
		return NULL;
	if (likely && likely->sniff(head))
		return likely;
	for (size_t i = 0; importers[i]; i++)
		if (importers[i]->sniff(head))
			return importers[i];
	unclaimed_error(head, (struct pos){ input_name(in), 0 }, err);
	return NULL;
}
