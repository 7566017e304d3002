/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ui.h"

#include <stdarg.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define INTERVAL_S 0.2

void ui_init(struct ui *ui, bool quiet)
{
	const char *no_color = getenv("NO_COLOR");

	*ui = (struct ui){ .out = stdout, .quiet = quiet };
	ui->terminal = isatty(STDERR_FILENO) == 1;
	ui->color = isatty(STDOUT_FILENO) == 1 && !(no_color && *no_color);
}

void ui_fault(struct ui *ui, const struct err *err)
{
	ui_done(ui);
	ui->faults++;
	fprintf(stderr, "meshstat: %s\n", err->msg);
}

void ui_note(struct ui *ui, const char *fmt, ...)
{
	va_list ap;

	if (ui->quiet)
		return;
	ui_done(ui);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void ui_progress(struct ui *ui, const char *what, double share)
{
	double now;

	if (ui->quiet || !ui->terminal)
		return;
	now = seconds();
	if (ui->shown > 0 && now - ui->shown < INTERVAL_S)
		return;
	ui->shown = now;
	if (share < 0)
		fprintf(stderr, "\r\033[K%.60s ...", what);
	else
		fprintf(stderr, "\r\033[K%.60s %3.0f %%", what, share * 100);
	fflush(stderr);
}

void ui_done(struct ui *ui)
{
	if (ui->shown > 0)
		fputs("\r\033[K", stderr);
	ui->shown = 0;
}
