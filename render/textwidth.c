/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/textwidth.h"

#include <stdint.h>
#include <string.h>

#include "render/safe_text.h"

#define ELLIPSIS "\xe2\x80\xa6"

/* 1/1000 of the font's size, from ' ' to '~'. */
static const short ascii[] = {
	/* clang-format off */
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,
	278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278,
	584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
	500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944,
	667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556,
	278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
	278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
	/* clang-format on */
};

/* Beyond ASCII: the widest letters of each block, up to `last`. */
static const struct {
	uint32_t last;
	short width;
} blocks[] = {
	{ 0xa0, 278 },    /* no-break space */
	{ 0xbf, 584 },    /* signs: plus-minus, micro, middle dot */
	{ 0x24f, 722 },   /* Latin letters with accents */
	{ 0x2af, 556 },   /* phonetic letters */
	{ 0x2ff, 333 },   /* accents on their own */
	{ 0x36f, 0 },     /* accents on the letter before */
	{ 0x10ff, 722 },  /* Greek, Cyrillic, Semitic, Indic */
	{ 0x1fff, 1000 }, /* Hangul parts and others */
	{ 0x200a, 500 },  /* blanks */
	{ 0x200d, 0 },    /* joiners */
	{ 0x2013, 556 },  /* hyphens, en dash */
	{ 0x2017, 1000 }, /* em dash */
	{ 0x2025, 350 },  /* quotes, bullet */
	{ 0x20cf, 1000 }, /* ellipsis, currencies */
	{ 0x2bff, 990 },  /* arrows, mathematics, triangles */
	{ 0xfdff, 1000 }, /* Chinese, Japanese, Korean */
	{ 0xfe0f, 0 },    /* variants of the sign before */
	{ UINT32_MAX, 1000 },
};

static double char_width(uint32_t c)
{
	size_t i = 0;

	if (c >= ' ' && c <= '~')
		return ascii[c - ' '];
	if (c < ' ')
		return ascii[0];
	while (blocks[i].last < c)
		i++;
	return blocks[i].width;
}

/* Bytes of s that fit into `width`; at most until its end. */
static size_t fitting(const char *s, double size, double width)
{
	size_t at = 0;
	double sum = 0;
	uint32_t c = 0;

	for (size_t n; (n = utf8_decode(s + at, &c)) > 0; at += n) {
		sum += char_width(c) * size / 1000;
		if (sum > width)
			break;
	}
	return at;
}

double text_width(const char *s, double size)
{
	double sum = 0;
	uint32_t c = 0;

	for (size_t n; (n = utf8_decode(s, &c)) > 0; s += n)
		sum += char_width(c);
	return sum * size / 1000;
}

const char *text_fit(struct arena *a, const char *s, double size, double width)
{
	size_t n;

	if (text_width(s, size) <= width)
		return s;
	n = fitting(s, size, width - text_width(ELLIPSIS, size));
	while (n && s[n - 1] == ' ')
		n--;
	return arena_printf(a, "%.*s" ELLIPSIS, (int)n, s);
}

const char *text_line(struct arena *a, const char **rest, double size,
    double width)
{
	const char *s = *rest + strspn(*rest, " ");
	size_t n = fitting(s, size, width), end = n;
	uint32_t c = 0;

	if (!*s)
		return NULL;
	while (s[n] && end && s[end] != ' ')
		end--;
	if (end)
		n = end;
	if (!n)
		n = utf8_decode(s, &c);
	*rest = s + (n ? n : strlen(s));
	while (n && s[n - 1] == ' ')
		n--;
	return arena_span(a, (struct span){ s, n });
}
