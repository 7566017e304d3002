/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/options.h"

#include <stdio.h>
#include <string.h>

#include "base/nearest.h"

static const struct option_def *by_name(const struct option_def *const tables[],
    struct span name)
{
	for (; *tables; tables++) {
		for (const struct option_def *d = *tables; d->name; d++) {
			if (span_is(name, d->name))
				return d;
		}
	}
	return NULL;
}

static const struct option_def *by_letter(
    const struct option_def *const tables[], char letter)
{
	for (; *tables; tables++) {
		for (const struct option_def *d = *tables; d->name; d++) {
			if (letter && d->letter == letter)
				return d;
		}
	}
	return NULL;
}

/* `name`: of a long option, without its value. */
static void no_such_option(const struct option_def *const tables[],
    const char *word, struct span name, struct err *err)
{
	char wanted[64], hint[NEAREST_HINT];
	struct nearest near;

	snprintf(wanted, sizeof(wanted), "%.*s", (int)name.len, name.at);
	near = nearest_to(wanted);
	for (; *tables; tables++) {
		for (const struct option_def *d = *tables; d->name; d++)
			nearest_see(&near, d->name);
	}
	err_set(err, "%s: no such option; %s--help lists them", word,
	    nearest_hint(&near, "--", hint));
}

/* Takes the option at argv[0]; returns where the next word is, or NULL. */
static char **option_take(const struct option_def *const tables[], char **argv,
    struct option *out, struct err *err)
{
	const char *word = argv[0], *value = NULL;
	const struct option_def *d;
	struct span name = { "", 0 };

	if (word[1] == '-') {
		struct span rest = span_of(word + 2);

		name = span_cut(&rest, '=');
		d = by_name(tables, name);
		if (name.len + 2 < strlen(word))
			value = rest.at;
	} else {
		d = by_letter(tables, word[1]);
		if (word[2])
			value = word + 2;
	}
	if (!d) {
		no_such_option(tables, word, name, err);
		return NULL;
	}
	if (value && !d->value) {
		err_set(err, "--%s takes no value, got \"%s\"", d->name, value);
		return NULL;
	}
	if (d->value && !value && !*++argv) {
		err_set(err, "--%s expects %s", d->name, d->value);
		return NULL;
	}
	out->name = d->name;
	out->value = value ? value : d->value ? *argv : "";
	return argv + 1;
}

int options_parse(const struct option_def *const tables[], char **argv,
    struct arena *a, struct options *out, struct err *err)
{
	*out = (struct options){ 0 };
	while (*argv) {
		if (strcmp(*argv, "--") == 0) {
			while (*++argv)
				*ARENA_PUSH(a, &out->operands) = *argv;
			break;
		}
		if ((*argv)[0] != '-' || !(*argv)[1]) {
			*ARENA_PUSH(a, &out->operands) = *argv++;
			continue;
		}
		argv =
		    option_take(tables, argv, ARENA_PUSH(a, &out->given), err);
		if (!argv)
			return -1;
	}
	return 0;
}

const char *option_value(const struct options *o, const char *name)
{
	for (size_t i = o->given.len; i-- > 0;) {
		if (strcmp(o->given.at[i].name, name) == 0)
			return o->given.at[i].value;
	}
	return NULL;
}
