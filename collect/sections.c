/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/sections.h"

bool sections_begin(const struct report *r, struct span line)
{
	(void)r;
	return span_is(line, "Summary:");
}

static bool is_heading(struct span line, int *section)
{
	static const struct {
		const char *text;
		enum section section;
	} headings[] = {
		{ "Summary:", SECTION_SUMMARY },
		{ "Response time histogram:", SECTION_OTHER },
		{ "Latency distribution:", SECTION_PERCENTILES },
		{ "Response time distribution:", SECTION_PERCENTILES },
		{ "Details (average, fastest, slowest):", SECTION_OTHER },
		{ "Details (average, fastest, slowest)", SECTION_OTHER },
		{ "Status code distribution:", SECTION_STATUSES },
		{ "Error distribution:", SECTION_ERRORS },
	};

	for (size_t i = 0; i < sizeof(headings) / sizeof(*headings); i++) {
		if (span_is(line, headings[i].text)) {
			*section = (int)headings[i].section;
			return true;
		}
	}
	return false;
}

/* "[200] 5853 responses" */
static int read_status(struct report *r, struct span line, struct pos pos,
    struct err *err)
{
	struct span rest = line, code;
	struct words w;
	int64_t count;

	span_cut(&rest, '[');
	code = span_trim(span_cut(&rest, ']'));
	w = words_of(rest);
	if (!code.len || w.len != 2 || !span_is(w.at[1], "responses"))
		return err_at(err, pos,
		    "expected \"[STATUS] N responses\", got \"%.*s\"",
		    SPAN_ARG(line));
	if (count_parse(w.at[0], pos, &count, err))
		return -1;
	summary_status(&r->summary, code, count);
	return 0;
}

/* "[7] some words" */
static int read_error(struct report *r, const struct sections *sections,
    struct span line, struct pos pos, struct err *err)
{
	struct span count_text;
	int64_t count;

	span_cut(&line, '[');
	count_text = span_trim(span_cut(&line, ']'));
	if (count_parse(count_text, pos, &count, err))
		return -1;
	sections->error(r, span_trim(line), count);
	return 0;
}

static int read_figure(struct report *r, const struct sections *sections,
    struct span line, struct pos pos, struct err *err)
{
	if (figure_read(r, sections->figures, sections->n_figures, line, pos,
		err) < 0)
		return -1;
	return 0;
}

int sections_line(struct report *r, const struct sections *sections,
    struct span line, struct pos pos, struct err *err)
{
	bool row = span_starts(line, SPAN("["));

	if (is_heading(line, &r->place))
		return 0;
	switch (r->place) {
	case SECTION_SUMMARY:
		return read_figure(r, sections, line, pos, err);
	case SECTION_PERCENTILES:
		percentile_line(&r->summary, line);
		return 0;
	case SECTION_STATUSES:
		return row ? read_status(r, line, pos, err) : 1;
	case SECTION_ERRORS:
		return row ? read_error(r, sections, line, pos, err) : 1;
	}
	return 0;
}
