#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# How often statistics are wrong, and how fast they are against peers: writes
# STATISTICS.md.  BENCH_RUNS: pairs of timings (5).  The answers of both are
# compared before they are timed.  A peer that is not to be had is skipped, and
# the results say so; ecp is looked for where R has its packages.
set -eu

here=$(dirname "$0")
work=${BUILD:-build}/bench
meshstat=${MESHSTAT:-build/meshstat}
runs=${BENCH_RUNS:-5}
results=$here/STATISTICS.md
export PYTHONDONTWRITEBYTECODE=1

numbers() # NAME KIND N SCALE SEED
{
	"$work/numbers" "$2" "$3" "$4" "$5" >"$work/$1"
}

python_find()
{
	for python in python3 /usr/bin/python3; do
		if $python -c 'import scipy' 2>/dev/null; then
			return
		fi
	done
	python=
}

# Sets $changes, the command of the best peer there is.
changes_find()
{
	changes=
	if Rscript -e 'library(ecp)' >/dev/null 2>&1; then
		name="ecp's e.divisive in R"
		changes="Rscript $here/peers/changes.R ecp $work/releases"
	elif Rscript -e 'library(strucchange)' >/dev/null 2>&1; then
		name="strucchange's breakpoints in R (ecp is not to be had here)"
		changes="Rscript $here/peers/changes.R strucchange $work/releases"
	fi
}

same() # OURS THEIRS: word by word
{
	test "$(echo $($1))" = "$(echo $($2))"
}

# Ends of intervals, within a twentieth of their width: both draw at random.
near() # OURS THEIRS
{
	{ $1 && $2; } | awk '{ low[NR] = $1; high[NR] = $2 }
		END { w = high[2] - low[2]; d = low[1] - low[2]
		e = high[1] - high[2]; exit !(NR == 2 &&
			d * d <= w * w / 400 && e * e <= w * w / 400) }'
}

against() # METHOD PEER CHECK OURS THEIRS
{
	if ! $3 "$4" "$5"; then
		echo "wrong: $4; $5" >&2
		exit 1
	fi
	"$work/pair" "$runs" "$4" "$5" >"$work/row"
	echo "| $1 | $2 | $(cat "$work/row") |"
}

peers()
{
	echo
	echo '## Against peers'
	echo
	echo "Whole processes, on the same files, with the same answers:" \
		"medians of $runs pairs. The ratios are peer / ours, pair by" \
		'pair.'
	echo
	echo '| method | peer | CPU s | peer | wall s | peer | MiB | peer |' \
		'CPU ratio | wall ratio |'
	echo '|---|---|---|---|---|---|---|---|---|---|'
	python_find
	if [ "$python" ]; then
		against 'Mann-Whitney, 2 x 1,000,000 values' scipy same \
			"$work/methods ranks $work/a $work/b" \
			"$python $here/peers/statistics.py ranks $work/a $work/b"
		against '10,000 draws of 2 x 30 runs' numpy near \
			"$work/methods runs $work/ra $work/rb" \
			"$python $here/peers/statistics.py runs $work/ra $work/rb"
	else
		echo '| Mann-Whitney, bootstrap | scipy: not to be had here |' \
			'| | | | | | | |'
	fi
	changes_find
	if [ "$changes" ]; then
		against 'changes of 400 releases, 199 permutations' "$name" \
			same "$work/methods changes $work/releases" "$changes"
	else
		echo '| changes of 400 releases | R: not to be had here |' \
			'| | | | | | | |'
	fi
}

study()
{
	echo 'compare: mesh'
	echo 'baseline: none'
	echo 'percentiles: [50, 75, 90, 95, 99, 99.9]'
}

archive() # LOADS REPEATS REQUESTS
{
	rm -rf "$work/made" "$work/s.db"
	mkdir "$work/made"
	"$work/results" "$work/made" "$1" "$2" "$3"
	$meshstat collect -q -a "$work/s.db" \
		--pattern '{mesh}-{payload_bytes}-{rep}.csv' "$work/made"
	rm -rf "$work/made"
}

program_row() # NAME OPTIONS
{
	"$work/pair" "$runs" "$meshstat analyze -a $work/s.db --study \
		$work/study.yaml $2; test \$? -le 1" true >"$work/row"
	awk -F' *[|] *' -v name="$1" \
		'{ printf "| %s | %s | %s | %s |\n", name, $1, $3, $5 }' \
		"$work/row"
}

program()
{
	study >"$work/study.yaml"
	echo
	echo '## The program itself'
	echo
	echo "\`meshstat analyze\` of runs of a minute by six percentiles:" \
		"medians of $runs. Ranks and a permutation test stand beside each" \
		'figure, of buckets at both of their ends; a bootstrap is drawn' \
		'from ten runs of a cell on, and from none of five.'
	echo
	echo '| archive | CPU s | wall s | MiB |'
	echo '|---|---|---|---|'
	archive 20 5 2000
	program_row '200 cells of 5 runs, 2,000,000 requests' ''
	archive 10 5 20000
	program_row '100 cells of 5 runs, 10,000,000 requests' ''
	program_row 'the same, `--bootstrap hier`, which none has runs for' \
		'--bootstrap hier'
	archive 10 10 10000
	program_row '100 cells of 10 runs, 10,000,000 requests' ''
	program_row 'the same, `--bootstrap hier`' '--bootstrap hier'
}

intro()
{
	cat <<-END
	# How often statistics are wrong, and how fast they are

	Written by \`make bench-stats\` on $(date -u +%F), on $(nproc) processors:
	$(sed -n 's/model name.*: //p' /proc/cpuinfo | head -1), $(uname -sr), load $(cut -d' ' -f1 /proc/loadavg).
	Experiments of which the truth is known go through the functions of the
	program. They are seeded, and come out the same everywhere; times do not.

	- *Two sides*: without a difference, p <= 0.05 should be as rare as that,
	  whatever the shape of the noise. Buckets hide differences of their size, and
	  never make one up.
	- *Within one run*: of the runs that are shown an interval, 95 of 100 should
	  have one that holds the truth. Where the latency wanders for as long as the
	  run lasts, nothing within it tells how far it is off: mostly none is shown,
	  and what is shown of those that look steady by chance holds it less often
	  (memory 0.95, which is 39 seconds, in runs of 60). A level that hardly moves
	  within a run differs from run to run, which no interval within one tells. An
	  interval with one end says that much and no more. What a source without
	  times allows, as if requests were independent, is too narrow by far: it is
	  labeled \`iid-assumed\`, and no verdict rests on it.
	- *Between runs or within*: seconds that are like their neighbors make equal
	  runs look different. Where they are seen to be, no test is made; what is too
	  small to be seen, the test allows for.
	- *Releases*: in series of releases that resemble their neighbors, changes are
	  confirmed that are none. That is marked, and what is shown as "possible" is a
	  place to look at, no more.
	- *Other methods*: plain shares of runs drawn anew, and BCa, take equal sides
	  for different far too often where runs are few. So a bootstrap decides
	  nothing here, and is refused below ten (\`hier\`) or twenty runs (\`bca\`).
	  Where one run in ten is an outlier, ranks find more than Welch's t does.
	- *Drift*: a level that wanders as long as a run lasts looks like a trend.
	- *Blocks of seconds* of single runs are too narrow wherever seconds are like
	  their neighbors. They are shown where they are asked for, and decide nothing.

	END
}

report()
{
	intro
	"$work/stats"
	"$work/variances"
	"$work/drift"
	"$work/within"
	peers
	program
}

numbers a latencies 1000000 1 1
numbers b latencies 1000000 1.0005 2
numbers ra runs 30 1 3
numbers rb runs 30 1.05 4
numbers releases releases 400 1 1
report >"$work/STATISTICS.md"
mv "$work/STATISTICS.md" "$results"
cat "$results"
