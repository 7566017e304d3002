#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# meshstat analyze, as it is used: what it claims, and what it must not claim.
. tests/cli/lib.sh

directional="('regression', 'improvement', 'slower-size-uncertain',
	'faster-size-uncertain')"

# Analyzes quietly; the status is left in $status.
analyze() { # ARCHIVE OPTIONS...
	archive=$1
	shift
	meshstat analyze -a "$archive" "$@" >.out 2>&1
	status=$?
}

verdicts() { # ARCHIVE WHERE: each once
	sql "$1" "SELECT DISTINCT verdict FROM v_comparison WHERE $2
		ORDER BY verdict"
}

reasons() { # ARCHIVE WHERE: each once
	sql "$1" "SELECT DISTINCT reasons FROM v_comparison WHERE $2
		ORDER BY reasons"
}

meshstat collect -q -a s.db "$samples"

# ---- two proxies that are one: whatever differs is noise

analyze s.db --by proxy --baseline haproxy
is 'of the same proxy twice, no difference survives' "$(sql s.db \
	"SELECT metric, verdict, p_adjusted FROM v_comparison
	WHERE candidate = 'haproxy2' AND survives")" ''
is 'though all of them were compared' "$(sql s.db \
	"SELECT count(DISTINCT conditions) FROM v_comparison
	WHERE candidate = 'haproxy2' AND p_value IS NOT NULL")" 4
is 'no direction without a test' "$(sql s.db \
	"SELECT metric FROM v_comparison
	WHERE p_value IS NULL AND verdict IN $directional")" ''
is 'no interval without width' "$(sql s.db \
	"SELECT metric FROM v_comparison WHERE ratio_low = ratio_high")" ''

# ---- a regression

analyze s.db --study "$samples/study.yaml"
is 'a regression is status 1' "$status" 1
is 'and survives somewhere' "$(sql s.db \
	"SELECT count(*) > 0 FROM v_comparison
	WHERE survives AND verdict = 'regression'")" 1
is 'the intervals hold their point' "$(sql s.db \
	"SELECT metric FROM v_comparison WHERE ratio_low > ratio
	OR ratio_high < ratio OR change_low > change
	OR change_high < change")" ''
analyze s.db --by proxy --baseline haproxy --select tool=fortio \
	--select proxy=haproxy
is 'without a candidate it is status 0' "$status" 0

# ---- a capacity of latencies that fall with load

analyze s.db --study "$samples/study.yaml" --slo 'latency_p50 <= 500us'
is 'a load that contradicts the fit is named, and no capacity stated' \
	"$(sed -n 's/^haproxy  *slo  *latency_p50  *//p' .out)" \
	'-                    latency is not monotone in load: at 6,000 req/s the runs keep the objective, and at a lower load they break it; no capacity can be stated'

# ---- a screen of many tests, in words

cp s.db screen.db
analyze screen.db --by proxy --baseline direct --explain latency_p50
is 'a false discovery rate is told as so many in 100' \
	"$(grep -c 'called real, up to 100 in 100 of them$' .out)" 1

# ---- gates on nothing

printf 'compare: proxy\nbaseline: direct\ngates:\n  - latncy_p99 <= 5ms\n' >typo.yaml
fails 2 'a gate on no metric says which there are' \
	meshstat analyze -a s.db --study typo.yaml <<'END'
meshstat: gate "latncy_p99 <= 5ms": no metric is called "latncy_p99"; there are latency_p99 (or another percentile), latency_mean, throughput, error_ratio, data_plane_cpu_per_1k_rps and data_plane_memory
END
sed -i 's/latncy_p99/latency_p95/' typo.yaml
fails 2 'a gate on another percentile says how to measure it' \
	meshstat analyze -a s.db --study typo.yaml <<'END'
meshstat: "latency_p95 <= 5ms": latency_p95 is not measured here; percentiles are named by --percentiles, or by the study's "percentiles"
END

# ---- meshes have one name, however they were called

meshstat collect -q -a mesh.db --set mesh=direct "$samples"/wrk/*direct*
fails 2 'a baseline by another name is told how it is stored' \
	meshstat analyze -a mesh.db --baseline direct <<'END'
meshstat: no run has mesh = direct; there is none ("direct", "baseline" and the like are stored as "none")
END

# ---- an upgrade after which everything is fast, and fails
# As vegeta has it: hey's rows are of responses alone.

mkdir outage
for rep in 1 2 3; do
	zcat "$samples/hey/hey-csv__nginx__q200__r1.csv.gz" |
		head -n $((700 + rep)) | awk -F, 'NR > 1 {
			printf "%.0f,200,%.0f,0,5,,,,%d,GET,http://h/,\n",
				1800000000000000000 + $8 * 1e9, $1 * 1e9, NR
		}' >"outage/before_$rep.csv"
	sed 's/,200,/,503,/' "outage/before_$rep.csv" >"outage/after_$rep.csv"
done
meshstat collect -q -a outage.db --pattern '{release}_{rep}.csv' outage
analyze outage.db --by release --baseline before
is 'an outage is status 1' "$status" 1
is 'and the first thing said' "$(head -n 1 .out | cut -d, -f 1)" \
	'after fails 100 % of its requests'
is 'while latencies are not compared' \
	"$(verdicts outage.db "metric = 'latency_p50'")" not-comparable

printf 'compare: release\nbaseline: before\ngates: [error_ratio change <= 0.1%%]\n' \
	>errors.yaml
# A load that the new release was not run at.
mkdir part
cp "$samples"/fortio/fortio__direct__q500__r* \
	"$samples"/fortio/fortio__direct__q2000__r* part
for f in part/fortio__direct__q500__r*; do
	cp "$f" "$(echo "$f" | sed s/direct/again/)"
done
sed -i 's/direct/again/' part/*again*
meshstat collect -q -a part.db --pattern 'fortio__{release}__q{offered_rps}__r{rep}.{}' part
# With so wide a margin, all that is compared is equivalent.
set -- --by release --baseline direct --margin 900% --allow same-run --strict
analyze part.db "$@" --select offered_rps=500
is 'sides with the same loads are well' "$status" 0
analyze part.db "$@" --allow unmatched
is 'and so is a lacking load that is accepted' "$status" 0
analyze part.db "$@"
is 'a load that only the baseline has is open' "$status" 3
is 'and named' "$(sql part.db "SELECT detail FROM quality
	WHERE check_name = 'unmatched'")" \
	'again has no runs to compare with those of direct, 2,000 req/s'

analyze outage.db --study errors.yaml
is 'a gate on more failures fails' "$(sql outage.db \
	"SELECT state FROM gate JOIN analysis ON analysis.id = analysis_id
	WHERE study LIKE '%error_ratio change%'")" fail

# ---- a log of responses alone, which cannot say that nothing failed

meshstat collect -q -a hey.db --pattern 'hey-csv__{proxy}__q200__r{rep}.csv.gz' \
	"$samples"/hey/*.csv.gz
printf 'compare: proxy\nbaseline: direct\ngates: [error_ratio <= 1%%]\n' >hey.yaml
analyze hey.db --study hey.yaml
is 'a gate on failures that nobody counted does not pass' \
	"$(sql hey.db "SELECT DISTINCT state FROM gate")" not-comparable
mkdir responses
for rep in 1 2; do
	zcat "$samples/hey/hey-csv__direct__q200__r$rep.csv.gz" |
		tee "responses/before_$rep.csv" |
		awk -F, -v OFS=, 'NR % 3 == 2 { $7 = 503 } { print }' \
			>"responses/after_$rep.csv"
done
meshstat collect -q -a responses.db --pattern '{release}_{rep}.csv' responses
analyze responses.db --by release --baseline before
is 'but more statuses that are errors are a regression' "$status" 1

fails 2 'a target that no release is held against is an error' \
	meshstat analyze -a outage.db --target 'latency_p90 = 2ms' <<'END'
meshstat: target "latency_p90 = 2ms": releases are held against it, and none are followed: name their label by --trend
END

# ---- what --strict is for

analyze outage.db --by release --baseline after --select release=after
is 'a comparison that is missing is status 0' "$status" 0
is 'and then nothing says why' "$(grep -c 'exit status' .out)" 0
analyze outage.db --by release --baseline after --select release=after --strict
is 'and 3 with --strict' "$status" 3
is 'and the last line says why' "$(tail -n 1 .out)" \
	'exit status 3: nothing was compared'
analyze outage.db --by release --baseline before --strict
is 'which hides no regression' "$status" 1

# wrk states no p99.9.
set -- --by proxy --baseline haproxy --select tool=wrk --margin 900%
meshstat collect -q -a wrk.db --pattern 'wrk/wrk__{proxy}__{}__r{rep}.{}' \
	"$samples"/wrk/wrk__haproxy__c8__r* \
	"$samples"/wrk/wrk__haproxy2__c8__r*
analyze wrk.db "$@" --strict --percentiles 50,99.9
is 'what somebody named is missing where no run has it' "$(tail -n 1 .out)" \
	'exit status 3: latency_p99.9 missing in 1 of 1 comparisons'
analyze wrk.db "$@" --strict
is 'what nobody named is not' "$status" 0

# ---- one run in two files

meshstat collect -q -a twins.db "$root/tests/data/k6/flaky.txt" \
	"$root/tests/data/k6/flaky.summary.json"
analyze twins.db --by tool
is 'a summary in JSON and as text is one run' "$(sql twins.db \
	"SELECT count(*) FROM cell_run")" 1
is 'and the check says which file is left out' "$(sql twins.db \
	"SELECT detail FROM quality WHERE check_name = 'same-run'")" \
	'flaky.txt (k6-console) has the same run: all figures agree that both state; it is left out'
analyze twins.db --by tool --allow same-run
is 'unless they are accepted as two' "$(sql twins.db \
	"SELECT count(*) FROM cell_run WHERE cell_id IN (SELECT id FROM cell
	WHERE analysis_id = (SELECT max(id) FROM analysis))")" 2

# ---- more than the factor differs

tls="candidate = 'haproxy-tls'"
analyze s.db --study "$samples/study.yaml"
is 'TLS on one side alone is not comparable' \
	"$(verdicts s.db "$tls AND verdict != 'missing'")" not-comparable
is 'and the reason names it' \
	"$(reasons s.db "$tls AND verdict != 'missing'")" \
	'tls differs: no against yes'
analyze s.db --study "$samples/study.yaml" --allow tls
is 'accepted, it is compared' \
	"$(verdicts s.db "$tls AND verdict = 'not-comparable'")" ''
is 'the study says what was accepted' "$(sql s.db \
	"SELECT study ->> '$.allow' FROM analysis ORDER BY id DESC LIMIT 1")" \
	'["tls"]'
is 'and so does a check' "$(sql s.db \
	"SELECT DISTINCT state, detail FROM quality
	WHERE check_name = 'one-factor' AND detail LIKE 'tls%'")" \
	'warn|tls differs: no against yes (accepted)'

# ---- nothing to compare with

first() { # FILE
	sed -n 1p "$1"
}

fails 2 'a baseline that nothing has' \
	meshstat analyze -a s.db --by proxy --baseline nosuch <<'END'
meshstat: no run has proxy = nosuch; there is nginx, direct, haproxy-tls, haproxy, haproxy2, caddy
END
fails 2 'a label that nothing has' meshstat analyze -a s.db --by nosuch <<'END'
meshstat: no run has the label nosuch, by which to compare
END
fails 2 'an accepted difference that nothing has' \
	meshstat analyze -a s.db --allow tsl <<'END'
meshstat: nothing called tsl can be allowed: it is no label of a run, and no check
END

fails 2 'a selection by a value that no run has says which there are' \
	meshstat analyze -a s.db --select tool=wrk --select proxy=nosuch <<'END'
meshstat: select proxy=nosuch: no run has it; there is nginx, direct, haproxy-tls, haproxy, haproxy2, caddy
END
fails 2 'a selection by a label that no run has' \
	meshstat analyze -a s.db --select prxy=nginx <<'END'
meshstat: select prxy=nginx: no run has the label prxy
END
fails 2 'a selection of labels that no run has together' \
	meshstat analyze -a s.db --select proxy=caddy --select tool=hey <<'END'
meshstat: no run has all of the selected labels
END
analyze s.db --by proxy --select tool=wrk --select proxy=nginx --select proxy=direct
is 'of one label, any of the values is selected' "$(sql s.db \
	'SELECT group_concat(DISTINCT candidate) FROM v_comparison
	WHERE analysis = "Comparison"')" nginx
analyze s.db --by proxy --select tool=wrk2
is 'a selection is all that is compared' "$(sql s.db \
	"SELECT DISTINCT candidate, conditions ->> 'tool' FROM v_comparison
	WHERE analysis = 'Comparison'")" \
	'haproxy|wrk2'

# ---- another load

for i in 1 2; do
	for c in 2:direct__q500 8:direct__q2000 4:nginx__q500; do
		side=${c#*:}
		meshstat collect -q -a other.db --set side="${side%__*}" \
			--set connections="${c%%:*}" \
			"$samples/fortio/fortio__${side}__r$i.json"
	done
done
analyze other.db --by side --baseline direct
is 'a baseline of another load says what it has instead' \
	"$(grep '^nginx against' .out)" \
	'nginx against direct, 4 connections, 500 req/s (2 runs each; 4 connections against 2 connections)'

# ---- too few runs

one=$samples/fortio/fortio__direct__q500__r1.json
two=$samples/fortio/fortio__nginx__q500__r1.json
meshstat collect -q -a one.db --set mesh=none "$one"
meshstat collect -q -a one.db --set mesh=istio "$two"
analyze one.db
is 'one run a side is unreplicated' "$(verdicts one.db 1)" unreplicated
is 'which is no regression' "$status" 0

for i in 2 3 4 5; do
	meshstat collect -q -a one.db --set mesh=none \
		"$samples/fortio/fortio__direct__q500__r$i.json"
done
analyze one.db
is 'one new run beside five says how it was compared' "$(sql one.db \
	"SELECT DISTINCT method, baseline_runs, candidate_runs
	FROM v_comparison WHERE metric = 'latency_p50'")" \
	'prediction interval for one new run|5|1'
ok 'and prints no number that it does not have' \
	sh -c '! grep -qi -w -e nan -e inf .out'

meshstat collect -q -a one.db "$samples/wrk/wrk__direct__c8__r1.txt"
analyze one.db
is 'a run that is in no comparison is told' "$(sql one.db \
	"SELECT state, detail FROM quality WHERE check_name = 'factor'")" \
	'warn|has no label mesh, and is in no comparison'

# ---- the rate that was asked for may be known from a label alone

meshstat collect -q -a slow.db --set mesh=none --set offered_rps=100 \
	"$samples/hey/hey__direct__c4__r1.txt"
meshstat collect -q -a slow.db --set mesh=istio --set offered_rps=100 \
	"$samples/hey/hey__nginx__c4__r1.txt"
analyze slow.db
is 'a labeled rate is held against the achieved one' "$(sql slow.db \
	"SELECT DISTINCT state FROM quality WHERE check_name = 'saturation'")" ok

# ---- several workers are one run

for i in 1 2; do
	meshstat collect -q -a workers.db --set mesh=none --set worker=$i \
		"$samples/wrk/wrk__direct__c8__r$i.txt"
done
analyze workers.db --percentiles 99
is 'workers are one run' "$(sql workers.db \
	"SELECT group_concat(metric || ' ' || round(value, 5)) FROM estimate
	WHERE metric IN ('throughput', 'latency_p99')")" \
	'latency_p99 0.00336,throughput 74672.59'
is 'of which percentiles are bounds' "$(sql workers.db \
	"SELECT value, detail LIKE '%percentiles are bounds' FROM quality
	WHERE check_name = 'workers'")" '2.0|1'

# ---- what stands in the archive is shown, not obeyed

bad=$(printf 'a\033]0;b\ac\nd')
meshstat collect -q -a bad.db --set "mesh=$bad" "$one"
analyze bad.db
is 'control characters of a label do not reach the terminal' \
	"$(tr -d '\n' <.out | tr -cd '\000-\037\177')" ''

# ---- faults

fault() { # NAME MESSAGE OPTIONS...
	name=$1 message=$2
	shift 2
	fails 2 "$name" meshstat analyze -a s.db "$@" <<END
meshstat: $message
END
}

study() { # NAME MESSAGE TEXT
	printf '%s\n' "$3" >study.yaml
	fault "$1" "$2" --study study.yaml
}

study 'a list for a text' \
	'study.yaml:1: compare: expected a text, got a list' 'compare: [a]'
study 'a margin that is no number' \
	'study.yaml:3: margin: expected a percentage or a share, such as 5% or 0.05, got "x"' \
	"title: t
margin:
  latency: x"
study 'a percentile beyond 100' \
	'study.yaml:2: percentiles: expected numbers from 1 to 99.99999, got "200"' \
	"title: t
percentiles: [50, 200]"
study 'a confidence of more than everything' \
	'study.yaml:1: confidence: expected a percentage or a share, such as 95% or 0.95, got "2"' \
	'confidence: 2'
study 'a seed in words' \
	'study.yaml:1: seed: expected a whole number, got "x"' 'seed: x'
study 'an unknown key' 'study.yaml:2: unknown key "nosuch"' "title: t
nosuch: 1"
study 'an unknown margin' 'study.yaml:1: unknown key "disk"' \
	'margin: {disk: 1%}'
study 'a map for a list' \
	'study.yaml:1: percentiles: expected a list, got a mapping' \
	'percentiles: {a: 1}'
study 'a key twice' 'study.yaml:2: duplicate key "compare"' "compare: a
compare: b"
study 'a list' 'study.yaml:1: expected a mapping, got a list' '- a'
study 'nothing' 'study.yaml: empty' ''
study 'a selection without a value' \
	'select: expected LABEL=VALUE, got "tool"' 'select: tool'
fault 'no study' 'nosuch.yaml: No such file or directory' --study nosuch.yaml

fault 'percentile 0' \
	'percentiles: expected numbers from 1 to 99.99999, got "0"' \
	--percentiles=0
fault 'percentiles with a hole' \
	'percentiles: expected numbers from 1 to 99.99999, got ""' \
	--percentiles=50,,99
fault 'more percentiles than a table has room for' \
	'percentiles: more than 16' \
	--percentiles=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17
fault 'full confidence' 'confidence: expected a percentage or a share, such as 95% or 0.95, got "1"' \
	--confidence 1
fault 'a negative margin' 'margin: expected a percentage or a share, such as 5% or 0.05, got "-1"' \
	--margin=-1
fault 'half a seed' 'seed: expected a whole number, got "1.5"' --seed 1.5
fault 'a selection without "="' \
	'select: expected LABEL=VALUE, got "tool"' --select tool
fails 2 'an explanation of what is none' \
	meshstat analyze -a s.db --by proxy --select tool=fortio --explain haproxi <<'END'
meshstat: --explain haproxi: no such comparison; perhaps haproxy is meant; expected CANDIDATE, METRIC or CANDIDATE:METRIC
END
fails 2 'an explanation where nothing is compared says why' \
	meshstat analyze -a s.db --by proxy --baseline caddy --select proxy=caddy \
	--explain latency_p50 <<'END'
meshstat: --explain latency_p50: Nothing is compared: no label tells the runs apart (proxy is always caddy). Give them labels by --pattern, runs.csv or --set; README.md says how.
END
fault 'an operand' 'analyze takes no operand, got "extra"' extra

fails 2 'no archive' meshstat analyze -a nosuch.db <<'END'
meshstat: nosuch.db: no such archive; make one by "meshstat collect -a nosuch.db FILE..."
END
meshstat collect -q -a metrics.db "$samples/prometheus"
fails 2 'an archive without a run' meshstat analyze -a metrics.db <<'END'
meshstat: metrics.db: holds no run; add results by "meshstat collect"
END

# ---- CPU as Prometheus has it: three scrapes, a second apart, of a run that
# lasts 8.001 s; see tests/prometheus_rate.sh

cat >scraped.json <<'END'
{"status":"success","data":{"resultType":"matrix","result":[{"metric":{
"__name__":"container_cpu_usage_seconds_total","container":"istio-proxy",
"namespace":"app","pod":"a"},"values":[[1795364182.943,"1000"],
[1795364183.943,"1000.5"],[1795364184.943,"1001"]]}]}}
END
meshstat collect -q -a cpu.db scraped.json \
	"$samples/fortio/fortio__direct__q500__r1.json"
analyze cpu.db --by tool --title plain
is 'a rate is between the samples' "$(sql cpu.db "SELECT value FROM v_metric
	WHERE component = 'a' AND analysis = 'plain'")" 0.5
analyze cpu.db --by tool --title prom --prom-compat
is 'or reaches half an interval further, over the whole run' "$(sql cpu.db \
	"SELECT round(value * 8.001, 9) FROM v_metric WHERE component = 'a'
	AND analysis = 'prom'")" 1.5
is 'which is stored' "$(sql cpu.db "SELECT study ->> '$.prom-compat'
	FROM analysis WHERE title = 'prom'")" 1
meshstat render -q -a cpu.db -o cpu.html
ok 'and said in the report' grep -q 'as rate() of Prometheus does' cpu.html

# wrk says no start: without one, its run has no CPU.
cp "$samples/wrk/wrk__caddy__c8__r1.txt" wrk.txt
of_wrk() { # ANALYZE'S OPTIONS...: the CPU of its run
	meshstat collect -q -a wrk.db scraped.json wrk.txt || return
	analyze wrk.db --by tool
	sql wrk.db "SELECT value FROM v_metric WHERE component = 'a'"
}
is 'a run without a start has no CPU' "$(of_wrk)" ''
for start in 2026-11-22T16:16:23Z 2026-11-22T17:16:23.000+01:00 1795364183; do
	rm wrk.db
	printf 'file,started_at\nwrk.txt,%s\n' $start >runs.csv
	is "but one from $start in runs.csv on does" "$(of_wrk)" 0.5
	is "which is a label of one spelling" "$(sql wrk.db "SELECT value
		FROM label WHERE key = 'started_at'")" 2026-11-22T16:16:23Z
done
rm runs.csv

# ---- experiments of others, with their traps

corpus=$shared/corpus/fortio
if [ -d "$corpus" ]; then
	meshstat collect -q -a trap.db --pattern \
		'http_{mesh}_{offered_rps}_{payload_bytes}_{rep}_{}.json' \
		"$corpus"/mesh-bench-2022-06-12/02_*
	analyze trap.db --baseline none
	p50="candidate = 'cilium' AND metric = 'latency_p50'"
	is 'buckets of 1 ms do not make Cilium slow' \
		"$(verdicts trap.db "$p50")" inconclusive
	ok 'and that is said' sh -c "sqlite3 -readonly trap.db \"SELECT reasons
		FROM v_comparison WHERE $p50\" | grep -q '^resolution-limited'"
	is 'no number of runs would show more' "$(sql trap.db \
		"SELECT DISTINCT runs_needed FROM comparison
		JOIN cell ON cell.id = candidate_cell
		WHERE metric = 'latency_p50' AND cell.value = 'cilium'")" 0
	is 'its mean is 13 % slower, as was measured' "$(sql trap.db \
		"SELECT verdict, round(ratio, 2), survives FROM v_comparison
		WHERE candidate = 'cilium' AND metric = 'latency_mean'
		AND conditions ->> 'offered_rps' = '500'")" 'regression|1.13|1'

	meshstat collect -q -a rates.db --pattern '{mesh}/test-{}.json' \
		"$corpus/pragmagic"
	analyze rates.db --baseline imp
	is 'latencies at unlike rates are not comparable' \
		"$(verdicts rates.db "metric LIKE 'latency%'")" not-comparable

	meshstat collect -q -a nt.db \
		--pattern '{scenario}/{load}/{policy}/R{rep}/{}.json' \
		"$corpus/nt531"
	analyze nt.db --by policy --baseline off
	is 'a small effect and three runs: nothing is sure' "$(sql nt.db \
		"SELECT metric FROM v_comparison WHERE survives")" ''
	is 'which is no regression either' "$status" 0
else
	skip 'experiments of others' "$shared/corpus is not there"
fi

# ---- two versions of one mesh, which a comparison does not hold equal

twin() { # PROXY VERSION REPEATS [MESH]
	proxy=$1 version=$2
	for repeat in $3; do
		meshstat collect -q -a twins.db --set mesh="${4:-istio}" \
			${version:+--set mesh_version=$version} \
			"$samples/fortio/fortio__${proxy}__q500__r$repeat.json"
	done
}

twin direct '' '1 2' none
twin haproxy 1.20 '1 2'
twin haproxy 1.21 '3 4'
analyze twins.db --by mesh --baseline none
is 'a terminal names twins apart' "$(grep -o '^istio.* against none' .out)" \
	'istio, mesh_version 1.20 against none
istio, mesh_version 1.21 against none'
analyze twins.db --by mesh --baseline none --rank
is 'and so does a ranking' \
	"$(grep -o '^istio, mesh_version 1.2[01]' .out | sort | uniq | wc -l)" 2
is 'of which there is one name each, also in SQL' "$(sql twins.db \
	"SELECT DISTINCT candidate || ': ' || candidate_name FROM v_comparison
	ORDER BY 1")" 'istio: istio, mesh_version 1.20
istio: istio, mesh_version 1.21'

# ---- names that a terminal would obey

escape=$(printf '\033')
for repeat in 1 2; do
	for proxy in direct haproxy nginx; do
		meshstat collect -q -a tame.db --set "rep=$repeat" \
			--set "proxy=$proxy$escape[2J$(printf '\nall pass')" \
			"$samples/fortio/fortio__${proxy}__q500__r$repeat.json"
	done
done
for option in --quiet --rank --explain=latency_p50; do
	meshstat analyze -a tame.db --by proxy "$option" \
		--baseline "direct$escape[2J$(printf '\nall pass')" >.out 2>&1
	is "no output has them: $option" "$(grep -c "$escape" .out)" 0
done
meshstat analyze -a tame.db --by proxy --rank >.out
is 'nor a line of their own' "$(grep -c '^all pass' .out)" 0

plan
