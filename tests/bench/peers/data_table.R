# SPDX-License-Identifier: GPL-3.0-or-later
#
# data_table.R FILE: the same as duckdb.mjs, of a JTL, as data.table has it.
suppressPackageStartupMessages(library(data.table))
setDTthreads(0)
rows <- fread(commandArgs(TRUE)[1], showProgress = FALSE,
	integer64 = "double",
	select = c("timeStamp", "elapsed", "label", "success"))
rows[, `:=`(ok = success == "true" | success == TRUE,
	second = as.numeric(timeStamp) %/% 1000)]
figures <- function(v, ok) c(list(n = length(v), ok = sum(ok), min = min(v),
	mean = mean(v), max = max(v)),
	as.list(quantile(v, c(.5, .9, .95, .99, .999))))
fwrite(rows[, figures(elapsed, ok), keyby = label], "")
fwrite(rows[, figures(elapsed, ok), keyby = second], "")
