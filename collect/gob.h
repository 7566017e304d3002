/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Go's encoding/gob, read as a stream of structs: the stream itself defines
 * its types, and a field goes by its name.
 *
 *	message  = length, type id, body;  id < 0: the body defines type -id
 *	uint     = one byte below 128, or 256 - n and n bytes, big-endian
 *	int      = uint: the lowest bit says that the others are inverted
 *	struct   = (distance to the field before, value)*, 0
 *
 * A field that is zero is not there.  A type may be defined again, as in
 * files that were put one after the other; the last definition counts (Go's
 * own decoder refuses that).  Values of interface type are refused.
 */
#ifndef COLLECT_GOB_H
#define COLLECT_GOB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/input.h"

#define GOB_MESSAGE_MAX ((size_t)64 << 20)

struct gob;

struct gob *gob_open(struct input *in); /* borrows the input */
void gob_free(struct gob *g);           /* NULL is fine */

/*
 * The next struct: 1, or 0 at the end, or -1.  *cut says that the end is in
 * the middle of a message, which then is not given.
 */
int gob_next(struct gob *g, bool *cut, struct err *err);

enum gob_kind {
	GOB_NUMBER, /* int, uint, bool */
	GOB_BYTES,  /* also strings, and what encodes itself, as times */
	GOB_OTHER,  /* passed over */
};

struct gob_field {
	struct span name;
	enum gob_kind kind;
	int64_t number;    /* too large for it: INT64_MAX */
	struct span bytes; /* valid until the next struct */
};

/* Its next field: 1, or 0 behind the last one, or -1. */
int gob_field(struct gob *g, struct gob_field *out, struct err *err);

#endif
