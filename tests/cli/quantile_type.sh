#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Percentiles as tools define them, from the requests that the tools logged.
. tests/cli/lib.sh

# analyzed FILE TYPE: writes it all to t.json.
analyzed() {
	rm -f t.db
	meshstat collect -q -a t.db "$1" &&
		meshstat analyze -q -a t.db --by tool --percentiles 50,90,95,99 \
			--quantile-type "$2" &&
		meshstat render -q -a t.db -o t.json
}

# known: percentiles of the run as "p seconds low high", in the order of p.
known() {
	sqlite3 -separator ' ' :memory: "SELECT value ->> 'p',
		value ->> 'seconds', value ->> 'low_seconds',
		value ->> 'high_seconds'
		FROM json_each(readfile('t.json'),
			'\$.runs[0].latency.percentiles')
		WHERE value ->> 'p' IN (50, 90, 95, 99)"
}

# held PRINTED: which of the percentiles, in seconds, the bounds hold.
held() {
	known | awk -v printed="$1" '{ split(printed, at, " ")
		if ($3 <= at[NR] && at[NR] <= $4) print $1 }' | xargs
}

# same PRINTED: which of them are that, to nine digits.
same() {
	known | awk -v printed="$1" '{ split(printed, at, " ")
		d = $2 - at[NR]; if (d < 0) d = -d
		if (d <= 1e-9 * $2) print $1 }' | xargs
}

# What k6 printed of the same 400 requests, in seconds.
k6=$(sqlite3 -separator ' ' :memory: "WITH d AS (SELECT value AS v FROM
		json_each(readfile('$root/tests/data/k6/raw.summary.json'),
			'\$.metrics') WHERE key = 'http_req_duration'),
	t AS (SELECT coalesce(v -> 'values', v) AS t FROM d)
	SELECT (t ->> '\$.\"p(50)\"') / 1000, (t ->> '\$.\"p(90)\"') / 1000,
	(t ->> '\$.\"p(95)\"') / 1000, (t ->> '\$.\"p(99)\"') / 1000 FROM t")
analyzed "$root/tests/data/k6/raw.csv.gz" 7 >.got 2>&1
is 'type 7 holds every percentile that k6 printed' "$(held "$k6")" '50 90 95 99'
is 'within a thousandth' "$(known | awk '$4 > $3 * 1.001 { print $1 }')" ''
meshstat render -q -a t.db -o t.html
ok 'the report says which definition it has' \
	grep -q 'type 7 of Hyndman and Fan' t.html
analyzed "$root/tests/data/k6/raw.csv.gz" 1 >.got 2>&1
is 'type 1 holds the median alone' "$(held "$k6")" 50

analyzed "$root/tests/data/k6/raw.summary.json" 7 >.got 2>&1
is 'of a summary, it is said not to apply' "$(sql t.db "SELECT detail
	FROM quality WHERE check_name = 'quantile-type'")" "type 7 does not \
apply: there are only the percentiles that k6 states, by its own definition"

# JMeter's own test of its dashboard, and the percentiles it expects, in ms.
jmeter=$shared/corpus/jmeter
if [ ! -d "$jmeter" ]; then
	skip 'type 6 is what JMeter prints' "no $jmeter"
	plan
	exit
fi
printed=$(sqlite3 -separator ' ' :memory: "SELECT
	(t ->> 'medianResTime') / 1000, (t ->> 'pct1ResTime') / 1000,
	(t ->> 'pct2ResTime') / 1000, (t ->> 'pct3ResTime') / 1000
	FROM (SELECT readfile('$jmeter/jmeter-statistics-expect.json')
		-> '\$.Total' AS t)")
for type in 1 6 7; do
	analyzed "$jmeter/jmeter-HTMLReportTestFile.csv" $type >.got 2>&1
	same "$printed" >same.$type
done
is 'type 6 is what JMeter prints, to the digit' "$(cat same.6)" '50 90 95 99'
is 'type 1 is not' "$(cat same.1)" '50 90 99'
is 'nor is type 7' "$(cat same.7)" '50 90'

plan
