/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/json_figure.h"

/* The node that json_fail() is to name. */
static struct json_node place_of(const struct json_node *in, const char *key)
{
	return key ? json_member(in, key) : *in;
}

int figure_count_try(const struct json_node *in, const char *key, int64_t *out,
    struct err *err)
{
	struct json_node place = place_of(in, key);
	int64_t count = 0;

	if (!place.value)
		return 0;
	if (json_loose_integer(in, key, &count, err))
		return -1;
	if (count < 0 || count > FIGURE_COUNT_MAX)
		return json_fail(&place, err,
		    "expected a count from 0 to 10^15, got %lld",
		    (long long)count);
	*out = count;
	return 0;
}

int figure_time_try(const struct json_node *in, const char *key, double unit_ns,
    double *ns, struct err *err)
{
	struct json_node place = place_of(in, key);
	double value = NAN;

	if (json_loose_number_try(in, key, &value, err))
		return -1;
	if (isnan(value))
		return 0;
	if (value < 0 || value > FIGURE_TIME_MAX_NS / unit_ns)
		return json_fail(&place, err,
		    "expected a time from 0 to three years, got %g", value);
	*ns = value * unit_ns;
	return 0;
}

int64_t figure_ns(double ns)
{
	return isnan(ns) ? UNKNOWN : llround(ns);
}

struct stated_percentile figure_percentile(double p, double value_ns,
    double step_ns)
{
	return (struct stated_percentile){ p, value_ns,
		fmax(value_ns - step_ns / 2, 0), value_ns + step_ns / 2 };
}
