/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a result of Service Mesh Performance says beside its figures; see
 * smp_yaml.c.
 */
#ifndef COLLECT_SMP_H
#define COLLECT_SMP_H

#include "base/yaml.h"
#include "store/run.h"

/* Which Meshery writes in place of what it does not know. */
bool smp_is_placeholder(const char *text);

/* What is said of the last run and where it ran. */
int smp_surroundings_write(const struct yaml_node *root, struct arena *a,
    struct source_writer *w, struct err *err);

/* The author's labels, behind all others. */
int smp_labels_write(const struct yaml_node *root, struct arena *a,
    struct source_writer *w, struct err *err);

#endif
