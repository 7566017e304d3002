/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A study as canonical JSON.
 */
#include "analyze/study_methods.h"

#include "base/builder.h"

static void words_json(struct builder *b, const char *key,
    const struct word_list *list)
{
	build(b, ",\"%s\":[", key);
	for (size_t i = 0; i < list->len; i++) {
		build(b, "%s", i ? "," : "");
		build_json(b, list->at[i]);
	}
	build(b, "]");
}

static void number_json(struct builder *b, const char *key, double value)
{
	build(b, "\"%s\":", key);
	build_json_number(b, value);
}

/* Nothing of what was not asked for: a study is read again as it is written. */
static void text_json(struct builder *b, const char *key, const char *text)
{
	if (!text)
		return;
	build(b, ",\"%s\":", key);
	build_json(b, text);
}

const char *study_json(const struct study *s, struct arena *a)
{
	struct builder b = { .arena = a };

	build(&b, "{\"title\":");
	build_json(&b, s->title);
	build(&b, ",\"compare\":");
	build_json(&b, s->factor);
	text_json(&b, "baseline", s->baseline);
	words_json(&b, "conditions", &s->conditions);
	words_json(&b, "select", &s->selected);
	words_json(&b, "allow", &s->allowed);
	build(&b, ",\"percentiles\":[");
	for (size_t i = 0; i < s->n_percentiles; i++) {
		build(&b, "%s", i ? "," : "");
		build_json_number(&b, s->percentiles[i]);
	}
	build(&b, "],\"quantile-type\":%d,", s->quantile_type);
	number_json(&b, "confidence", s->confidence);
	build(&b, ",\"margin\":{");
	number_json(&b, "latency", s->margin_latency);
	build(&b, ",");
	number_json(&b, "throughput", s->margin_throughput);
	build(&b, ",");
	number_json(&b, "cpu", s->margin_cpu);
	build(&b, ",");
	number_json(&b, "memory", s->margin_memory);
	build(&b, "}");
	words_json(&b, "gates", &s->gates);
	if (s->meshmark.len)
		words_json(&b, "meshmark", &s->meshmark);
	text_json(&b, "slo", s->slo);
	text_json(&b, "trend", s->trend);
	text_json(&b, "cp", s->trend ? change_finder_name(s->cp) : NULL);
	text_json(&b, "target", s->target);
	text_json(&b, "posthoc", posthoc_name(s->posthoc));
	text_json(&b, "bootstrap",
	    s->bootstrap ? bootstrap_name(s->bootstrap) : NULL);
	if (s->prom_compat)
		build(&b, ",\"prom-compat\":true");
	build(&b, ",\"warmup\":");
	if (s->warmup_s > 0)
		build(&b, "\"%llds\"", (long long)s->warmup_s);
	else
		build_json(&b, s->warmup_s == WARMUP_AUTO ? "auto" : "none");
	build(&b, ",\"seed\":%lld}", (long long)s->seed);
	return build_text(&b);
}
