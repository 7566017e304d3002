#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Is --prom-compat what rate() of a real Prometheus says of the same samples?
# They are made up, for the time of a run, and given to Debian's server; what it
# answers is collected.  A server from before 2024 may differ in one case, which
# is left out: counters that begin near 0 within the run, more than half an
# interval and less than a whole one after they were 0
# (https://github.com/prometheus/prometheus/pull/13725).

. tests/prometheus/lib.sh
needs prometheus promtool curl sqlite3
meshstat=${MESHSTAT:-build/meshstat}
metric=container_cpu_usage_seconds_total

"$meshstat" collect -q -a "$tmp/a.db" \
	samples/fortio/fortio__direct__q500__r1.json || exit 1
start=$(sqlite3 "$tmp/a.db" 'SELECT started_at_ns / 1000000 FROM run')
length=$(sqlite3 "$tmp/a.db" 'SELECT duration_ns / 1000000 FROM run')

# The run lasts 8 seconds.  Of each pod: its first sample, after the start of
# the run, the seconds between samples, how many there are, the first value, the
# slope, and which of them comes after a restart.
awk -v start="$start" -v metric=$metric '
function pod(name, from, step, n, value, slope, restart,   i) {
	for (i = 0; i < n; i++) {
		if (i)
			value = i == restart ? 0.05 : value + slope * step
		printf "%s{container=\"istio-proxy\",namespace=\"app\",pod=\"%s\"} %.6f %.3f\n",
			metric, name, value, start / 1000 + from + i * step
	}
}
BEGIN {
	print "# TYPE container_cpu_usage_seconds counter"
	pod("steady", -5.3, 1, 20, 100, 0.5, 0)
	pod("young", 2.6, 1, 9, 0.02, 0.5, 0)
	pod("brief", 3.2, 1, 4, 1000, 0.5, 0)
	pod("restarted", -0.6, 1, 12, 50, 0.3, 5)
	pod("rare", 1, 6, 2, 70, 0.2, 0)
	pod("idle", 0.4, 1, 8, 3, 0, 0)
	print "# EOF"
}' >"$tmp/made.om"
promtool tsdb create-blocks-from openmetrics "$tmp/made.om" "$tmp/tsdb" \
	>"$tmp/promtool.log" 2>&1 || skip 'promtool takes no OpenMetrics'

echo 'global: {}' >"$tmp/prometheus.yml"
prometheus_start $((20000 + $$ % 10000)) "$tmp/tsdb" ||
	prometheus_start $((40000 + $$ % 10000)) "$tmp/tsdb" || {
	sed 's/^/# /' "$tmp/prom.log"
	skip 'the server does not start'
}

ask() { # QUERY: at the end of the run
	curl -fsG "$url/api/v1/query" --data-urlencode "query=$1" \
		--data-urlencode "time=$(echo "$start $length" |
			awk '{ printf "%.3f", ($1 + $2) / 1000 }')"
}

ask "rate($metric[${length}ms])" >"$tmp/rate.json" &&
	ask "$metric[${length}ms]" >"$tmp/samples.json" &&
	"$meshstat" collect -q -a "$tmp/a.db" "$tmp/samples.json" || exit 1

# The rates of pods, by the server and by an analysis with some options, as
# "pod value".
theirs() {
	sqlite3 -separator ' ' :memory: "SELECT value ->> '$.metric.pod',
		value ->> '$.value[1]' FROM json_each(readfile(
		'$tmp/rate.json'), '$.data.result') ORDER BY 1"
}

ours() { # [OPTION]
	"$meshstat" analyze -q -a "$tmp/a.db" --by tool --title "rates$1" "$@" \
		>/dev/null
	sqlite3 -separator ' ' "$tmp/a.db" "SELECT component, value FROM
		v_metric WHERE analysis = 'rates$1' AND metric = 'cpu_cores'
		AND component <> 'total' ORDER BY 1"
}

# The pods of which both say the same, to nine digits.
alike() { # FILE
	join "$tmp/theirs" "$1" | awk '{ d = $2 - $3; if (d < 0) d = -d
		if (d <= 1e-9 * ($2 + 1e-9)) print $1 }' | xargs
}

theirs >"$tmp/theirs"
ours --prom-compat >"$tmp/compat"
ours >"$tmp/plain"
echo '1..2'
check() { # NUMBER NAME GOT EXPECTED
	[ "$3" = "$4" ] || {
		sed 's/^/# /' "$tmp/theirs" "$tmp/compat"
		printf 'not '
	}
	echo "ok $1 - $2"
}
check 1 '--prom-compat says of each pod what rate() says' \
	"$(alike "$tmp/compat")" 'brief idle rare restarted steady young'
check 2 'without it those that did not last as long as the run differ' \
	"$(alike "$tmp/plain")" 'idle rare restarted steady'
