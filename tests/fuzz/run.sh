#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Feeds the importers broken files: tests/fuzz/run.sh SECONDS
# Fails if one of them crashes, leaks, takes 25 s or 2 GiB; the file that did
# is then in build/fuzz/, to be read again by `build/fuzz/fuzz_import FILE`.

seconds=${1:?expected how many seconds}
cd "$(dirname "$0")/../.." || exit 2
shared=${MESHSTAT_SHARED:-../shared}
out=build/fuzz
packages='sqlite3 libcjson libcurl libxml-2.0 gsl zlib libzstd yaml-0.1 nettle'

mkdir -p $out/seeds $out/corpus || exit 2
make --silent build/embedded.o || exit 2

# shellcheck disable=SC2046 # pkg-config prints words
clang -std=c11 -D_POSIX_C_SOURCE=200809L -DVERSION='"fuzz"' -I. -O1 -g \
	-fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
	$(pkg-config --cflags $packages) -o $out/fuzz_import \
	tests/fuzz/fuzz_import.c base/*.c store/*.c collect/*.c \
	build/embedded.o $(pkg-config --libs $packages) -lm -pthread || exit 2

# Seeds: one name may occur in several folders.
n=0
find samples tests/data "$shared/corpus" -type f -size -100k 2>/dev/null |
	LC_ALL=C sort >$out/seeds.list
while read -r file; do
	n=$((n + 1))
	cp "$file" "$out/seeds/$n"
done <$out/seeds.list
echo "$n seeds, $seconds seconds"

ASAN_OPTIONS=allocator_may_return_null=0
LSAN_OPTIONS=suppressions=$out/suppressions
export ASAN_OPTIONS LSAN_OPTIONS
echo leak:libfontconfig >$out/suppressions
# FUZZ_SEED makes a run that can be made again, as CI wants it.
# shellcheck disable=SC2086
if $out/fuzz_import ${FUZZ_SEED:+-seed=$FUZZ_SEED} \
	-max_total_time="$seconds" -max_len=65536 -timeout=25 \
	-rss_limit_mb=2048 -artifact_prefix=$out/ -print_final_stats=1 \
	$out/corpus $out/seeds >$out/log 2>&1; then
	grep -E '^stat::(number_of_executed|average|peak)' $out/log
	echo 'found nothing'
else
	tail -n 60 $out/log
	echo "found something: see $out/"
	exit 1
fi
