# SPDX-License-Identifier: GPL-3.0-or-later
#
# make            build/meshstat
# make demo       install what the build lacks, build, and make a report of
#                 samples/: build/demo/report.html and report.json
# make check      install what the tests lack, build, and run all tests;
#                 SAN=1: the same under ASan and UBSan, in build/san/
# make lint       formatting, cppcheck, lengths of functions and files
# make golden     write tests/golden/ and what README.md shows anew; read the
#                 diff before you commit it
# make fuzz       feed the importers broken files for FUZZ_SECONDS (60)
# make bench      measure against peers, into tests/bench/RESULTS.md
# make bench-stats  how often statistics are wrong, and how fast they are, into
#                 tests/bench/STATISTICS.md
# make install    to DESTDIR, PREFIX (/usr/local);  also: uninstall, clean
#
# CC, CFLAGS, LDFLAGS, PREFIX and DESTDIR are honored.

CC ?= cc
CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
FUZZ_SECONDS ?= 60
VERSION = 0.1.0

B = build
ifeq ($(SAN),1)
B = build/san
SAN_FLAGS = -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
endif

PACKAGES = sqlite3 libcjson libcurl cairo libxml-2.0 gsl zlib libzstd \
	yaml-0.1 nettle
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wvla -Wformat=2 \
	-Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings $(WERROR)
PKG_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
PKG_LIBS := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null)
ALL_CFLAGS = -std=c11 -D_POSIX_C_SOURCE=200809L -DVERSION='"$(VERSION)"' \
	-I. $(WARNINGS) $(PKG_CFLAGS) -pthread $(SAN_FLAGS) $(CFLAGS)
ALL_LIBS = $(PKG_LIBS) -lm -pthread

# A format, a chart, a section, a command is one file here and one line in a
# table; the Makefile need not know its name.
BASE = $(wildcard base/*.c)
STORE = $(wildcard store/*.c)
COLLECT = $(wildcard collect/*.c)
ANALYZE = $(wildcard analyze/*.c)
RENDER = $(wildcard render/*.c)
EMBEDDED = store/schema.sql $(wildcard templates/* collect/meshes/*)

SOURCES = $(BASE) $(STORE) $(COLLECT) $(ANALYZE) $(RENDER)
OBJECTS = $(SOURCES:%.c=$(B)/%.o) $(B)/embedded.o
TESTS = $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/test_*.c))
TEST_PROGRAMS = $(TESTS) $(B)/tests/oracle
C_FILES = $(wildcard *.c base/*.[ch] store/*.[ch] collect/*.[ch] analyze/*.[ch] \
	render/*.[ch] tests/*.[ch] tests/fuzz/*.[ch] tests/bench/*.[ch])
BENCH = $(patsubst tests/bench/%.c,$(B)/bench/%,$(wildcard tests/bench/*.c))
ORACLE = $(patsubst %.c,$(B)/%.o,$(wildcard tests/oracle*.c))
CLI_TESTS = $(sort $(filter-out %/lib.sh,$(wildcard tests/*.sh \
	tests/cli/*.sh tests/browser/*.sh)))

all: $(B)/meshstat

$(B)/meshstat: $(B)/main.o $(B)/libmeshstat.a
	$(CC) $(SAN_FLAGS) $(LDFLAGS) -o $@ $^ $(ALL_LIBS)

$(B)/libmeshstat.a: $(OBJECTS)
	@rm -f $@
	ar qcs $@ $^

$(B)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Files that travel inside the program, as the array that base/embedded.h
# declares.
$(B)/embedded.c: $(EMBEDDED) Makefile
	@mkdir -p $(@D)
	@{ printf '#include "base/embedded.h"\n'; i=0; \
	for f in $(EMBEDDED); do i=$$((i + 1)); \
		printf 'static const unsigned char bytes%d[] = {\n' $$i; \
		od -An -v -tx1 $$f | sed 's/ \(..\)/0x\1,/g'; \
		printf '0 };\n'; done; i=0; \
	printf 'const struct embedded embedded[] = {\n'; \
	for f in $(EMBEDDED); do i=$$((i + 1)); \
		printf '{ "%s", bytes%d, sizeof(bytes%d) - 1 },\n' $$f $$i $$i; \
	done; printf '{ 0, 0, 0 }\n};\n'; } >$@

$(B)/embedded.o: $(B)/embedded.c
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/tests/%: tests/%.c $(B)/libmeshstat.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< $(B)/libmeshstat.a \
		-lcmocka $(ALL_LIBS)

$(B)/bench/%: tests/bench/%.c $(B)/libmeshstat.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< $(B)/libmeshstat.a $(ALL_LIBS)

# Computes the known answers of tests/oracles/ with analyze/.
$(B)/tests/oracle: $(ORACLE) $(B)/libmeshstat.a
	$(CC) $(SAN_FLAGS) $(LDFLAGS) -o $@ $^ $(ALL_LIBS)

# ---- what people run ----

demo:
	.ci/packages build
	@$(MAKE) --no-print-directory $(B)/demo/report.json
	@echo "Open $(B)/demo/report.html in a browser."

$(B)/demo/report.json: $(B)/meshstat $(shell find samples -type f)
	@mkdir -p $(@D)
	@rm -f $(@D)/demo.db
	$(B)/meshstat collect -a $(@D)/demo.db samples
	$(B)/meshstat analyze -a $(@D)/demo.db --study samples/study.yaml \
		>$(@D)/comparison.txt || test $$? -eq 1
	$(B)/meshstat render -a $(@D)/demo.db -o $(@D)/report.html
	$(B)/meshstat render -a $(@D)/demo.db -o $@

check:
	.ci/packages test
	@$(MAKE) --no-print-directory check-run

# cmocka and the scripts speak TAP; prove sums up, and fails on a test that
# crashes or stops early.  tests/prometheus_live.sh runs the program that is
# left out here, once it has a server for it.
PROVE_FLAGS ?= --jobs $(shell nproc 2>/dev/null || echo 1)
check-run: $(B)/meshstat $(TEST_PROGRAMS) $(BENCH)
	CMOCKA_MESSAGE_OUTPUT=tap MESHSTAT=$(B)/meshstat BUILD=$(B) \
	LSAN_OPTIONS=suppressions=tests/lint/lsan.supp \
	UBSAN_OPTIONS=print_stacktrace=1 \
	MESHSTAT_SHARED=$${MESHSTAT_SHARED-../shared} \
	prove --exec tests/lint/tap $(PROVE_FLAGS) \
		$(filter-out %/test_prometheus_live,$(TESTS)) $(CLI_TESTS)

golden: $(B)/meshstat $(B)/tests/test_numbers_out $(B)/tests/test_page_text
	MESHSTAT=$(B)/meshstat tests/golden.sh --update
	$(B)/tests/test_numbers_out tests/golden
	$(B)/tests/test_page_text tests/golden
	MESHSTAT=$(B)/meshstat tests/cli/readme.sh --update

lint:
	@clang-format --dry-run -Werror $(C_FILES)
	@tests/lint/lengths.sh $(filter-out tests/%,$(C_FILES))
	@cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr -I. \
		--enable=warning,performance,portability \
		--suppressions-list=tests/lint/cppcheck.txt \
		$(SOURCES) main.c

fuzz:
	tests/fuzz/run.sh $(FUZZ_SECONDS)

bench: $(B)/meshstat $(BENCH)
	MESHSTAT=$(B)/meshstat BUILD=$(B) tests/bench/run.sh

# Some minutes.
bench-stats: $(B)/meshstat $(BENCH)
	MESHSTAT=$(B)/meshstat BUILD=$(B) tests/bench/stats.sh

install: $(B)/meshstat
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(B)/meshstat $(DESTDIR)$(PREFIX)/bin/meshstat
	install -m 644 meshstat.1 $(DESTDIR)$(PREFIX)/share/man/man1/meshstat.1

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/meshstat
	rm -f $(DESTDIR)$(PREFIX)/share/man/man1/meshstat.1

clean:
	rm -rf build

-include $(OBJECTS:.o=.d) $(TESTS:=.d) $(ORACLE:.o=.d) $(BENCH:=.d) $(B)/main.d

.PHONY: all demo check check-run golden lint fuzz bench bench-stats install uninstall clean
.DELETE_ON_ERROR:
.SECONDARY:
