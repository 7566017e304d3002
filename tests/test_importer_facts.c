/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What no file says, but the tool that wrote it decides: whether the load was
 * open, whose latencies are in it, how the tool computes percentiles, what kind
 * of evidence that is, and how far a figure is off.  A row for each format.
 */
#include "reads.h"

#define BAR " \xe2\x94\x82 "

static const struct {
	const char *format;
	const char *text;  /* with ' for " */
	const char *facts; /* load, population, rule, evidence; mean and each
			      latency to so many ns */
} formats[] = {
	{ "vegeta-json",
	    "{'latencies':{'mean':1,'50th':2,'max':3},'bytes_in':{},"
	    "'requests':1,'status_codes':{'200':1}}",
	    "open all t-digest percentiles, mean to 0, each to 0" },
	{ "vegeta-text",
	    "Requests [total, rate] 1, 1\nDuration [total, attack] 1s, 1s\n"
	    "Latencies [mean, 50, max] 1.5ms, 2ms, 3ms\n"
	    "Status Codes [code:count] 200:1\nError Set:\n",
	    "open all t-digest percentiles, mean to 1000, each to 0" },
	{ "vegeta-hist", "Bucket # % Histogram\n[0s, 1ms] 1 100%\n",
	    "open all - histogram, mean to 0, each to 0" },
	{ "vegeta-hdrplot",
	    "Value(ms)  Percentile  TotalCount  1/(1-Percentile)\n"
	    "1.5 0.5 1 2\n2.5 1.0 2 10\n",
	    "open all t-digest percentiles, mean to 0, each to 0" },
	{ "vegeta-csv", "1795363414175985617,200,2262326,0,13,,eHh4\n",
	    "open all - timed, mean to 0, each to 0" },
	{ "vegeta-ndjson",
	    "{'attack':'','seq':0,'code':200,'timestamp':"
	    "'2026-11-22T16:03:34Z','latency':22,'bytes_out':0,'bytes_in':1,"
	    "'error':'','body':''}\n",
	    "open all - timed, mean to 0, each to 0" },
	{ "ghz-json",
	    "{'date':'2026-11-22T16:57:01Z','options':{'n':1},'count':1,"
	    "'total':9,'average':5,'fastest':5,'slowest':5,"
	    "'statusCodeDistribution':{'OK':1},"
	    "'latencyDistribution':[{'percentage':50,'latency':5}],"
	    "'histogram':[{'mark':0.000000005,'count':1}]}",
	    "closed successes ghz histogram, mean to 0, each to 0" },
	{ "ghz-csv", "duration (ms),status,error\n0.60,OK,\n",
	    "unknown all - raw, mean to 0, each to 10000" },
	{ "ghz-text",
	    "Summary:\n  Count: 1\n  Total: 50.05 s\n  Slowest: 5.6 ms\n"
	    "  Fastest: 5.17 ms\n  Average: 5.58 ms\n  Requests/sec: 1.00\n\n"
	    "Latency distribution:\n  50 % in 5.32 ms\n\n"
	    "Status code distribution:\n  [OK]   1 responses\n",
	    "unknown successes ghz percentiles, mean to 10000, each to 0" },
	{ "ghz-influx",
	    "ghz_detail,name='',hasError=false latency=79044469,error='',"
	    "status='OK' 1548107176979991000\n",
	    "unknown all ghz timed, mean to 0, each to 0" },
	{ "ghz-prometheus",
	    "# TYPE ghz_run_count gauge\n"
	    "ghz_run_count{name='',count_errors='false',async='false'} 1\n"
	    "# TYPE ghz_run_average gauge\n"
	    "ghz_run_average{name='',count_errors='false',async='false'} 5\n"
	    "# TYPE ghz_run_latency gauge\n"
	    "ghz_run_latency{name='',count_errors='false',async='false',"
	    "quantile='0.5'} 5\n"
	    "ghz_run_errors{name='',count_errors='false',async='false'} 0\n",
	    "closed successes ghz percentiles, mean to 0, each to 0" },
	{ "oha-json",
	    "{'summary':{'successRate':1,'total':1,'slowest':1,'fastest':1,"
	    "'average':1,'requestsPerSec':1},'responseTimeHistogram':{'1.0':1},"
	    "'latencyPercentiles':{'p50':1},'statusCodeDistribution':{'200':1},"
	    "'errorDistribution':{}}",
	    "unknown successes oha histogram, mean to 0, each to 0" },
	{ "oha-csv",
	    "request-start,DNS,DNS+dialup,Response-delay,request-duration,"
	    "bytes,status\n0.1,0,0,0,0.001,13,200\n",
	    "unknown successes oha timed, mean to 0, each to 0" },
	{ "oha-text",
	    "Summary:\n  Success rate:\t100.00%\n  Total:\t1.0014 secs\n"
	    "  Slowest:\t0.0014 secs\n  Fastest:\t0.0014 secs\n"
	    "  Average:\t0.0014 secs\n  Requests/sec:\t1.0\n\n"
	    "Response time distribution:\n  50.00% in 0.0014 secs\n\n"
	    "Status code distribution:\n  [200] 1 responses\n",
	    "unknown successes oha percentiles, mean to 100000, each to 0" },
	{ "bombardier-json",
	    "{'spec':{'numberOfConnections':1,'testType':'timed',"
	    "'testDurationSeconds':1},'result':{'timeTakenSeconds':1,"
	    "'req2xx':1,'latency':{'mean':5.5,'max':6,"
	    "'percentiles':{'50':5}}}}",
	    "closed all bombardier percentiles, mean to 0, each to 0" },
	{ "bombardier-text",
	    "Bombarding http://h/ for 1s using 1 connection(s)\n"
	    "Statistics Avg Stdev Max\n  Reqs/sec 1.00 0.00 1\n"
	    "  Latency 29.86ms 5.36ms 30.02ms\n  Latency Distribution\n"
	    "     50%    28.00ms\n  HTTP codes:\n"
	    "    1xx - 0, 2xx - 1, 3xx - 0, 4xx - 0, 5xx - 0\n"
	    "    others - 0\n  Throughput:     3.06MB/s\n",
	    "closed all bombardier percentiles, mean to 10000, each to 0" },
	{ "plow-json",
	    "{'Summary':{'Elapsed':'1s','Count':1,'Counts':{'2xx':1},'RPS':1},"
	    "'Statistics':{'Latency':{'Min':'72us','Mean':'73us',"
	    "'StdDev':'1us','Max':'74us'}},'Percentiles':{'P50':'73us'}}",
	    "closed all quantile stream percentiles, mean to 2000, each to 0" },
	{ "plow-text",
	    "Benchmarking http://h/ using 1 connection(s).\n\nSummary:\n"
	    "  Elapsed 1s\n  Count 1\n    2xx 1\n  RPS 1.0\n"
	    "  Concurrency 1\n\nStatistics Min Mean StdDev Max\n"
	    "  Latency 53us 54us 1us 55us\n\nLatency Percentile:\n  P50\n"
	    "  54us\n\nLatency Histogram:\n",
	    "closed all quantile stream percentiles, mean to 2000, each to 0" },
	{ "rewrk-json",
	    "{'latency_avg':0.5,'latency_max':1,'latency_min':0.1,"
	    "'latency_std_deviation':0.1,'transfer_total':1,"
	    "'transfer_rate':1,'requests_total':1,'requests_avg':1}",
	    "closed successes - none, mean to 0, each to 0" },
	{ "rewrk-text",
	    "Benchmarking 5 connections @ http://h:3000 for 1 second(s)\n"
	    "  Latencies:\n    Avg Stdev Min Max\n"
	    "    0.53ms 0.18ms 0.06ms 66.96ms\n  Requests:\n"
	    "    Total: 3 Req/Sec: 3.00\n  Transfer:\n"
	    "    Total: 4.67 MB Transfer Rate: 4.04 MB/Sec\n",
	    "closed successes - none, mean to 10000, each to 0" },
	{ "hyperfoil-json",
	    "{'$schema':'http://hyperfoil.io/run-schema/v3.0','stats':[{"
	    "'total':{'summary':{'requestCount':1,'responseCount':1,"
	    "'meanResponseTime':5,'minResponseTime':5,'maxResponseTime':5,"
	    "'percentileResponseTime':{'50.0':5}}},'histogram':{'percentiles':"
	    "[{'from':0,'to':5,'percentile':1,'count':1,'totalCount':1}]}}]}",
	    "unknown all hdr histogram, mean to 0, each to 0" },
	{ "k6-ndjson",
	    "{'metric':'http_req_duration','type':'Point','data':{'time':"
	    "'2026-11-22T16:46:21Z','value':0.5,'tags':{'name':'a'}}}\n",
	    "unknown all - timed, mean to 0, each to 0" },
	{ "k6-csv",
	    "metric_name,timestamp,metric_value,name,status\n"
	    "http_req_duration,1795365981,0.428760,a,200\n",
	    "unknown all - timed, mean to 0, each to 0" },
	{ "k6-summary-export",
	    "{'metrics':{'http_reqs':{'count':1,'rate':1},"
	    "'http_req_duration':{'avg':1,'min':1,'med':1,'max':1}}}",
	    "unknown all k6 percentiles, mean to 0, each to 0" },
	{ "k6-handle-summary",
	    "{'metrics':{'http_reqs':{'type':'counter','values':{'count':1}},"
	    "'http_req_duration':{'type':'trend','values':"
	    "{'avg':1,'min':1,'med':1,'max':1}}}}",
	    "unknown all k6 percentiles, mean to 0, each to 0" },
	{ "k6-machine-summary",
	    "{'version':'1.0.0','config':{'duration':1},'metadata':"
	    "{'generatedAt':'2026-11-22T16:46:21Z','k6Version':'1.5.0'},"
	    "'results':{'metrics':[{'name':'http_req_duration','values':"
	    "{'avg':1,'min':1,'med':1,'max':1}}]}}",
	    "unknown all k6 percentiles, mean to 0, each to 0" },
	{ "k6-console",
	    "http_req_duration....: avg=732.9us min=231.11us med=628.96us "
	    "max=1.5ms p(90)=1ms\nhttp_reqs....: 2 1.5/s\n"
	    "vus_max....: 4 min=4 max=4\n",
	    "unknown all k6 percentiles, mean to 20, each to 0" },
	{ "jmeter-csv",
	    "timeStamp,elapsed,label,success\n1700000000000,7,a,true\n",
	    "unknown all - timed, mean to 0, each to 2000000" },
	{ "jmeter-xml",
	    "<testResults><httpSample t='7' ts='1700000000000' s='true'/>"
	    "</testResults>",
	    "unknown all - timed, mean to 0, each to 2000000" },
	{ "jmeter-statistics",
	    "{'Total':{'transaction':'Total','sampleCount':1,'errorCount':0,"
	    "'meanResTime':7.0,'medianResTime':7.0,'minResTime':7.0,"
	    "'maxResTime':7.0,'pct1ResTime':7.0,'pct2ResTime':7.0,"
	    "'pct3ResTime':7.0,'throughput':1.0}}",
	    "unknown all jmeter-dashboard percentiles, mean to 0, each to 0" },
	{ "jmeter-table",
	    "Label,# Samples,Average,Median,90% Line,95% Line,99% Line,Min,"
	    "Max,Error %,Throughput\n"
	    "TOTAL,2,235,232,337,339,353,100,353,0.00%,4.18710\n",
	    "unknown all nearest rank percentiles, mean to 2000000, each to "
	    "0" },
	{ "jmeter-summary",
	    "summary =  2 in 5s = 0.4/s Avg: 7 Min: 5 Max: 9 Err: 0 (0.00%)\n"
	    "... end of run\n",
	    "unknown all - none, mean to 2000000, each to 0" },
	{ "locust-stats-csv",
	    "Type,Name,Request Count,Failure Count,Average Response Time,"
	    "Min Response Time,Max Response Time,50%\n"
	    ",Aggregated,2,0,9.5,9,10,9\n",
	    "closed all locust percentiles, mean to 0, each to 0" },
	{ "locust-json",
	    "[{'name':'/','method':'GET','num_requests':1,"
	    "'num_none_requests':0,'num_failures':0,'total_response_time':9,"
	    "'min_response_time':9,'max_response_time':9,"
	    "'response_times':{'9':1}}]",
	    "closed all locust histogram, mean to 0, each to 0" },
	{ "locust-workers",
	    "{'stats':[{'name':'/','method':'GET','num_requests':1,"
	    "'num_none_requests':0,'num_failures':0,'total_response_time':9,"
	    "'min_response_time':9,'max_response_time':9,"
	    "'response_times':{'9':1}}],'errors':{},'user_count':1}\n",
	    "closed all locust histogram, mean to 0, each to 0" },
	{ "locust-html",
	    "<html><script>window.templateArgs = {'requests_statistics':["
	    "{'method':'','name':'Aggregated','num_requests':1,"
	    "'num_failures':0,'avg_response_time':9,'min_response_time':9,"
	    "'max_response_time':9}],'response_time_statistics':["
	    "{'method':'','name':'Aggregated','0.5':9}]}</script></html>",
	    "closed all locust percentiles, mean to 0, each to 0" },
	{ "gatling-text",
	    "RUN\ts.S\ts\t1633445623362\t \t3.5.1\n"
	    "REQUEST\t\tAdd\t1633445625467\t1633445627065\tOK\t \n",
	    "unknown all - timed, mean to 0, each to 2000000" },
	{ "gatling-stats",
	    "{'name':'All Requests','numberOfRequests':{'total':1,'ok':1,"
	    "'ko':0},'minResponseTime':{'total':9},'maxResponseTime':"
	    "{'total':9},'meanResponseTime':{'total':9},'percentiles1':"
	    "{'total':9},'percentiles3':{'total':9}}",
	    "unknown all t-digest percentiles, mean to 2000000, each to 0" },
	{ "artillery-v1",
	    "{'aggregate':{'scenariosCreated':2,'requestsCompleted':4,"
	    "'latency':{'min':1,'max':3,'median':2},'codes':{'200':4}}}",
	    "unknown successes hdr percentiles, mean to 0, each to 0" },
	{ "artillery-v2",
	    "{'aggregate':{'counters':{'http.requests':4,'vusers.created':2},"
	    "'firstMetricAt':1000,'lastMetricAt':2000,'summaries':"
	    "{'http.response_time':{'min':1,'max':3,'mean':2,'median':2}}}}",
	    "unknown successes ddsketch percentiles, mean to 100000, each to "
	    "0" },
	{ "artillery-console",
	    "Summary report @ 16:59:23(+0000)\nhttp.requests: ...... 4\n"
	    "http.response_time:\n  min: ...... 1\n  max: ...... 3\n"
	    "  median: ...... 2\nvusers.created: ..... 2\n",
	    "unknown successes ddsketch percentiles, mean to 0, each to 0" },
	{ "artillery-v1-console",
	    "Summary report @ 10:16:08(+0200) 2021-06-24\n"
	    "  Scenarios launched:  2\n  Scenarios completed: 2\n"
	    "  Requests completed:  4\n  Mean response/sec: 9.16\n"
	    "  Response time (msec):\n    min: 0.4\n    max: 52\n"
	    "    median: 1.2\n  Codes:\n    200: 4\n",
	    "unknown successes hdr percentiles, mean to 0, each to 0" },
	{ "autocannon-json",
	    "{'connections':2,'duration':2,'errors':0,'2xx':2,'latency':"
	    "{'average':0.06,'max':15,'p50':0,'totalCount':2},'requests':"
	    "{'total':2},'throughput':{'total':2}}",
	    "closed successes hdr percentiles, mean to 0, each to 0" },
	{ "autocannon-text",
	    BAR "Stat" BAR "50%" BAR "Avg" BAR "Max" BAR "\n" BAR "Latency" BAR
		"51 ms" BAR "52.12 ms" BAR "61 ms" BAR "\n"
		"171 requests in 3.03s, 56.7 kB read\n",
	    "closed successes hdr percentiles, mean to 0, each to 0" },
	{ "tsung-log",
	    "# stats: dump at 1000\nstats: request 1 20.0 8.1 95.0 3.0 0 0\n"
	    "EndMonitor:{1,2,3}\n",
	    "unknown successes - none, mean to 0, each to 0" },
	{ "tsung-json",
	    "{'stats':[{'timestamp':1000,'samples':[{'name':'request',"
	    "'value':1,'mean':20.0,'max':95,'min':3}]}]}",
	    "unknown successes - none, mean to 0, each to 0" },
	{ "tsung-dump",
	    "#date;pid;id;http method;host;URL;HTTP status;size;duration;"
	    "transaction;match;error;tag\n"
	    "1398962662.309014;<0.94.0>;1;get;h;/;200;13;238.420;-;;;\n",
	    "unknown successes - timed, mean to 0, each to 1000" },
	{ "siege-text",
	    "Transactions: 23 hits\nAvailability: 100.00 %\n"
	    "Elapsed time: 9.27 secs\nResponse time: 0.44 secs\n"
	    "Transaction rate: 5.19 trans/sec\nConcurrency: 3.41\n"
	    "Successful transactions: 23\nFailed transactions: 0\n"
	    "Longest transaction: 0.52\nShortest transaction: 0.30\n",
	    "closed unknown - none, mean to 5513043, each to 0" },
	{ "siege-json",
	    "{'transactions':23,'availability':100.00,'elapsed_time':9.27,"
	    "'response_time':0.44,'transaction_rate':5.19,"
	    "'concurrency':3.41,'successful_transactions':23,"
	    "'failed_transactions':0,'longest_transaction':0.52,"
	    "'shortest_transaction':0.30}",
	    "closed unknown - none, mean to 5513043, each to 0" },
	{ "siege-log",
	    "      Date & Time,  Trans,  Elap Time,  Data Trans,  Resp Time,  "
	    "Trans Rate,  Throughput,  Concurrent,    OKAY,   Failed\n"
	    "2015-12-20 21:30:23, 4, 9.36, 0, 0.42, 0.43, 0.00, 0.25, 4, 0\n",
	    "closed unknown - none, mean to 24025000, each to 0" },
	{ "taurus-csv",
	    "label,avg_ct,avg_lt,avg_rt,fail,succ,throughput,perc_50.0\n"
	    ",0.0,0.3,0.4,0,2,2,0.4\n",
	    "unknown all hdr percentiles, mean to 10000, each to 0" },
	{ "taurus-xml",
	    "<FinalStatus><Group label=''><throughput value='2'/>"
	    "<avg_rt value='0.4'/><perc value='0.4' param='50.0'/></Group>"
	    "</FinalStatus>",
	    "unknown all hdr percentiles, mean to 10000, each to 0" },
	{ "httperf-text",
	    "httperf --client=0/1 --server=h --rate=10 --num-conns=2 "
	    "--num-calls=1\n"
	    "Total: connections 2 requests 2 replies 2 test-duration 15.1 s\n"
	    "Reply time [ms]: response 19.5 transfer 0.0\n"
	    "Reply status: 1xx=0 2xx=2 3xx=0 4xx=0 5xx=0\n"
	    "Errors: total 0 client-timo 0 socket-timo 0 connrefused 0 "
	    "connreset 0\nErrors: fd-unavail 0 addrunavail 0 ftab-full 0 "
	    "other 0\n",
	    "open successes - none, mean to 200000, each to 0" },
};

static const char *facts(struct imported *o)
{
	sqlite3_stmt *q = db_query(o->db, &o->err,
	    "SELECT load_model || ' ' || population || ' ' || "
	    "ifnull(percentile_rule, '-') || ' ' || evidence || ', mean to ' "
	    "|| CAST(mean_step_ns AS INTEGER) || ', each to ' || "
	    "latency_step_ns FROM run JOIN series ON run.id = run_id "
	    "WHERE series.name = 'total'",
	    "");
	const char *text;

	assert_non_null(q);
	assert_int_equal(db_step(o->db, q, &o->err), 1);
	text = column_text(q, 0, &o->arena);
	db_done(o->db, q);
	return text;
}

/* ' becomes ". */
static struct span unquoted(struct arena *a, const char *text)
{
	char *copy = arena_strdup(a, text);

	for (char *c = copy; *c; c++)
		if (*c == '\'')
			*c = '"';
	return span_of(copy);
}

static void what_a_tool_measures_is_said_with_each_of_its_formats(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++) {
		const struct importer *importer =
		    importer_named(formats[i].format);
		struct arena a = { 0 };
		struct span text = unquoted(&a, formats[i].text);
		struct imported o;

		assert_non_null(importer);
		assert_true(importer->sniff(text));
		o = imported_span(importer, formats[i].format, text);
		imported_run(&o);
		if (strcmp(facts(&o), formats[i].facts))
			fail_msg("%s: %s", formats[i].format, facts(&o));
		imported_release(&o);
		arena_release(&a);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    what_a_tool_measures_is_said_with_each_of_its_formats),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
