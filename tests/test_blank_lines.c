/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Blank lines in front of a result, as a shell or an editor leaves them: a
 * fault is still named by the line that people see it in.  Held over all
 * samples, broken in several places, and those at $MESHSTAT_SHARED.
 */
#include "corpus.h"

#define BLANK "\n \t\n\r\n"
#define BLANK_LINES 3
#define BYTES_MAX ((size_t)48 << 10) /* of a file; the rest is cut off */
#define PLACES 3
#define FILES_MAX 2 /* of each format and folder */

/* What is said of the text, by an error or of a run that is not whole. */
static const char *said(const struct importer *importer, struct span text,
    struct arena *a)
{
	struct err err;
	struct input *in = input_memory("f", text);
	struct imported o;
	const char *words = "";

	assert_int_equal(input_skip_front(in, &err), 0);
	o = imported_input(importer, in);
	if (o.status)
		words = arena_strdup(a, o.err.msg);
	for (size_t i = 0; i < o.runs.len; i++)
		if (o.runs.at[i].facts.incomplete)
			words = arena_strdup(a, o.runs.at[i].facts.incomplete);
	imported_release(&o);
	return words;
}

/* The number of a line within the words, or NULL. */
static const char *line_in(const char *words)
{
	const char *in_words = strstr(words, "in line ");

	if (strncmp(words, "f:", 2) == 0 && words[2] >= '0' && words[2] <= '9')
		return words + 2;
	return in_words ? in_words + strlen("in line ") : NULL;
}

/* What should be said behind the blank lines. */
static const char *moved(const char *words, struct arena *a)
{
	const char *number = line_in(words);
	char *rest;
	long line;

	if (!number)
		return words;
	line = strtol(number, &rest, 10);
	return arena_printf(a, "%.*s%ld%s", (int)(number - words), words,
	    line + BLANK_LINES, rest);
}

/* A document as a whole has no line, or that of its begin. */
static void check_text(const struct importer *importer, struct span text)
{
	struct arena a = { 0 };
	const char *plain = said(importer, text, &a);
	const char *behind = said(importer,
	    span_of(arena_printf(&a, BLANK "%s", arena_span(&a, text))), &a);

	if (!line_in(plain) && strncmp(behind, "f:4: ", 5) == 0)
		assert_string_equal(behind + 5, plain + 3);
	else
		assert_string_equal(behind, moved(plain, &a));
	arena_release(&a);
}

/* Cut off, and with a few bytes that no format has, at several places. */
static void check_broken(const struct importer *importer, struct span text)
{
	struct arena a = { 0 };

	for (size_t i = 0; i <= PLACES; i++) {
		size_t at = text.len * i / (PLACES + 1);
		char *broken = arena_span(&a, text);

		if (at)
			check_text(importer, (struct span){ text.at, at });
		memcpy(broken + at, "?x{", text.len - at < 3 ? 0 : 3);
		check_text(importer, (struct span){ broken, text.len });
	}
	arena_release(&a);
}

/* How many files were seen of each format. */
struct seen {
	size_t files[256];
};

static const struct importer *take(struct seen *seen, const char *path)
{
	const struct importer *found = corpus_claim(path);

	for (size_t i = 0; found && importers[i]; i++)
		if (importers[i] == found && seen->files[i]++ >= FILES_MAX)
			return NULL;
	return found;
}

static void check_file(const char *path, void *context)
{
	struct err err;
	struct input *in;
	struct span text;
	const struct importer *importer = take(context, path);

	if (!importer)
		return;
	in = input_open(path, &err);
	assert_non_null(in);
	assert_int_equal(input_look(in, BYTES_MAX, &text, &err), 0);
	if (text.len > BYTES_MAX)
		text.len = BYTES_MAX;
	if (!memchr(text.at, '\0', text.len)) /* binary ones have no lines */
		check_broken(importer, text);
	input_close(in);
}

static void check_below(const char *folder, struct seen *seen)
{
	struct arena a = { 0 };
	DIR *dir = opendir(folder);
	struct dirent *entry;
	struct stat st;

	while (dir && (entry = readdir(dir))) {
		const char *path =
		    arena_printf(&a, "%s/%s", folder, entry->d_name);

		if (*entry->d_name == '.' || stat(path, &st))
			continue;
		if (S_ISDIR(st.st_mode))
			check_below(path, seen);
		else if (S_ISREG(st.st_mode))
			check_file(path, seen);
	}
	if (dir)
		closedir(dir);
	arena_release(&a);
}

static void a_fault_of_a_sample_is_in_its_line_behind_blank_ones(void **state)
{
	struct seen seen = { { 0 } };

	(void)state;
	check_below("samples", &seen);
	check_below("tests/data", &seen);
}

static void a_fault_of_a_real_file_is_in_its_line_behind_blank_ones(
    void **state)
{
	struct seen seen = { { 0 } };
	struct arena a = { 0 };

	(void)state;
	check_below(corpus_path(&a, "corpus"), &seen);
	check_below(corpus_path(&a, "captures"), &seen);
	arena_release(&a);
}

/* Of which there is no sample. */
static void a_fault_of_other_formats_is_in_its_line_too(void **state)
{
	(void)state;
	check_text(importer_named("tsung-json"),
	    SPAN("{\"stats\":[\n{\"timestamp\":1,\"samples\":[]},\n"
		 "{\"timestamp\":?x{},{}]}"));
	check_text(importer_named("locust-json"),
	    SPAN("locust says\n[\n{\"num_requests\":?x{}]"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fault_of_other_formats_is_in_its_line_too),
		cmocka_unit_test(
		    a_fault_of_a_sample_is_in_its_line_behind_blank_ones),
		cmocka_unit_test(
		    a_fault_of_a_real_file_is_in_its_line_behind_blank_ones),
	};

	return cmocka_run_group_tests_name("blank_lines", tests, NULL, NULL);
}
