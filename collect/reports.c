/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/reports.h"

#include <math.h>
#include <string.h>

#include "base/units.h"

#define FIGURE_MAX 1e15

static void report_begin(struct report *r, const char *tool)
{
	*r = (struct report){ .place = 0 };
	summary_begin(&r->summary, tool);
	for (size_t i = 0; i < REPORT_FIGURES_MAX; i++)
		r->figure[i] = NAN;
}

static int report_end(struct report *r, const struct report_format *format,
    struct source_writer *out, struct err *err)
{
	int status = format->finish(r);

	if (!status)
		status = summary_write(&r->summary, out, err);
	summary_release(&r->summary);
	return status < 0 ? -1 : 0;
}

struct reading {
	const struct report_format *format;
	struct source_writer *out;
	struct report report;
	bool inside;
};

static int read_line(void *reader, struct span line, struct pos pos,
    struct err *err)
{
	struct reading *rd = reader;
	int status;

	if (!line.len)
		return 0;
	if (rd->format->begins(rd->inside ? &rd->report : NULL, line)) {
		if (rd->inside &&
		    report_end(&rd->report, rd->format, rd->out, err)) {
			rd->inside = false;
			return -1;
		}
		report_begin(&rd->report, rd->format->tool);
		rd->inside = true;
	}
	if (!rd->inside)
		return 0;
	status = rd->format->line(&rd->report, line, pos, err);
	if (status == 1) {
		rd->inside = false;
		return report_end(&rd->report, rd->format, rd->out, err);
	}
	return status;
}

int reports_read(struct input *in, const struct report_format *format,
    struct source_writer *out, struct err *err)
{
	struct reading rd = { .format = format, .out = out };
	int status = lines_read(in, read_line, &rd, err);

	if (rd.inside && status < 0)
		summary_release(&rd.report.summary);
	else if (rd.inside)
		status = report_end(&rd.report, format, out, err);
	if (!status && !source_runs(out))
		return err_set(err, "%s: expected a line \"%s\"",
		    input_name(in), format->expected);
	return status;
}

/* ---- figures ---- */

struct unit {
	const char *name;
	double factor;
};

static const struct unit times[] = {
	{ "seconds", 1e9 },
	{ "secs", 1e9 },
	{ "sec", 1e9 },
	{ "s", 1e9 },
	{ "ms", 1e6 },
	{ "us", 1e3 },
	{ "\xc2\xb5s", 1e3 },
	{ "ns", 1 },
};

static const struct unit sizes[] = {
	{ "bytes", 1 },
	{ "B", 1 },
	{ "KB", 0x1p10 },
	{ "KiB", 0x1p10 },
	{ "MB", 0x1p20 },
	{ "MiB", 0x1p20 },
	{ "GB", 0x1p30 },
	{ "GiB", 0x1p30 },
	{ "TB", 0x1p40 },
	{ "TiB", 0x1p40 },
};

static bool unit_factor(struct span name, enum figure_form form, double *factor)
{
	const struct unit *units = form == FIGURE_TIME ? times : sizes;
	size_t n = form == FIGURE_TIME ? sizeof(times) / sizeof(*times)
				       : sizeof(sizes) / sizeof(*sizes);

	for (size_t i = 0; i < n; i++) {
		if (span_is(name, units[i].name)) {
			*factor = units[i].factor;
			return true;
		}
	}
	return false;
}

/* 0.01 for "12.34". */
static double last_digit(struct span number)
{
	span_cut(&number, '.');
	return pow(10, -(double)(number.len > 300 ? 300 : number.len));
}

static size_t number_len(struct span s)
{
	size_t n = 0;

	while (n < s.len && strchr("0123456789.-+", s.at[n]))
		n++;
	return n;
}

bool figure_parse(struct span text, enum figure_form form, double *value,
    double *step)
{
	struct span word = span_word(&text), unit;
	double number, factor = 1;

	while (word.len && strchr("%,", word.at[word.len - 1]))
		word.len--;
	if (form == FIGURE_TIME && duration_parse(word, value)) {
		*step = duration_step(word);
		return true;
	}
	unit = span_skip(word, number_len(word));
	word.len -= unit.len;
	if (!unit.len)
		unit = span_word(&text);
	while (unit.len && strchr(",", unit.at[unit.len - 1]))
		unit.len--;
	if (!span_double(word, -FIGURE_MAX, FIGURE_MAX, &number) ||
	    (form != FIGURE_NUMBER &&
		(number < 0 || !unit_factor(unit, form, &factor))))
		return false;
	*value = number * factor;
	*step = last_digit(word) * factor;
	return true;
}

static const char *form_words(enum figure_form form)
{
	switch (form) {
	case FIGURE_TIME:
		return "a time with a unit";
	case FIGURE_SIZE:
		return "a size with a unit";
	case FIGURE_NUMBER:
		break;
	}
	return "a number";
}

int figure_read(struct report *r, const struct figure_line *rows, size_t n,
    struct span line, struct pos pos, struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		struct span start = span_of(rows[i].start);
		struct span rest = span_trim(span_skip(line, start.len)), word;
		int at = rows[i].figure;

		if (!span_starts(line, start))
			continue;
		word = rest;
		word = span_word(&word);
		if (span_find(word, SPAN("nan")) >= 0 || span_is(word, "NaN"))
			return 1;
		if (figure_parse(rest, rows[i].form, &r->figure[at],
			&r->step[at]))
			return 1;
		return err_at(err, pos, "expected %s, got \"%.*s\"",
		    form_words(rows[i].form), SPAN_ARG(rest));
	}
	return 0;
}

int64_t report_count(const struct report *r, int figure)
{
	double count = r->figure[figure];

	return isnan(count) ? UNKNOWN : llround(count);
}

bool percentile_line(struct summary *s, struct span line)
{
	struct span p = span_word(&line), word = line;
	double percentile, value, step;

	if (span_ends(p, SPAN("%")))
		p.len--;
	else if (!span_is(span_word(&line), "%"))
		return false;
	word = line;
	if (span_is(span_word(&word), "in"))
		line = word;
	if (!span_double(p, 0, 100, &percentile) ||
	    !figure_parse(line, FIGURE_TIME, &value, &step))
		return false;
	summary_percentile(s, percentile, value, step);
	return true;
}
