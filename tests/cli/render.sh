#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# meshstat render, as it is used; above all: same archive in, same bytes out.
. tests/cli/lib.sh

study=$samples/study.yaml
meshstat collect -q -a a.db "$samples"

fails 2 'nothing is analyzed yet' meshstat render -a a.db <<'END'
meshstat: a.db: nothing is analyzed yet; run "meshstat analyze -a a.db" first
END
meshstat analyze -q -a a.db --study "$study" >/dev/null

# ---- where to, and what

prints 0 'to a file' meshstat render -a a.db -o a.html <<'END'
wrote a.html
END
ok 'to standard output, as HTML' \
	sh -c '"$1" render -a a.db | cmp - a.html' sh "$program"
meshstat render -q -a a.db -o a.json
ok 'the ending of the file says the format' \
	sh -c '"$1" render -a a.db -f json | cmp - a.json' sh "$program"
ok '-f wins over the ending' \
	sh -c '"$1" render -q -a a.db -f json -o b.html && cmp b.html a.json' \
	sh "$program"

fails 2 'a format of -f' meshstat render -a a.db -f nosuch <<'END'
meshstat: nosuch: no such output format; expected html, json, csv, md, pdf, png or svg
END
fails 2 'a format of an ending' meshstat render -a a.db -o a.txt <<'END'
meshstat: txt: no such output format; expected html, json, csv, md, pdf, png or svg
END
meshstat render -a a.db -o short.md --max-bytes 6000 2>.said
is 'Markdown that would not fit a comment is shortened, and it is told' \
	"$(sed 's/from [0-9]* to [0-9]* bytes/from N to N bytes/' .said)" \
	'Markdown: shortened from N to N bytes for --max-bytes 6000 (a comment on GitHub takes 65,536 characters); 0 writes all of it
wrote short.md'
fails 2 'a size that is none' \
	meshstat render -a a.db -f md --max-bytes many <<'END'
meshstat: --max-bytes: expected a number of bytes, got "many"
END
fails 2 'a folder that does not exist' \
	meshstat render -a a.db -o nosuch/a.html <<'END'
meshstat: nosuch/a.html: No such file or directory
END
fails 2 'an operand' meshstat render -a a.db a.html <<'END'
meshstat: render takes no operand, got "a.html"
END
fails 2 'no archive' meshstat render -a nosuch.db <<'END'
meshstat: nosuch.db: no such archive; make one by "meshstat collect -a nosuch.db FILE..."
END
for format in html json; do
	fails 2 "a full disk: $format" \
		sh -c '"$1" render -a a.db -f "$2" >/dev/full' \
		sh "$program" $format <<'END'
meshstat: standard output: cannot be written
END
done
mkdir kept.html
fails 2 'a folder in the place of the file' \
	meshstat render -a a.db -o kept.html <<'END'
meshstat: kept.html: Is a directory
END
is 'no scraps are left' "$(echo ./*.html.*)" './*.html.*'

cp a.db two.db
meshstat analyze -q -a two.db --by proxy --baseline direct >/dev/null 2>&1
is 'of several analyses it says which one it shows' \
	"$(meshstat render -a two.db -o two.html 2>&1)" \
	'two.db: holds 2 analyses; this is the newest, "Comparison"
wrote two.html'

# ---- what stands in the place already

to() { # WHERE
	"$program" render -q -a a.db -f json -o "$1"
}

fails 2 'a full device' meshstat render -a a.db -f json -o /dev/full <<'END'
meshstat: /dev/full: No space left on device
END
ok 'it is still a device' test -c /dev/full
ok 'standard output by its name' \
	sh -c '"$1" render -q -a a.db -f json -o /dev/stdout | cmp - a.json' \
	sh "$program"
mkfifo pipe.json
cat pipe.json >piped &
to pipe.json
wait $!
ok 'a pipe is written to' cmp piped a.json
ok 'and still there' test -p pipe.json
mkdir -p there a.b
echo old >there/kept.json
chmod 640 there/kept.json
ln -s there/kept.json link.json
to link.json
ok 'a link stays a link' test -L link.json
ok 'its target is written' cmp there/kept.json a.json
is 'which keeps its permissions' "$(stat -c %a there/kept.json)" 640
ln -s there/new.json dangling.json
to dangling.json
ok 'also one to a file that is not there yet' cmp there/new.json a.json
(umask 027 && to masked.json)
is 'a new file is as the umask has it' "$(stat -c %a masked.json)" 640
meshstat render -q -a a.db -o a.b/c
ok 'a dot in the name of a folder is no ending' cmp a.b/c a.html

# ---- the same bytes

same() { # NAME ARCHIVE
	for format in html json; do
		"$program" render -q -a "$2" -o "b.$format"
		ok "$1: the same $format" cmp "b.$format" "a.$format"
	done
}

again() { # NAME ENVIRONMENT...: from the sources on
	name=$1
	shift
	rm -f b.db
	env "$@" "$program" collect -q -a b.db "$samples"
	env "$@" "$program" analyze -q -a b.db --study "$study" >/dev/null
	for format in html json; do
		env "$@" "$program" render -q -a b.db -o "b.$format"
		ok "$name: the same $format" cmp "b.$format" "a.$format"
	done
}

again 'once more' x=y
again 'in Kathmandu' TZ=Asia/Kathmandu
again 'in C.UTF-8' LC_ALL=C.UTF-8
if locale -a | grep -qi '^de_DE'; then
	again 'in German' LC_ALL="$(locale -a | grep -i '^de_DE' | sed 1q)"
else
	skip 'in German' 'no such locale here'
fi
(
	umask 077
	"$program" collect -q -a private.db "$samples"
	"$program" analyze -q -a private.db --study "$study" >/dev/null
)
same 'under umask 077' private.db

mkdir -p else/where first/samples
cp -R "$samples" else/where/
meshstat collect -q -a moved.db else/where/samples
meshstat analyze -q -a moved.db --study "$study" >/dev/null
same 'from another folder' moved.db

cp -R "$samples/runs.csv" "$samples/wrk2" "$samples/prometheus" first/samples/
meshstat collect -q -a late.db first/samples
meshstat collect -q -a late.db else/where/samples
meshstat analyze -q -a late.db --study "$study" >/dev/null
same 'collected in another order' late.db

meshstat analyze -q -a a.db --study "$study" >/dev/null
same 'analyzed twice' a.db

# ---- the date is an input

SOURCE_DATE_EPOCH=86400 meshstat render -q -a a.db -o b.html
ok 'SOURCE_DATE_EPOCH is the date of the report' \
	grep -q 1970-01-02T00:00:00Z b.html
for bad in yesterday -1 1.5 99999999999999; do
	fails 2 "SOURCE_DATE_EPOCH=$bad" env SOURCE_DATE_EPOCH=$bad \
		"$program" render -a a.db -o b.html <<END
meshstat: SOURCE_DATE_EPOCH: expected seconds since 1970, got "$bad"
END
done

# ---- its schema

schema=$root/tests/schema/meshstat-1.schema.json
valid() { # FILE
	python3 "$root/tests/schema/validate.py" "$schema" "$1"
}

one=$samples/fortio/fortio__direct__q500__r1.json
evil=$(printf '</script><img src=x onerror=alert(1)>"'"'"'&\342\200\256\377\001')
meshstat collect -q -a evil.db --set "mesh=$evil" --set "$evil=x" "$one"
meshstat collect -q -a evil.db --set mesh=none \
	"$samples/fortio/fortio__nginx__q500__r1.json"
meshstat analyze -a evil.db --title "$evil" >/dev/null
meshstat render -q -a evil.db -o evil.json
meshstat render -q -a evil.db -o evil.html

cat >index.yaml <<'END'
title: index
compare: proxy
baseline: direct
select: [tool=fortio]
percentiles: [50]
meshmark:
  - data_plane_cpu of 4cores weight 50% in proxies
  - data_plane_memory of 1GiB weight 25% in proxies
END
cp a.db index.db
meshstat analyze -q -a index.db --study index.yaml >/dev/null
meshstat render -q -a index.db -o index.json
is 'an index is by the terms that are beside it' "$(sql index.db \
	"SELECT count(DISTINCT load || value) > 1, max(abs(raw - (
		SELECT avg(weight * (1 - used / capacity)) FROM v_meshmark AS t
		WHERE t.analysis = m.analysis AND t.value = m.value
		AND t.load = m.load))) < 1e-12 FROM v_meshmark AS m
	WHERE raw IS NOT NULL")" '1|1'

meshstat render -q -a index.db -o index.html
meshstat render -q -a index.db -o index.md
ok 'HTML calls it experimental, with its terms' \
	grep -q 'MeshMark (experimental).*<td>data_plane_memory</td>' index.html
ok 'so does Markdown' grep -q '/ 4.00 cores, weight 0.5; ' index.md

for i in 1 2; do
	meshstat collect -q -a workers.db --set mesh=none --set worker=$i \
		"$samples/wrk/wrk__direct__c8__r$i.txt"
done
meshstat analyze -q -a workers.db >/dev/null
meshstat render -q -a workers.db -o workers.json

if python3 -c 'import jsonschema' 2>/dev/null; then
	ok 'JSON of workers is of its schema' valid workers.json
	ok 'JSON of an index is of its schema' valid index.json
	ok 'JSON is of its schema' valid a.json
	ok 'also with the worst of labels' valid evil.json
else
	skip 'JSON is of its schema' 'no python3-jsonschema here'
fi

# ---- what came from outside is text

ok 'a label is no markup' sh -c '! grep -q "<img src=x" evil.html'
ok 'it is there, as text' grep -q '&lt;img src=x onerror' evil.html
is 'it ends no script' "$(grep -c '</script>' evil.html)" \
	"$(grep -c '</script>' a.html)"
ok 'it does not turn the direction of writing' \
	sh -c '! LC_ALL=C grep -q "$(printf "\342\200\256")" evil.html'
for file in evil.html evil.json; do
	ok "$file is UTF-8" iconv -f UTF-8 -t UTF-8 $file
done

plan
