/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What each variant costs in latency and throughput, load by load.
 */
#include "render/estimate_table_internal.h"
#include "render/part_internal.h"

static void add_how_to_read(const struct page *p, xmlNode *section)
{
	html_addf(section, "p", "how",
	    "How to read: a change is given as a ratio and as what it adds. "
	    "It is called a regression only where the whole interval is worse "
	    "by more than %.3g %%. The difference of two percentiles is not "
	    "the percentile of what was added.",
	    100 * p->results->analysis.margin_latency);
}

int section_overhead(const struct page *p, xmlNode *into, struct err *err)
{
	static const struct estimate_group latency = { "Latency",
		metric_is_latency };
	static const struct estimate_group rates = { "Throughput",
		metric_is_rate };
	xmlNode *section = part_section(into, "overhead", "Overhead");

	(void)err;
	if (!p->results->estimates.len) {
		html_add_text(section, "p", NULL,
		    "No figure could be computed from these sources.");
		return 0;
	}
	add_how_to_read(p, section);
	for (size_t i = 0; i < p->loads.len; i++) {
		const struct load *load = &p->loads.at[i];
		xmlNode *part = part_load(section, "overhead", load);

		estimate_tables(p, load, &latency, part);
		forest_figure(p, load, part);
		estimate_tables(p, load, &rates, part);
	}
	return 0;
}
