// SPDX-License-Identifier: GPL-3.0-or-later
//
// duckdb.mjs KIND FILE: per series and per second, what meshstat keeps of a
// log, as DuckDB computes it; of prometheus and fortio (FILE is a pattern) what
// sums.c prints.  $PEERS is the folder with node_modules.
import { createRequire } from 'module';

const { DuckDBInstance } = createRequire(process.env.PEERS + '/')(
    '@duckdb/node-api');
const [kind, file] = process.argv.slice(2);
const db = await (await DuckDBInstance.create()).connect();

const jtl = 'timeStamp:BIGINT elapsed:BIGINT label:VARCHAR code:VARCHAR ' +
    'message:VARCHAR thread:VARCHAR type:VARCHAR success:BOOLEAN ' +
    'failure:VARCHAR bytes:BIGINT sent:BIGINT grp:INTEGER threads:INTEGER ' +
    'url:VARCHAR latency:BIGINT idle:BIGINT connect:BIGINT';
const vegeta = 'ts:BIGINT code:INTEGER lat:BIGINT bo:BIGINT bi:BIGINT ' +
    'err:VARCHAR body:VARCHAR attack:VARCHAR seq:BIGINT m:VARCHAR ' +
    'url:VARCHAR h:VARCHAR';
const hey = 'rt:DOUBLE a:DOUBLE b:DOUBLE c:DOUBLE d:DOUBLE e:DOUBLE ' +
    'code:INTEGER started:DOUBLE';
const columns = (text) => '{' + text.split(' ').map((c) =>
	c.replace(/(.*):(.*)/, "'$1':'$2'")).join(',') + '}';
const csv = (text, header) => `read_csv('${file}', header=${header}, ` +
    `quote='"', escape='"', auto_detect=false, columns=${columns(text)})`;
const json = (text) => `read_json('${file}', ` +
    `format='newline_delimited', columns={${text}})`;

const rows = {
	'jtl': `SELECT label l, elapsed v, timeStamp // 1000 s, success ok
	    FROM ${csv(jtl, true)}`,
	'vegeta-csv': `SELECT url l, lat v, ts // 1000000000 s, code = 200 ok
	    FROM ${csv(vegeta, false)}`,
	'hey': `SELECT code::VARCHAR l, rt v, started::BIGINT s, code = 200 ok
	    FROM ${csv(hey, true)}`,
	'vegeta-json': `SELECT url l, latency v, epoch(timestamp)::BIGINT s,
	    code = 200 ok FROM ${json("code:'INTEGER', timestamp:'TIMESTAMP', " +
	    "latency:'BIGINT', url:'VARCHAR'")}`,
	'k6': `SELECT data.tags.name l, data.value v,
	    epoch(data.time)::BIGINT s, data.tags.status = '200' ok
	    FROM ${json("metric:'VARCHAR', type:'VARCHAR', data:'STRUCT(time " +
	    "TIMESTAMP, value DOUBLE, tags STRUCT(status VARCHAR, name " +
	    "VARCHAR))'")} WHERE metric = 'http_req_duration'`,
};

const documents = {
	'prometheus': `SELECT 0, 0, (SELECT count(*) FROM r),
	    count(*), sum(pair[2]::DOUBLE)::BIGINT
	    FROM (SELECT unnest("values") pair FROM r)`,
	'fortio': `SELECT count(*), sum(n)::BIGINT, 0, 0, 0 FROM r
	    WHERE n = list_sum(list_transform(buckets, b -> b.Count))
	    AND ps[5].Value > 0`,
};
rows.prometheus = `SELECT unnest(data.result, recursive := true)
    FROM read_json('${file}', maximum_object_size=400000000,
    columns={data: 'STRUCT(result STRUCT(metric MAP(VARCHAR, VARCHAR),
    "values" VARCHAR[][])[])'})`;
rows.fortio = `SELECT Labels l, DurationHistogram.Count n,
    DurationHistogram.Data buckets, DurationHistogram.Percentiles ps
    FROM read_json('${file}', columns={Labels: 'VARCHAR',
    DurationHistogram: 'STRUCT(Count BIGINT, Avg DOUBLE,
    Data STRUCT("Start" DOUBLE, "End" DOUBLE, Count BIGINT)[],
    Percentiles STRUCT(Percentile DOUBLE, "Value" DOUBLE)[])'})`;

const quantiles = 'quantile_disc(v, [0.5, 0.9, 0.95, 0.99, 0.999])';

await db.run(`CREATE TEMP TABLE r AS ${rows[kind]}`);
if (documents[kind]) {
	const result = await db.runAndReadAll(documents[kind]);
	console.log(result.getRows()[0].join('\t'));
} else for (const by of ['l', 's']) {
	const result = await db.runAndReadAll(`SELECT ${by}, count(*),
	    count(*) FILTER (NOT ok), min(v), ${quantiles}, max(v), avg(v)
	    FROM r GROUP BY ${by} ORDER BY ${by}`);
	for (const row of result.getRows())
		console.log(row.join('\t'));
}
