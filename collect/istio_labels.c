/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/istio.h"

#include <string.h>

/* "ff93ac4f_qps_10_c_16_1024_none_mtls_baseline", taken apart. */
struct parts {
	struct span run, rps, connections, size, config, mode;
};

/* The word up to the next "_". */
static struct span cut_word(struct span *rest)
{
	return span_cut(rest, '_');
}

/* What stands behind the last "_". */
static struct span cut_last_word(struct span *rest)
{
	size_t at = rest->len;
	struct span last;

	while (at && rest->at[at - 1] != '_')
		at--;
	last = span_skip(*rest, at);
	rest->len = at ? at - 1 : 0;
	return last;
}

static bool is_number(struct span s)
{
	int64_t number;

	return span_int(s, 0, INT64_C(1) << 40, &number);
}

/* False if it has another form. */
static bool take_apart(const char *text, struct parts *p)
{
	struct span rest = span_of(text), prefix = SPAN("nighthawk_");

	if (span_starts(rest, prefix))
		rest = span_skip(rest, prefix.len);
	p->run = cut_word(&rest);
	if (!span_is(cut_word(&rest), "qps"))
		return false;
	p->rps = cut_word(&rest);
	if (!span_is(cut_word(&rest), "c"))
		return false;
	p->connections = cut_word(&rest);
	p->size = cut_word(&rest);
	p->mode = cut_last_word(&rest);
	p->config = rest;
	return p->run.len && is_number(p->connections) && is_number(p->size) &&
	       p->mode.len;
}

double istio_offered_rps(const char *text)
{
	struct parts p;
	double rps = NAN;

	if (!take_apart(text, &p))
		return NAN;
	if (span_is(p.rps, "max"))
		return INFINITY;
	span_double(p.rps, 0, 1e12, &rps);
	return rps > 0 ? rps : NAN;
}

static bool is_baseline(struct span mode)
{
	return span_is(mode, "base") || span_is(mode, "baseline");
}

/* The mesh is Istio but where the configuration names another. */
static const char *mesh_of(const struct parts *p)
{
	if (is_baseline(p->mode))
		return "none";
	return span_find(p->config, SPAN("linkerd")) >= 0 ? "linkerd" : "istio";
}

int istio_labels(const char *text, struct source_writer *w, struct arena *a,
    struct err *err)
{
	struct parts p;

	if (run_label(w, "text", text, LABEL_TOOL, err))
		return -1;
	if (!take_apart(text, &p))
		return 0;
	if (run_label(w, "run_id", arena_span(a, p.run), LABEL_TOOL, err) ||
	    run_label(w, "payload_bytes", arena_span(a, p.size), LABEL_TOOL,
		err) ||
	    run_label(w, "mesh", mesh_of(&p), LABEL_TOOL, err))
		return -1;
	if (!is_baseline(p.mode) && run_label(w, "mesh_sidecars",
					arena_span(a, p.mode), LABEL_TOOL, err))
		return -1;
	if (!p.config.len)
		return 0;
	return run_label(w, "mesh_config", arena_span(a, p.config), LABEL_TOOL,
	    err);
}
