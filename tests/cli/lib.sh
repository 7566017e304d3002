# SPDX-License-Identifier: GPL-3.0-or-later
# What the tests of the program share: a scratch folder, in which they work and
# which is gone afterwards, and checks that print TAP.  To be sourced from the
# tree's root; $MESHSTAT is the program.

LC_ALL=C
export LC_ALL
unset SOURCE_DATE_EPOCH MESHSTAT_ARCHIVE
root=$PWD
program=${MESHSTAT:-build/meshstat}
case $program in
/*) ;;
*) program=$root/$program ;;
esac
samples=$root/samples
shared=${MESHSTAT_SHARED:-../shared}
case $shared in
/*) ;;
*) shared=$root/$shared ;;
esac
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 2
tests=0

meshstat() {
	"$program" "$@"
}

sql() { # ARCHIVE STATEMENT
	sqlite3 -readonly "$@"
}

# The content of an archive as one line.
digest() { # ARCHIVE
	sql "$1" .dump | sha256sum
}

pass() { # NAME
	tests=$((tests + 1))
	echo "ok $tests - $1"
}

# What is on standard input says why.
fail() { # NAME
	tests=$((tests + 1))
	echo "not ok $tests - $1"
	sed 's/^/# /'
}

skip() { # NAME REASON
	tests=$((tests + 1))
	echo "ok $tests - $1 # SKIP $2"
}

# The command ends with that status and prints, on both outputs, what stands on
# standard input.
prints() { # STATUS NAME COMMAND...
	status=$1 name=$2
	shift 2
	cat >.expected
	"$@" >.got 2>&1 </dev/null
	got=$?
	if [ $got -ne "$status" ]; then
		{ echo "status $got, not $status"; cat .got; } >.why
		fail "$name" <.why
	elif cmp -s .expected .got; then
		pass "$name"
	else
		diff -u .expected .got >.why
		fail "$name" <.why
	fi
}

fails() { # STATUS NAME COMMAND...
	prints "$@"
}

# The command ends well; what it prints does not matter.
ok() { # NAME COMMAND...
	name=$1
	shift
	if "$@" >.got 2>&1 </dev/null; then
		pass "$name"
	else
		fail "$name" <.got
	fi
}

is() { # NAME GOT EXPECTED
	if [ "$2" = "$3" ]; then
		pass "$1"
	else
		printf 'got:\n%s\nexpected:\n%s\n' "$2" "$3" >.why
		fail "$1" <.why
	fi
}

plan() {
	echo "1..$tests"
}
