/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Puts bytes where the user said.
 *
 * A regular file, or one that does not exist yet, has either its old content
 * or all of the new one, also when the machine dies half way: it is written
 * beside and then takes the other's place.  It keeps its permissions; a new
 * one has those that the umask leaves.  Symbolic links are followed.  What is
 * no regular file (a device, a pipe) is opened and written as it stands.
 */
#ifndef RENDER_OUTPUT_H
#define RENDER_OUTPUT_H

#include "base/err.h"
#include "base/text.h"

int output_write(const char *path, struct span bytes, struct err *err);

#endif
