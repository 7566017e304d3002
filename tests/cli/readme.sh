#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the documents say is so: their commands run as typed, their tables and
# lists are current.  Run from the root of the tree; MESHSTAT is the program.
#
# In a document, a block marked "sh" is run command by command, in a copy of
# the tree.  A command succeeds, unless its last line ends with "# exits N: why".
# Each line of a block marked "text" must be a line of what the commands above
# it printed.  A block marked "yaml" becomes the file that "As `NAME`:" names.
#
# With --update, what the program prints is written into the documents anew: the
# table of formats, the picture, and the lines of blocks marked "text".  Of
# these, a line that is printed no more gives way to the next printed one that
# begins with the same word; where there is none, it stays, and the test fails.
# Read the diff before you commit it.

update=${1-}
case $update in
'' | --update) ;;
*)
	echo "usage: $0 [--update]" >&2
	exit 2 ;;
esac

root=$(pwd)
program=${MESHSTAT:-build/meshstat}
case $program in
/*) ;;
*) program=$root/$program ;;
esac
[ -x "$program" ] || {
	echo "1..0 # SKIP $program is not built"
	exit 0
}

tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
tree=$tmp/tree
mkdir "$tree" "$tree/build"
for entry in *; do
	[ "$entry" = build ] || cp -R "$entry" "$tree"
done
ln -s "$program" "$tree/build/meshstat"
PATH=$tree/build:$PATH
unset MESHSTAT_ARCHIVE SOURCE_DATE_EPOCH

n=0
ok() # what
{
	n=$((n + 1))
	echo "ok $n - $1"
}

fail() # what, file with the reasons
{
	n=$((n + 1))
	echo "not ok $n - $1"
	head -n 20 "$2" | sed 's/^/# /'
}

is_empty() # what, file that lists what is wrong
{
	if [ -s "$2" ]; then fail "$1" "$2"; else ok "$1"; fi
}

# Why a command is not run here; says nothing of those that are.
exempt() # command
{
	case $1 in
	make) echo 'the tree is built already' ;;
	'make demo' | 'make check' | 'make check SAN=1' | .ci/run)
		echo 'installs packages' ;;
	'make lint' | 'make golden' | 'make fuzz' | 'make bench')
		echo 'a development tool' ;;
	'make build/tests/'* | 'build/tests/'* | *clang-format*)
		echo 'a development tool' ;;
	*http://localhost:9090*) echo 'needs a Prometheus server' ;;
	*kubectl*) echo 'needs a cluster' ;;
	sqlite3*) command -v sqlite3 >/dev/null ||
		echo 'sqlite3 is not installed' ;;
	esac
}

# ---- commands ----

run() # document, command
{
	first=$(printf '%s\n' "$2" | head -n 1)
	wanted=$(printf '%s\n' "$2" | sed -n 's/.*# exits \([0-9]\): .*/\1/p')
	why=$(exempt "$first")
	if [ -n "$why" ]; then
		ok "$1: $first # SKIP $why"
		skipped=yes
		return
	fi
	skipped=
	(cd "$tree" && sh -c "$2") </dev/null >"$tmp/out" 2>&1
	status=$?
	cat "$tmp/out" >>"$tmp/said"
	if [ $status -eq "${wanted:-0}" ]; then
		ok "$1: $first"
	else
		echo "exit status $status, expected ${wanted:-0}" >>"$tmp/out"
		fail "$1: $first" "$tmp/out"
	fi
}

# A line may end in the middle of a command: quoted text, or a backslash.
is_whole() # command
{
	case $1 in
	*\\) return 1 ;;
	esac
	printf '%s\n' "$1" | sh -n 2>/dev/null
}

sh_line() # document, line
{
	[ -n "$command" ] || case $2 in
	'' | '#'*) return ;;
	esac
	command=$command${command:+
}$2
	is_whole "$command" || return
	run "$1" "$command"
	command=
}

text_line() # line
{
	printf '%s\n' "$1" >>"$tmp/text"
	[ -n "$skipped" ] || grep -qxF -e "$1" "$tmp/said" ||
		printf '%s\n' "$1" >>"$tmp/unsaid"
}

# The lines of a block, or what is printed in their place.  In a table that is
# drawn with lines, the first word is a line.
text_renewed()
{
	if [ -n "$skipped" ]; then
		cat "$tmp/text"
		return
	fi
	awk '
	function key(line, words) {
		split(line, words, " ")
		return words[1] ~ /[a-z]/ ? words[1] : words[1] " " words[2]
	}
	FILENAME == ARGV[1] { said[++n] = $0; next }
	{
		for (i = last + 1; i <= n && said[i] != $0; i++)
			;
		for (k = last + 1; i > n && k <= n; k++)
			if (key(said[k]) == key($0))
				i = k
		if (i <= n)
			last = i
		print i <= n ? said[i] : $0
	}' "$tmp/said" "$tmp/text"
}

block_end() # document
{
	if [ "$block" = sh ] && [ -n "$command" ]; then
		printf '%s\n' "$command" >"$tmp/rest"
		fail "$1: the last command ends" "$tmp/rest"
		command=
	elif [ "$block" = text ]; then
		is_empty "$1: what it shows is printed" "$tmp/unsaid"
		text_renewed >>"$tmp/renewed"
		: >"$tmp/unsaid" >"$tmp/text"
	fi
}

# A document on standard input; $tmp/renewed becomes what it should be.
blocks_run() # its name
{
	block= command= skipped= name=
	: >"$tmp/said" >"$tmp/unsaid" >"$tmp/text" >"$tmp/renewed"
	while IFS= read -r line; do
		case $block:$line in
		:'As `'*'`:' | :*' As `'*'`:')
			name=${line##*As \`}
			name=${name%\`:} ;;
		:'```'?*) block=${line#\`\`\`} ;;
		:'```') block=other ;;
		:*) ;;
		*:'```')
			block_end "$1"
			block= ;;
		sh:*) sh_line "$1" "$line" ;;
		text:*) text_line "$line" ;;
		yaml:*) printf '%s\n' "$line" >>"$tree/$name" ;;
		esac
		[ "$block" = text ] && [ "$line" != '```text' ] ||
			printf '%s\n' "$line" >>"$tmp/renewed"
	done
}

# The examples of the manual, in the form of the other documents.
manual_examples()
{
	sed -n '/^\.Sh EXAMPLES/,/^\.Sh SEE/p' meshstat.1 |
		sed -e 's/^\.Bd.*/```sh/' -e 's/^\.Ed.*/```/' \
			-e 's/\\-/-/g' -e "s/\\\\(aq/'/g" -e 's/\\e/\\/g'
}

formats_renewed() # document
{
	"$program" formats -f markdown >"$tmp/formats"
	awk '
	/^<!-- formats: end -->$/ {
		while ((getline line <formats) > 0)
			print line
	}
	/^<!-- formats: begin -->$/, /^<!-- formats: end -->$/ {
		if (/^\|/)
			next
	}
	{ print }' formats="$tmp/formats" "$1"
}

picture_draw()
{
	"$program" report -q --study samples/study.yaml -f svg \
		-o "$tmp/charts" samples >"$tmp/out" 2>&1
}

documents_update()
{
	blocks_run README.md <README.md >/dev/null
	formats_renewed "$tmp/renewed" >"$tmp/README.md" &&
		cp "$tmp/README.md" README.md
	picture_draw
	cp "$tmp/charts/forest-load-1.svg" docs/changes.svg
}

if [ "$update" ]; then
	documents_update
	exit
fi

documents='README.md ARCHITECTURE.md CONTRIBUTING.md'
for document in $documents; do
	blocks_run "$document" <"$document"
done
manual_examples >"$tmp/manual"
blocks_run meshstat.1 <"$tmp/manual"

# ---- tables and lists ----

formats_renewed README.md | diff README.md - >"$tmp/wrong"
is_empty 'README.md: the table of formats is current' "$tmp/wrong"

"$program" collect -q -a "$tmp/checks.db" samples >"$tmp/out" 2>&1
sed -n '/^| check | stops/,/^$/p' README.md |
	sed -n 's/^| `\([a-z-]*\)`.*/\1/p' >"$tmp/checks"
while IFS= read -r check; do
	"$program" analyze -a "$tmp/checks.db" --allow "$check" \
		>"$tmp/out" 2>&1
	[ $? -ne 2 ] || echo "$check: $(cat "$tmp/out")"
done <"$tmp/checks" >"$tmp/wrong"
[ -s "$tmp/checks" ] || echo 'no check was found' >>"$tmp/wrong"
is_empty 'README.md: every check can be allowed' "$tmp/wrong"

picture_draw
cmp docs/changes.svg "$tmp/charts/forest-load-1.svg" >"$tmp/wrong" 2>&1
is_empty 'README.md: its picture is current' "$tmp/wrong"

# Lists of files are lines "path  what it is" within ``` alone; a path may have
# "[ch]" or "*" in it.
sed -n '/^```$/,/^```$/p' ARCHITECTURE.md |
	sed -n 's/^\([^ `][^ ]*\)  .*/\1/p' >"$tmp/patterns"
ls main.c Makefile ./*.md meshstat.1 base/* store/* collect/*.[ch] \
	collect/meshes/* analyze/* render/* templates/* tests/*.[ch] \
	tests/*.sh .ci/* | sed 's:^\./::' >"$tmp/files"
find tests samples docs -mindepth 1 -maxdepth 1 -type d |
	sed 's:$:/:' >>"$tmp/files"
while IFS= read -r file; do
	found=
	while IFS= read -r pattern; do
		# shellcheck disable=SC2254
		case $file in
		$pattern) found=yes ;;
		esac
	done <"$tmp/patterns"
	[ -n "$found" ] || echo "$file"
done <"$tmp/files" >"$tmp/wrong"
is_empty 'ARCHITECTURE.md: every file is named' "$tmp/wrong"

while IFS= read -r pattern; do
	# shellcheck disable=SC2086
	ls -d $pattern >"$tmp/out" 2>&1 || echo "$pattern"
done <"$tmp/patterns" >"$tmp/wrong"
is_empty 'ARCHITECTURE.md: every file that is named exists' "$tmp/wrong"

# ---- the manual ----

commands=$("$program" help | sed -n 's/^  \([a-z][a-z]*\)  *.*/\1/p')
for command in $commands; do
	grep -q "^\.It Xo Nm Cm $command\$\|^\.It Cm $command\( \|\$\)" \
		meshstat.1 || echo "command $command"
	"$program" "$command" --help |
		sed -n 's/^  \(-., \|    \)--\([a-z-]*\).*/\2/p' |
		while IFS= read -r option; do
			grep -q "Fl Fl $option\( \|\$\)" meshstat.1 ||
				echo "$command --$option"
		done
done >"$tmp/wrong"
is_empty 'meshstat.1: every command and option is in it' "$tmp/wrong"

if command -v mandoc >/dev/null; then
	mandoc -T lint -W warning meshstat.1 >"$tmp/wrong" 2>&1
	is_empty 'meshstat.1: mandoc has no complaint' "$tmp/wrong"
else
	ok 'meshstat.1: mandoc has no complaint # SKIP mandoc is not installed'
fi
if command -v groff >/dev/null; then
	groff -mandoc -ww -z -Tutf8 meshstat.1 >"$tmp/wrong" 2>&1
	is_empty 'meshstat.1: groff has no complaint' "$tmp/wrong"
else
	ok 'meshstat.1: groff has no complaint # SKIP groff is not installed'
fi

# ---- all documents ----

all="$documents CHANGELOG.md samples/README.md tests/oracles/README.md"
# shellcheck disable=SC2086
grep -nE '(^|[^a-zA-Z0-9.:/_-])/(home|root|work|tmp|Users|var)/' $all \
	meshstat.1 >"$tmp/wrong"
is_empty 'no document speaks of a path of one machine' "$tmp/wrong"

for document in $documents; do
	tr '\n' ' ' <"$document" | grep -oE '\]\([^)#]+\)' |
		sed 's/^](\(.*\))$/\1/' | while IFS= read -r link; do
		case $link in
		https://* | http://*) ;;
		*) [ -e "$link" ] || echo "$document: $link" ;;
		esac
	done
done >"$tmp/wrong"
is_empty 'what documents link to is there' "$tmp/wrong"

echo "1..$n"
