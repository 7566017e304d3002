// SPDX-License-Identifier: GPL-3.0-or-later
//
// polars.js jtl FILE: the same as duckdb.mjs, of a JTL, as polars computes it.
const { createRequire } = require('module');
const pl = createRequire(process.env.PEERS + '/')('nodejs-polars');

const v = () => pl.col('elapsed');
const figures = [v().count().alias('n'), pl.col('ok').sum().alias('ok_n'),
	v().min().alias('min'), v().mean().alias('mean'), v().max().alias('max'),
	...[0.5, 0.9, 0.95, 0.99, 0.999].map((q) =>
		v().quantile(q).alias('q' + q))];

(async () => {
	const rows = (await pl.scanCSV(process.argv[3])
		.select('timeStamp', 'elapsed', 'label', 'success')
		.withColumns(
			pl.col('timeStamp').div(1000).floor().alias('second'),
			pl.col('success').cast(pl.Int64).alias('ok'))
		.collect()).lazy();

	for (const by of ['label', 'second'])
		console.log((await rows.groupBy(by).agg(...figures).sort(by)
			.collect()).writeCSV().toString());
})();
