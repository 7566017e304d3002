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
has 'HTML tells capacity' loads.html '4 of 5 keep p99 ≤ 6.00 ms'
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
	--trend mesh_version --allow target \
	--target 'latency_p50 = 0.3ms' >/dev/null
for format in html md json; do
	meshstat render -q -a releases.db -o releases.$format
done
has 'HTML tells releases' releases.html '<section id="trend"'
has 'in their order' releases.html 'p50 of proxy: 1.7 is +'
has 'and where they changed' releases.html 'from 1.5 on: +'
has 'Markdown tells it alike' releases.md '| p50 of proxy | 1.7 |'
has 'HTML tells who is off a target' releases.html \
	'off target at 1.5: above the 300 µs of the study (CUSUM 5.8, limit 5)'
has 'Markdown tells it alike' releases.md 'off target at 1.5'
lacks 'what was not asked for is not there' releases.html 'id="meshmark"'
has 'JSON, too' releases.json '"release":	"1.7"'
has 'HTML says how changes were found' releases.html 'both sides by E-divisive'
meshstat analyze -q -a releases.db --by mesh_version --baseline 1.0 \
	--trend mesh_version --allow target --cp pelt --title pelt >/dev/null
meshstat render -q -a releases.db -o pelt.html
has 'and if otherwise' pelt.html 'both sides by optimal partitioning'
lacks 'without CPU HTML says nothing of cost' releases.html 'id="cost"'

for repeat in 1 2 3 4 5; do
	meshstat collect -q -a worse.db --set mesh=proxy \
		--set mesh_version=1.$((repeat / 4)) \
		"$samples/wrk/wrk__direct__c8__r$repeat.txt"
	meshstat collect -q -a worse.db --set mesh=proxy --set mesh_version=1.2 \
		"$samples/wrk/wrk__nginx__c8__r$repeat.txt"
done
meshstat analyze -a worse.db --by mesh_version --trend mesh_version \
	--allow target >worse.txt
is 'a worse release is status 1, without a baseline too' "$?" 1
is 'and the last line says which' "$(tail -n 1 worse.txt)" \
	'exit status 1: latency_p50 regression of 1.2 against 1.0, throughput regression of 1.2 against 1.0'

schema=$root/tests/schema/meshstat-1.schema.json
for file in loads.json releases.json; do
	if python3 -c 'import jsonschema' 2>/dev/null; then
		ok "$file is of its schema" \
			python3 "$root/tests/schema/validate.py" "$schema" $file
	else
		skip "$file is of its schema" 'no python3-jsonschema here'
	fi
done

# ---- what a report says of itself, followed by its reader

code_after() { # TEXT; the first <code> behind it
	awk -v from="$1" '
	!on && (i = index($0, from)) {
		$0 = substr($0, i)
		on = $0 = substr($0, index($0, "<code>") + 6)
	}
	on && (k = index($0, "</code>")) { print substr($0, 1, k - 1); exit }
	on' | sed -e 's/&quot;/"/g' -e 's/&lt;/</g' -e 's/&gt;/>/g' \
		-e 's/&amp;/\&/g'
}

figures() { # ARCHIVE
	meshstat render -a "$1" -f md
}

again() { # NAME ARCHIVE FOLDER-OF-SOURCES
	rm -rf again && mkdir again && cp -R "$3" again/
	find again -name runs.csv -exec rm {} +
	meshstat render -q -a "$2" -o again/first.html
	figures "$2" >again/first.md
	(
		cd again || exit
		folder=$(basename "$3")
		code_after '<summary>runs.csv' <first.html >"$folder/runs.csv"
		code_after '<summary>The study' <first.html >study.json
		code_after '<h3>To make this' <first.html >steps.sh
		PATH=$(dirname "$program"):$PATH sh steps.sh >said 2>&1
		figures results.db 2>&1 | diff first.md - >>said
	)
	if [ $? -eq 0 ]; then
		pass "$1"
	else
		head -20 again/said | fail "$1"
	fi
}

again 'labels of a table' loads.db "$samples"
mkdir -p by-path/odd,name
for repeat in 1 2 3; do
	for proxy in haproxy caddy; do
		cp "$samples/wrk/wrk__${proxy}__c8__r$repeat.txt" \
			"by-path/odd,name/$proxy-$repeat.txt"
	done
done
meshstat collect -q -a by-path.db --pattern '{proxy}-{rep}.txt' \
	--set 'note=a "b", <c>' by-path
meshstat analyze -q -a by-path.db --by proxy --baseline haproxy \
	--allow target >/dev/null
again 'labels of paths and of the command' by-path.db by-path
has 'which the table quotes' again/by-path/runs.csv \
	'"odd,name/caddy-1.txt","a ""b"", <c>",caddy,1'
# Neither a row nor a column of it can say these.
mkdir broken
for repeat in 1 2 3; do
	for proxy in haproxy caddy; do
		cp "$samples/wrk/wrk__${proxy}__c8__r$repeat.txt" \
			"broken/$proxy-$repeat.txt"
	done
done
cp "$samples/wrk/wrk__nginx__c8__r1.txt" 'broken/wrk
-1.txt'
meshstat collect -q -a broken.db --pattern '{proxy}-{rep}.txt' \
	--set file=x broken
meshstat analyze -q -a broken.db --by proxy --baseline haproxy \
	--allow target >/dev/null
meshstat render -q -a broken.db -o broken.html
code_after '<summary>runs.csv' <broken.html >runs.of.broken
is 'a table without rows that are two and columns that are twice there' \
	"$(grep . runs.of.broken)" 'file,proxy,rep
caddy-1.txt,caddy,1
caddy-2.txt,caddy,2
caddy-3.txt,caddy,3
haproxy-1.txt,haproxy,1
haproxy-2.txt,haproxy,2
haproxy-3.txt,haproxy,3'
has 'and it is told that labels are missing' broken.html 'labels open'
meshstat collect -q -a plain.db "$samples/fortio/fortio__direct__q500__r1.json"
meshstat analyze -q -a plain.db --by tool >/dev/null
meshstat render -q -a plain.db -o plain.html
lacks 'without such labels it shows no table' plain.html '<summary>runs.csv'

plan
