/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/run.h"

bool http_is_error(int64_t status)
{
	return status < 200 || status > 399;
}

bool status_is_error(struct span code)
{
	int64_t http;

	if (span_is(code, "2xx") || span_is(code, "3xx"))
		return false;
	if (span_int(code, INT64_MIN, INT64_MAX, &http))
		return http_is_error(http);
	return !span_is(code, "OK") && !span_is(code, "SERVING");
}
