/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/report_line.h"

#include <string.h>

struct words words_of(struct span line)
{
	struct words w = { .len = 0 };

	while (w.len < WORDS_MAX) {
		struct span word = span_word(&line);

		if (!word.len)
			break;
		w.at[w.len++] = word;
	}
	return w;
}

struct span line_clean(struct span line)
{
	static const char *const noise[] = { ">", "\xef\xbb\xbf", "^C" };

	line = span_trim(line);
	for (size_t i = 0; i < sizeof(noise) / sizeof(*noise); i++)
		while (span_starts(line, span_of(noise[i])))
			line = span_trim(span_skip(line, strlen(noise[i])));
	return line;
}

int count_parse(struct span word, struct pos pos, int64_t *out, struct err *err)
{
	if (span_int(word, 0, COUNT_MAX, out))
		return 0;
	return err_at(err, pos, "expected a count, got \"%.*s\"",
	    SPAN_ARG(word));
}
