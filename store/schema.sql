-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The design of an archive, version 1.
--
-- Tables may change from version to version; the views at the end are a public
-- interface and stay.  Inside, times and durations are whole
-- nanoseconds and sizes bytes; the views speak of seconds.  NULL is unknown.

-- ---- what was collected ----

CREATE TABLE source (
	id INTEGER PRIMARY KEY,
	sha256 TEXT UNIQUE,           -- of the content, after decompression
	name TEXT NOT NULL,           -- as the user called it, without secrets
	format TEXT NOT NULL,
	bytes INTEGER                 -- of the content
) STRICT;

-- What was given to collect and is not in the archive, as of its last try.
CREATE TABLE unread (
	name TEXT PRIMARY KEY,        -- as of a source
	left INTEGER NOT NULL,        -- 1: of no known format, in a folder
	why TEXT NOT NULL             -- without what is in the file
) STRICT, WITHOUT ROWID;

-- One execution of a load generator: the experimental unit.
CREATE TABLE run (
	id INTEGER PRIMARY KEY,
	source_id INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
	ordinal INTEGER NOT NULL,     -- in its source, from 1
	name TEXT,
	tool TEXT,
	tool_version TEXT,
	target TEXT,
	started_at_ns INTEGER,        -- Unix time
	duration_ns INTEGER,
	offered_rps REAL,             -- Inf: as fast as it can
	achieved_rps REAL,
	connections INTEGER,
	bytes_received INTEGER,
	load_model TEXT NOT NULL,     -- closed, open, corrected, unknown
	population TEXT NOT NULL,     -- all, successes, unknown
	percentile_rule TEXT,
	incomplete TEXT,              -- why the record stops early
	contradiction TEXT,           -- what cannot all be true, in words
	UNIQUE (source_id, ordinal)
) STRICT;

CREATE TABLE label (
	run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
	key TEXT NOT NULL,
	value TEXT NOT NULL,
	origin INTEGER NOT NULL,      -- enum label_origin
	PRIMARY KEY (run_id, key)
) STRICT, WITHOUT ROWID;

-- A named part of a run; the whole run is the series "total".
CREATE TABLE series (
	id INTEGER PRIMARY KEY,
	run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
	name TEXT NOT NULL,
	evidence TEXT NOT NULL,       -- none, percentiles, histogram, raw, timed
	requests INTEGER,
	errors INTEGER,
	errors_at_least INTEGER NOT NULL, -- 1: the source lists responses alone
	mean_ns REAL,
	mean_step_ns REAL NOT NULL,   -- of its last printed digit; 0: exact
	latency_step_ns INTEGER NOT NULL, -- one is known to half of it, up and down
	stddev_ns REAL,               -- divided by n
	min_ns INTEGER,
	max_ns INTEGER,
	UNIQUE (run_id, name)
) STRICT;

CREATE TABLE histogram (
	series_id INTEGER NOT NULL REFERENCES series ON DELETE CASCADE,
	second INTEGER NOT NULL,      -- of the run; -1: the whole run
	count INTEGER NOT NULL,
	sum_ns INTEGER,
	min_ns INTEGER,
	max_ns INTEGER,
	buckets BLOB NOT NULL,        -- see store/histogram.c
	PRIMARY KEY (series_id, second)
) STRICT, WITHOUT ROWID;

-- Percentiles as the tool stated them.
CREATE TABLE percentile (
	series_id INTEGER NOT NULL REFERENCES series ON DELETE CASCADE,
	p REAL NOT NULL,              -- 0..100
	value_ns REAL NOT NULL,
	low_ns REAL NOT NULL,
	high_ns REAL NOT NULL,
	PRIMARY KEY (series_id, p)
) STRICT, WITHOUT ROWID;

CREATE TABLE status (
	series_id INTEGER NOT NULL REFERENCES series ON DELETE CASCADE,
	code TEXT NOT NULL,
	count INTEGER NOT NULL,
	PRIMARY KEY (series_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE error (
	series_id INTEGER NOT NULL REFERENCES series ON DELETE CASCADE,
	kind TEXT NOT NULL,           -- connect, timeout, socket, status, ...
	message TEXT NOT NULL,
	count INTEGER NOT NULL,
	PRIMARY KEY (series_id, kind, message)
) STRICT, WITHOUT ROWID;

-- Functional checks, and limits that the tool held the run against itself.
CREATE TABLE assertion (
	series_id INTEGER NOT NULL REFERENCES series ON DELETE CASCADE,
	name TEXT NOT NULL,
	passed INTEGER NOT NULL,
	failed INTEGER NOT NULL,
	PRIMARY KEY (series_id, name)
) STRICT, WITHOUT ROWID;

-- One time series of what was measured beside the load.
CREATE TABLE metric (
	id INTEGER PRIMARY KEY,
	source_id INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
	name TEXT NOT NULL,
	quantity TEXT,                -- cpu_seconds, memory_bytes, ...
	role TEXT,                    -- data-plane, control-plane, ...
	component TEXT,
	match TEXT,                   -- run label that must equal component
	is_counter INTEGER NOT NULL,
	labels TEXT NOT NULL,         -- JSON object, keys sorted
	query TEXT
) STRICT;
CREATE INDEX metric_by_source ON metric (source_id);

CREATE TABLE metric_sample (
	metric_id INTEGER NOT NULL REFERENCES metric ON DELETE CASCADE,
	first_ms INTEGER NOT NULL,
	last_ms INTEGER NOT NULL,
	count INTEGER NOT NULL,
	samples BLOB NOT NULL,        -- see store/samples.h
	PRIMARY KEY (metric_id, first_ms)
) STRICT, WITHOUT ROWID;

-- What a source says of where it ran.
CREATE TABLE environment (
	source_id INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
	key TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (source_id, key)
) STRICT, WITHOUT ROWID;

-- The lifecycle of a mesh.
CREATE TABLE event (
	id INTEGER PRIMARY KEY,
	at_ns INTEGER NOT NULL,
	kind TEXT NOT NULL,           -- install, upgrade, config, end-of-life
	mesh TEXT,
	version TEXT,
	note TEXT
) STRICT;

CREATE TABLE conformance (
	source_id INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
	mesh TEXT NOT NULL,
	version TEXT,
	specification TEXT NOT NULL,
	capability TEXT NOT NULL,
	result TEXT NOT NULL,
	detail TEXT
) STRICT;

CREATE TABLE baseline (
	name TEXT PRIMARY KEY,
	labels TEXT NOT NULL          -- JSON object: the runs that it means
) STRICT, WITHOUT ROWID;

-- ---- what was found ----

CREATE TABLE analysis (
	id INTEGER PRIMARY KEY,
	title TEXT NOT NULL UNIQUE,
	factor TEXT NOT NULL,
	baseline TEXT,
	conclusion TEXT NOT NULL,
	study TEXT NOT NULL,          -- JSON: all that was asked for
	tool_version TEXT NOT NULL,
	confidence REAL NOT NULL,
	margin_latency REAL NOT NULL,
	margin_throughput REAL NOT NULL,
	margin_cpu REAL NOT NULL,
	margin_memory REAL NOT NULL,
	family INTEGER NOT NULL,      -- tests of latency under Holm's correction
	family_cost INTEGER NOT NULL, -- those of throughput and resources
	family_endpoints INTEGER NOT NULL, -- those of parts of the runs
	seed INTEGER NOT NULL
) STRICT;

CREATE TABLE cell (
	id INTEGER PRIMARY KEY,
	analysis_id INTEGER NOT NULL REFERENCES analysis ON DELETE CASCADE,
	value TEXT NOT NULL,          -- of the factor
	name TEXT NOT NULL,           -- it, and what tells it from its twins
	conditions TEXT NOT NULL,     -- JSON object, keys sorted
	label TEXT NOT NULL,
	is_baseline INTEGER NOT NULL
) STRICT;

CREATE TABLE cell_run (
	cell_id INTEGER NOT NULL REFERENCES cell ON DELETE CASCADE,
	run TEXT NOT NULL,            -- v_run.run
	PRIMARY KEY (cell_id, run)
) STRICT, WITHOUT ROWID;

CREATE TABLE estimate (
	cell_id INTEGER NOT NULL REFERENCES cell ON DELETE CASCADE,
	ordinal INTEGER NOT NULL,
	series TEXT,                  -- part of its runs; NULL: all of them
	metric TEXT NOT NULL,
	unit TEXT NOT NULL,
	value REAL,
	low REAL,
	high REAL,
	runs INTEGER NOT NULL,
	kind TEXT NOT NULL,           -- exact, bucket, reported, measured
	reason TEXT,
	PRIMARY KEY (cell_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE comparison (
	id INTEGER PRIMARY KEY,
	analysis_id INTEGER NOT NULL REFERENCES analysis ON DELETE CASCADE,
	baseline_cell INTEGER REFERENCES cell ON DELETE CASCADE,
	candidate_cell INTEGER NOT NULL REFERENCES cell ON DELETE CASCADE,
	series TEXT,                  -- as of estimate
	metric TEXT NOT NULL,
	unit TEXT NOT NULL,
	baseline_value REAL, baseline_low REAL, baseline_high REAL,
	candidate_value REAL, candidate_low REAL, candidate_high REAL,
	baseline_runs INTEGER NOT NULL, candidate_runs INTEGER NOT NULL,
	change REAL, change_low REAL, change_high REAL,
	ratio REAL, ratio_low REAL, ratio_high REAL,
	p_value REAL, p_adjusted REAL,
	effect_name TEXT, effect REAL, effect_low REAL, effect_high REAL,
	detectable REAL,
	runs_needed INTEGER NOT NULL,
	method TEXT NOT NULL,
	verdict TEXT NOT NULL,
	survives INTEGER NOT NULL,
	reasons TEXT NOT NULL,
	q_value REAL                  -- false discovery rate, of a large family
) STRICT;

-- What other methods say, beside the test that the verdict rests on.
CREATE TABLE opinion (
	comparison_id INTEGER NOT NULL REFERENCES comparison ON DELETE CASCADE,
	ordinal INTEGER NOT NULL,
	kind TEXT NOT NULL,           -- ranks, permutation, ...
	method TEXT NOT NULL,         -- in words
	p_value REAL,
	ratio REAL, ratio_low REAL, ratio_high REAL,
	splits INTEGER,               -- looked at, or drawn
	seed INTEGER,                 -- the study's; NULL: nothing is drawn
	PRIMARY KEY (comparison_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE quality (
	id INTEGER PRIMARY KEY,
	analysis_id INTEGER NOT NULL REFERENCES analysis ON DELETE CASCADE,
	run TEXT,
	baseline_cell INTEGER REFERENCES cell ON DELETE CASCADE,
	candidate_cell INTEGER REFERENCES cell ON DELETE CASCADE,
	check_name TEXT NOT NULL,
	state TEXT NOT NULL,          -- ok, info, warn, stop, unknown
	value REAL,
	threshold REAL,
	detail TEXT NOT NULL
) STRICT;

-- How well one run knows its own percentile; nothing of the next run.
CREATE TABLE run_interval (
	analysis_id INTEGER NOT NULL REFERENCES analysis ON DELETE CASCADE,
	run TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	metric TEXT NOT NULL,
	unit TEXT NOT NULL,
	value REAL NOT NULL,
	low REAL,                     -- NULL: an open end
	high REAL,
	requests INTEGER NOT NULL,
	effective INTEGER NOT NULL,   -- as many independent ones are worth
	basis TEXT NOT NULL,          -- windows, iid-assumed,
	                              -- run-too-short
	PRIMARY KEY (analysis_id, run, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE resource (
	analysis_id INTEGER NOT NULL REFERENCES analysis ON DELETE CASCADE,
	run TEXT NOT NULL,
	role TEXT NOT NULL,
	component TEXT NOT NULL,
	metric TEXT NOT NULL,
	unit TEXT NOT NULL,
	value REAL,
	peak REAL,
	per_1k_rps REAL,
	reason TEXT,
	resets INTEGER NOT NULL,      -- of its counters: value is too low
	gaps INTEGER NOT NULL,        -- scrapes that are missing
	PRIMARY KEY (analysis_id, run, role, component, metric)
) STRICT, WITHOUT ROWID;

-- Which configurations of one load can be told apart.
CREATE TABLE ranking (
	cell_id INTEGER NOT NULL REFERENCES cell ON DELETE CASCADE,
	ordinal INTEGER NOT NULL,     -- over the analysis, best first
	metric TEXT NOT NULL,
	unit TEXT NOT NULL,
	value REAL NOT NULL,
	best INTEGER NOT NULL,        -- rank that it may have, from 1
	worst INTEGER NOT NULL,
	contenders INTEGER NOT NULL,
	letters TEXT NOT NULL,        -- sharing one is being tied
	kruskal_p REAL,               -- of all of them; no gate
	method TEXT NOT NULL,         -- that told pairs apart
	PRIMARY KEY (cell_id, metric)
) STRICT, WITHOUT ROWID;

-- CPU as a line over the load, or over one load as a quotient.
CREATE TABLE cost (
	analysis_id INTEGER NOT NULL REFERENCES analysis ON DELETE CASCADE,
	ordinal INTEGER NOT NULL,
	value TEXT NOT NULL,          -- of the factor
	conditions TEXT NOT NULL,     -- for people, without the load
	role TEXT NOT NULL,
	kind TEXT NOT NULL,           -- marginal, idle, average
	unit TEXT NOT NULL,
	estimate REAL NOT NULL,
	low REAL,
	high REAL,
	se_hc3 REAL,
	theil_sen REAL,
	change REAL,                  -- against the baseline's
	change_low REAL,
	change_high REAL,
	ratio REAL,
	ratio_low REAL,
	ratio_high REAL,
	p_value REAL,
	loads INTEGER NOT NULL,
	runs INTEGER NOT NULL,
	note TEXT NOT NULL,
	PRIMARY KEY (analysis_id, ordinal)
) STRICT, WITHOUT ROWID;

-- How much load a configuration bears.
CREATE TABLE capacity (
	analysis_id INTEGER NOT NULL REFERENCES analysis ON DELETE CASCADE,
	ordinal INTEGER NOT NULL,
	value TEXT NOT NULL,          -- of the factor
	conditions TEXT NOT NULL,     -- for people, without the load
	kind TEXT NOT NULL,           -- slo, slo-sure, knee, usl-peak, ...
	metric TEXT NOT NULL,         -- that it is read from
	unit TEXT NOT NULL,           -- of the figures
	estimate REAL,                -- of slo: interpolated
	low REAL,                     -- of slo: the last load that passes
	high REAL,                    -- of slo: the first that fails
	objective REAL,               -- of slo: the most that metric may be
	loads INTEGER NOT NULL,
	note TEXT NOT NULL,
	PRIMARY KEY (analysis_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE trend (
	analysis_id INTEGER NOT NULL REFERENCES analysis ON DELETE CASCADE,
	value TEXT NOT NULL,          -- of the factor
	conditions TEXT NOT NULL,     -- for people
	metric TEXT NOT NULL,
	ordinal INTEGER NOT NULL,     -- of the release, from 1
	release TEXT NOT NULL,
	unit TEXT NOT NULL,
	estimate REAL,
	low REAL,
	high REAL,
	runs INTEGER NOT NULL,
	segment INTEGER,              -- between two change points, from 1
	baseline TEXT,                -- the release that is pinned
	baseline_ratio REAL, baseline_low REAL, baseline_high REAL,
	baseline_change REAL,         -- in the unit; shares have no ratio
	baseline_change_low REAL, baseline_change_high REAL,
	baseline_verdict TEXT,        -- NULL: not compared
	previous_ratio REAL, previous_low REAL, previous_high REAL,
	previous_change REAL,
	previous_change_low REAL, previous_change_high REAL,
	previous_verdict TEXT,
	target REAL,                  -- as the study declares it
	cusum_above REAL,             -- in units of the noise; over 5 is off
	cusum_below REAL,
	PRIMARY KEY (analysis_id, value, conditions, metric, ordinal)
) STRICT, WITHOUT ROWID;

-- Where a series of releases changed.
CREATE TABLE change_point (
	analysis_id INTEGER NOT NULL REFERENCES analysis ON DELETE CASCADE,
	value TEXT NOT NULL,
	conditions TEXT NOT NULL,
	metric TEXT NOT NULL,
	ordinal INTEGER NOT NULL,     -- of the first release behind it
	release TEXT NOT NULL,
	ratio REAL NOT NULL,          -- of medians, after / before
	p_value REAL NOT NULL,
	correlation REAL NOT NULL,    -- of neighbors; above 0.2 doubtful
	state TEXT NOT NULL,          -- confirmed, possible
	method TEXT NOT NULL,
	PRIMARY KEY (analysis_id, value, conditions, metric, ordinal)
) STRICT, WITHOUT ROWID;

-- At which quantiles two distributions differ; smoothed, not reported ones.
CREATE TABLE shift (
	analysis_id INTEGER NOT NULL REFERENCES analysis ON DELETE CASCADE,
	baseline_cell INTEGER NOT NULL REFERENCES cell ON DELETE CASCADE,
	candidate_cell INTEGER NOT NULL REFERENCES cell ON DELETE CASCADE,
	p REAL NOT NULL,
	baseline_value REAL NOT NULL, -- seconds
	candidate_value REAL NOT NULL,
	ratio REAL NOT NULL,
	ratio_low REAL NOT NULL,
	ratio_high REAL NOT NULL,
	p_value REAL NOT NULL,
	p_adjusted REAL NOT NULL,     -- by Holm over the quantiles
	PRIMARY KEY (analysis_id, candidate_cell, p)
) STRICT, WITHOUT ROWID;

-- Where the variance of a cell lies: of the means of one-second windows.
CREATE TABLE variance (
	cell_id INTEGER PRIMARY KEY REFERENCES cell ON DELETE CASCADE,
	runs INTEGER NOT NULL,
	windows INTEGER NOT NULL,     -- of each run
	within_runs REAL NOT NULL,    -- seconds squared
	between_runs REAL NOT NULL,   -- below 0 by chance
	between_share REAL NOT NULL,  -- 0..1
	neighbors REAL NOT NULL,      -- correlation of a window with the next
	at_most INTEGER NOT NULL,     -- neighbors are alike: the share at most
	p_value REAL                  -- that runs are alike
) STRICT;

-- MeshMark: experimental, by terms that the study declares.
CREATE TABLE meshmark (
	analysis_id INTEGER NOT NULL REFERENCES analysis ON DELETE CASCADE,
	cell_id INTEGER NOT NULL REFERENCES cell ON DELETE CASCADE,
	raw REAL,                     -- as published
	most REAL NOT NULL,           -- that raw can be
	score REAL,                   -- 100 raw / most: our scale
	reason TEXT,                  -- why it is absent
	PRIMARY KEY (analysis_id, cell_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE meshmark_term (
	analysis_id INTEGER NOT NULL REFERENCES analysis ON DELETE CASCADE,
	ordinal INTEGER NOT NULL,
	cell_id INTEGER NOT NULL REFERENCES cell ON DELETE CASCADE,
	class TEXT NOT NULL,
	metric TEXT NOT NULL,
	unit TEXT NOT NULL,
	used REAL,
	capacity REAL NOT NULL,       -- as declared
	weight REAL NOT NULL,         -- as declared
	efficiency REAL,              -- 1 - used / capacity
	reason TEXT,
	PRIMARY KEY (analysis_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE gate (
	id INTEGER PRIMARY KEY,
	analysis_id INTEGER NOT NULL REFERENCES analysis ON DELETE CASCADE,
	text TEXT NOT NULL,
	state TEXT NOT NULL,
	subject TEXT NOT NULL,
	value REAL,
	low REAL,
	high REAL,
	unit TEXT
) STRICT;

-- ---- the public interface; comments stand where SQLite keeps them ----

CREATE VIEW v_unread AS
-- One row a file that collect refused, or left as of no known format.
SELECT name AS source, iif(left, 'left', 'refused') AS state, why
FROM unread;

CREATE VIEW v_run AS
-- One row a run; `run` is made from the content: the same in every archive.
-- Units are in the names: _seconds, _rps, _bytes; error_ratio is 0 to 1.
SELECT
	substr(source.sha256, 1, 12) || '.' || run.ordinal AS run,
	run.name,
	run.tool,
	run.tool_version,
	run.target,
	strftime('%Y-%m-%dT%H:%M:%SZ', run.started_at_ns / 1000000000,
		'unixepoch') AS started_at,
	run.duration_ns / 1e9 AS duration_seconds,
	run.offered_rps,
	run.achieved_rps,
	run.connections,
	run.load_model,
	series.evidence,
	series.requests,
	series.errors,
	CAST(series.errors AS REAL) / nullif(series.requests, 0)
		AS error_ratio,
	run.bytes_received,
	(SELECT json_group_object(key, value) FROM
		(SELECT key, value FROM label WHERE run_id = run.id ORDER BY key))
		AS labels,
	run.incomplete,
	run.contradiction,
	source.name AS source,
	source.sha256,
	source.format
FROM run
JOIN source ON source.id = run.source_id
LEFT JOIN series ON series.run_id = run.id AND series.name = 'total';

CREATE VIEW v_latency AS
-- One row a series and percentile (p: 0 to 100), as the source has them.
SELECT
	substr(source.sha256, 1, 12) || '.' || run.ordinal AS run,
	series.name AS series,
	series.evidence,
	series.requests,
	series.mean_ns / 1e9 AS mean_seconds,
	series.mean_step_ns / 1e9 AS mean_step_seconds,
	series.stddev_ns / 1e9 AS stddev_seconds,
	series.min_ns / 1e9 AS min_seconds,
	series.max_ns / 1e9 AS max_seconds,
	percentile.p,
	percentile.value_ns / 1e9 AS reported_seconds,
	percentile.low_ns / 1e9 AS low_seconds,
	percentile.high_ns / 1e9 AS high_seconds
FROM series
JOIN run ON run.id = series.run_id
JOIN source ON source.id = run.source_id
LEFT JOIN percentile ON percentile.series_id = series.id;

CREATE VIEW v_error AS
-- One row a status code (kind "code": all responses), and one an error as the
-- tool words it (other kinds); count is of requests.  A response with a status
-- that is an error stands in both: do not add up kinds.
SELECT
	substr(source.sha256, 1, 12) || '.' || run.ordinal AS run,
	series.name AS series,
	what.kind,
	what.message,
	what.count
FROM (
	SELECT series_id, 'code' AS kind, code AS message, count FROM status
	UNION ALL
	SELECT series_id, kind, message, count FROM error
) AS what
JOIN series ON series.id = what.series_id
JOIN run ON run.id = series.run_id
JOIN source ON source.id = run.source_id;

CREATE VIEW v_metric AS
-- One row a run, component and metric: mean and peak over the run, in `unit`.
-- per_1k_rps is the mean for each 1,000 requests a second that succeeded.
SELECT
	analysis.title AS analysis,
	resource.run,
	resource.role,
	resource.component,
	resource.metric,
	resource.unit,
	resource.value,
	resource.peak,
	resource.per_1k_rps,
	resource.reason
FROM resource
JOIN analysis ON analysis.id = resource.analysis_id;

CREATE VIEW v_run_interval AS
-- One row a run and percentile: its interval from the requests of this run, in
-- `unit`; effective is how many independent requests they are worth.
SELECT
	analysis.title AS analysis,
	run_interval.run,
	run_interval.metric,
	run_interval.unit,
	run_interval.value,
	run_interval.low,
	run_interval.high,
	run_interval.requests,
	run_interval.effective,
	run_interval.basis
FROM run_interval
JOIN analysis ON analysis.id = run_interval.analysis_id;

CREATE VIEW v_comparison AS
-- One row a candidate and metric; values and change (candidate - baseline) are
-- in `unit`.  ratio is candidate / baseline: 4.96 means 4.96 times.
SELECT
	analysis.title AS analysis,
	analysis.factor,
	b.value AS baseline,
	c.value AS candidate,
	c.conditions,
	comparison.metric,
	comparison.unit,
	comparison.baseline_value,
	comparison.baseline_runs,
	comparison.candidate_value,
	comparison.candidate_runs,
	comparison.change,
	comparison.change_low,
	comparison.change_high,
	comparison.ratio,
	comparison.ratio_low,
	comparison.ratio_high,
	comparison.p_value,
	comparison.p_adjusted,
	comparison.method,
	comparison.verdict,
	comparison.survives,
	comparison.reasons,
	comparison.q_value,
	b.name AS baseline_name,
	c.name AS candidate_name
FROM comparison
JOIN analysis ON analysis.id = comparison.analysis_id
JOIN cell AS c ON c.id = comparison.candidate_cell
LEFT JOIN cell AS b ON b.id = comparison.baseline_cell
WHERE comparison.series IS NULL;

CREATE VIEW v_endpoint AS
-- The same of parts of the runs, by name: endpoints, labels, transactions.
SELECT
	analysis.title AS analysis,
	analysis.factor,
	b.value AS baseline,
	c.value AS candidate,
	c.conditions,
	comparison.series,
	comparison.metric,
	comparison.unit,
	comparison.baseline_value,
	comparison.baseline_runs,
	comparison.candidate_value,
	comparison.candidate_runs,
	comparison.change,
	comparison.change_low,
	comparison.change_high,
	comparison.ratio,
	comparison.ratio_low,
	comparison.ratio_high,
	comparison.p_value,
	comparison.p_adjusted,
	comparison.method,
	comparison.verdict,
	comparison.survives,
	comparison.reasons,
	comparison.q_value,
	b.name AS baseline_name,
	c.name AS candidate_name
FROM comparison
JOIN analysis ON analysis.id = comparison.analysis_id
JOIN cell AS c ON c.id = comparison.candidate_cell
LEFT JOIN cell AS b ON b.id = comparison.baseline_cell
WHERE comparison.series IS NOT NULL;

CREATE VIEW v_opinion AS
-- One row a comparison and method beside the one that its verdict rests on;
-- ratio is candidate / baseline.
SELECT
	analysis.title AS analysis,
	b.value AS baseline,
	c.value AS candidate,
	c.conditions,
	comparison.metric,
	opinion.kind,
	opinion.method,
	opinion.p_value,
	opinion.ratio,
	opinion.ratio_low,
	opinion.ratio_high,
	opinion.splits,
	opinion.seed,
	b.name AS baseline_name,
	c.name AS candidate_name
FROM opinion
JOIN comparison ON comparison.id = opinion.comparison_id
JOIN analysis ON analysis.id = comparison.analysis_id
JOIN cell AS c ON c.id = comparison.candidate_cell
LEFT JOIN cell AS b ON b.id = comparison.baseline_cell;

CREATE VIEW v_ranking AS
-- One row a configuration, load and metric, best first; estimate is in `unit`.
SELECT
	analysis.title AS analysis,
	cell.label AS load,
	ranking.metric,
	cell.value,
	ranking.value AS estimate,
	ranking.unit,
	ranking.best AS rank_best,
	ranking.worst AS rank_worst,
	ranking.contenders,
	ranking.letters,
	ranking.kruskal_p,
	ranking.method,
	ranking.ordinal,
	cell.name
FROM ranking
JOIN cell ON cell.id = ranking.cell_id
JOIN analysis ON analysis.id = cell.analysis_id;

CREATE VIEW v_cost AS
-- One row a configuration, role and kind of what load costs in CPU, in `unit`:
-- marginal (per 1,000 req/s), idle, average; ratio is to the baseline's.
SELECT
	analysis.title AS analysis,
	cost.ordinal,
	cost.value,
	cost.conditions,
	cost.role,
	cost.kind,
	cost.unit,
	cost.estimate,
	cost.low,
	cost.high,
	cost.se_hc3,
	cost.theil_sen,
	cost.change,
	cost.change_low,
	cost.change_high,
	cost.ratio,
	cost.ratio_low,
	cost.ratio_high,
	cost.p_value,
	cost.loads,
	cost.runs,
	cost.note
FROM cost
JOIN analysis ON analysis.id = cost.analysis_id;

CREATE VIEW v_capacity AS
-- One row a configuration and question of how much load it bears, in `unit`; the
-- objective is in the unit of its metric: seconds, or a share of 0 to 1.
SELECT
	analysis.title AS analysis,
	capacity.ordinal,
	capacity.value,
	capacity.conditions,
	capacity.kind,
	capacity.metric,
	capacity.unit,
	capacity.estimate,
	capacity.low,
	capacity.high,
	capacity.objective,
	capacity.loads,
	capacity.note
FROM capacity
JOIN analysis ON analysis.id = capacity.analysis_id;

CREATE VIEW v_trend AS
-- One row a release and metric, in `unit`; _ratio is of this release to the
-- baseline or the previous one: 1.2 is 1.2 times.
SELECT
	analysis.title AS analysis,
	trend.value,
	trend.conditions,
	trend.metric,
	trend.ordinal,
	trend.release,
	trend.unit,
	trend.estimate,
	trend.low,
	trend.high,
	trend.runs,
	trend.segment,
	trend.baseline,
	trend.baseline_ratio,
	trend.baseline_low,
	trend.baseline_high,
	trend.baseline_change,
	trend.baseline_change_low,
	trend.baseline_change_high,
	trend.baseline_verdict,
	trend.previous_ratio,
	trend.previous_low,
	trend.previous_high,
	trend.previous_change,
	trend.previous_change_low,
	trend.previous_change_high,
	trend.previous_verdict,
	trend.target,
	trend.cusum_above,
	trend.cusum_below
FROM trend
JOIN analysis ON analysis.id = trend.analysis_id;

CREATE VIEW v_change_point AS
-- One row a change in a series of releases, at its first release; ratio is of
-- medians, after / before.
SELECT
	analysis.title AS analysis,
	change_point.value,
	change_point.conditions,
	change_point.metric,
	change_point.ordinal,
	change_point.release,
	change_point.ratio,
	change_point.p_value,
	change_point.correlation,
	change_point.state,
	change_point.method
FROM change_point
JOIN analysis ON analysis.id = change_point.analysis_id;

CREATE VIEW v_shift AS
-- One row a pair and quantile (p: 0 to 100) at which two distributions differ;
-- ratio is candidate / baseline.
SELECT
	analysis.title AS analysis,
	b.value AS baseline,
	c.value AS candidate,
	c.label AS load,
	shift.p,
	shift.baseline_value AS baseline_seconds,
	shift.candidate_value AS candidate_seconds,
	shift.ratio,
	shift.ratio_low,
	shift.ratio_high,
	shift.p_value,
	shift.p_adjusted,
	b.name AS baseline_name,
	c.name AS candidate_name
FROM shift
JOIN cell AS b ON b.id = shift.baseline_cell
JOIN cell AS c ON c.id = shift.candidate_cell
JOIN analysis ON analysis.id = shift.analysis_id;

CREATE VIEW v_variance AS
-- One row a cell: how much of the variance of its latency is between runs;
-- between_share is 0 to 1.
SELECT
	analysis.title AS analysis,
	cell.value,
	cell.label AS load,
	variance.runs,
	variance.windows,
	variance.within_runs AS within_square_seconds,
	variance.between_runs AS between_square_seconds,
	variance.between_share,
	variance.neighbors,
	variance.at_most,
	variance.p_value,
	cell.name
FROM variance
JOIN cell ON cell.id = variance.cell_id
JOIN analysis ON analysis.id = cell.analysis_id;

CREATE VIEW v_meshmark AS
-- One row a term of an experimental index, beside what they come to; used and
-- capacity are in `unit`.
SELECT
	analysis.title AS analysis,
	cell.value,
	cell.label AS load,
	term.class,
	term.metric,
	term.unit,
	term.used,
	term.capacity,
	term.weight,
	term.efficiency,
	meshmark.raw,
	meshmark.most,
	meshmark.score,
	term.ordinal,
	cell.name
FROM meshmark_term AS term
JOIN meshmark ON meshmark.analysis_id = term.analysis_id
	AND meshmark.cell_id = term.cell_id
JOIN cell ON cell.id = term.cell_id
JOIN analysis ON analysis.id = term.analysis_id;
