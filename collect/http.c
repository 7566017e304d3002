/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect/http.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <curl/curl.h>

#include "base/arena.h"
#include "base/mem.h"

#define CONNECT_MS 10000L
#define TIMEOUT_MS 120000L
#define WAIT_MS 500L

struct http {
	CURL *curl;
	CURLU *url; /* without user info */
	struct http_settings settings;
	char *name;
	char *body;
	size_t len, cap;
	bool too_large;
	char detail[CURL_ERROR_SIZE];
};

/* ---- the server ---- */

/* A part of the URL that the caller gives to curl_free(); NULL: not there. */
static char *url_part(CURLU *url, CURLUPart part, unsigned flags)
{
	char *text = NULL;

	return curl_url_get(url, part, &text, flags) ? NULL : text;
}

static bool is_http(CURLU *url)
{
	char *scheme = url_part(url, CURLUPART_SCHEME, 0);
	bool yes =
	    scheme && (!strcmp(scheme, "http") || !strcmp(scheme, "https"));

	curl_free(scheme);
	return yes;
}

/* Moves what must stay secret from the URL to the requests. */
static void take_user(struct http *h)
{
	char *user = url_part(h->url, CURLUPART_USER, CURLU_URLDECODE);
	char *password = url_part(h->url, CURLUPART_PASSWORD, CURLU_URLDECODE);

	if (user) {
		curl_easy_setopt(h->curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
		curl_easy_setopt(h->curl, CURLOPT_USERNAME, user);
		curl_easy_setopt(h->curl, CURLOPT_PASSWORD,
		    password ? password : "");
	} else if (h->settings.token) {
		curl_easy_setopt(h->curl, CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
		curl_easy_setopt(h->curl, CURLOPT_XOAUTH2_BEARER,
		    h->settings.token);
	}
	curl_url_set(h->url, CURLUPART_USER, NULL, 0);
	curl_url_set(h->url, CURLUPART_PASSWORD, NULL, 0);
	curl_url_set(h->url, CURLUPART_OPTIONS, NULL, 0);
	curl_url_set(h->url, CURLUPART_FRAGMENT, NULL, 0);
	curl_free(user);
	curl_free(password);
}

static void take_name(struct http *h)
{
	CURLU *bare = curl_url_dup(h->url);
	char *text;
	size_t len;

	curl_url_set(bare, CURLUPART_QUERY, NULL, 0);
	text = url_part(bare, CURLUPART_URL, 0);
	h->name = xstrdup(text ? text : "");
	len = strlen(h->name);
	while (len && h->name[len - 1] == '/')
		h->name[--len] = '\0';
	curl_free(text);
	curl_url_cleanup(bare);
}

static size_t keep_body(char *bytes, size_t size, size_t count, void *context)
{
	struct http *h = context;
	size_t n = size * count;

	if (n > h->settings.body_max - h->len) {
		h->too_large = true;
		return 0;
	}
	if (n > h->cap - h->len) {
		h->cap = 2 * (h->len + n);
		h->body = xrealloc(h->body, h->cap, 1);
	}
	memcpy(h->body + h->len, bytes, n);
	h->len += n;
	return n;
}

static void set_options(struct http *h)
{
	CURL *c = h->curl;

	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_USERAGENT, "meshstat/" VERSION);
	curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "");
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_MS);
	curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, h->settings.timeout_ms);
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, h->detail);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, keep_body);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, h);
}

struct http *http_open(const char *url, const struct http_settings *settings,
    struct err *err)
{
	struct http *h = xcalloc(1, sizeof(*h));

	h->settings = *settings;
	if (!h->settings.timeout_ms)
		h->settings.timeout_ms = TIMEOUT_MS;
	if (!h->settings.wait_ms)
		h->settings.wait_ms = WAIT_MS;
	if (!h->settings.body_max)
		h->settings.body_max = HTTP_BODY_MAX;
	h->curl = curl_easy_init();
	h->url = curl_url();
	if (!h->curl || !h->url) {
		err_set(err, "libcurl does not start");
		goto fail;
	}
	if (curl_url_set(h->url, CURLUPART_URL, url, 0) || !is_http(h->url)) {
		/* Not quoted: there may be a password in it. */
		err_set(err, "not the address of a server: expected http:// or "
			     "https://, then HOST[:PORT][/PATH]");
		goto fail;
	}
	set_options(h);
	take_user(h);
	take_name(h);
	return h;
fail:
	http_close(h);
	return NULL;
}

void http_close(struct http *h)
{
	if (!h)
		return;
	curl_easy_cleanup(h->curl);
	curl_url_cleanup(h->url);
	free(h->name);
	free(h->body);
	free(h);
}

const char *http_name(const struct http *h)
{
	return h->name;
}

/* ---- a request ---- */

/* The URL of a request: path below the server's own, params behind its own. */
static CURLU *request_url(const struct http *h, const char *path,
    struct http_params params)
{
	CURLU *url = curl_url_dup(h->url);
	char *base = url_part(url, CURLUPART_PATH, 0);
	struct span below = span_of(base ? base : "");
	struct arena a = { 0 };

	while (span_ends(below, SPAN("/")))
		below.len--;
	curl_url_set(url, CURLUPART_PATH,
	    arena_printf(&a, "%.*s%s", (int)below.len, below.at, path), 0);
	for (size_t i = 0; i < params.len; i++)
		curl_url_set(url, CURLUPART_QUERY,
		    arena_printf(&a, "%s=%s", params.at[i].name,
			params.at[i].value),
		    CURLU_APPENDQUERY | CURLU_URLENCODE);
	curl_free(base);
	arena_release(&a);
	return url;
}

static CURLcode try_once(struct http *h, struct http_answer *out)
{
	CURLcode code;

	h->len = 0;
	h->too_large = false;
	h->detail[0] = '\0';
	code = curl_easy_perform(h->curl);
	curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &out->status);
	out->body = (struct span){ h->body, h->len };
	return code;
}

static bool may_pass(CURLcode code, long status)
{
	static const CURLcode passing[] = { CURLE_COULDNT_RESOLVE_HOST,
		CURLE_COULDNT_CONNECT, CURLE_GOT_NOTHING, CURLE_RECV_ERROR,
		CURLE_SEND_ERROR, CURLE_PARTIAL_FILE };

	if (code == CURLE_OK)
		return status == 429 || status >= 500;
	for (size_t i = 0; i < sizeof(passing) / sizeof(*passing); i++) {
		if (code == passing[i])
			return true;
	}
	return false;
}

static void sleep_ms(long ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

	nanosleep(&t, NULL);
}

static int no_answer(const struct http *h, CURLcode code, struct err *err)
{
	if (h->too_large)
		return err_set(err, "%s: an answer larger than %zu MiB",
		    h->name, h->settings.body_max >> 20);
	if (code == CURLE_OPERATION_TIMEDOUT)
		return err_set(err, "%s: no full answer within %g s", h->name,
		    (double)h->settings.timeout_ms / 1000);
	return err_set(err, "%s: %s", h->name,
	    h->detail[0] ? h->detail : curl_easy_strerror(code));
}

int http_get(struct http *h, const char *path, struct http_params params,
    struct http_answer *out, struct err *err)
{
	CURLU *url = request_url(h, path, params);
	CURLcode code = CURLE_OK;

	*out = (struct http_answer){ 0 };
	curl_easy_setopt(h->curl, CURLOPT_CURLU, url);
	for (int i = 0; i < HTTP_TRIES; i++) {
		if (i)
			sleep_ms(h->settings.wait_ms << (i - 1));
		code = try_once(h, out);
		if (!may_pass(code, out->status))
			break;
	}
	curl_easy_setopt(h->curl, CURLOPT_CURLU, NULL);
	curl_url_cleanup(url);
	return code == CURLE_OK ? 0 : no_answer(h, code, err);
}
