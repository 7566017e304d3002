// SPDX-License-Identifier: GPL-3.0-or-later
//
// chdb.js KIND FILE: the same as duckdb.mjs, of a JTL or of hey's rows, as
// ClickHouse computes it inside the process.
const { createRequire } = require('module');
const chdb = createRequire(process.env.PEERS + '/')('chdb');
const [kind, file] = process.argv.slice(2);

const columns = {
	jtl: 'timeStamp Int64, elapsed Int64, label LowCardinality(String), ' +
	    'code String, message String, thread String, type String, ' +
	    'success Bool, failure String, bytes Int64, sent Int64, grp Int32, ' +
	    'threads Int32, url String, latency Int64, idle Int64, connect Int64',
	hey: 'rt Float64, a Float64, b Float64, c Float64, d Float64, ' +
	    'e Float64, code Int32, started Float64',
};
const rows = {
	jtl: 'label AS l, elapsed AS v, intDiv(timeStamp, 1000) AS s, ' +
	    'success AS ok',
	hey: 'toString(code) AS l, rt AS v, toInt64(started) AS s, ' +
	    'code = 200 AS ok',
};
const figures = 'count(), countIf(ok), min(v), avg(v), max(v), ' +
    'quantilesExact(0.5, 0.9, 0.95, 0.99, 0.999)(v)';

process.stdout.write(chdb.query(`SELECT l, s, ${figures}
    FROM (SELECT ${rows[kind]}
	FROM file('${file}', CSV, '${columns[kind]}'))
    GROUP BY GROUPING SETS ((l), (s))
    SETTINGS input_format_csv_skip_first_lines = 1`, 'CSV'));
