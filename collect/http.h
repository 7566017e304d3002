/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GET requests to one server, over HTTP or HTTPS.
 *
 * User info in the server's URL, or else a bearer token, goes into the
 * requests and nowhere else: no name and no message has it.  Redirects are not
 * followed, as they lead to login pages.  What may pass (no connection, a
 * broken one, status 429 and 5xx) is tried again, HTTP_TRIES times in all,
 * with a wait that doubles.
 */
#ifndef COLLECT_HTTP_H
#define COLLECT_HTTP_H

#include <stddef.h>

#include "base/err.h"
#include "base/text.h"

#define HTTP_TRIES 4
#define HTTP_BODY_MAX ((size_t)256 << 20) /* also of what was compressed */

struct http_settings {
	const char *token; /* bearer; NULL: none */
	long timeout_ms;   /* of one try; 0: two minutes */
	long wait_ms;      /* before the second try; 0: half a second */
	size_t body_max;   /* 0: HTTP_BODY_MAX */
};

struct http;

/* Connects to nobody yet.  NULL if `url` is no http or https URL. */
struct http *http_open(const char *url, const struct http_settings *settings,
    struct err *err);
void http_close(struct http *h); /* NULL is fine */

/* The URL without user info, query and fragment, and without a last "/". */
const char *http_name(const struct http *h);

struct http_param {
	const char *name, *value;
};

struct http_params {
	const struct http_param *at;
	size_t len;
};

/* Valid until the next request. */
struct http_answer {
	long status;
	struct span body;
};

/*
 * Gets `path` ("/api/v1/query") below the server's URL.  Any status is an
 * answer; no answer is an error.
 */
int http_get(struct http *h, const char *path, struct http_params params,
    struct http_answer *out, struct err *err);

#endif
