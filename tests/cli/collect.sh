#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# meshstat collect, as it is used.
. tests/cli/lib.sh

one=$samples/fortio/fortio__direct__q500__r1.json
two=$samples/fortio/fortio__direct__q500__r2.json

# ---- faults: each is told, nothing of it is kept, the others are collected

meshstat collect -q -a good.db "$one" "$two"
good=$(digest good.db)

# A faulty source between two good ones; standard input is what it says of it.
faulty() { # NAME SOURCE
	rm -f a.db
	fails 2 "$1" meshstat collect -q -a a.db "$one" "$2" "$two"
	sqlite3 a.db 'DELETE FROM unread'
	is "$1: the other sources are in the archive, and they alone" \
		"$(digest a.db)" "$good"
}

: >empty.json
faulty 'an empty file' empty.json <<'END'
meshstat: empty.json: the file is empty
END

head -c 3000 "$one" >cut.json
faulty 'JSON that ends too early' cut.json <<'END'
meshstat: cut.json:143: the JSON ends too early
END

sed 's/"ActualQPS": [0-9.]*/"ActualQPS": "fast"/' "$one" >type.json
faulty 'a text for a number' type.json <<'END'
meshstat: type.json: ActualQPS: expected a number, got a string
END

sed 's/"ActualQPS": [0-9.]*/"ActualQPS": 1e999/' "$one" >huge.json
faulty 'a number that is too large' huge.json <<'END'
meshstat: huge.json: ActualQPS: the number is too large
END

sed 's/"ActualQPS": [0-9.]*/"ActualQPS": NaN/' "$one" >nan.json
faulty 'NaN, which JSON does not have' nan.json <<'END'
meshstat: nan.json:7: column 16: no JSON from here on: "NaN,"
END

echo '<!DOCTYPE html><title>502 Bad Gateway</title>' >page.json
faulty 'an error page saved as JSON' page.json <<'END'
meshstat: page.json: an HTML page, not a result: did a server answer with an error or a login page?
END

head -c 2000 /dev/zero >zeros.json
faulty 'zeros, as a crash leaves them' zeros.json <<'END'
meshstat: zeros.json: no known format: binary content; see `meshstat formats`
END

faulty 'a file that does not exist' nosuch.json <<'END'
meshstat: nosuch.json: No such file or directory
END

mkdir -p hollow/within
faulty 'a folder without a file' hollow <<'END'
meshstat: hollow: there is no file in it
END

faulty 'a folder that does not exist' nosuch/ <<'END'
meshstat: nosuch/: No such file or directory
END

fails 2 'nothing that can be found' meshstat collect -a none.db nosuch/ no.json <<'END'
meshstat: nosuch/: No such file or directory
meshstat: no.json: No such file or directory
END
is 'makes no archive' "$(ls none.db 2>/dev/null)" ''

sed 's/"ActualQPS": [0-9.]*/"ActualQPS": 1/' "$one" >slow.json
prints 0 'a file that contradicts itself is kept, and said' \
	meshstat collect -a slow.db slow.json <<'END'
slow.json contradicts itself: 4,000 requests in 8.00 s are not 1 a second
collected 1 source with 1 run into slow.db; 0 known already
END
is 'and the archive says so' \
	"$(sql slow.db 'SELECT contradiction FROM v_run')" \
	'4,000 requests in 8.00 s are not 1 a second'

head -n 5 "$samples/wrk/wrk__caddy__c8__r1.txt" >cut.txt
prints 0 'a run that stops early is kept, and said' \
	meshstat collect -a cut.db cut.txt <<'END'
cut.txt: a run is incomplete: the report stops before its last line
collected 1 source with 1 run into cut.db; 0 known already
END

faulty 'a file that cannot be read to its end' /proc/self/mem <<'END'
meshstat: /proc/self/mem: Input/output error
END

if [ "$(id -u)" -ne 0 ]; then
	cp "$one" secret.json
	chmod 000 secret.json
	faulty 'a file of somebody else' secret.json <<'END'
meshstat: secret.json: Permission denied
END
else
	skip 'a file of somebody else' 'root may read all'
fi

gzip -nc "$one" | head -c 500 >cut.json.gz
faulty 'gzip that ends too early' cut.json.gz <<'END'
meshstat: cut.json.gz: compressed data ends early: copy the file again
END

gzip -nc "$one" >damaged.gz
size=$(wc -c <damaged.gz)
printf 'XXXX' | dd of=damaged.gz bs=1 seek=$((size - 8)) conv=notrunc 2>/dev/null
faulty 'damaged gzip' damaged.gz <<'END'
meshstat: damaged.gz: damaged compression (incorrect data check): copy the file again
END

{ gzip -nc "$one"; echo and more; } >tail.gz
faulty 'something behind the end of what is compressed' tail.gz <<'END'
meshstat: tail.gz: damaged compression (what follows its end is not compressed): copy the file again
END

gzip -nc "$one" | gzip -nc >twice.gz
faulty 'a file that is compressed twice' twice.gz <<'END'
meshstat: twice.gz: compressed twice: unpack it once
END

silent= # of gzip and zstd, cut anywhere behind their first bytes
for part in gz zst; do
	cat "$one" | if [ $part = gz ]; then gzip -nc; else zstd -qc; fi >whole.$part
	size=$(wc -c <whole.$part)
	for len in 4 5 9 17 18 40 $((size / 2)) $((size - 8)) $((size - 1)); do
		head -c "$len" whole.$part >part.$part
		meshstat collect -q -a a.db part.$part 2>&1 |
			grep -q 'ends early: copy the file again$' ||
			silent="$silent $part:$len"
	done
done
is 'wherever compressed data is cut, that is what is said' "$silent" ''

mkdir damaged
cp cut.json.gz "$one" damaged
rm -f a.db
fails 2 'a cut file is a fault, also in a folder' \
	meshstat collect -a a.db damaged <<'END'
meshstat: damaged/cut.json.gz: compressed data ends early: copy the file again
collected 1 source with 1 run into a.db; 0 known already
END

{ cat "$one"; head -c 200000000 /dev/zero | tr '\0' ' '; } |
	zstd -q -3 -o bomb.zst
faulty 'a zstd bomb' bomb.zst <<'END'
meshstat: bomb.zst: expands more than 1000 times: refused
END

fails 2 'a format that is not that of the file' \
	meshstat collect -q -a a.db --format wrk2-text "$samples/README.md" <<END
meshstat: $samples/README.md: expected a line "Running ... test @ URL"
END

# ---- the command line

fails 2 'no source' meshstat collect -a a.db <<'END'
meshstat: expected a file, a folder or a URL to collect
END

fails 2 'an unknown format' \
	meshstat collect -a a.db --format nosuch "$one" <<'END'
meshstat: --format nosuch: no such format; "meshstat formats" lists them
END

fails 2 'a pattern with an open brace' \
	meshstat collect -a a.db --pattern '{mesh' "$one" <<'END'
meshstat: pattern "{mesh": "{" without "}"
END

fails 2 'a pattern with a closing brace alone' \
	meshstat collect -a a.db --label-pattern 'mesh}' "$one" <<'END'
meshstat: pattern "mesh}": "}" without "{"
END

fails 2 'a pattern with nothing between two names' \
	meshstat collect -a a.db --pattern '{mesh}{rep}' "$one" <<'END'
meshstat: pattern "{mesh}{rep}": nothing stands between {mesh} and the next name
END

fails 2 'a label without a value' \
	meshstat collect -a a.db --set mesh "$one" <<'END'
meshstat: --set: expected KEY=VALUE, got "mesh"
END

fails 2 'a label without a key' meshstat collect -a a.db --set =x "$one" <<'END'
meshstat: --set: expected KEY=VALUE, got "=x"
END

# ---- archives

cp "$one" text.db
fails 2 'an archive that is something else' \
	meshstat collect -a text.db "$one" <<'END'
meshstat: text.db: is not a meshstat archive; results are added to one by "meshstat collect -a ARCHIVE FILE..."
END
ok 'the file is as it was' cmp text.db "$one"

sqlite3 other.db 'CREATE TABLE t (x)'
fails 2 'a database of another program' \
	meshstat collect -a other.db "$one" <<'END'
meshstat: other.db: is not a meshstat archive; results are added to one by "meshstat collect -a ARCHIVE FILE..."
END

cp good.db future.db
sqlite3 future.db 'PRAGMA user_version = 99'
fails 2 'an archive from the future' \
	meshstat collect -a future.db "$one" <<'END'
meshstat: future.db: the archive is of version 99, and this meshstat knows 1 at most; use a newer one
END

meshstat collect -q -a damaged.db "$samples/wrk"
size=$(wc -c <damaged.db)
tr '\0' '\377' </dev/zero |
	dd of=damaged.db bs=4096 seek=1 count=$((size / 4096 - 1)) \
		conv=notrunc iflag=fullblock 2>/dev/null
fails 2 'a damaged archive' meshstat collect -a damaged.db "$one" <<'END'
meshstat: damaged.db: the archive is damaged (database disk image is malformed); collect its sources again into a new one
END

fails 2 'an archive in no folder' \
	meshstat collect -a nosuch/a.db "$one" <<'END'
meshstat: nosuch/a.db: unable to open database file
END

# ---- what is collected

rm -f a.db
prints 0 'a folder, and what was left of it' \
	meshstat collect -a a.db "$samples" <<'END'
collected 126 sources with 122 runs into a.db; 0 known already, left 2 of no known format (-v names them)
END

before=$(digest a.db)
prints 0 'collected twice, all is known already' \
	meshstat collect -a a.db "$samples" <<'END'
collected 0 sources with 0 runs into a.db; 126 known already and labeled as before (collect into a new archive to change that), left 2 of no known format (-v names them)
END
is 'and the archive is as it was' "$(digest a.db)" "$before"

mkdir -p hidden/.git
cp "$one" hidden/.one.json
: >hidden/.git/HEAD
rm -f h.db
prints 0 'what is hidden is left, and counted' meshstat collect -a h.db hidden <<'END'
collected 0 sources with 0 runs into h.db; 0 known already, left 2 hidden (-v names them)
END
echo 'What these are' >hidden/README
prints 0 'and named' meshstat collect -v -a h.db hidden <<'END'
left hidden/.git: hidden; name it to have it collected
left hidden/.one.json: hidden; name it to have it collected
left hidden/README: no known format: text that begins "What these are"; see `meshstat formats`
collected 0 sources with 0 runs into h.db; 0 known already, left 1 of no known format and 2 hidden
END
prints 0 'and collected, if it is named' meshstat collect -a h.db hidden/.one.json <<'END'
collected 1 source with 1 run into h.db; 0 known already
END

runs() { # COLLECT'S OPTIONS...: what the archive then knows
	rm -f r.db
	meshstat collect -q -a r.db "$@" || return
	sql r.db 'SELECT tool, requests, evidence FROM v_run'
}

known=$(runs "$one")
is 'standard input' "$(runs - <"$one")" "$known"
gzip -nc "$one" >one.json.gz
zstd -qc "$one" >one.json.zst
is 'gzip' "$(runs one.json.gz)" "$known"
is 'zstd' "$(runs one.json.zst)" "$known"
is 'gzip on standard input' "$(runs - <one.json.gz)" "$known"
is 'the same content, however compressed, is one source' \
	"$(runs "$one" one.json.gz one.json.zst)" "$known"
{ printf '\357\273\277'; cat "$root/tests/data/vegeta/results.csv"; } >mark.csv
is 'CSV without a header, behind a byte order mark' "$(runs mark.csv)" \
	"$(runs "$root/tests/data/vegeta/results.csv")"
is 'a format by force' "$(runs --format fortio-json "$one")" "$known"

line='a
line.json'
for name in 'with blanks.json' "it's \"quoted\".json" 'mötley.json' \
	"$line" ' .json'; do
	cp "$one" "$name"
	is "a file called $(printf %s "$name" | tr '\n' '~')" \
		"$(runs "$name")" "$known"
	is 'it is known by that name' "$(sql r.db 'SELECT name FROM source')" \
		"$name"
done
cp "$one" ./-dash.json
is 'a file called -dash.json, behind --' "$(runs -- -dash.json)" "$known"

# ---- labels

mkdir -p tree/istio/500rps
cp "$one" tree/istio/500rps/rep7.json
leaf=tree/istio/500rps/rep7.json

labels() { # COLLECT'S OPTIONS...: labels that are not facts of the tool
	rm -f l.db
	meshstat collect -q -a l.db "$@" || return
	sql l.db "SELECT key || '=' || value FROM label WHERE origin > 0
		ORDER BY key"
}

is 'labels by --set' "$(labels --set mesh=istio --set note=a=b "$one")" \
	"mesh=istio
note=a=b"
is 'of two words for one label, the later' \
	"$(labels --set who=a --set who=b "$one")" who=b
is 'a mesh by its other name' "$(labels --set mesh=Maesh "$one")" \
	mesh=traefik-mesh
is 'no mesh is none' "$(labels --set mesh=baseline "$one")" mesh=none
is 'labels by --pattern' \
	"$(labels --pattern '{mesh}/{offered_rps}rps/rep{rep}.json' tree)" \
	"mesh=istio
offered_rps=500
rep=7"
rm -f l.db
fails 2 'a pattern that fits no file at all collects nothing' \
	meshstat collect -a l.db --pattern '{mesh}_{rep}.json' tree <<'END'
meshstat: --pattern "{mesh}_{rep}.json" fits none of 1 file, and nothing is collected; the first is tree/istio/500rps/rep7.json
END
is 'so that it can be mended' "$(sql l.db 'SELECT count(*) FROM source')" 0
fails 2 'a label pattern that fits no text' \
	meshstat collect -q -a l.db --label-pattern '{proxy}/{rep}' tree <<'END'
meshstat: labels: --label-pattern matched 0 of 1 sources
END
is 'labels by --label-pattern' \
	"$(labels --label-pattern '{proxy} {rate} {rep}' "$one")" \
	"proxy=direct
rate=q500
rep=r1"

printf 'file,who,"the, note"\nistio/500rps/rep7.json,table,"x ""y"""\n' \
	>tree/runs.csv
is 'labels by runs.csv' "$(labels tree)" \
	'the, note=x "y"
who=table'
printf '\357\273\277file,who\r\nistio/500rps/rep7.json,table\r\n' \
	>tree/runs.csv
is 'runs.csv as Excel writes it' "$(labels tree)" who=table

text='{who} {} {}' path='{}/{}/{who}.json'
is 'the path wins over the text' \
	"$(labels --label-pattern "$text" --pattern "$path" "$leaf")" who=rep7
is 'runs.csv wins over both' \
	"$(labels --label-pattern "$text" --pattern "$path" tree)" who=table
is '--set wins over all' \
	"$(labels --label-pattern "$text" --pattern "$path" --set who=set tree)" \
	who=set

printf 'file,who\nistio/500rps/rep7.json\n' >tree/runs.csv
fails 2 'a row of runs.csv with too few columns' \
	meshstat collect -q -a l.db tree <<'END'
meshstat: tree/runs.csv:2: expected 2 columns as in the header, got 1
END

rm -f l.db
cp "$one" tree/other.json
printf 'file,who\nistio/500rps/rep7.json,table\ngone.json,x\n' >tree/runs.csv
prints 0 'labels that match nothing, or not all, are told' \
	meshstat collect -a l.db --pattern '{mesh}/{}/{}.json' tree <<'END'
collected 1 source with 1 run into l.db; 0 known already
tree/other.json has the content of tree/istio/500rps/rep7.json, which is kept; is it a copy by mistake?
labels: --pattern matched 1 of 2 sources
labels: runs.csv matched 1 of 2 sources
labels: 1 row of runs.csv without a source; the first: tree/runs.csv:3
END
fails 2 'and are faults with --strict' \
	meshstat collect -q -a l.db --strict --pattern '{mesh}/{}/{}.json' tree \
	<<'END'
meshstat: tree/other.json has the content of tree/istio/500rps/rep7.json, which is kept; is it a copy by mistake?
meshstat: labels: --pattern matched 1 of 2 sources
meshstat: labels: runs.csv matched 1 of 2 sources
meshstat: labels: 1 row of runs.csv without a source; the first: tree/runs.csv:3
END
printf 'file,who\ngone.json,x\n' >tree/runs.csv
fails 2 'a runs.csv of which no row fits' \
	meshstat collect -a l.db tree <<'END'
collected 0 sources with 0 runs into l.db; 2 known already and labeled as before (collect into a new archive to change that)
tree/other.json has the content of tree/istio/500rps/rep7.json, which is kept; is it a copy by mistake?
meshstat: labels: runs.csv matched 0 of 2 sources
labels: 1 row of runs.csv without a source; the first: tree/runs.csv:2
END
rm -f l.db
prints 0 'a file that was named twice is no copy' \
	meshstat collect -a l.db "$one" "$one" <<'END'
collected 1 source with 1 run into l.db; 0 known already
END
mkdir copied
for i in 1 2 3 4 5 6 7 8; do
	cp "$one" copied/$i.json
done
meshstat collect -a copied.db copied >.out 2>&1
is 'of many copies the first few are named' \
	"$(grep -c 'copy by mistake' .out) $(tail -n 1 .out)" \
	'5 and 2 more are copies (-v names them)'
meshstat collect -v -a copied.db copied >.out 2>&1
is 'and all with -v' "$(grep -c 'content of copied/1.json' .out)" 7
mkdir none
for i in 1 2; do
	echo 'Method,Name,Error,Occurrences' >none/${i}_failures.csv
done
prints 0 'that nothing failed in two runs is no copy' \
	meshstat collect --strict -a none.db none <<'END'
none/1_failures.csv: a run is incomplete: only what went wrong, without the requests
collected 1 source with 1 run into none.db; 0 known already
END

# ---- loads are numbers

for rate in fast -5 1,000 0 '' 10rps nan; do
	fails 2 "no rate is \"$rate\"" \
		meshstat collect -a l.db --set "offered_rps=$rate" "$one" <<END
meshstat: --set: offered_rps: expected a number of requests per second, or "max", got "$rate"
END
done
fails 2 'nor is half a connection one' \
	meshstat collect -a l.db --set connections=2.5 "$one" <<'END'
meshstat: --set: connections: expected a whole number above 0, got "2.5"
END
printf 'file,who,connections\nother.json,a,8\nx.json,b,"1,000"\n' >tree/runs.csv
fails 2 'nor a number with a comma, in line 3' \
	meshstat collect -a l.db tree <<'END'
meshstat: tree/runs.csv:3: connections: expected a whole number above 0, got "1,000"
END
rm tree/runs.csv
fails 2 'nor what a pattern took too much of' \
	meshstat collect -q -a l.db --pattern '{}/{offered_rps}/{}.json' \
	tree/istio/500rps/rep7.json <<'END'
meshstat: tree/istio/500rps/rep7.json: --pattern: offered_rps: expected a number of requests per second, or "max", got "500rps"
END
rm -f l.db
meshstat collect -q -a l.db --set offered_rps=1e2 --set connections=8.0 "$one"
is 'a number is one, however it is written' "$(sql l.db "SELECT value FROM label
	WHERE key IN ('connections', 'offered_rps') ORDER BY key" | tr '\n' ' ')" \
	'8 100 '
rm -f l.db
meshstat collect -q -a l.db --set offered_rps=max "$one"
is 'as fast as it can is a load' "$(sql l.db "SELECT value FROM label
	WHERE key = 'offered_rps'")" max

for start in '2026-11-22 16:04:45' 2026-11-22T16:04:45 1795363485000 now -1; do
	fails 2 "no start is \"$start\"" \
		meshstat collect -a l.db --set "started_at=$start" "$one" <<END
meshstat: --set: started_at: expected a time such as 2026-11-22T16:04:45Z, or seconds since 1970, got "$start"
END
done
rm -f l.db
meshstat collect -q -a l.db --set started_at=1 "$one"
is 'the start that a tool states stays' \
	"$(meshstat analyze -q -a l.db --by tool >/dev/null
	meshstat render -q -a l.db -f json -o - | jq -r '.runs[0].started_at' |
	cut -c1-4)" 2026
{ cat "$samples"/wrk/wrk__caddy__c8__r1.txt
	cat "$samples"/wrk/wrk__caddy__c8__r2.txt; } >two.txt
fails 2 'one start is that of no run of two' \
	meshstat collect -q -a l.db --set started_at=1795363485 two.txt <<'END'
meshstat: two.txt: started_at: one start for 2 runs
END

rm -f l.db
printf 'file,who\nother.json,a\nother.json,b\n' >tree/runs.csv
fails 2 'a second row of runs.csv for one file' \
	meshstat collect -q -a l.db tree <<'END'
meshstat: tree/runs.csv:3: a second row for tree/other.json, as in line 2
END
printf 'file,who,who\n' >tree/runs.csv
fails 2 'a second column of runs.csv of one name' \
	meshstat collect -q -a l.db tree <<'END'
meshstat: tree/runs.csv:1: two columns "who"
END
printf 'file;who\n' >tree/runs.csv
ok 'runs.csv with semicolons' sh -c "'$program' collect -a l.db tree 2>&1 |
	grep -q '^tree/runs.csv:1: no column \"file\", so it has no labels; a comma'"

# ---- secrets stay out

cat >secret_stats.csv <<'END'
Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,50%,100%
GET,/in?token=SECRET1&x=1,100,0,4,4.3,1.4,43.9,10,10,0.0,4,44
GET,/in?token=SECRET2&x=1,50,0,4,4.3,1.4,43.9,10,5,0.0,4,44
GET,u:SECRET3@host/in,50,0,4,4.3,1.4,43.9,10,5,0.0,4,44
,Aggregated,200,0,4,4.3,1.4,43.9,10,20,0.0,4,44
END
printf 'Method,Name,Error,Occurrences\nGET,/in?token=SECRET1,%s,5\n' \
	"500 Server Error for url: http://u:SECRET4@h/in?token=SECRET5" \
	>secret_failures.csv
printf 'timeStamp,elapsed,label,responseCode,responseMessage,success\n%s\n' \
	"1700000000000,12,/in?sig=SECRET6,500,see http://h/?key=SECRET7,false" \
	>secret.jtl
sed 's/"Labels": "/&http:\/\/u:SECRET8@h?auth=SECRET9 /' "$one" >secret.json
meshstat collect -q -a secret.db secret_stats.csv secret_failures.csv secret.jtl \
	secret.json
is 'no token or password of a name, message or label is kept' \
	"$(grep -a -o "SECRET." secret.db)" ''
is 'and names that are then the same are told apart' "$(sql secret.db \
	"SELECT name || '=' || requests FROM series WHERE name LIKE 'GET%'
	ORDER BY name" | tr '\n' ' ')" \
	'GET /in?token&x=1=100 GET /in?token&x=1 (2)=50 GET host/in=50 '

# ---- large sources

{ zcat "$samples"/hey/*direct__q200__r1.csv.gz; awk 'BEGIN { for (i = 0; i < 400000; i++)
	print "0.0018,0.0006,0.0000,0.0000,0.0011,0.0000,200,0.0042" }'; } >big.csv
meshstat collect -q -a whole.db big.csv "$samples"
is 'a large source is known by what sha256sum prints' \
	"$(sql whole.db "SELECT sha256 FROM source WHERE name = 'big.csv'")" \
	"$(sha256sum <big.csv | cut -d' ' -f1)"
mkfifo pipe
gzip -1c big.csv >pipe &
ok 'also compressed, through a pipe' sh -c "'$program' collect -a whole.db \
	- <pipe 2>&1 | grep -q ' 1 known already'"

# ---- files of one name

mkdir -p named/a/1 named/b/1
cp "$samples/wrk/wrk__caddy__c8__r1.txt" named/a/1/result.txt
cp "$samples/wrk/wrk__caddy__c8__r2.txt" named/b/1/result.txt
meshstat collect -q -a named.db --pattern '{mesh}/{rep}/result.txt' \
	named/a/1/result.txt ./named/b/1/result.txt "$samples/wrk/wrk__caddy__c8__r3.txt"
is 'files of one name have as much of their paths as tells them apart' \
	"$(sql named.db 'SELECT name FROM source ORDER BY name' | tr '\n' ' ')" \
	'a/1/result.txt b/1/result.txt wrk__caddy__c8__r3.txt '

# ---- killed in the middle, after more than what is written at once

mkfifo never
"$program" collect -q -a k.db big.csv "$samples" never &
pid=$!
i=0
until [ "$(sql k.db 'SELECT count(*) > 0 FROM source' 2>/dev/null)" = 1 ] ||
	[ $i -ge 100 ]; do
	i=$((i + 1))
	sleep 0.1
done
kill -9 $pid
wait $pid 2>/dev/null
is 'killed in the middle, the archive is sound' \
	"$(sqlite3 k.db 'PRAGMA integrity_check; PRAGMA foreign_key_check')" ok
is 'and holds whole sources, though not all' \
	"$(sql k.db 'SELECT name FROM source WHERE sha256 IS NOT NULL')" big.csv
meshstat collect -q -a k.db big.csv "$samples"
is 'collected again, nothing is missing' "$(digest k.db)" "$(digest whole.db)"

# ---- what could not be read, in the archive and in what is made of it

mkdir -p some
for repeat in 1 2; do
	cp "$samples/wrk/wrk__haproxy__c8__r$repeat.txt" \
		"$samples/wrk/wrk__caddy__c8__r$repeat.txt" some
done
head -c 2000 "$samples/fortio/fortio__direct__q500__r1.json" >some/cut.json
sed 's/"Count": [0-9]*/"Count": "my token"/' \
	"$samples/fortio/fortio__direct__q500__r1.json" >some/odd.json
echo 'these were measured on a Monday' >some/notes.txt
meshstat collect -q -a u.db --pattern 'wrk__{proxy}__c8__r{rep}.txt' \
	some nosuch.json 2>/dev/null
is 'refused files and left ones are kept, mistyped ones are not' \
	"$(sql u.db 'SELECT source, state FROM v_unread')" \
	'some/cut.json|refused
some/notes.txt|left
some/odd.json|refused'
is 'nothing of their content is' \
	"$(sql u.db "SELECT why FROM v_unread WHERE source LIKE '%odd%'")" \
	'some/odd.json: DurationHistogram.Count: expected a whole number, got "…"'
meshstat analyze -q -a u.db --by proxy --baseline haproxy >.out
missing='2 of 6 sources could not be read .* some/cut.json, some/odd.json'
told() { # NAME FILE
	ok "$1" grep -q "$missing" "$2"
}
told 'a terminal tells how many are missing' .out
for format in html md json; do
	meshstat render -q -a u.db -o "u.$format"
done
told 'a page does' u.html
told 'Markdown does' u.md
is 'and JSON lists them' "$(grep -c '"state":	"refused"' u.json)" 2
cp "$samples/fortio/fortio__direct__q500__r1.json" some/cut.json
meshstat collect -q -a u.db some 2>/dev/null
is 'what is read after all is missing no more' \
	"$(sql u.db "SELECT source FROM v_unread WHERE state = 'refused'")" \
	some/odd.json

# ---- blank lines, as of a shell or an editor, in front of any format

mkdir -p plain led
for file in "$root"/tests/data/*/*; do
	case $file in
	*.gz | *.md) continue ;;
	esac
	name=$(basename "$(dirname "$file")")-$(basename "$file")
	cp "$file" "plain/$name"
	{ printf '\n \r\n' && cat "$file"; } >"led/$name"
done
for folder in plain led; do
	meshstat collect -q -a "$folder.db" "$folder" 2>/dev/null
done
formats_of() { # FOLDER
	sql "$1.db" "SELECT replace(source.name, '$1/', ''), format, requests
	    FROM source LEFT JOIN run ON source_id = source.id
	    LEFT JOIN series ON run_id = run.id AND series.name = 'total'
	    ORDER BY 1, ordinal"
}
is 'blank lines in front of a file change nothing' \
	"$(formats_of led)" "$(formats_of plain)"

printf '\n\n{"RunType": "HTTP",\n "DurationHistogram": oops }\n' >led.json
fails 2 'lines are counted from the first of the file' \
	meshstat collect -q -a led.db --format fortio-json led.json <<'END'
meshstat: led.json:4: column 23: no JSON from here on: "oops }"
END

plan
