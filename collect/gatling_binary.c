/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Gatling's simulation.log in binary, since 3.13.  gatling.h tells what the
 * figures mean.
 *
 * As Java's DataOutput writes it, big end first.  A record is a byte that says
 * which (RUN is first), and
 *
 *	0 RUN      string version, string class, int64 start,
 *	           string description, int32 n, n strings (scenarios),
 *	           int32 n, n times int32 len and len bytes (assertions)
 *	1 REQUEST  int32 n, n cached (groups), cached name,
 *	           int32 start, int32 end, byte ok, cached message
 *	2 USER     int32 scenario, byte starts, int32 time
 *	3 GROUP    int32 n, n cached, int32 start, int32 end, int32 sum,
 *	           byte ok
 *	4 ERROR    cached message, int32 time
 *
 *	string     int32 len; if it is not 0, len bytes and a byte: 0 for
 *	           Latin-1, 1 for UTF-16 (little end first on all that matter)
 *	cached     int32 i; if i > 0, a string follows, which is the i-th;
 *	           i < 0 stands for the -i-th
 *
 * - Start is Unix time, times are since then, all in milliseconds.
 * - The log may end anywhere: what is whole is kept.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "collect/gatling.h"
#include "collect/importer.h"

#define STRING_MAX (1 << 20) /* bytes */
#define STRINGS_MAX 1000000  /* that are cached */
#define LIST_MAX 100000
#define GROUPS_MAX 100

enum record { RUN, REQUEST, USER, GROUP, ERROR };

struct log {
	struct input *in;
	struct err *err;
	int64_t offset;
	bool cut;    /* the input ended in the middle */
	bool failed; /* err is set */
	struct gatling_run *run;
	int64_t start_ms, active;
	char **strings; /* cached; the first is number 1 */
	size_t len, cap;
};

/* ---- values; after a fault or the end they are 0 ---- */

static bool good(const struct log *l)
{
	return !l->cut && !l->failed;
}

static void fail(struct log *l, const char *expected, int64_t got)
{
	if (good(l))
		err_set(l->err, "%s: byte %lld: expected %s, got %lld",
		    input_name(l->in), (long long)l->offset, expected,
		    (long long)got);
	l->failed = true;
}

static struct span take(struct log *l, size_t n)
{
	struct span bytes = { "", 0 };
	int status = good(l) ? input_take(l->in, n, &bytes, l->err) : 0;

	l->offset += (int64_t)bytes.len;
	l->failed |= status < 0;
	l->cut |= bytes.len < n;
	return bytes;
}

static uint64_t take_bits(struct log *l, size_t n)
{
	struct span bytes = take(l, n);
	uint64_t value = 0;

	if (!good(l))
		return 0;
	for (size_t i = 0; i < n; i++)
		value = value << 8 | (unsigned char)bytes.at[i];
	return value;
}

static int32_t take_int(struct log *l)
{
	return (int32_t)take_bits(l, 4);
}

static int32_t take_length(struct log *l, int32_t max, const char *expected)
{
	int32_t n = take_int(l);

	if (n >= 0 && n <= max)
		return n;
	fail(l, expected, n);
	return 0;
}

/* ---- strings ---- */

static size_t utf8_put(char *out, uint32_t c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

/* The next unit of UTF-16; half a pair is U+FFFD. */
static uint32_t utf16_take(struct span *s)
{
	uint32_t c = (unsigned char)s->at[0] | (uint32_t)(unsigned char)s->at[1]
						   << 8,
		 low;

	*s = span_skip(*s, 2);
	if (c < 0xD800 || c > 0xDFFF)
		return c;
	if (c > 0xDBFF || s->len < 2)
		return 0xFFFD;
	low = (unsigned char)s->at[0] | (uint32_t)(unsigned char)s->at[1] << 8;
	if (low < 0xDC00 || low > 0xDFFF)
		return 0xFFFD;
	*s = span_skip(*s, 2);
	return 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
}

/* What fits; a NUL inside ends it. */
static void decode(struct span s, bool utf16, char out[GATLING_TEXT])
{
	size_t len = 0;

	while (s.len > utf16 && len < GATLING_TEXT - 4) {
		uint32_t c = (unsigned char)s.at[0];

		if (utf16)
			c = utf16_take(&s);
		else
			s = span_skip(s, 1);
		len += utf8_put(out + len, c);
	}
	out[len] = '\0';
}

static void take_string(struct log *l, char out[GATLING_TEXT])
{
	int32_t n = take_length(l, STRING_MAX, "the length of a string");
	struct span bytes;
	char coder;

	out[0] = '\0';
	if (!n)
		return;
	bytes = take(l, (size_t)n + 1);
	if (!good(l))
		return;
	coder = bytes.at[n];
	bytes.len--;
	if (coder != 0 && coder != 1)
		fail(l, "the coder of a string, 0 or 1", coder);
	else
		decode(bytes, coder == 1, out);
}

static const char *take_cached(struct log *l)
{
	int64_t i = take_int(l);
	char text[GATLING_TEXT];

	if (i < 0 && -i <= (int64_t)l->len)
		return l->strings[-i - 1];
	if (good(l) && i != (int64_t)l->len + 1)
		fail(l, "a known string, or the next one", i);
	if (l->len == STRINGS_MAX)
		fail(l, "at most 1000000 strings", i);
	take_string(l, text);
	if (!good(l))
		return "";
	l->strings = grow(l->strings, l->len, &l->cap, sizeof(*l->strings));
	l->strings[l->len] = xstrdup(text);
	return l->strings[l->len++];
}

/* ---- records ---- */

static void take_run(struct log *l)
{
	char version[GATLING_TEXT], simulation[GATLING_TEXT],
	    rest[GATLING_TEXT];
	int64_t start_ms;

	take_string(l, version);
	take_string(l, simulation);
	start_ms = (int64_t)take_bits(l, 8);
	take_string(l, rest);
	for (int32_t n = take_length(l, LIST_MAX, "a number of scenarios");
	     n > 0 && good(l); n--)
		take_string(l, rest);
	for (int32_t n = take_length(l, LIST_MAX, "a number of assertions");
	     n > 0 && good(l); n--)
		take(l, (size_t)take_length(l, STRING_MAX,
			    "the length of an assertion"));
	if (good(l) && (start_ms < 0 || start_ms > GATLING_MS_MAX))
		fail(l, "the start in Unix time", start_ms);
	if (!good(l))
		return;
	l->start_ms = start_ms;
	l->run = gatling_run_new();
	gatling_run_begin(l->run, simulation, version, start_ms);
}

/* "outer,inner" */
static void take_groups(struct log *l, char out[GATLING_TEXT])
{
	size_t len = 0;

	out[0] = '\0';
	for (int32_t n = take_length(l, GROUPS_MAX, "a number of groups");
	     n > 0 && good(l); n--) {
		const char *name = take_cached(l);
		size_t more = strlen(name);

		if (len + more + 2 > GATLING_TEXT)
			continue;
		if (len)
			out[len++] = ',';
		memcpy(out + len, name, more + 1);
		len += more;
	}
}

static void take_request(struct log *l)
{
	char group[GATLING_TEXT];
	struct gatling_request g = { .group = group };

	take_groups(l, group);
	g.name = take_cached(l);
	g.start_ms = l->start_ms + take_int(l);
	g.end_ms = l->start_ms + take_int(l);
	g.failed = !take_bits(l, 1);
	g.message = take_cached(l);
	if (!good(l))
		return;
	if (g.end_ms < g.start_ms)
		fail(l, "an end behind the start", g.end_ms - g.start_ms);
	else
		gatling_run_add(l->run, &g);
}

static void take_user(struct log *l)
{
	bool starts;
	int64_t at_ms;

	take_int(l);
	starts = take_bits(l, 1) != 0;
	at_ms = l->start_ms + take_int(l);
	if (!good(l))
		return;
	l->active += starts ? 1 : -1;
	gatling_run_user(l->run, starts, at_ms);
}

static void take_group(struct log *l)
{
	char group[GATLING_TEXT];

	take_groups(l, group);
	take(l, 4 + 4 + 4 + 1);
}

static void take_error(struct log *l)
{
	const char *message = take_cached(l);

	take_int(l);
	if (good(l))
		gatling_run_error(l->run, message);
}

static void take_record(struct log *l, int record)
{
	if (!l->run && record != RUN)
		fail(l, "the record RUN (0)", record);
	else if (record == RUN && l->run)
		fail(l, "a record other than RUN", record);
	else if (record == RUN)
		take_run(l);
	else if (record == REQUEST)
		take_request(l);
	else if (record == USER)
		take_user(l);
	else if (record == GROUP)
		take_group(l);
	else if (record == ERROR)
		take_error(l);
	else
		fail(l, "a record, 0 to 4", record);
}

/* ---- the file ---- */

static int read_log(struct log *l, struct source_writer *out, struct err *err)
{
	const char *incomplete = NULL;
	struct span byte;
	int status = 0;

	while (good(l) && !(status = input_take(l->in, 1, &byte, err)) &&
	       byte.len) {
		l->offset++;
		take_record(l, (unsigned char)byte.at[0]);
	}
	if (l->failed || status < 0)
		return -1;
	if (!l->run)
		return err_set(err, "%s: the log ends before its run begins",
		    input_name(l->in));
	if (l->cut)
		incomplete = "the log ends in the middle of a record";
	else if (l->active > 0)
		incomplete = "the log ends with active users";
	return gatling_run_write(l->run, incomplete, out, err);
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct log l = { .in = in, .err = err };
	int status = read_log(&l, out, err);

	gatling_run_free(l.run);
	for (size_t i = 0; i < l.len; i++)
		free(l.strings[i]);
	free(l.strings);
	return status;
}

/* RUN, and a version: 00, 00 00 00 06, "3.13.1" */
static bool sniff(struct span head)
{
	static const char start[] = { 0, 0, 0, 0 };
	struct span version;
	size_t digits = 0;

	if (head.len < 10 || memcmp(head.at, start, sizeof(start)) != 0 ||
	    head.at[4] < 3 || head.at[4] > 32)
		return false;
	version = span_skip(head, 5);
	while (version.at[digits] >= '0' && version.at[digits] <= '9' &&
	       digits < 3)
		digits++;
	return digits && version.at[digits] == '.';
}

const struct importer importer_gatling_binary = {
	.name = "gatling-binary",
	.about = "Gatling's simulation.log, since 3.13",
	.evidence = "timed",
	.omission = "affected: latency counts from the send; how users arrive, "
		    "the log does not say",
	.sniff = sniff,
	.import = import,
};
