/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of JMeter's message bundles (to 5.6), in which a heading without a
 * translation stays English.  No word means two things, but in Turkish, where
 * mean and median are both "Ortalama", in this order.
 */
#include "collect/jmeter_heading.h"

static const struct {
	const char *name;
	enum jmeter_heading heading;
} names[] = {
	{ "Label", HEADING_LABEL },
	{ "sampler_label", HEADING_LABEL },
	{ "Etiket", HEADING_LABEL },
	{ "Etiqueta", HEADING_LABEL },
	{ "Etykieta", HEADING_LABEL },
	{ "Libellé", HEADING_LABEL },
	{ "Rótulo", HEADING_LABEL },
	{ "라벨", HEADING_LABEL },
	{ "# Samples", HEADING_SAMPLES },
	{ "aggregate_report_count", HEADING_SAMPLES },
	{ "# Amostras", HEADING_SAMPLES },
	{ "# Echantillons", HEADING_SAMPLES },
	{ "# Liczba próbek", HEADING_SAMPLES },
	{ "# Muestras", HEADING_SAMPLES },
	{ "# Örnek", HEADING_SAMPLES },
	{ "# 样本", HEADING_SAMPLES },
	{ "Anz. der Proben", HEADING_SAMPLES },
	{ "Liczba próbek", HEADING_SAMPLES },
	{ "取樣數", HEADING_SAMPLES },
	{ "표본 수", HEADING_SAMPLES },
	{ "Average", HEADING_MEAN },
	{ "average", HEADING_MEAN },
	{ "Durchschnitt", HEADING_MEAN },
	{ "Media", HEADING_MEAN },
	{ "Moyenne", HEADING_MEAN },
	{ "Média", HEADING_MEAN },
	{ "Ortalama", HEADING_MEAN },
	{ "Średnia", HEADING_MEAN },
	{ "平均值", HEADING_MEAN },
	{ "평균", HEADING_MEAN },
	{ "Median", HEADING_MEDIAN },
	{ "aggregate_report_median", HEADING_MEDIAN },
	{ "Mediana", HEADING_MEDIAN },
	{ "Mittel", HEADING_MEDIAN },
	{ "Médian", HEADING_MEDIAN },
	{ "Médiane", HEADING_MEDIAN },
	{ "中位数", HEADING_MEDIAN },
	{ "中間值", HEADING_MEDIAN },
	{ "중간값", HEADING_MEDIAN },
	{ "Min", HEADING_MIN },
	{ "aggregate_report_min", HEADING_MIN },
	{ "En Az", HEADING_MIN },
	{ "Minimum", HEADING_MIN },
	{ "Mín", HEADING_MIN },
	{ "Mín.", HEADING_MIN },
	{ "最小值", HEADING_MIN },
	{ "최소값", HEADING_MIN },
	{ "Max", HEADING_MAX },
	{ "aggregate_report_max", HEADING_MAX },
	{ "En Çok", HEADING_MAX },
	{ "Maksimum", HEADING_MAX },
	{ "Máx", HEADING_MAX },
	{ "Máx.", HEADING_MAX },
	{ "最大值", HEADING_MAX },
	{ "최대값", HEADING_MAX },
	{ "Std. Dev.", HEADING_STDDEV },
	{ "aggregate_report_stddev", HEADING_STDDEV },
	{ "Desv. Estándar", HEADING_STDDEV },
	{ "Desvio Padrão", HEADING_STDDEV },
	{ "Dev. Std", HEADING_STDDEV },
	{ "Ecart type", HEADING_STDDEV },
	{ "Odch. std.", HEADING_STDDEV },
	{ "标准偏差", HEADING_STDDEV },
	{ "표준편차", HEADING_STDDEV },
	{ "Error %", HEADING_ERRORS },
	{ "aggregate_report_error%", HEADING_ERRORS },
	{ "% Erreur", HEADING_ERRORS },
	{ "% Error", HEADING_ERRORS },
	{ "% Fehler", HEADING_ERRORS },
	{ "% błędów", HEADING_ERRORS },
	{ "% de Erro", HEADING_ERRORS },
	{ "Hata %", HEADING_ERRORS },
	{ "异常 %", HEADING_ERRORS },
	{ "錯誤率", HEADING_ERRORS },
	{ "오류 %", HEADING_ERRORS },
	{ "Throughput", HEADING_RATE },
	{ "aggregate_report_rate", HEADING_RATE },
	{ "Durchsatz", HEADING_RATE },
	{ "Débit", HEADING_RATE },
	{ "Przepustowość", HEADING_RATE },
	{ "Rendimiento", HEADING_RATE },
	{ "Transfer Oranı", HEADING_RATE },
	{ "Vazão", HEADING_RATE },
	{ "吞吐量", HEADING_RATE },
	{ "處理量", HEADING_RATE },
	{ "처리량", HEADING_RATE },
};

static const char *const totals[] = { "TOTAL", "Gesamt", "RAZEM", "TOPLAM",
	"Total", "合計", "总体", "總計", "총계" };

/* "90% Line", "aggregate_report_90%_line", "90e centile", "Linea de 90%": the
 * only heading with a number in it. */
static bool percentile_of(struct span name, double *p)
{
	struct span number;

	while (name.len && !(name.at[0] >= '0' && name.at[0] <= '9'))
		name = span_skip(name, 1);
	number = (struct span){ name.at, 0 };
	while (name.len && ((name.at[0] >= '0' && name.at[0] <= '9') ||
			       name.at[0] == '.')) {
		name = span_skip(name, 1);
		number.len++;
	}
	return (span_starts(name, SPAN("%")) ||
		   span_starts(name, SPAN("e centile"))) &&
	       span_double(number, 0, 100, p);
}

enum jmeter_heading jmeter_heading(struct span name, double *p)
{
	name = span_trim(name);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (span_is(name, names[i].name))
			return names[i].heading;
	return percentile_of(name, p) ? HEADING_PERCENTILE : HEADING_OTHER;
}

bool jmeter_is_total(struct span label)
{
	for (size_t i = 0; i < sizeof(totals) / sizeof(*totals); i++)
		if (span_is(label, totals[i]))
			return true;
	return false;
}
