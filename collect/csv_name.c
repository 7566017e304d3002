/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/csv_name.h"

#include "base/target.h"
#include "collect/csv_index.h"
#include "collect/go_error.h"

#define TEXT_BYTES 512

const char *csv_name(struct arena *a, struct span raw)
{
	char plain[TEXT_BYTES];

	return target_without_secrets(a,
	    csv_unquote(raw, plain, sizeof(plain)));
}

const char *csv_message(struct arena *a, struct span raw)
{
	char plain[TEXT_BYTES];

	return go_error_text(a, csv_unquote(raw, plain, sizeof(plain)));
}
