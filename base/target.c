/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/target.h"

#include <string.h>
#include <strings.h>

#include "base/builder.h"

static const struct span secret_words[] = {
	{ "auth", 4 },
	{ "credential", 10 },
	{ "key", 3 },
	{ "passw", 5 },
	{ "pwd", 3 },
	{ "secret", 6 },
	{ "session", 7 },
	{ "sig", 3 },
	{ "token", 5 },
};

/* The copy as far as it is written; never longer than the URL. */
struct copy {
	char *at;
	size_t len;
};

static void put(struct copy *out, struct span s)
{
	if (s.len)
		memcpy(out->at + out->len, s.at, s.len);
	out->len += s.len;
}

static bool speaks_of(struct span name, struct span word)
{
	for (; name.len >= word.len; name = span_skip(name, 1))
		if (!strncasecmp(name.at, word.at, word.len))
			return true;
	return false;
}

static bool is_secret(struct span name)
{
	for (size_t i = 0; i < sizeof(secret_words) / sizeof(*secret_words);
	     i++)
		if (speaks_of(name, secret_words[i]))
			return true;
	return false;
}

static void put_query(struct copy *out, struct span query)
{
	struct span before = SPAN("?");

	while (query.len) {
		struct span parameter = span_cut(&query, '&');
		struct span value = parameter, name = span_cut(&value, '=');

		put(out, before);
		put(out, is_secret(name) ? name : parameter);
		before = SPAN("&");
	}
}

/*
 * "user:password@host/path" without the user.  Where no scheme stands before
 * it, it may be anything: then a user is one word, with a password.
 */
static void put_path(struct copy *out, struct span text, bool is_url)
{
	struct span rest = text, authority = span_cut(&rest, '/');
	struct span host = authority, user = authority, login;

	while (span_find(host, SPAN("@")) >= 0)
		span_cut(&host, '@');
	user.len -= host.len;
	login = user;
	while (!is_url && span_find(login, SPAN(" ")) >= 0)
		span_cut(&login, ' ');
	if (!is_url && span_find(login, SPAN(":")) < 0)
		login.len = 0;
	put(out, (struct span){ text.at, user.len - login.len });
	put(out, span_skip(text, user.len));
}

char *target_without_secrets(struct arena *a, struct span url)
{
	struct copy out = { arena_alloc(a, url.len + 1, 1), 0 };
	struct span query = url, path = span_cut(&query, '?');
	ptrdiff_t scheme = span_find(path, SPAN("://"));
	bool is_url = scheme >= 0;
	size_t front = is_url ? (size_t)scheme + 3 : 0;

	if (is_url) {
		query = span_cut(&query, '#');
		path = span_cut(&path, '#');
	}
	put(&out, (struct span){ path.at, front });
	put_path(&out, span_skip(path, front), is_url);
	put_query(&out, query);
	if (!is_url && path.len + 1 == url.len)
		put(&out, SPAN("?")); /* a question */
	return out.at;
}

const char *text_without_secrets(struct arena *a, const char *text)
{
	struct builder b = { .arena = a };

	if (!strpbrk(text, "@?#")) /* nothing a secret could stand by */
		return arena_strdup(a, text);
	while (*text) {
		struct span word = { text, strcspn(text, " \n\"'<>") };

		text += word.len;
		build(&b, "%s", target_without_secrets(a, word));
		if (*text)
			build(&b, "%c", *text++);
	}
	return build_text(&b);
}
