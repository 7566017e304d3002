/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ui.h"

#include <stdarg.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/units.h"

#include "base/text.h"

#define INTERVAL_S 0.2
#define NOTE_MAX 4096

void ui_init(struct ui *ui, bool quiet)
{
	const char *no_color = getenv("NO_COLOR");

	*ui = (struct ui){ .out = stdout, .quiet = quiet };
	ui->terminal = isatty(STDERR_FILENO) == 1;
	ui->color = isatty(STDOUT_FILENO) == 1 && !(no_color && *no_color);
}

void ui_fault(struct ui *ui, const struct err *err)
{
	struct err tame = *err;

	ui_done(ui);
	ui->faults++;
	text_tame(tame.msg);
	fprintf(stderr, "meshstat: %s\n", tame.msg);
}

void ui_note(struct ui *ui, const char *fmt, ...)
{
	char text[NOTE_MAX];
	va_list ap;

	if (ui->quiet)
		return;
	ui_done(ui);
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	text_tame(text);
	fprintf(stderr, "%s\n", text);
}

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void rate_print(const struct ui_step *step, double elapsed)
{
	char bytes[UNIT_TEXT], rate[UNIT_TEXT];

	if (step->bytes < 0 || elapsed <= 0)
		return;
	fprintf(stderr, ", %s, %s/s", bytes_text(step->bytes, bytes),
	    bytes_text(step->bytes / elapsed, rate));
	if (step->share > 0)
		fprintf(stderr, ", %.0f s left",
		    elapsed * (1 - step->share) / step->share);
}

void ui_progress(struct ui *ui, struct ui_step step)
{
	double now;

	if (ui->quiet || !ui->terminal)
		return;
	now = seconds();
	if (ui->began <= 0)
		ui->began = now;
	if (now - (ui->shown > 0 ? ui->shown : ui->began) < INTERVAL_S)
		return;
	ui->shown = now;
	fprintf(stderr, "\r\033[K%.60s", step.what);
	if (step.share >= 0)
		fprintf(stderr, ": %.0f %%", step.share * 100);
	rate_print(&step, now - ui->began);
	fflush(stderr);
}

void ui_done(struct ui *ui)
{
	if (ui->shown > 0)
		fputs("\r\033[K", stderr);
	ui->shown = ui->began = 0;
}
