# SPDX-License-Identifier: GPL-3.0-or-later
#
# statistics.py ranks|runs FILE FILE: what tests/bench/methods.c computes, by
# scipy (ranks) and numpy (runs).
import sys

import numpy as np

BUCKETS, DRAWS, BATCH = 2048, 10000, 100
a, b = (np.fromfile(path) for path in sys.argv[2:4])


def p99_buckets(counts, rng):
    runs = counts.reshape(-1, BUCKETS).astype(np.float32)
    n = len(runs)
    found = []
    for _ in range(DRAWS // BATCH):
        weights = rng.multinomial(n, [1 / n] * n, size=BATCH)
        pool = np.cumsum(weights.astype(np.float32) @ runs, axis=1)
        found.append((pool < 0.99 * pool[:, -1:]).sum(axis=1))
    return np.concatenate(found)


if sys.argv[1] == "ranks":
    from scipy import stats
    test = stats.mannwhitneyu(b, a, method="asymptotic")
    print("%.1f %.6g" % (test.statistic, test.pvalue))
else:
    rng = np.random.default_rng(1)
    d = p99_buckets(b, rng) - p99_buckets(a, rng)
    print("%g %g" % tuple(np.quantile(d, [.025, .975])))
