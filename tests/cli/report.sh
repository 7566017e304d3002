#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# meshstat report: the three stages in one, also over whatever people have.
. tests/cli/lib.sh

fails 2 'no file to write' meshstat report "$samples/wrk" <<'END'
meshstat: report expects -o OUT, the file to write
END
fails 2 'no source' meshstat report -o a.html <<'END'
meshstat: expected a file, a folder or a URL to collect
END
fails 2 'a format that is none, before anything is collected' \
	meshstat report -o a.htm "$samples/wrk" <<'END'
meshstat: htm: no such output format; expected html, json, csv, md, pdf, png or svg
END
echo 'margn: 5%' >wrong.yaml
fails 2 'a study that is none, before anything is collected' \
	meshstat report --study wrong.yaml -o a.html "$samples/wrk" no-such-file <<'END'
meshstat: wrong.yaml:1: unknown key "margn"; perhaps "margin" is meant
END
ok 'and nothing is written then' test ! -e a.html

meshstat report -q -o a.html --study "$samples/study.yaml" \
	"$samples" >table 2>faults
is 'a regression is status 1, as of analyze' "$?" 1
meshstat collect -q -a b.db "$samples"
meshstat analyze -q -a b.db --study "$samples/study.yaml" >b.table
meshstat render -q -a b.db -o b.html
ok 'the page is that of the three commands' cmp a.html b.html
ok 'and so is the table' cmp table b.table
is 'no archive is left behind' "$(echo ./*.db)" ./b.db
meshstat report -q -a kept.db -o a.json "$samples/wrk" >/dev/null
is 'but where -a names one' "$(sql kept.db 'SELECT count(*) FROM source')" 25

: >empty.json
meshstat report -o c.html --by proxy "$samples" empty.json >/dev/null 2>faults
is 'a faulty source is status 2' "$?" 2
is 'and is told' "$(grep -v '^collected\|^wrote' faults)" \
	'meshstat: empty.json: the file is empty'
ok 'the others are reported' test -s c.html

# ---- a pattern that is proposed

meshstat report -q -o d.html "$samples/fortio" >table
pattern=$(sed -n "1s/.*--pattern '\([^']*\)'.*/\1/p" table)
is 'names of files give a pattern' "$pattern" \
	'fortio__{proxy}__q{offered_rps}__r{rep}.json'
meshstat report -q -o d.html --pattern "$pattern" "$samples/fortio" >table
ok 'with which the runs are compared' grep -q '^latency_p99 .* %' table

# ---- every folder of what tools wrote: how long, how large

measured() { # COMMAND...: seconds, KiB; the command's own output is dropped
	python3 -c 'import resource, subprocess, sys, time
start = time.monotonic()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL,
	stderr=subprocess.DEVNULL)
print("%.2f" % (time.monotonic() - start),
	resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$@"
}

cp "$samples"/wrk/wrk__caddy__c8__r1.txt only.json
fails 2 'a report does not take the place of its source' \
	meshstat report -q -o only.json only.json <<'END'
meshstat: only.json: holds the source only.json, which is not overwritten; name another file by -o
END
ok 'and the source is as it was' cmp only.json \
	"$samples"/wrk/wrk__caddy__c8__r1.txt
ok 'while a report takes the place of a report' \
	sh -c '"$0" report -q -o r.json only.json && "$0" report -q -o r.json only.json' \
	"$program"

meshstat report -q -f json -o - "$samples/wrk" >out.json
is 'JSON on standard output is JSON alone' \
	"$(head -c 1 out.json)$(tail -n 1 out.json)" '{}'

mkdir empty
fails 2 'an archive without a name is called the temporary one' \
	meshstat report -q -o t.html empty <<'END'
meshstat: empty: there is no file in it
meshstat: the temporary archive: holds no run; add results by "meshstat collect"
END

results=$shared/captures/results
if [ ! -d "$results" ] || ! python3 -c '' 2>/dev/null; then
	skip 'reports of all tools' "no $results, or no python3"
	plan
	exit
fi
for folder in "$results"/*/; do
	tool=$(basename "$folder")
	rm -f t.db
	meshstat collect -q -a t.db "$folder" >/dev/null 2>&1
	if [ "$(sql t.db 'SELECT count(*) > 0 FROM run')" = 0 ]; then
		echo "# $tool: no format that is read"
		continue
	fi
	runs=$(sql t.db 'SELECT count(*) FROM run')
	figures=$(measured "$program" report -o t.html "$folder")
	echo "# $tool: $runs runs, ${figures% *} s, $((${figures#* } / 1024)) MiB"
	case $program in
	*/san/*)
		skip "$tool: in a second and 100 MB" 'sanitizers take their own'
		continue
		;;
	esac
	ok "$tool: in a second and 100 MB" awk -v s="${figures% *}" \
		-v kib="${figures#* }" \
		'BEGIN { exit !(s < 1 && kib * 1024 < 100e6) }'
done

plan
