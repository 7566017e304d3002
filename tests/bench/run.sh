#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Measures the reading of large logs against peers, and writes RESULTS.md.
# BENCH_ROWS: rows of the largest log (10000000); BENCH_RUNS: pairs (5);
# BENCH_PEERS=no: without those that would have to be fetched; BENCH_RESULTS:
# another file to write; BENCH_WORK: another folder for the logs;
# BENCH_JMETER: what makes JMeter's dashboard, given a log and an empty folder,
# where there is no `jmeter` of 5.1 or later.
# A peer that is not to be had is skipped, and the results say so.
set -eu

here=$(dirname "$0")
bin=${BUILD:-build}/bench
work=${BENCH_WORK:-$bin}
meshstat=${MESHSTAT:-build/meshstat}
rows=${BENCH_ROWS:-10000000}
runs=${BENCH_RUNS:-5}
PEERS=$(mkdir -p "$work/npm" && cd "$work/npm" && pwd)
export PEERS
results=${BENCH_RESULTS:-$here/RESULTS.md}

log() # NAME KIND ROWS: makes it, unless it is there
{
	test -s "$work/$1" && return
	"$bin/generate" "$2" "$3" >"$work/$1.new"
	mv "$work/$1.new" "$work/$1"
}

peers()
{
	test "${BENCH_PEERS:-yes}" = yes || return 0
	test -d "$PEERS/node_modules" && return
	command -v npm >/dev/null || return 0
	(cd "$PEERS" && timeout 300 npm install --no-audit --no-fund --silent \
		@duckdb/node-api chdb nodejs-polars \
		"nodejs-polars-linux-$(uname -m | sed 's/x86_64/x64/;s/aarch64/arm64/')-gnu" \
		>npm.log 2>&1) || :
}

# simdjson, where its library is installed.
parser()
{
	test -x "$work/parse" && return
	${CXX:-c++} -O2 -std=c++17 -o "$work/parse" "$here/peers/parse.cpp" \
		-lsimdjson 2>/dev/null || :
}

has_r() # PACKAGE
{
	Rscript -e "library($1)" >/dev/null 2>&1
}

has() # PACKAGE
{
	test -d "$PEERS/node_modules/$1"
}

results() # FOLDER RUNS: of fortio, one file each
{
	test -d "$work/$1" && return
	mkdir "$work/$1.new"
	"$bin/generate" fortio "$2" | awk -v RS='\f' -v to="$work/$1.new" \
		'{ file = to "/run-" NR ".json"; printf "%s", $0 >file
		close(file) }'
	mv "$work/$1.new" "$work/$1"
}

# Sets $dashboard, the command that makes JMeter's of $tenth, if one can.
dashboard_find()
{
	dashboard= to=$work/dashboard
	if [ "${BENCH_JMETER:-}" ]; then
		make="$BENCH_JMETER $work/$tenth"
	elif jmeter -j "$work/jmeter.log" '-?' 2>/dev/null |
		grep -q -e --reportonly; then
		make="jmeter -j $work/jmeter.log -g $work/$tenth \
			-Jjmeter.reportgenerator.temp_dir=$work/temp -o"
	else
		return 0
	fi
	dashboard="rm -rf $to; mkdir $to; $make $to"
}

collect() # FILE: the command
{
	echo "rm -f $work/a.db; $meshstat collect -q -a $work/a.db $work/$1"
}

pair() # WORKLOAD FILE PEER COMMAND [OURS]
{
	find "$work/$2" -type f -exec cat {} + >/dev/null
	"$bin/pair" "$runs" "${5:-$(collect "$2")}" "$4" >"$work/row" ||
		echo ' | | | | | | |' >"$work/row"
	echo "| $1 | $3 | $(cat "$work/row") |"
}

absent() # WORKLOAD PEER
{
	echo "| $1 | $2: not to be had here | | | | | | | | |"
}

against() # WORKLOAD FILE KIND [PATTERN]
{
	if has @duckdb/node-api; then
		pair "$1" "$2" DuckDB \
			"node $here/peers/duckdb.mjs $3 '$work/${4:-$2}'"
	else
		absent "$1" DuckDB
	fi
	pair "$1" "$2" cat "cat $work/${4:-$2}"
	if command -v openssl >/dev/null; then
		pair "$1" "$2" 'openssl, SHA-256 alone' \
			"openssl dgst -sha256 $work/${4:-$2}"
	else
		absent "$1" openssl
	fi
}

of_chdb() # WORKLOAD FILE KIND
{
	if has chdb; then
		pair "$1" "$2" chDB "node $here/peers/chdb.js $3 $work/$2"
	else
		absent "$1" chDB
	fi
}

of_simdjson() # WORKLOAD FILE KIND
{
	if test -x "$work/parse"; then
		pair "$1" "$2" 'simdjson, parsing alone' \
			"$work/parse $3 $work/$2"
	else
		absent "$1" simdjson
	fi
}

of_polars() # WORKLOAD FILE [OURS]
{
	if has nodejs-polars; then
		pair "$1" "$2" polars \
			"node $here/peers/polars.js jtl $work/$2" "${3:-}"
	else
		absent "$1" polars
	fi
}

of_dashboard() # WORKLOAD FILE OURS
{
	if [ "$dashboard" ]; then
		pair "$1" "$2" "JMeter's dashboard" "$dashboard" "$3"
	else
		absent "$1" "JMeter's dashboard"
	fi
}

of_vegeta() # WORKLOAD FILE
{
	if command -v vegeta >/dev/null; then
		pair "$1" "$2" 'vegeta report' "vegeta report $work/$2"
	else
		absent "$1" 'vegeta report'
	fi
}

of_data_table() # WORKLOAD FILE
{
	if has_r data.table; then
		pair "$1" "$2" data.table \
			"Rscript $here/peers/data_table.R $work/$2"
	else
		absent "$1" data.table
	fi
}

figures() # FILE
{
	rm -f "$work/check.db"
	$meshstat collect -q -a "$work/check.db" "$work/$1"
	"$bin/figures" "$work/check.db" | sort
	rm -f "$work/check.db"
}

# Exact counts; percentiles within 0.1 % (or half a millisecond's bucket).
check()
{
	figures "$tenth" >"$work/got"
	awk -f "$here/exact.awk" "$work/$tenth" | sort >"$work/expected"
	paste "$work/got" "$work/expected" | awk -F'\t' '
		{ for (i = 1; i <= 10; i++) {
			d = $i - $(i + 10); if (d < 0) d = -d
			if (i <= 3 ? $i != $(i + 10) : d > $(i + 10) / 1000) {
				print "wrong: " $0 >"/dev/stderr"; bad = 1 }
			cells++ } }
		END { if (bad || !cells) exit 1
		print cells " cells of a log of JMeter (requests, errors, " \
		"minimum, p50 to p99.9, maximum by label) equal the exact " \
		"ones, percentiles within 0.1 %." }'
}

# The same counts and sums as DuckDB's, of what is no log of requests.
check_sums() # KIND FILE PATTERN
{
	has @duckdb/node-api || return 0
	rm -f "$work/check.db"
	$meshstat collect -q -a "$work/check.db" "$work/$2"
	"$bin/sums" "$work/check.db" >"$work/got"
	rm -f "$work/check.db"
	node "$here/peers/duckdb.mjs" "$1" "$work/$3" | diff "$work/got" - >&2
	echo "Counts and sums of \`$2\` equal those of DuckDB."
}

# Percentiles of the dashboard are those of the last 20,000 requests of a label.
check_dashboard()
{
	test "$dashboard" || return 0
	sh -c "$dashboard" >/dev/null
	figures "$tenth" | awk -F'\t' -v OFS='\t' \
		'{ print $1, $2, $3, $4 + 0, $10 + 0 }' >"$work/got"
	sed 's/[",]//g; s/^ *//' "$work/dashboard/statistics.json" |
		awk -F' : ' -v OFS='\t' '
		{ at[$1] = $2 }
		$1 == "transaction" { sub(/^Total$/, "total", at[$1]) }
		/^}/ && "transaction" in at {
			print at["transaction"], at["sampleCount"],
			    at["errorCount"], at["minResTime"] + 0,
			    at["maxResTime"] + 0
			delete at["transaction"] }' |
		sort | diff "$work/got" - >&2
	echo "Requests, errors, minimum and maximum by label of \`$tenth\`" \
		"equal those of JMeter's dashboard."
}

# vegeta has its percentiles of a t-digest, which is not exact.
check_vegeta() # FILE
{
	command -v vegeta >/dev/null || return 0
	figures "$1" | grep '^total' >"$work/got"
	vegeta report -type=json "$work/$1" | tr '{,":' '\n\n  ' |
		awk -v file="$1" '
		NR == FNR { n = $2; p50 = $5; p99 = $8; next }
		{ at[$1] = $2 }
		function near(ns, ms) {
			return ns > 0.99e6 * ms && ns < 1.01e6 * ms }
		END { if (at["requests"] != n || !near(at["50th"], p50) ||
				!near(at["99th"], p99)) {
			print "wrong: vegeta of " file >"/dev/stderr"
			exit 1 }
		print "Requests of `" file "` equal those of vegeta, p50 " \
		"and p99 within 1 %." }' "$work/got" -
}

# Of the processor's time, the shares of the hash, the kernel, and so on.
profile() # LOG FILE
{
	perf record -q -F 1999 -o "$work/perf" -- \
		sh -c "$(collect "$2")" >/dev/null 2>&1 || return 0
	perf report -i "$work/perf" --sort dso --stdio 2>/dev/null |
		awk -v name="$1" '$1 ~ /^[0-9.]+%$/ {
			n = split("nettle kernel meshstat sqlite cjson libc", names)
			left = $1 + 0
			for (i = 1; i <= n; i++)
				if (index($2, names[i])) {
					share[i] += left; left = 0 }
			other += left }
		END { printf "| %s |", name
			for (i = 1; i <= n; i++) printf " %.0f |", share[i]
			printf " %.0f |\n", other }'
	rm -f "$work/perf"
}

profiles()
{
	command -v perf >/dev/null || return 0
	echo 'Where the time of the processors goes, in percent, by `perf`.' \
		'The hash is that of the content, by which a source is known.'
	echo
	echo '| log | hash | kernel | meshstat | SQLite | cJSON | libc | rest |'
	echo '|---|---|---|---|---|---|---|---|'
	profile "JTL, $rows rows" "$big"
	profile "JTL, $((rows / 10)) rows" "$tenth"
	profile k6 k6.ndjson
	profile 'vegeta CSV' vegeta.csv
	profile 'vegeta JSON' vegeta.ndjson
	profile hey hey.csv
	profile Prometheus prometheus.json
	profile fortio fortio
	echo
}

linear()
{
	echo '| rows | CPU s | wall s | MiB | ns a row | archive, bytes a row |'
	echo '|---|---|---|---|---|---|'
	for n in $((rows / 100)) $((rows / 10)) "$rows"; do
		log "jtl-$n.csv" jtl "$n"
		cat "$work/jtl-$n.csv" >/dev/null
		"$bin/pair" "$runs" "$(collect "jtl-$n.csv")" true \
			>"$work/row"
		awk -F' *[|] *' -v n="$n" -v b="$(stat -c %s "$work/a.db")" \
			'{ printf "| %d | %s | %s | %s | %.0f | %.3f |\n", n,
			$1, $3, $5, $1 * 1e9 / n, b / n }' "$work/row"
	done
}

report()
{
	ours="$meshstat report -q -o $work/report.html $work/$tenth"
	echo '# Reading large logs'
	echo
	echo "$(date -u +%F), $(nproc) processors:" \
		"$(sed -n 's/model name.*: //p' /proc/cpuinfo | head -1)," \
		"$(uname -sr), load $(cut -d' ' -f1 /proc/loadavg)." \
		"Written by \`make bench\`: medians of $runs pairs, warm cache." \
		'The ratios are peer / meshstat, pair by pair: above 1,' \
		'meshstat needs less.'
	echo
	check
	check_sums prometheus prometheus.json prometheus.json
	check_sums fortio fortio 'fortio/*.json'
	check_dashboard
	check_vegeta vegeta.csv
	check_vegeta vegeta.ndjson
	echo
	echo '| log | peer | CPU s | peer | wall s | peer | MiB | peer |' \
		'CPU ratio | wall ratio |'
	echo '|---|---|---|---|---|---|---|---|---|---|'
	against "JTL, $rows rows" "$big" jtl
	of_polars "JTL, $rows rows" "$big"
	of_chdb "JTL, $rows rows" "$big" jtl
	of_data_table "JTL, $rows rows" "$big"
	of_polars "JTL, $((rows / 10)) rows, to a report" "$tenth" "$ours"
	of_dashboard "JTL, $((rows / 10)) rows, to a report" "$tenth" "$ours"
	against "k6, $((rows / 5)) points" k6.ndjson k6
	of_simdjson "k6, $((rows / 5)) points" k6.ndjson k6
	against "vegeta CSV, $((rows / 2)) rows" vegeta.csv vegeta-csv
	of_vegeta "vegeta CSV, $((rows / 2)) rows" vegeta.csv
	against "vegeta JSON, $((rows / 5)) rows" vegeta.ndjson vegeta-json
	of_vegeta "vegeta JSON, $((rows / 5)) rows" vegeta.ndjson
	against "hey, $((rows / 2)) rows" hey.csv hey
	of_chdb "hey, $((rows / 2)) rows" hey.csv hey
	against "Prometheus, $((rows * 39 / 100)) samples" prometheus.json \
		prometheus
	of_simdjson "Prometheus, $((rows * 39 / 100)) samples" \
		prometheus.json prometheus
	against "fortio, $((rows / 5000)) files" fortio fortio 'fortio/*.json'
	pair 'JTL, zstd -3' "$big.zst" 'zstd -dc into a pipe' \
		"rm -f $work/b.db; zstd -dqc $work/$big.zst |
		$meshstat collect -q -a $work/b.db -"
	echo
	profiles
	linear
}

peers
parser
big=jtl-$rows.csv tenth=jtl-$((rows / 10)).csv
dashboard_find
log "$tenth" jtl $((rows / 10))
log "$big" jtl "$rows"
log k6.ndjson k6 $((rows / 5))
log vegeta.csv vegeta-csv $((rows / 2))
log vegeta.ndjson vegeta-json $((rows / 5))
log hey.csv hey $((rows / 2))
log prometheus.json prometheus $((rows * 39 / 100))
results fortio $((rows / 5000))
test -s "$work/$big.zst" || zstd -q -3 "$work/$big"
report >"$work/RESULTS.md"
mv "$work/RESULTS.md" "$results"
cat "$results"
