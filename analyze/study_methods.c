/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/study_methods.h"

#include <string.h>

#include "store/quantile_rank.h"

/* The index of a word in a list that ends with NULL; -1: it is not there. */
static int word_index(const char *const *words, const char *word)
{
	for (int i = 0; words[i]; i++) {
		if (strcmp(words[i], word) == 0)
			return i;
	}
	return -1;
}

static const char *const posthocs[] = { "welch", "mann-whitney", "dunn", "dscf",
	NULL };

const char *posthoc_name(enum posthoc p)
{
	return posthocs[p];
}

int posthoc_read(struct study *s, const char *text, struct err *err)
{
	int i = word_index(posthocs, text);

	if (i < 0)
		return err_set(err,
		    "posthoc: expected welch, mann-whitney, dunn or dscf, got "
		    "\"%s\"",
		    text);
	s->posthoc = (enum posthoc)i;
	return 0;
}

static const char *const finders[] = { "edivisive", "pelt", NULL };

const char *change_finder_name(enum change_finder f)
{
	return finders[f];
}

int cp_read(struct study *s, const char *text, struct err *err)
{
	int i = word_index(finders, text);

	if (i < 0)
		return err_set(err,
		    "cp: expected edivisive or pelt, got \"%s\"", text);
	s->cp = (enum change_finder)i;
	return 0;
}

int quantile_type_read(struct study *s, const char *text, struct err *err)
{
	int64_t type;

	if (!span_int(span_of(text), 1, QUANTILE_TYPES, &type))
		return err_set(err,
		    "quantile-type: expected 1 to %d, got \"%s\"",
		    QUANTILE_TYPES, text);
	s->quantile_type = (int)type;
	return 0;
}

/* The option has no value, a file says true or false. */
int prom_compat_read(struct study *s, const char *text, struct err *err)
{
	s->prom_compat = !*text || strcmp(text, "true") == 0;
	if (!s->prom_compat && strcmp(text, "false") != 0)
		return err_set(err,
		    "prom-compat: expected true or false, got \"%s\"", text);
	return 0;
}

static const char *const bootstraps[] = { "none", "hier", "bca", "block",
	NULL };

const char *bootstrap_name(enum bootstrap b)
{
	return bootstraps[b];
}

int bootstrap_read(struct study *s, const char *text, struct err *err)
{
	int i = word_index(bootstraps, text);

	if (i < 0)
		return err_set(err,
		    "bootstrap: expected hier, bca, block or none, got \"%s\"",
		    text);
	s->bootstrap = (enum bootstrap)i;
	return 0;
}

int methods_check(const struct study *s, struct err *err)
{
	bool draws_requests =
	    s->bootstrap == BOOTSTRAP_HIER || s->bootstrap == BOOTSTRAP_BLOCK;

	if (!draws_requests || s->quantile_type == 1)
		return 0;
	return err_set(err,
	    "bootstrap: %s draws percentiles of quantile-type 1, not of %d: "
	    "leave one of them out",
	    bootstrap_name(s->bootstrap), s->quantile_type);
}
