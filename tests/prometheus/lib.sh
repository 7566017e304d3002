# SPDX-License-Identifier: GPL-3.0-or-later
# What tests with a real Prometheus share: a scratch folder $tmp, and servers on
# the loopback interface, whose ids are in $servers; both end with the test.

skip() {
	echo "1..0 # SKIP $1"
	exit 0
}

needs() { # PROGRAM...
	for program; do
		command -v "$program" >/dev/null ||
			skip "$program is not installed"
	done
}

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

# On a port, over the blocks in a folder, by $tmp/prometheus.yml; sets $url.
prometheus_start() { # PORT FOLDER
	timeout 60 prometheus --config.file="$tmp/prometheus.yml" \
		--storage.tsdb.path="$2" --storage.tsdb.retention.time=100y \
		--log.level=warn --web.listen-address=127.0.0.1:"$1" \
		>"$tmp/prom.log" 2>&1 &
	servers="$servers $!"
	within 10 answers "http://127.0.0.1:$1/-/ready" &&
		url=http://127.0.0.1:$1
}
