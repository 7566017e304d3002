/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Findings over several loads and releases in words that the page and Markdown
 * share.  All texts are in the arena.
 */
#ifndef RENDER_FINDING_WORDS_H
#define RENDER_FINDING_WORDS_H

#include <stdbool.h>

#include "base/arena.h"
#include "store/result.h"

/* "istio, 8 connections"; what is "" is left out. */
const char *subject_text(struct arena *a, const char *value,
    const char *conditions);

/* "1", or "2–3" where the noise allows several. */
const char *rank_text(struct arena *a, const struct ranking *r);

/* What a capacity is asked for: "p99 ≤ 25.0 ms", "knee of p99". */
const char *capacity_question(struct arena *a, const struct capacity *c);

/* "3,000 to 4,000 req/s, about 3,250 req/s"; "—" where there is none. */
const char *capacity_answer(struct arena *a, const struct capacity *c);

/*
 * What a gate measured: "8.81 ms", of a change "+12 %"; "—" where it did not.
 * And its interval, NULL where it has none.
 */
const char *gate_value_text(struct arena *a, const struct gate *g);
const char *gate_interval_text(struct arena *a, const struct gate *g);

/* Is it a load, rather than a parameter of the scalability law? */
bool capacity_is_load(const struct capacity *c);

/* Did one vary the connections, rather than the offered rate? */
bool capacity_is_of_connections(const struct capacity *c);

/*
 * A cost against the baseline's: "+0.10 cores [+0.09 to +0.11 cores]" of
 * lines, "+20 % [+11 to +30 %]" of averages; "" where it is not known.
 */
const char *cost_change(struct arena *a, const struct cpu_cost *c);

/*
 * A change between releases: "+20 %"; of shares, which have no ratio, "+50 pp".
 * And its interval: "+18 to +22 %".  NULL where it is not known.
 */
const char *release_change_text(struct arena *a, const struct release_change *c,
    const char *unit);
const char *release_change_interval(struct arena *a,
    const struct release_change *c, const char *unit);

/* Up or down as the value went, or what else the verdict says. */
const char *release_change_glyph(const struct release_change *c);

/* Why two releases were not compared. */
const char *release_uncompared(const struct release_change *c);

/* Do two points belong to the same series of releases? */
bool trend_is_same(const struct trend_point *a, const struct trend_point *b);

/* Of whom a series is: "p99 of istio, 8 connections". */
const char *trend_title(struct arena *a, const struct trend_point *t);

/* Is the change one of that point's series? */
bool trend_has_change(const struct trend_point *t,
    const struct change_point *c);

/*
 * The first point of a series, from `first` on, at which what adds up is off
 * the target of the study, in words; NULL: none is, or none is declared.
 */
const char *off_target_text(struct arena *a, const struct trend_point *first,
    size_t n);

/* "confirmed", "possible"; "in doubt" where a series confirms too easily. */
const char *change_point_word(const struct change_point *c);

/* "+20 % at 1.8 (confirmed, p 0.005)"; p of a few releases is no less than
 * "< 0.001" */
const char *change_point_text(struct arena *a, const struct change_point *c);

/* Why one should not trust it, or NULL. */
const char *change_point_doubt(struct arena *a, const struct change_point *c);

#endif
