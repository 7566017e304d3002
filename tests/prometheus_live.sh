#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Collects from a real Prometheus, which scrapes itself and a node exporter
# once a second: tests/test_prometheus_live.c says what must come of it.  Both
# servers are Debian's, listen on the loopback interface, and end with this.

test=${BUILD:-build}/tests/test_prometheus_live

. tests/prometheus/lib.sh
needs prometheus prometheus-node-exporter curl
[ -x "$test" ] || skip "$test is not built"

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
	within 10 answers "http://127.0.0.1:$node/metrics" &&
		prometheus_start "$port" "$tmp/tsdb$port"
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
