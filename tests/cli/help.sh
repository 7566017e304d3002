#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What the program says of itself.
. tests/cli/lib.sh

meshstat help >help
commands=$(sed -n 's/^  \([a-z]*\) .*/\1/p' help)

is 'help lists the commands' "$(echo "$commands" | grep -c .)" \
	"$(grep -c '^  [a-z]' help)"
ok '--help is help' sh -c '"$1" --help | cmp - help' sh "$program"
for command in $commands; do
	ok "$command --help is help $command" sh -c \
		'"$1" help "$2" >a && "$1" "$2" --help | cmp - a' \
		sh "$program" "$command"
	ok "$command has an example" \
		sh -c 'sed "1,/^Examples:/d" a | grep -q "meshstat $1"' \
		sh "$command"
	ok "$command --help fits a terminal" \
		sh -c 'test "$(awk "{ if (length > m) m = length }
			END { print m }" a)" -le 120'
	fails 2 "$command with an unknown option" \
		meshstat "$command" --nosuch <<'END'
meshstat: --nosuch: no such option; --help lists them
END
done

ok '--version' sh -c '"$1" --version | grep -qx "meshstat [0-9.]*"' \
	sh "$program"
fails 2 'an unknown command' meshstat nosuch <<'END'
meshstat: nosuch: no such command; "meshstat help" lists them
END
fails 2 'a command with a slip' meshstat colect a <<'END'
meshstat: colect: no such command; perhaps collect is meant; "meshstat help" lists them
END
fails 2 'help of an unknown command' meshstat help nosuch <<'END'
meshstat: nosuch: no such command; "meshstat help" lists them
END
fails 2 'an option without its value' meshstat collect -a <<'END'
meshstat: --archive expects FILE
END
fails 2 'a value that an option does not take' \
	meshstat collect --quiet=yes <<'END'
meshstat: --quiet takes no value, got "yes"
END
fails 2 'output that goes nowhere' sh -c '"$1" --version >&-' sh "$program" <<'END'
meshstat: standard output: cannot be written
END
meshstat >got 2>&1
is 'no command is a fault' "$?" 2
ok 'that shows the commands' cmp got help

plan
