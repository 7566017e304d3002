#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What the program makes of a few samples, byte for byte: tests/golden/.
# With --update it is written anew; read the diff before you commit it.

update=${1-}
. tests/cli/lib.sh
golden=$root/tests/golden

mkdir few
cp -R "$samples/runs.csv" "$samples/wrk2" few/
meshstat collect -q -a few.db few
meshstat analyze -q -a few.db --select offered_rps=500 --percentiles 50,99 \
	>wrk2.txt
# The version of the program is no part of what it found.
meshstat render -a few.db -f json | grep -v '^	"tool_version"' >wrk2.json

meshstat collect -q -a a.db "$samples"
meshstat analyze -q -a a.db --by proxy --baseline direct \
	--select tool=fortio --select offered_rps=500 --percentiles 50,99 \
	>fortio.txt
meshstat render -a a.db -f md | sed 's/, meshstat [0-9.]*\.$/./' >fortio.md

if [ "$update" = --update ]; then
	cp wrk2.txt wrk2.json fortio.txt fortio.md "$golden"/
	exit
fi

for file in wrk2.txt wrk2.json fortio.txt fortio.md; do
	if diff -u "$golden/$file" $file >.why; then
		pass "$file is as it was"
	else
		fail "$file is as it was" <.why
	fi
done

plan
