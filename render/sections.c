/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/section_internal.h"

/* The list of contents is last: it lists what is there. */
const struct section sections[] = {
	{ "title", section_title },
	{ "subtitle", section_subtitle },
	{ "verdict", section_verdict },
	{ "comparability", section_comparability },
	{ "overhead", section_overhead },
	{ "endpoints", section_endpoints },
	{ "ranking", section_ranking },
	{ "distribution", section_distribution },
	{ "capacity", section_capacity },
	{ "resources", section_resources },
	{ "cost", section_cost },
	{ "repeats", section_repeats },
	{ "errors", section_errors },
	{ "trend", section_trend },
	{ "meshmark", section_meshmark },
	{ "method", section_method },
	{ "provenance", section_provenance },
	{ "footer", section_footer },
	{ "contents", section_contents },
	{ NULL, NULL },
};
