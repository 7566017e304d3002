#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Experiments that others made and published, from their files to a verdict:
# what their design allows to say, and what it does not.
. tests/cli/lib.sh

corpus=$shared/corpus/fortio
if ! [ -d "$corpus" ]; then
	skip 'published experiments' "no $corpus"
	plan
	exit
fi

collected() { # ARCHIVE FOLDER PATTERN
	(cd "$corpus/$2" && meshstat collect -q -a "$tmp/$1" --pattern "$3" .)
}

# Four meshes and none, five repeats, in buckets of 1 ms (mesh-bench).
collected mesh.db mesh-bench-2022-06-12 \
	'{suite}/{proto}_{mesh}_{rate}_{payload}_{rep}_{date}.json' >.got 2>&1
meshstat analyze -a mesh.db --by mesh --baseline none --condition suite \
	--condition rate --condition payload --select proto=http >.got 2>&1
is 'mesh-bench: a saturated load is not compared by its latency' "$(
	sql mesh.db "SELECT DISTINCT verdict FROM v_comparison
		WHERE conditions LIKE '%\"2500\"%' AND candidate = 'traefik-mesh'
		AND metric = 'latency_p99'")" not-comparable
is 'mesh-bench: nor are buckets of 1 ms taken for medians' "$(
	sql mesh.db "SELECT verdict FROM v_comparison
		WHERE conditions LIKE '%\"100\"%constant%'
		AND candidate = 'cilium' AND metric = 'latency_p50'")" \
	inconclusive
is 'mesh-bench: what is beyond the buckets is claimed' "$(
	sql mesh.db "SELECT verdict, survives FROM v_comparison
		WHERE conditions LIKE '%\"500\"%constant%'
		AND candidate = 'istio' AND metric = 'latency_p50'")" \
	'regression|1'
is 'mesh-bench: ranks are ranges where they have to be' "$(
	sql mesh.db "SELECT count(*) > 0 FROM v_ranking
		WHERE rank_best < rank_worst")" 1

# A network policy on and off, three repeats of two loads (NT531).
collected policy.db nt531 'B/{scenario}/{load}/{policy}/R{rep}/fortio.json' \
	>.got 2>&1
meshstat analyze -a policy.db --by policy --baseline off >.got 2>&1
is 'NT531: three runs in buckets of 1 ms show no difference' "$(
	sql policy.db "SELECT verdict, count(*) FROM v_comparison
		WHERE metric LIKE 'latency_p%' GROUP BY 1")" 'inconclusive|8'
is 'NT531: and no number of such runs would' "$(
	sql policy.db "SELECT count(*) FROM v_comparison
		WHERE reasons LIKE '%while the buckets are so wide%'
		AND metric = 'latency_p50'")" 2

# 6,000 requests per second asked of one connection (pragmagic).
collected rate.db pragmagic \
	'{date}/{side}/test-{rest}-{round}-{rep}-8080.json' >.got 2>&1
meshstat analyze -a rate.db --by side --baseline kmz \
	--condition offered_rps >.got 2>&1
is 'pragmagic: a rate that was not reached forbids to compare latency' "$(
	sql rate.db "SELECT DISTINCT verdict FROM v_comparison
		WHERE metric LIKE 'latency_%'")" not-comparable
is 'pragmagic: and allows to compare throughput' "$(
	sql rate.db "SELECT verdict, survives FROM v_comparison
		WHERE metric = 'throughput'")" 'regression|1'
is 'pragmagic: one side before the other is said' "$(
	sql rate.db "SELECT state FROM quality
		WHERE check_name = 'interleaving'")" warn

plan
