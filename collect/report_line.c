/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/report_line.h"

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
	const struct span noise[] = { SPAN(">"), SPAN("\xef\xbb\xbf"),
		SPAN("^C") };

	line = span_trim(line);
	for (size_t i = 0; i < sizeof(noise) / sizeof(*noise); i++)
		while (span_starts(line, noise[i]))
			line = span_trim(span_skip(line, noise[i].len));
	return line;
}

/* How many bytes the sequence takes: "\033[90m"; 0 if there is none. */
static size_t escape_len(struct span s)
{
	size_t len = 2;

	if (!span_starts(s, SPAN("\033[")))
		return 0;
	while (len < s.len && (s.at[len] < '@' || s.at[len] > '~'))
		len++;
	return len < s.len ? len + 1 : len;
}

struct span line_uncolored(struct span line, char buffer[LINE_SHOWN_MAX])
{
	size_t len = 0;

	while (line.len && len < LINE_SHOWN_MAX) {
		size_t escape = escape_len(line);

		if (!escape)
			buffer[len++] = *line.at;
		line = span_skip(line, escape ? escape : 1);
	}
	return line_clean((struct span){ buffer, len });
}

int lines_read(struct input *in, lines_fn *take, void *reader, struct err *err)
{
	struct span line;
	int status;

	while ((status = input_line(in, &line, err)) == 1)
		if (take(reader, line_clean(line), input_pos(in), err))
			return -1;
	return status;
}

bool lines_any(struct span head, bool (*is)(struct span line))
{
	while (head.len)
		if (is(line_clean(span_cut(&head, '\n'))))
			return true;
	return false;
}

int lines_header(struct input *in, struct span header, const char *tool,
    struct err *err)
{
	struct span line;
	int status = input_line(in, &line, err);

	if (status < 0)
		return -1;
	if (!status || !span_equal(line_clean(line), header))
		return err_at(err, input_pos(in), "expected %s's header", tool);
	return 0;
}

int count_parse(struct span word, struct pos pos, int64_t *out, struct err *err)
{
	if (span_int(word, 0, COUNT_MAX, out))
		return 0;
	return err_at(err, pos, "expected a count, got \"%.*s\"",
	    SPAN_ARG(word));
}
