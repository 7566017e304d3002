/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JMeter's log of samples in XML (jmeter.save.saveservice.output_format=xml;
 * 2.0 to 5.6).  jmeter.h tells what the figures mean.
 *
 *	<?xml version="1.0" encoding="UTF-8"?>
 *	<testResults version="1.2">
 *	<httpSample t="66" lt="66" ts="1795366340610" s="true" lb="GET /"
 *	    rc="200" rm="OK" tn="users 1-2" dt="text" by="1264" na="2">
 *	  <assertionResult><name>Size</name><failure>false</failure>
 *	    <error>false</error></assertionResult>
 *	  <java.net.URL>http://127.0.0.1/</java.net.URL>
 *	</httpSample>
 *
 * - Times are in milliseconds.  Which attributes there are is a matter of
 *   configuration; t and ts must be.  2.0 wrote <sampleResult> with other
 *   names (time, timeStamp, label, ...).
 * - A sample has samples in it: redirects and embedded resources, whose time is
 *   in that of the outer one.  The outer one counts, those in it do not.
 * - But a transaction (a controller that "generates a parent sample") is no
 *   request, and those in it are.  It says "Number of samples in transaction"
 *   as its message; where messages are not saved, it is a <sample> without a
 *   data type with samples in it.
 * - JMeter appends to a file that is there: each document in it is a run.  One
 *   that was killed ends anywhere, also in front of the next one's <?xml.
 * - Texts are what servers sent: control characters and bytes that are not
 *   UTF-8 are passed over, and texts of any size are read without being kept.
 * - assertionResult: `failure` is that the check failed, `error` that it could
 *   not be made.  Either way it was not passed.
 * - A remote server in mode "Statistical" adds samples up (sc > 1); their
 *   latency is none of a request, and so the file is refused.
 */
#include <stdlib.h>
#include <string.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>

#include "base/mem.h"
#include "base/target.h"
#include "collect/importer.h"
#include "collect/jmeter_attributes.h"
#include "collect/sniff.h"

#define PIECE ((size_t)64 << 10)
#define DEPTH_MAX 64
#define TEXT_MAX 2048

/* A sample whose end has not been seen. */
struct open_sample {
	struct jmeter_sample sample;
	bool counts; /* is no part of another one that counts */
	bool typed;  /* has a data type, or is no <sample> */
	struct jmeter_fault fault;
	long line;
};

struct log {
	xmlParserCtxt *xml;
	int fault_line; /* of the first fault of XML; 0: none */
	struct pos pos;
	struct source_writer *out;
	struct err *err;
	bool failed; /* err is set */
	struct arena arena;
	struct jmeter_run *run; /* NULL: outside of a document */
	const char *target;
	bool targets_differ;
	struct open_sample open[DEPTH_MAX];
	size_t depth; /* of samples in one another; may exceed DEPTH_MAX */
	char text[TEXT_MAX];
	size_t text_len;
	bool keep_text;
	char assertion[JMETER_TEXT];
	bool assertion_failed;
};

/* ---- runs ---- */

static void run_end(struct log *l, const char *incomplete)
{
	if (!l->run || l->failed)
		return;
	if (jmeter_run_write(l->run, l->targets_differ ? NULL : l->target,
		incomplete, l->out, l->err)) {
		l->failed = true;
		xmlStopParser(l->xml);
	}
	jmeter_run_free(l->run);
	l->run = NULL;
}

static void run_begin(struct log *l)
{
	run_end(l, "the log was cut, and another one appended");
	l->run = jmeter_run_new();
	l->depth = 0;
	l->target = NULL;
	l->targets_differ = false;
}

/* ---- samples ---- */

static bool is_sample(const char *name)
{
	return !strcmp(name, "httpSample") || !strcmp(name, "sample") ||
	       !strcmp(name, "sampleResult");
}

/* The one in which the parser is, or NULL. */
static struct open_sample *innermost(struct log *l)
{
	if (!l->depth || l->depth > DEPTH_MAX)
		return NULL;
	return &l->open[l->depth - 1];
}

static void sample_begin(struct log *l, const char *name,
    const struct jmeter_attributes *list)
{
	struct open_sample *outer = innermost(l), *o;

	if (outer && !outer->typed && outer->counts)
		outer->sample.transaction = true;
	l->depth++;
	o = innermost(l);
	if (!o)
		return;
	jmeter_sample_read(list, &o->sample, &o->fault);
	o->line = xmlSAX2GetLineNumber(l->xml);
	o->counts = l->depth == 1 ||
		    (outer && outer->counts && outer->sample.transaction);
	o->sample.whole = l->depth == 1;
	o->typed = strcmp(name, "sample") != 0 ||
		   jmeter_attribute(list, "dt", "dataType").len > 0;
}

static void sample_end(struct log *l)
{
	struct open_sample *o = innermost(l);

	if (l->depth)
		l->depth--;
	if (!o || !o->counts || l->failed)
		return;
	if (!o->fault.expected) {
		jmeter_run_add(l->run, &o->sample);
		return;
	}
	l->pos.line = o->line;
	err_at(l->err, l->pos, "%s, got \"%s\"", o->fault.expected,
	    o->fault.got);
	l->failed = true;
	xmlStopParser(l->xml);
}

/* ---- what stands in a sample ---- */

static void assertion_end(struct log *l)
{
	struct open_sample *o = innermost(l);

	if (!o || !o->counts)
		return;
	if (l->assertion_failed && !*o->sample.assertion)
		memcpy(o->sample.assertion, l->assertion, JMETER_TEXT);
	jmeter_run_assert(l->run, &o->sample, l->assertion,
	    !l->assertion_failed);
}

static void url_end(struct log *l)
{
	struct open_sample *o = innermost(l);
	struct span url = span_trim((struct span){ l->text, l->text_len });
	struct arena scratch = { 0 };
	const char *target;

	if (!o || !o->counts || l->targets_differ)
		return;
	target = target_without_secrets(&scratch, url);
	if (!l->target)
		l->target = arena_strdup(&l->arena, target);
	l->targets_differ = strcmp(l->target, target) != 0;
	arena_release(&scratch);
}

static void text_end(struct log *l, const char *name)
{
	struct span text = span_trim((struct span){ l->text, l->text_len });

	if (strcmp(name, "name") == 0)
		jmeter_text(l->assertion, JMETER_TEXT, text);
	else if (strcmp(name, "java.net.URL") == 0)
		url_end(l);
	else
		l->assertion_failed |= span_is(text, "true");
	l->keep_text = false;
}

static bool is_text(const char *name)
{
	return !strcmp(name, "name") || !strcmp(name, "failure") ||
	       !strcmp(name, "error") || !strcmp(name, "java.net.URL");
}

/* ---- what libxml2 calls ---- */

static void element_begin(void *context, const xmlChar *name,
    const xmlChar *prefix, const xmlChar *uri, int n_namespaces,
    const xmlChar **namespaces, int n, int n_defaulted, const xmlChar **list)
{
	struct log *l = context;
	const char *word = (const char *)name;
	struct jmeter_attributes attributes;

	(void)prefix, (void)uri, (void)n_namespaces, (void)namespaces;
	(void)n_defaulted;
	l->keep_text = false;
	if (l->failed)
		return;
	if (strcmp(word, "testResults") == 0 || (!l->run && is_sample(word)))
		run_begin(l);
	if (!l->run)
		return;
	if (is_sample(word)) {
		attributes = jmeter_attributes_of(list, n);
		sample_begin(l, word, &attributes);
	}
	if (strcmp(word, "assertionResult") == 0) {
		l->assertion_failed = false;
		l->assertion[0] = '\0';
	}
	l->keep_text = l->depth && is_text(word);
	l->text_len = 0;
}

static void element_end(void *context, const xmlChar *name,
    const xmlChar *prefix, const xmlChar *uri)
{
	struct log *l = context;
	const char *word = (const char *)name;

	(void)prefix, (void)uri;
	if (!l->run || l->failed)
		return;
	if (l->keep_text)
		text_end(l, word);
	if (is_sample(word))
		sample_end(l);
	else if (strcmp(word, "assertionResult") == 0)
		assertion_end(l);
	else if (strcmp(word, "testResults") == 0)
		run_end(l, l->depth ? "the log was cut" : NULL);
}

static void characters(void *context, const xmlChar *text, int len)
{
	struct log *l = context;
	size_t n = (size_t)len;

	if (!l->keep_text)
		return;
	if (n > TEXT_MAX - l->text_len)
		n = TEXT_MAX - l->text_len;
	memcpy(l->text + l->text_len, text, n);
	l->text_len += n;
}

/* Recovery passes over faults (see the head of this file), or ends the log. */
static void fault_note(void *context, xmlErrorPtr error)
{
	struct log *l = context;

	if (!l->fault_line && error->level == XML_ERR_FATAL &&
	    error->code != XML_ERR_RESERVED_XML_NAME) /* the next <?xml */
		l->fault_line = error->line;
}

/* Of a run whose end was not read. */
static const char *why_incomplete(struct log *l)
{
	if (!l->fault_line || l->fault_line + 1 >= xmlSAX2GetLineNumber(l->xml))
		return "the log ends before </testResults>";
	return arena_printf(&l->arena,
	    "the XML is broken in line %d, and what follows may be missing",
	    l->fault_line);
}

/* ---- the file ---- */

/* An outermost element that never ends holds what documents there are. */
static xmlParserCtxt *parser_open(struct log *l)
{
	xmlSAXHandler handler = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = element_begin,
		.endElementNs = element_end,
		.characters = characters,
		.cdataBlock = characters,
		.serror = fault_note,
	};

	l->xml = xmlCreatePushParserCtxt(&handler, l, "<log>", 5, NULL);
	if (l->xml)
		xmlCtxtUseOptions(l->xml, XML_PARSE_RECOVER | XML_PARSE_NONET |
					      XML_PARSE_NOERROR |
					      XML_PARSE_NOWARNING);
	return l->xml;
}

static int parse(struct log *l, struct input *in)
{
	struct span piece;
	int status;

	for (long line = 0; line < input_pos(in).line; line++)
		xmlParseChunk(l->xml, "\n", 1, 0); /* so that it counts them */
	while (!(status = input_take(in, PIECE, &piece, l->err)) && piece.len) {
		xmlParseChunk(l->xml, piece.at, (int)piece.len, 0);
		if (l->failed || l->xml->disableSAX)
			break;
	}
	if (status < 0 || l->failed)
		return -1;
	if (l->xml->disableSAX) {
		l->pos.line = xmlSAX2GetLineNumber(l->xml);
		return err_at(l->err, l->pos,
		    "this is no XML that can be read");
	}
	xmlParseChunk(l->xml, "", 0, 1);
	run_end(l, why_incomplete(l));
	return l->failed ? -1 : 0;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct log *l = xcalloc(1, sizeof(*l));
	int status = -1;

	l->pos = (struct pos){ input_name(in), 0 };
	l->out = out;
	l->err = err;
	if (!parser_open(l))
		err_set(err, "%s: cannot start libxml2", input_name(in));
	else
		status = parse(l, in);
	if (!status && !source_runs(out))
		status = err_set(err, "%s: expected <testResults>, got none",
		    input_name(in));
	xmlFreeParserCtxt(l->xml);
	jmeter_run_free(l->run);
	arena_release(&l->arena);
	free(l);
	return status;
}

/* Behind the declaration and comments. */
static struct span root_of(struct span head)
{
	head = sniff_start(head);
	while (
	    span_starts(head, SPAN("<?")) || span_starts(head, SPAN("<!--"))) {
		struct span end = head.at[1] == '?' ? SPAN("?>") : SPAN("-->");
		ptrdiff_t at = span_find(head, end);

		if (at < 0)
			return (struct span){ "", 0 };
		head = span_trim(span_skip(head, (size_t)at + end.len));
	}
	return head;
}

static bool sniff(struct span head)
{
	static const char *const roots[] = { "<testResults", "<httpSample ",
		"<sample ", "<sampleResult " };
	struct span root = root_of(head);

	for (size_t i = 0; i < sizeof(roots) / sizeof(*roots); i++)
		if (span_starts(root, span_of(roots[i])))
			return true;
	return false;
}

const struct importer importer_jmeter_xml = {
	.name = "jmeter-xml",
	.about = "JMeter's log of samples (JTL) in XML",
	.evidence = "timed",
	.omission = "affected: latency counts from the send; paced or not, the "
		    "log does not say",
	.sniff = sniff,
	.import = import,
};
