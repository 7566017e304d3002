#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The report in a real browser.  REPORT=page.html tests that page instead of
# one of made-up numbers; PICTURES=folder keeps screenshots.
#
# axe-core and html-validate are used where they are:
#	npm install --prefix build axe-core html-validate
BUILD=${BUILD:-build}

for program in node "${CHROMIUM:-chromium}"; do
	command -v "$program" >/dev/null || {
		echo "1..0 # SKIP $program is not installed"
		exit 0
	}
done
if [ -z "$REPORT" ]; then
	REPORT=$(mktemp -d)/report.html
	trap 'rm -rf "$(dirname "$REPORT")"' EXIT
	"$BUILD/tests/test_sections" "$REPORT" || exit 1
fi
node tests/browser/report.mjs "$REPORT" $PICTURES
