/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/units.h"
#include "collect/fortio.h"

static const struct {
	const char *run_type, *protocol;
} protocols[] = {
	{ "HTTP", "http" },
	{ "GRPC", "grpc" },
	{ "TCP", "tcp" },
	{ "UDP", "udp" },
};

/* Before 0.9 there is no RunType: gRPC has a destination, HTTP a URL. */
static int label_protocol(const struct json_node *root, struct source_writer *w,
    struct err *err)
{
	const char *type = "";

	if (json_member(root, "Destination").value)
		type = "GRPC";
	else if (json_member(root, "URL").value)
		type = "HTTP";
	if (json_string_try(root, "RunType", &type, err))
		return -1;
	for (size_t i = 0; i < sizeof(protocols) / sizeof(*protocols); i++)
		if (span_starts(span_of(type), span_of(protocols[i].run_type)))
			return run_label(w, "protocol", protocols[i].protocol,
			    LABEL_TOOL, err);
	return 0;
}

/* Only where the switch is on, which is not the default, is there a label. */
static const struct {
	const char *key, *label, *value;
} switches[] = {
	{ "DisableKeepAlive", "keepalive", "off" },
	{ "H2", "http2", "on" },
	{ "HTTP10", "http10", "on" },
	{ "Compression", "compression", "on" },
	{ "Jitter", "jitter", "on" },
	{ "Uniform", "uniform", "on" },
	{ "NoCatchUp", "nocatchup", "on" },
};

static int label_switches(const struct json_node *root, struct source_writer *w,
    struct err *err)
{
	for (size_t i = 0; i < sizeof(switches) / sizeof(*switches); i++) {
		bool on = false;

		if (json_bool_try(root, switches[i].key, &on, err))
			return -1;
		if (on && run_label(w, switches[i].label, switches[i].value,
			      LABEL_TOOL, err))
			return -1;
	}
	return 0;
}

static int label_number(struct source_writer *w, const char *key,
    int64_t number, struct err *err)
{
	char text[UNIT_TEXT];

	snprintf(text, sizeof(text), "%lld", (long long)number);
	return run_label(w, key, text, LABEL_TOOL, err);
}

/* Is there such a key, even if its value is null?  Lists have none. */
static bool states(const struct json_node *root, const char *key)
{
	struct json_node e = json_first(root);

	while (e.value && !(e.key && strcmp(e.key, key) == 0))
		e = json_after(&e);
	return e.value;
}

/* The length of what the base64 stands for; its content stays where it is. */
static int label_payload(const struct json_node *root, struct source_writer *w,
    struct err *err)
{
	const char *text = "";
	size_t len, padding = 0;

	if (!states(root, "Payload"))
		return 0;
	if (json_string_try(root, "Payload", &text, err))
		return -1;
	len = strlen(text);
	while (padding < 2 && padding < len && text[len - 1 - padding] == '=')
		padding++;
	return label_number(w, "payload_bytes",
	    (int64_t)((len - padding) * 3 / 4), err);
}

int fortio_labels(const struct json_node *root, struct source_writer *w,
    struct err *err)
{
	const char *text = NULL;
	int64_t abort_on = 0, streams = 0;

	if (json_string_try(root, "Labels", &text, err) ||
	    json_integer_try(root, "AbortOn", &abort_on, err) ||
	    json_integer_try(root, "Streams", &streams, err))
		return -1;
	if (text && *text && run_label(w, "text", text, LABEL_TOOL, err))
		return -1;
	if (streams > 0 && label_number(w, "streams", streams, err))
		return -1;
	if (abort_on && label_number(w, "abort_on", abort_on, err))
		return -1;
	return label_protocol(root, w, err) || label_switches(root, w, err) ||
		       label_payload(root, w, err)
		   ? -1
		   : 0;
}
