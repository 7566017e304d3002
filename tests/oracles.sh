#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The arithmetic of analyze/ against known answers (tests/oracles/README.md).

here=$(dirname "$0")
exec "${BUILD:-$here/../build}/tests/oracle" --check "$here/oracles"
