/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Taurus' final statistics as XML (final-stats, dump-xml).  taurus.h tells what
 * the figures mean.
 *
 *	<FinalStatus>
 *	  <TestDuration>3.141592</TestDuration>
 *	  <Group label="">
 *	    <throughput value="677"><name>throughput</name>...</throughput>
 *	    <perc value="1.29300" param="95.0">...</perc>
 *	    <rc value="666" param="200">...</rc>
 *	    ...
 *	  </Group>
 *	</FinalStatus>
 *
 * TestDuration, in seconds, is there since 1.13.  ReportURL is the address of
 * a report that somebody else keeps, and not read.
 */
#include <string.h>

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "collect/importer.h"
#include "collect/sniff.h"
#include "collect/taurus.h"

#define DOCUMENT_MAX ((size_t)32 << 20)
#define SECONDS_MAX 1e9

static bool sniff(struct span head)
{
	head = sniff_start(head);
	if (span_starts(head, SPAN("<?xml"))) {
		span_cut(&head, '>');
		head = span_trim(head);
	}
	return span_starts(head, SPAN("<FinalStatus>"));
}

static bool is_element(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE &&
	       strcmp((const char *)node->name, name) == 0;
}

/* In the arena; empty where there is none. */
static struct span attribute(const xmlNode *node, const char *name,
    struct arena *a)
{
	xmlChar *text = xmlGetNoNsProp(node, (const xmlChar *)name);
	struct span copy =
	    span_of(text ? arena_strdup(a, (const char *)text) : "");

	xmlFree(text);
	return copy;
}

/* Of what stands in a line of the document. */
static struct pos pos_in(struct pos start, long line)
{
	start.line = start.line ? start.line - 1 + line : line;
	return start;
}

static int read_group(const xmlNode *group, struct arena *a, struct pos start,
    struct taurus_group *g, struct err *err)
{
	*g = taurus_group_empty();
	g->label = attribute(group, "label", a).at;
	for (const xmlNode *e = group->children; e; e = e->next) {
		struct pos pos = pos_in(start, xmlGetLineNo(e));

		if (e->type == XML_ELEMENT_NODE &&
		    taurus_figure(g, a, span_of((const char *)e->name),
			attribute(e, "param", a), attribute(e, "value", a), pos,
			err))
			return -1;
	}
	return 0;
}

static int read_duration(const xmlNode *e, struct pos start, double *seconds,
    struct err *err)
{
	xmlChar *text = xmlNodeGetContent(e);
	struct span word = span_trim(span_of(text ? (const char *)text : ""));
	int status = 0;

	if (!span_double(word, 0, SECONDS_MAX, seconds))
		status = err_at(err, pos_in(start, xmlGetLineNo(e)),
		    "expected a time in seconds, got \"%.*s\"", SPAN_ARG(word));
	xmlFree(text);
	return status;
}

static int read_document(const xmlNode *root, struct arena *a, struct pos start,
    struct taurus_stats *s, struct err *err)
{
	for (const xmlNode *e = root->children; e; e = e->next) {
		if (is_element(e, "TestDuration") &&
		    read_duration(e, start, &s->duration_s, err))
			return -1;
		if (is_element(e, "Group") &&
		    read_group(e, a, start, ARENA_PUSH(a, s), err))
			return -1;
	}
	return 0;
}

static xmlDoc *parse(struct span text, struct pos start, struct err *err)
{
	const xmlError *fault;
	struct span message;
	xmlDoc *doc;

	if (text.len > DOCUMENT_MAX) {
		err_set(err, "%s: larger than %zu MiB: refused", start.file,
		    DOCUMENT_MAX >> 20);
		return NULL;
	}
	doc = xmlReadMemory(text.at, (int)text.len, NULL, NULL,
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (doc)
		return doc;
	fault = xmlGetLastError();
	message = span_trim(
	    span_of(fault && fault->message ? fault->message : "unknown"));
	err_at(err, pos_in(start, fault ? fault->line : 0),
	    "no XML that can be read: %.*s", SPAN_ARG(message));
	return NULL;
}

static int import(struct input *in, struct source_writer *out, struct err *err)
{
	struct arena a = { 0 };
	struct taurus_stats stats = { .duration_s = NAN };
	struct pos start = input_start(in);
	struct span text;
	xmlDoc *doc = NULL;
	int status = -1;

	if (input_all(in, &text, err))
		return -1;
	doc = parse(text, start, err);
	if (doc &&
	    !read_document(xmlDocGetRootElement(doc), &a, start, &stats, err))
		status = taurus_write(&stats, input_name(in), out, err);
	xmlFreeDoc(doc);
	arena_release(&a);
	return status;
}

const struct importer importer_taurus_xml = {
	.name = "taurus-xml",
	.about = "Taurus' final statistics in XML",
	.evidence = "percentiles",
	.omission = "as its executor's, which is not said",
	.sniff = sniff,
	.import = import,
};
