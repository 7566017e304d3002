#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# lengths.sh FILE...: fails for a function of more than 60 lines, or a file of
# more than 400.
awk '
FNR == 1 { begin = 0; if (file && lines > 400) too_long() ; file = FILENAME }
{ lines = FNR }
/^\{/ { begin = FNR }
/^\}/ {
	if (begin && FNR - begin > 60) {
		printf "%s:%d: a function of %d lines\n", FILENAME, begin,
		    FNR - begin
		bad = 1
	}
	begin = 0
}
function too_long()
{
	printf "%s: a file of %d lines\n", file, lines
	bad = 1
}
END { if (lines > 400) too_long(); exit bad }
' "$@"
