/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/jmeter_attributes.h"

#include <string.h>

#include "collect/jmeter_threads.h"

#define STAMP_MAX 4102444800000 /* ms; the year 2100 */
#define ELAPSED_MAX 31622400000 /* ms; a year */
#define BYTES_MAX 1000000000000
#define THREADS_MAX 1000000

struct jmeter_attributes jmeter_attributes_of(const unsigned char **list, int n)
{
	struct jmeter_attributes a = { .len = 0 };

	for (int i = 0; i < n && a.len < JMETER_ATTRIBUTES_MAX; i++) {
		const char *value = (const char *)list[3];

		a.name[a.len] = span_of((const char *)list[0]);
		a.value[a.len++] = (struct span){ value,
			(size_t)((const char *)list[4] - value) };
		list += 5;
	}
	return a;
}

struct span jmeter_attribute(const struct jmeter_attributes *list,
    const char *name, const char *old_name)
{
	for (size_t i = 0; i < list->len; i++)
		if (span_is(list->name[i], name) ||
		    span_is(list->name[i], old_name))
			return list->value[i];
	return (struct span){ "", 0 };
}

void jmeter_text(char *out, size_t size, struct span s)
{
	size_t len = s.len < size ? s.len : size - 1;

	while (len && len < s.len && ((unsigned char)s.at[len] & 0xC0) == 0x80)
		len--;
	memcpy(out, s.at, len);
	out[len] = '\0';
}

static void read_number(struct jmeter_fault *fault, struct span value,
    int64_t max, const char *expected, int64_t *out)
{
	if (fault->expected || span_int(value, 0, max, out))
		return;
	fault->expected = expected;
	jmeter_text(fault->got, sizeof(fault->got), value);
}

static void read_numbers(const struct jmeter_attributes *list,
    struct jmeter_sample *s, struct jmeter_fault *fault)
{
	struct span threads = jmeter_attribute(list, "na", "na");
	struct span bytes = jmeter_attribute(list, "by", "by");
	struct span samples = jmeter_attribute(list, "sc", "sc");
	int64_t one = 1;

	read_number(fault, jmeter_attribute(list, "t", "time"), ELAPSED_MAX,
	    "expected milliseconds in t", &s->elapsed_ms);
	read_number(fault, jmeter_attribute(list, "ts", "timeStamp"), STAMP_MAX,
	    "expected a time stamp in milliseconds in ts", &s->stamp_ms);
	if (threads.len)
		read_number(fault, threads, THREADS_MAX,
		    "expected a count in na", &s->threads);
	if (bytes.len)
		read_number(fault, bytes, BYTES_MAX, "expected a count in by",
		    &s->bytes);
	if (samples.len)
		read_number(fault, samples, 1,
		    "expected one sample in sc (mode Statistical adds up)",
		    &one);
}

static bool says_transaction(const struct jmeter_sample *s)
{
	struct span start = SPAN("Number of samples in transaction :");

	return span_starts(span_of(s->message), start);
}

/* Some versions called it "rs". */
static struct span code_of(const struct jmeter_attributes *list)
{
	struct span code = jmeter_attribute(list, "rc", "responseCode");

	return code.len ? code : jmeter_attribute(list, "rs", "rs");
}

void jmeter_sample_read(const struct jmeter_attributes *list,
    struct jmeter_sample *out, struct jmeter_fault *fault)
{
	struct span success = jmeter_attribute(list, "s", "success");

	*out = (struct jmeter_sample){ .threads = UNKNOWN, .bytes = UNKNOWN };
	fault->expected = NULL;
	jmeter_text(out->label, JMETER_TEXT,
	    jmeter_attribute(list, "lb", "label"));
	jmeter_text(out->code, JMETER_TEXT, code_of(list));
	jmeter_text(out->message, JMETER_TEXT,
	    jmeter_attribute(list, "rm", "responseMessage"));
	jmeter_text(out->thread, JMETER_TEXT,
	    jmeter_attribute(list, "tn", "threadName"));
	read_numbers(list, out, fault);
	out->failed = span_is(success, "false");
	out->transaction = says_transaction(out);
	out->engine = jmeter_engine(jmeter_attribute(list, "hn", "hn"),
	    span_of(out->thread));
}
