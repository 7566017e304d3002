#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Archives where the disk, a folder or another process is in the way: one error,
# and what was in the archive is there still.
. tests/cli/lib.sh

one=$samples/fortio/fortio__direct__q500__r1.json
two=$samples/fortio/fortio__direct__q500__r2.json
meshstat collect -q -a good.db "$one" "$two"
meshstat analyze -q -a good.db >/dev/null
good=$(digest good.db)

# ---- what stands in it

is 'each view says what a row of it is' "$(sql good.db \
	"SELECT name FROM sqlite_schema
	WHERE type = 'view' AND sql NOT LIKE '% AS' || char(10) || '-- %'")" ''
ok 'and that a ratio of 4.96 is 4.96 times' test "$(sql good.db \
	"SELECT instr(sql, 'candidate / baseline: 4.96 means 4.96 times')
	FROM sqlite_schema WHERE name = 'v_comparison'")" -gt 0

# ---- what is no file

mkdir folder
fails 2 'a folder as an archive to write' \
	meshstat collect -a folder "$one" <<'END'
meshstat: folder: is not a file
END
fails 2 'a folder as an archive to read' meshstat render -a folder <<'END'
meshstat: folder: is not a file
END
fails 2 'a device as an archive' meshstat collect -a /dev/null "$one" <<'END'
meshstat: /dev/null: is not a file
END

# ---- killed in the middle of a write: the file holds parts of it, and the
# journal what was there before

cp good.db writer.db
sqlite3 writer.db 'PRAGMA cache_size = 1' BEGIN 'DELETE FROM percentile' \
	'INSERT INTO environment SELECT id, 1, hex(zeroblob(99999)) FROM source' \
	'.shell cp writer.db cut.db; cp writer.db-journal cut.db-journal' >/dev/null
cp cut.db read.db
cp cut.db-journal read.db-journal
ok 'the journal is needed' sh -c '! cmp -s good.db cut.db'
ok 'an archive cut in the middle can be read' \
	meshstat render -q -a read.db -o cut.json
is 'and has what was there before' "$(digest read.db)" "$good"
meshstat collect -q -a cut.db "$one"
is 'collecting into it takes the parts back, too' "$(digest cut.db)" "$good"

# ---- two at once

# Ten times, as they seldom meet.
all=
for i in 1 2 3 4 5 6 7 8 9 10; do
	rm -f both.db
	"$program" collect -q -a both.db "$one" &
	"$program" collect -q -a both.db "$two" &
	wait
	all="$all $(sql both.db 'SELECT count(*) FROM run')"
done 2>faults
is 'two at once make one new archive, with the runs of both' \
	"$all" ' 2 2 2 2 2 2 2 2 2 2'
is 'and have nothing to say' "$(cat faults)" ''

cp good.db locked.db
mkfifo hold
sqlite3 locked.db <hold >/dev/null &
exec 9>hold
printf 'BEGIN IMMEDIATE;\n.shell touch held\n' >&9
until [ -e held ]; do sleep 0.1; done
fails 2 'another process writes for too long: one error, however many files' \
	meshstat collect -a locked.db "$samples/wrk" <<'END'
meshstat: locked.db: database is locked
END
ok 'which does not keep one from reading' \
	meshstat render -q -a locked.db -o locked.json
exec 9>&-
wait

# ---- a disk that is full

{
	zcat "$samples/hey/hey-csv__direct__q200__r1.csv.gz" | head -n 1
	seq 100000 | sed 's/.*/0.001,0,0,0,0.001,0,200,&/'
} >long.csv
limited() { # 512-BYTE-BLOCKS COMMAND...
	(
		ulimit -f "$1"
		shift
		"$program" "$@"
	)
}
cp good.db full.db
fails 2 'a full disk: one error, whatever is to be collected behind it' \
	limited 1000 collect -q -a full.db "$samples/hey" long.csv \
	"$samples/wrk" <<'END'
meshstat: full.db: disk I/O error
END
ok 'the archive can be read' meshstat render -q -a full.db -o full.json
is 'and has what was there before' "$(digest full.db)" "$good"
fails 2 'a report that is too large' \
	limited 10 render -a good.db -o full.html <<'END'
meshstat: full.html: File too large
END
is 'leaves nothing behind' "$(ls full.html* 2>/dev/null)" ''

# ---- what may not be written

cp "$program" program
chmod 755 . program
visitor() { # COMMAND...: as somebody who owns nothing
	if [ "$(id -u)" -eq 0 ]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups \
			./program "$@"
	else
		./program "$@"
	fi
}
mkdir closed
cp good.db closed/a.db
chmod 444 closed/a.db
chmod 555 closed
cp "$samples"/wrk/*.txt .
if visitor --version >/dev/null 2>&1; then
	fails 2 'an archive that is read-only' \
		visitor collect -a closed/a.db ./*.txt <<'END'
meshstat: closed/a.db: the archive is read-only
END
	ok 'which can be read' visitor render -q -a closed/a.db -f md
	chmod 666 closed/a.db
	fails 2 'an archive in a folder that is read-only' \
		visitor collect -a closed/a.db ./*.txt <<'END'
meshstat: closed/a.db: attempt to write a readonly database
END
	chmod 700 closed
	[ "$(id -u)" -ne 0 ] && chmod 000 closed
	fails 2 'an archive in a folder of somebody else' \
		visitor render -a closed/a.db <<'END'
meshstat: closed/a.db: Permission denied
END
	chmod 700 closed
else
	skip 'archives that may not be written' 'nobody else can be tried'
fi

plan
