/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The commands.  The only place that prints an error or picks an exit status.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "analyze/analyze.h"
#include "analyze/study.h"
#include "base/nearest.h"
#include "collect/collect.h"
#include "render/render.h"

#define TABLES_MAX 5

/* Returns an exit status, or -1 with `err` set. */
typedef int command_fn(const struct options *o, struct ui *ui, struct err *err);

static int cmd_report(const struct options *o, struct ui *ui, struct err *err);
static int cmd_help(const struct options *o, struct ui *ui, struct err *err);

static const struct option_def common_options[] = {
	{ "quiet", 'q', NULL, "neither notes nor progress" },
	{ "help", 'h', NULL, "this text" },
	{ NULL, 0, NULL, NULL },
};

static const struct option_def formats_options[] = {
	{ "output-format", 'f', "markdown", "as a table for a README" },
	{ NULL, 0, NULL, NULL },
};

static const struct option_def no_options[] = { { NULL, 0, NULL, NULL } };

static const struct command {
	const char *name;
	command_fn *run;
	const struct option_def *options[TABLES_MAX];
	const char *usage;
	const char *about;
	const char *examples;
} commands[] = {
	{ "collect", cmd_collect, { collect_options },
	    "[-a ARCHIVE] [--set KEY=VALUE] SOURCE...",
	    "read load-test results and metrics into an archive",
	    "meshstat collect results/\n"
	    "meshstat collect --pattern "
	    "'{mesh}/{offered_rps}rps/rep{rep}.json' "
	    "results/\n"
	    "kubectl logs fortio | meshstat collect --set mesh=istio -\n"
	    "meshstat collect http://localhost:9090\n" },
	{ "analyze", cmd_analyze, { analyze_options, study_options },
	    "[-a ARCHIVE] [--study FILE] [--by LABEL --baseline VALUE]",
	    "compare the runs of an archive, and store what was found",
	    "meshstat analyze\n"
	    "meshstat analyze --by mesh_version --baseline 1.22.0\n"
	    "meshstat analyze --study sidecar.yaml --allow tls\n" },
	{ "render", cmd_render, { render_options },
	    "[-a ARCHIVE] [-f FORMAT] [-o OUT]",
	    "show what was found: html, json, csv, md, pdf, png, svg",
	    "meshstat render -o report.html\n"
	    "meshstat render -f json | jq .comparisons\n" },
	{ "report", cmd_report,
	    { collect_options, study_options, render_options },
	    "[options of the three] -o OUT SOURCE...",
	    "collect, analyze and render in one, over a temporary archive",
	    "meshstat report -o report.html results/\n"
	    "meshstat report --pattern '{proxy}_{rep}.json' --by proxy "
	    "--baseline direct -o report.html results/\n" },
	{ "formats", cmd_formats, { formats_options }, "[-f markdown]",
	    "list the formats that it can read", "meshstat formats\n" },
	{ "meshes", cmd_meshes, { no_options }, "",
	    "list what it knows of each mesh", "meshstat meshes\n" },
	{ "help", cmd_help, { no_options }, "[COMMAND]",
	    "list the commands, or describe one", "meshstat help collect\n" },
};
#define N_COMMANDS (sizeof(commands) / sizeof(*commands))

static const struct command *command_named(const char *name)
{
	for (size_t i = 0; i < N_COMMANDS; i++) {
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	}
	return NULL;
}

static int no_such_command(const char *name, struct err *err)
{
	struct nearest near = nearest_to(name);
	char hint[NEAREST_HINT];

	for (size_t i = 0; i < N_COMMANDS; i++)
		nearest_see(&near, commands[i].name);
	return err_set(err,
	    "%s: no such command; %s\"meshstat help\" lists them", name,
	    nearest_hint(&near, "", hint));
}

static void commands_print(FILE *out)
{
	fputs("usage: meshstat COMMAND [OPTION...] [OPERAND...]\n\n"
	      "Compares load-test results of service meshes and proxies.\n\n",
	    out);
	for (size_t i = 0; i < N_COMMANDS; i++)
		fprintf(out, "  %-9s %s\n", commands[i].name,
		    commands[i].about);
	fputs(
	    "\n\"meshstat COMMAND --help\" describes one.  Exit status: 0 "
	    "well, 1 a regression,\n2 trouble, 3 with --strict: not certain.\n",
	    out);
}

static void option_print(const struct option_def *d, FILE *out)
{
	char left[64];

	snprintf(left, sizeof(left), "%s%c%s--%s%s%s", d->letter ? "-" : "  ",
	    d->letter ? d->letter : ' ', d->letter ? ", " : " ", d->name,
	    d->value ? " " : "", d->value ? d->value : "");
	fprintf(out, "  %-28s %s\n", left, d->about);
}

static const struct option_def *option_named(const struct option_def *table,
    const char *name)
{
	for (; table->name; table++) {
		if (strcmp(table->name, name) == 0)
			return table;
	}
	return NULL;
}

/* One table of a command, less what stands in those before it. */
static void options_print(const struct command *c, size_t table, FILE *out)
{
	for (const struct option_def *d = c->options[table]; d->name; d++) {
		bool repeated = false;

		for (size_t i = 0; i < table; i++)
			repeated |=
			    option_named(c->options[i], d->name) != NULL;
		if (!repeated)
			option_print(d, out);
	}
}

static void command_print(const struct command *c, FILE *out)
{
	fprintf(out, "usage: meshstat %s%s%s\n\n%s\n\nOptions:\n", c->name,
	    *c->usage ? " " : "", c->usage, c->about);
	for (size_t i = 0; i < TABLES_MAX && c->options[i]; i++)
		options_print(c, i, out);
	for (const struct option_def *d = common_options; d->name; d++)
		option_print(d, out);
	fprintf(out, "\nExamples:\n%s", c->examples);
}

static int cmd_help(const struct options *o, struct ui *ui, struct err *err)
{
	const struct command *c;

	if (!o->operands.len) {
		commands_print(ui->out);
		return 0;
	}
	c = command_named(o->operands.at[0]);
	if (!c)
		return no_such_command(o->operands.at[0], err);
	command_print(c, ui->out);
	return 0;
}

static int report_stages(struct db *db, const struct options *o, struct ui *ui,
    struct err *err)
{
	struct arena a = { 0 };
	struct results results;
	int status = -1;
	bool shown;

	if (collect(db, o, ui, err) || analyze(db, o, err) ||
	    render(db, o, ui, err) || results_load(db, &a, &results, err))
		goto out;
	shown = strcmp(option_value(o, "output"), "-") != 0;
	if (shown)
		results_print(&results, ui);
	status = results_conclude(&results, o, shown ? ui->out : NULL);
out:
	arena_release(&a);
	return status;
}

/* What is wrong with the question costs no reading of gigabytes. */
static int report_check(const struct options *o, struct err *err)
{
	struct arena a = { 0 };
	struct study study;
	int status = -1;

	if (!option_value(o, "output"))
		err_set(err, "report expects -o OUT, the file to write");
	else if (!render_check(o, err))
		status = study_read(o, &a, &study, err);
	arena_release(&a);
	return status;
}

/* The empty name is SQLite's for a temporary file, which it takes away. */
static int cmd_report(const struct options *o, struct ui *ui, struct err *err)
{
	const char *path = option_value(o, "archive");
	struct db *db;
	int status;

	if (report_check(o, err))
		return -1;
	db = db_open(path ? path : "", DB_WRITE, err);
	status = db ? report_stages(db, o, ui, err) : -1;
	db_close(db);
	return status;
}

static int run(const struct command *c, char **argv, struct ui *ui,
    struct err *err)
{
	const struct option_def *tables[TABLES_MAX + 2] = { common_options };
	struct arena a = { 0 };
	struct options o;
	int status = -1;

	for (size_t i = 0; i < TABLES_MAX; i++)
		tables[i + 1] = c->options[i];
	if (!options_parse(tables, argv, &a, &o, err)) {
		ui_init(ui, option_value(&o, "quiet") != NULL);
		if (option_value(&o, "help")) {
			command_print(c, ui->out);
			status = 0;
		} else {
			status = c->run(&o, ui, err);
		}
	}
	arena_release(&a);
	return status;
}

/* "--help" and "--version" stand for commands, as everywhere. */
static int word_run(const char *word, char **argv, struct ui *ui,
    struct err *err)
{
	const struct command *c;

	if (strcmp(word, "--version") == 0) {
		fputs("meshstat " VERSION "\n", ui->out);
		return 0;
	}
	if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
		word = "help";
	c = command_named(word);
	return c ? run(c, argv, ui, err) : no_such_command(word, err);
}

int main(int argc, char **argv)
{
	struct ui ui;
	struct err err = { "" };
	int status;

	signal(SIGXFSZ, SIG_IGN); /* a file too large is an error like others */
	ui_init(&ui, false);
	if (argc < 2) {
		commands_print(stderr);
		return 2;
	}
	status = word_run(argv[1], argv + 2, &ui, &err);
	if ((fflush(stdout) != 0 || ferror(stdout)) && status >= 0)
		status = err_set(&err, "standard output: cannot be written");
	if (status < 0)
		ui_fault(&ui, &err);
	return ui.faults ? 2 : status;
}
