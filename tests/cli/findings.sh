#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What is found over several configurations, loads and releases, from recorded
# results to each output: all show the same.
. tests/cli/lib.sh

has() { # NAME FILE TEXT
	if grep -qF -- "$3" "$2"; then
		pass "$1"
	else
		grep -o "id=\"[a-z]*\"" "$2" | head -20 | fail "$1"
	fi
}

lacks() { # NAME FILE TEXT
	ok "$1" sh -c '! grep -qF -- "$1" "$2"' sh "$3" "$2"
}

# ---- five configurations at three loads

meshstat collect -q -a loads.db "$samples"
meshstat analyze -q -a loads.db --by proxy --baseline direct \
	--select tool=fortio --slo 'latency_p99 <= 6ms' >/dev/null
for format in html md json; do
	meshstat render -q -a loads.db -o loads.$format
done
has 'HTML ranks' loads.html '<section id="ranking"'
has 'with letters' loads.html '<b>a</b> 403 µs<span class="interval">rank 1 of 4'
has 'Markdown ranks alike' loads.md \
	'| 500 req/s | p50 | direct 403 µs (a) · nginx 715 µs (b) ·'
has 'HTML tells capacity' loads.html '5 of 5 keep p99 ≤ 6.00 ms'
has 'Markdown tells it alike' loads.md \
	'| direct | p99 ≤ 6.00 ms | 6,000 req/s or more'
has 'JSON, too, with its objective' loads.json '"objective":	0.006'
has 'HTML tells what load costs' loads.html 'CPU as a line over the load'
has 'Markdown tells it alike' loads.md \
	'| haproxy | data-plane | marginal | 24.4 mcores'
lacks 'without releases HTML says nothing of them' loads.html 'id="trend"'
lacks 'nor does Markdown' loads.md '### Releases'
ok 'each chart is a file of its own' sh -c \
	'"$1" render -q -a loads.db -f svg -o charts && ls charts/load-rate-1.svg \
	charts/rank-load-1.svg charts/cost-marginal.svg' sh "$program"

# ---- repeats of one proxy as if they were its releases

release() { # NUMBER PROXY REPEAT
	meshstat collect -q -a releases.db --set mesh=proxy \
		--set "mesh_version=1.$1" \
		"$samples/wrk/wrk__$2__c8__r$3.txt"
}

n=0
for proxy in haproxy haproxy2 caddy; do
	for repeat in 1 2 3 4 5; do
		release $((n / 2)) $proxy $repeat
		n=$((n + 1))
	done
done
meshstat analyze -q -a releases.db --by mesh_version --baseline 1.0 \
	--trend mesh_version --allow target >/dev/null
for format in html md json; do
	meshstat render -q -a releases.db -o releases.$format
done
has 'HTML tells releases' releases.html '<section id="trend"'
has 'in their order' releases.html 'p50 of proxy: 1.7 is +'
has 'and where they changed' releases.html 'from 1.5 on: +'
has 'Markdown tells it alike' releases.md '| p50 of proxy | 1.7 |'
has 'JSON, too' releases.json '"release":	"1.7"'
lacks 'without CPU HTML says nothing of cost' releases.html 'id="cost"'

schema=$root/tests/schema/meshstat-1.schema.json
for file in loads.json releases.json; do
	if python3 -c 'import jsonschema' 2>/dev/null; then
		ok "$file is of its schema" \
			python3 "$root/tests/schema/validate.py" "$schema" $file
	else
		skip "$file is of its schema" 'no python3-jsonschema here'
	fi
done

plan
