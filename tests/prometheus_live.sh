#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Collects from a real Prometheus, which scrapes itself and a node exporter
# once a second: tests/test_prometheus_live.c says what must come of it.  Both
# servers are Debian's, listen on the loopback interface, and end with this.

test=${BUILD:-build}/tests/test_prometheus_live

skip() {
	echo "1..0 # SKIP $1"
	exit 0
}

for program in prometheus prometheus-node-exporter curl; do
	command -v $program >/dev/null || skip "$program is not installed"
done
[ -x "$test" ] || skip "$test is not built"

tmp=$(mktemp -d) || exit 1
servers=
trap 'kill $servers 2>/dev/null; wait; rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

# within SECONDS COMMAND...: does it succeed?
within() {
	tries=$(($1 * 5))
	shift
	until "$@"; do
		tries=$((tries - 1))
		[ $tries -gt 0 ] || return 1
		sleep 0.2
	done
}

answers() {
	curl -fs -o "$tmp/answer" "$1"
}

# Prometheus looks for its targets 5 seconds after it has started.
has_data() {
	curl -fsG "$url/api/v1/query" -o "$tmp/answer" --data-urlencode \
		'query=min(count_over_time(up[1m])) >= 7' &&
		grep -q '"value"' "$tmp/answer"
}

start() {
	port=$1
	node=$((port + 1))
	cat >"$tmp/prometheus.yml" <<END
global: {scrape_interval: 1s, scrape_timeout: 1s}
scrape_configs:
  - job_name: prometheus
    static_configs: [{targets: ['127.0.0.1:$port']}]
  - job_name: node
    static_configs: [{targets: ['127.0.0.1:$node']}]
END
	timeout 60 prometheus-node-exporter \
		--web.listen-address=127.0.0.1:"$node" >"$tmp/node.log" 2>&1 &
	servers="$servers $!"
	timeout 60 prometheus --config.file="$tmp/prometheus.yml" \
		--storage.tsdb.path="$tmp/tsdb$port" --log.level=warn \
		--web.listen-address=127.0.0.1:"$port" >"$tmp/prom.log" 2>&1 &
	servers="$servers $!"
	within 10 answers "http://127.0.0.1:$node/metrics" &&
		within 10 answers "http://127.0.0.1:$port/-/ready" &&
		url=http://127.0.0.1:$port
}

# A port may be taken: then another pair is tried.
start $((20000 + $$ % 10000)) || start $((40000 + $$ % 10000)) || {
	sed 's/^/# /' "$tmp/node.log" "$tmp/prom.log"
	echo '1..0 # SKIP the servers do not start'
	exit 0
}
within 30 has_data || {
	echo '1..1'
	echo 'not ok 1 - the server scrapes its targets'
	exit 1
}
CMOCKA_MESSAGE_OUTPUT=TAP MESHSTAT_PROMETHEUS_URL=$url "$test"
