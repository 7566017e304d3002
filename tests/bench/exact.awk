# SPDX-License-Identifier: GPL-3.0-or-later
#
# What figures.c prints, from the generated JTL itself, exactly: every latency
# of every label and of all, sorted.  For logs of a million rows or so.
BEGIN { FS = ","; OFS = "\t" }
NR > 1 {
	add($3, $2 + 0)
	add("total", $2 + 0)
}
function add(label, ms) {
	n[label]++
	bad[label] += /,false,/
	at[label, ms]++
	if (!(label in max) || ms > max[label]) max[label] = ms
	if (!(label in min) || ms < min[label]) min[label] = ms
}
function percentile(label, p, rank, seen, ms) {
	rank = p * n[label] / 100
	if (rank > int(rank)) rank = int(rank) + 1
	for (ms = min[label]; ms <= max[label]; ms++) {
		seen += at[label, ms]
		if (seen >= rank) return ms
	}
}
END {
	for (label in n)
		print label, n[label], bad[label] + 0, min[label],
		    percentile(label, 50), percentile(label, 90),
		    percentile(label, 95), percentile(label, 99),
		    percentile(label, 99.9), max[label]
}
