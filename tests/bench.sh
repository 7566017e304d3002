#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The bench of logs runs, over a few rows and without peers that would have to
# be fetched: its programs read what the archive holds now, and its answers are
# right.
tests_dir=$PWD/tests
. tests/cli/lib.sh

ok 'it measures, and its answers are right' env MESHSTAT="$program" \
	BUILD="$root/${BUILD:-build}" BENCH_WORK="$PWD" BENCH_PEERS=no \
	BENCH_ROWS=100000 BENCH_RUNS=1 BENCH_RESULTS=results.md \
	"$tests_dir/bench/run.sh"
is 'it says so in a table' "$(grep -c '^| 100000 |' results.md)" 1
plan
