#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Who may include whom, and which library lives where.  "layers.sh DIR" looks
# at another tree, which is how it is shown to fail on a breach.
cd "${1:-.}" || exit 2

folders() # folder: the folders that it may include from
{
	case $1 in
	base) echo base ;;
	store) echo base store ;;
	collect) echo base store collect ;;
	analyze) echo base store analyze ;;
	render) echo base store render ;;
	esac
}

libraries() # folder: the headers of the libraries that live there
{
	case $1 in
	base) echo 'zlib.h zstd.h yaml.h nettle/' ;;
	store) echo 'sqlite3.h' ;;
	collect) echo 'cjson/ cJSON.h curl/ libxml/ nettle/' ;;
	analyze) echo 'gsl/' ;;
	render) echo 'cairo cjson/ cJSON.h libxml/' ;;
	esac
}

all='zlib.h zstd.h yaml.h nettle/ sqlite3.h cjson/ cJSON.h curl/ libxml/ gsl/ cairo'

# Lines "file:include" of a folder that match none of the words.
breaches()
{
	folder=$1
	allowed=" $(folders "$folder") "
	own=" $(libraries "$folder") "
	grep -Ho '^#include *[<"][^>"]*' "$folder"/*.[ch] |
		sed 's/#include *[<"]//' | while IFS=: read -r file header; do
		case $header in
		base/* | store/* | collect/* | analyze/* | render/*)
			case $allowed in
			*" ${header%%/*} "*) continue ;;
			esac
			echo "$file: includes $header"
			continue
			;;
		esac
		for library in $all; do
			case $header in
			"$library"*) ;;
			*) continue ;;
			esac
			case $own in
			*" $library "*) ;;
			*) echo "$file: includes <$header>" ;;
			esac
		done
	done
}

# Headers that other folders see must not show a library's types.
leaks()
{
	grep -lE '#include <(sqlite3|cjson|cJSON|curl|libxml|gsl|cairo|zlib|zstd|yaml|nettle)' \
		"$1"/*.h | grep -v '_internal\.h$' |
		grep -v '^collect/json\.h$'
}

n=0
echo 1..10
for folder in base store collect analyze render; do
	for what in breaches leaks; do
		n=$((n + 1))
		found=$($what $folder)
		[ -z "$found" ] || printf 'not '
		echo "ok $n - $folder: no $what"
		[ -z "$found" ] || echo "$found" | sed 's/^/# /'
	done
done
