#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# layers.sh fails where a layer is broken: shown on a tree that breaks some.
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/base" "$tmp/store" "$tmp/collect" "$tmp/analyze" "$tmp/render"
for folder in base store collect analyze render; do
	echo '#include "base/err.h"' >"$tmp/$folder/fine.c"
	echo '#include <stdio.h>' >"$tmp/$folder/fine.h"
done
echo '#include "render/scale.h"' >"$tmp/analyze/draws.c"
echo '#include <sqlite3.h>' >"$tmp/collect/asks.c"
echo '#include <gsl/gsl_cdf.h>' >"$tmp/analyze/shows.h"

said=$(tests/layers.sh "$tmp")
n=0
expect() # text
{
	n=$((n + 1))
	printf '%s\n' "$said" | grep -qF "$1" || printf 'not '
	echo "ok $n - it says: $1"
}

echo 1..5
expect 'ok 1 - base: no breaches'
expect '# collect/asks.c: includes <sqlite3.h>'
expect '# analyze/draws.c: includes render/scale.h'
expect 'not ok 8 - analyze: no leaks'
expect '# analyze/shows.h'
