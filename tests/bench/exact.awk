# SPDX-License-Identifier: GPL-3.0-or-later
#
# What figures.c prints, from the generated JTL itself, exactly: every latency
# of every label, sorted.  For logs of a million rows or so.
BEGIN { FS = ","; OFS = "\t" }
NR > 1 {
	n[$3]++
	bad[$3] += /,false,/
	at[$3, $2]++
	if (!($3 in max) || $2 + 0 > max[$3]) max[$3] = $2 + 0
	if (!($3 in min) || $2 + 0 < min[$3]) min[$3] = $2 + 0
}
function percentile(label, p, rank, seen, ms) {
	rank = p / 100 * n[label]
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
