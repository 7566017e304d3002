#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The bench of logs runs, over a few rows and without peers that would have to
# be fetched: its programs read what the archive holds now, and its answers are
# right.
tests_dir=$PWD/tests
. tests/cli/lib.sh

bench() # [NAME=VALUE...]
{
	env MESHSTAT="$program" BUILD="$root/${BUILD:-build}" \
		BENCH_WORK="$PWD" BENCH_PEERS=no BENCH_ROWS=100000 \
		BENCH_RUNS=1 BENCH_RESULTS=results.md "$@" \
		"$tests_dir/bench/run.sh"
}

# Stands for JMeter: of its dashboard, what is compared.
cat >jmeter.sh <<'SH'
#!/bin/sh
test ! "$(ls "$2")" || exit 1
awk -F, -v more="${MORE:-0}" '
function add(label, ms) {
	n[label]++
	bad[label] += /,false,/
	if (!(label in min) || ms < min[label]) min[label] = ms
	if (!(label in max) || ms > max[label]) max[label] = ms
}
NR > 1 { add($3, $2 + 0); add("Total", $2 + 0) }
END { print "{"; bad["Total"] += more
	for (label in n)
		printf "  \"%s\" : {\n    \"transaction\" : \"%s\",\n" \
		    "    \"sampleCount\" : %d,\n    \"errorCount\" : %d,\n" \
		    "    \"minResTime\" : %.1f,\n    \"maxResTime\" : %.1f\n" \
		    "  }%s\n", label, label, n[label], bad[label],
		    min[label], max[label], ++k < 21 ? "," : ""
	print "}" }' "$1" >"$2/statistics.json"
SH
chmod +x jmeter.sh

ok 'it measures, and its answers are right' \
	bench BENCH_JMETER="$PWD/jmeter.sh"
is 'it says so in a table' "$(grep -c '^| 100000 |' results.md)" 1
is 'it compares with the dashboard of JMeter before it is timed' \
	"$(grep -c "^Requests.*JMeter's\|to a report | JMeter's dashboard | [0-9]" \
		results.md)" 2
rm results.md
bench BENCH_JMETER="MORE=1 $PWD/jmeter.sh" >out 2>&1
is 'a dashboard with another count of errors is not timed' \
	"$? $(test -e results.md || echo none)" '1 none'

mkdir path
cat >path/vegeta <<'SH'
#!/bin/sh
echo '{"latencies":{"50th":1,"99th":2},"requests":3}'
SH
chmod +x path/vegeta
bench PATH="$PWD/path:$PATH" >out 2>&1
is 'a vegeta that says otherwise is not timed' \
	"$? $(grep -c '^wrong: vegeta of vegeta.csv' out)" '1 1'

mkdir -p sums npm/node_modules/@duckdb/node-api
printf '#!/bin/sh\necho 1\n' >sums/node
chmod +x sums/node
rm -f results.md
bench PATH="$PWD/sums:$PATH" >out 2>&1
is 'a DuckDB with other sums is not timed' \
	"$? $(test -e results.md || echo none)" '1 none'
plan
