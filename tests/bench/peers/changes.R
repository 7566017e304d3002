# SPDX-License-Identifier: GPL-3.0-or-later
#
# changes.R ecp|strucchange FILE: where the series in FILE changes.
arg <- commandArgs(TRUE)
y <- readBin(arg[2], "double", 1e7)
if (arg[1] == "ecp") {
	suppressMessages(library(ecp))
	set.seed(1)
	found <- e.divisive(matrix(y), R = 199, min.size = 10)$estimates
	cat(found[found > 1 & found <= length(y)] - 1, "\n")
} else {
	suppressMessages(library(strucchange))
	cat(breakpoints(y ~ 1, h = 10, breaks = 6)$breakpoints, "\n")
}
