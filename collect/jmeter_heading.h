/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Headings of the tables of JMeter's listeners, in each language that it has
 * been translated to.
 */
#ifndef COLLECT_JMETER_HEADING_H
#define COLLECT_JMETER_HEADING_H

#include <stdbool.h>

#include "base/text.h"

enum jmeter_heading {
	HEADING_LABEL,
	HEADING_SAMPLES,
	HEADING_MEAN,
	HEADING_MEDIAN,
	HEADING_MIN,
	HEADING_MAX,
	HEADING_STDDEV,
	HEADING_ERRORS,
	HEADING_RATE,
	HEADING_PERCENTILE,
	HEADING_OTHER
};

/* *p becomes the percentile, 0..100, of HEADING_PERCENTILE. */
enum jmeter_heading jmeter_heading(struct span name, double *p);

/* Is this the name of the row that sums up all others? */
bool jmeter_is_total(struct span label);

#endif
