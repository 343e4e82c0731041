# How each file under build/ is made, one folder per variant:
#   release  what is installed            asan, tsan  gcc's sanitizers, for the tests
#   clang    the second opinion of lint   fuzz        clang with libFuzzer
ifeq ($(filter -j% --jobserver%,$(MAKEFLAGS)),)
MAKEFLAGS += -j$(shell nproc)
endif
MAKEFLAGS += --no-builtin-rules
.DELETE_ON_ERROR:
.SECONDARY:
SHELL := /bin/bash

# ---- sources
LAYERS   := $(wildcard app/*/*.c app/*/*/*.c)
SUPPORT  := $(wildcard tests/support/*.c)
UNIT     := $(wildcard tests/unit/*.c)
FLOW     := $(wildcard tests/flow/*.c)
CONFORM  := $(wildcard tests/conformance/*.c)
BENCH    := $(wildcard tests/bench/*.c)
FAULT    := $(wildcard tests/fault/*.c)
FUZZ     := $(filter-out tests/fuzz/replay.c,$(wildcard tests/fuzz/*.c))
SCRIPTS  := $(wildcard tests/flow/*.sh tests/conformance/*.sh tests/fault/*.sh tests/*/*.test.mjs)
TESTS    := $(UNIT) $(FLOW) $(CONFORM) $(FUZZ)
SQL      := $(wildcard db/[0-9][0-9][0-9]_*.sql db/*/[0-9][0-9][0-9]_*.sql)
ALL_C    := $(wildcard app/*.c) $(LAYERS) $(SUPPORT) $(TESTS) $(BENCH) $(FAULT) $(wildcard tests/fuzz/replay.c)
HEADERS  := $(wildcard include/*/*.h include/*/*/*.h app/*/*.h tests/support/*.h)

# ---- compilers and flags
# Where the processor has it: jumps and returns that only land where the compiler put them.
CONTROL_FLOW := $(if $(filter x86_64,$(shell uname -m)),-fcf-protection)
PACKAGES := sqlite3 libcrypto libqrencode jansson zlib cairo libpng libjpeg xlsxwriter libutf8proc minizip expat
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
COMMON   := -std=c17 -D_GNU_SOURCE -Iinclude -Ibuild -g $(WARNINGS) $(CPPFLAGS)
# Held by tests/conformance/hardening.test.mjs, which looks at what came out.
HARDENED := -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection $(CONTROL_FLOW) -fPIE
LINK     := -Wl,--as-needed -pthread

CC_release := gcc
CF_release := -O2 $(HARDENED)
LF_release := -pie -Wl,-z,relro,-z,now
CC_asan    := gcc
CF_asan    := -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
LF_asan    := -fsanitize=address,undefined
CC_tsan    := gcc
CF_tsan    := -O1 -fno-omit-frame-pointer -fsanitize=thread
LF_tsan    := -fsanitize=thread
CC_clang   := clang
CF_clang   := -O1
LF_clang   :=
CC_fuzz    := clang
CF_fuzz    := -O1 -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
LF_fuzz    := -fsanitize=fuzzer,address,undefined
VARIANTS   := release asan tsan clang fuzz

# What pkg-config says, asked once. (civetweb and zxcvbn of Debian have no .pc file.)
build/gen/cflags build/gen/libs &: deploy/build.mk
	@mkdir -p build/gen
	@pkg-config --cflags $(PACKAGES) >build/gen/cflags
	@{ pkg-config --libs $(PACKAGES) && echo -lcivetweb -lzxcvbn -lm; } >build/gen/libs

# C that is made from what is not C.
MADE := migrations description log_words
build/gen/migrations.c: deploy/migrations.sh $(SQL)
	@mkdir -p build/gen
	@deploy/migrations.sh REGISTER=db CHECK=db/check KEYS=db/keys >$@

# The description of the API is the one place where its limits are written.
build/gen/limits.h: deploy/limits.sh web/openapi.json
	@mkdir -p build/gen
	@deploy/limits.sh web/openapi.json >$@

# The version is that of the package, and written nowhere else.
build/gen/version.h: deploy/debian/changelog
	@mkdir -p build/gen
	@sed -nE '1s/^besa \(([^)]+)\).*/#define BESA_VERSION "\1"/p' $< >$@

# What the program serves about itself.
build/gen/description.c: deploy/description.sh web/openapi.json app/token/FORMAT.md
	@mkdir -p build/gen
	@deploy/description.sh web/openapi.json app/token/FORMAT.md >$@

# The words of the log, for what is written outside of the pages.
build/gen/log_words.c: deploy/log_words.sh web/i18n/staff_sq.json
	@mkdir -p build/gen
	@deploy/log_words.sh web/i18n/staff_sq.json >$@

# Changes when a file comes or goes, so that the archives forget what was deleted.
build/gen/sources: FORCE
	@mkdir -p build/gen
	@echo $(LAYERS) $(SUPPORT) | cmp -s - $@ || echo $(LAYERS) $(SUPPORT) >$@
FORCE:

# ---- one set of rules per variant; $(1) is its name
objects = $(2:%.c=build/$(1)/%.o)
programs = $(2:%.c=build/$(1)/%)

define VARIANT
build/$(1)/libbesa.a: $(call objects,$(1),$(LAYERS)) $(MADE:%=build/$(1)/gen/%.o) build/gen/sources
build/$(1)/libsupport.a: $(call objects,$(1),$(SUPPORT)) build/gen/sources
build/$(1)/libbesa.a build/$(1)/libsupport.a:
	@mkdir -p $$(@D) && rm -f $$@ && ar rcs $$@ $$(filter %.o,$$^)

build/$(1)/gen/%.o: build/gen/%.c build/gen/cflags
	@mkdir -p $$(@D)
	@$(CC_$(1)) $(COMMON) $(CF_$(1)) @build/gen/cflags -c $$< -o $$@

build/$(1)/%.o: %.c build/gen/cflags | build/gen/limits.h build/gen/version.h
	@mkdir -p $$(@D)
	@echo "$(1) $$<"
	@$(CC_$(1)) $(COMMON) $(CF_$(1)) $$(if $$(filter tests/%,$$<),-Itests) @build/gen/cflags -MMD -MP -c $$< -o $$@

build/$(1)/besa: build/$(1)/app/main.o build/$(1)/libbesa.a build/gen/libs
	@$(CC_$(1)) $(LF_$(1)) -o $$@ $$(filter %.o %.a,$$^) $(LINK) @build/gen/libs

$(call programs,$(1),$(TESTS) $(BENCH) $(FAULT)): %: %.o build/$(1)/libsupport.a build/$(1)/libbesa.a build/gen/libs
	@$(CC_$(1)) $(LF_$(1)) $$(WRAPPED) -o $$@ $$(filter %.o %.a,$$^) $(LINK) $$(SOLVER) -lcmocka @build/gen/libs
endef
$(foreach v,$(VARIANTS),$(eval $(call VARIANT,$(v))))

# Who solves linear programmes (tests/support/attacker.h).
$(foreach v,$(VARIANTS),$(call programs,$(v),tests/unit/report_hide.c tests/unit/suppression.c)): SOLVER := -lglpk

# What the program is made of, for whoever must know whether a fault of a library is one of ours.
build/besa.cdx.json: build/release/besa web/package-lock.json deploy/sbom.sh
	@if command -v jq >/dev/null; then deploy/sbom.sh $< web/package-lock.json >$@; fi

# Where memory is made to run out (tests/support/allocation.h).
$(call programs,asan,tests/flow/allocation.c): WRAPPED := $(foreach f,malloc calloc realloc arena_alloc arena_array arena_text arena_text_n \
    arena_format arena_grow buf_reserve buf_add buf_text buf_char,-Wl,--wrap=$(f))

# Without libFuzzer the kept cases are played again by a small main.
$(call programs,asan,$(FUZZ)): build/asan/tests/fuzz/replay.o

-include $(shell find build -name '*.d' 2>/dev/null)

# ---- the browser side: its libraries, fetched from the lock file, and the pages as they are served
VENDOR := web/vendor/.made
PAGES := web/built/.made
WEB_SOURCES := $(wildcard web/pages.mjs web/offices.mjs web/i18n/*.json $(foreach folder,check check/card public staff staff/parts staff/screens,web/$(folder)/*.*))
.PHONY: web
web: $(PAGES)
	@:
NPM_CI := npm ci --ignore-scripts --no-audit --no-fund --loglevel=error --prefix
$(VENDOR): web/package-lock.json web/build.mjs
	@if command -v npm >/dev/null && command -v node >/dev/null; then \
	    $(NPM_CI) web --omit=dev && node web/build.mjs && touch $@; \
	else \
	    echo "without Debian's nodejs and npm there are no pages, only the API" >&2; \
	fi
# The limits of build/gen/limits.h again, for the fields of forms.
LIMITS := web/vendor/limits.js
$(LIMITS): $(VENDOR) build/gen/limits.h
	@if [ -e $(VENDOR) ]; then deploy/limits.sh web/openapi.json js >$@; fi
$(PAGES): $(VENDOR) $(LIMITS) $(WEB_SOURCES) build/gen/pages
	@if [ -e $(VENDOR) ]; then node web/pages.mjs && touch $@; fi

# As build/gen/sources, for the pages.
build/gen/pages: FORCE
	@mkdir -p build/gen
	@echo $(WEB_SOURCES) | cmp -s - $@ || echo $(WEB_SOURCES) >$@

# ---- tests
# Those that take long come first, so that short ones fill the end.
# Under the thread sanitizer: whatever starts threads itself, and a story whose cards and papers the program makes in
# threads of its own. All else asks one thing after the other, in one thread.
THREADED := $(shell grep -l pthread_create tests/flow/*.c tests/unit/*.c) tests/flow/story.c tests/flow/paying.c
RUNS := $(SCRIPTS) $(call programs,tsan,$(THREADED)) \
    $(call programs,asan,$(FLOW) $(CONFORM) $(FUZZ) $(UNIT))

# The libraries of the tests, fetched from their lock files: what conformance compares with, what drives the browser.
NODE := tests/conformance/node_modules/.made tests/e2e/node_modules/.made
$(NODE): tests/%/node_modules/.made: tests/%/package-lock.json
	@$(NPM_CI) $(<D) --omit=optional
	@touch $@

# T=word chooses among them, and only what those need is made: programs themselves, scripts by their folder.
chosen = $(strip $(if $(T),$(foreach r,$(1),$(if $(findstring $(T),$(r)),$(r))),$(1)))
CHOSEN := $(call chosen,$(RUNS))
NEEDS_unit        :=
NEEDS_conformance := build/release/besa build/asan/besa tests/conformance/node_modules/.made
NEEDS_fault       := build/release/besa build/asan/besa $(call programs,release,$(FAULT))
NEEDS_flow        := build/release/besa build/asan/besa build/tsan/besa $(PAGES) build/besa.cdx.json
NEEDS_e2e         := build/release/besa build/asan/besa $(PAGES) tests/e2e/node_modules/.made
folder = $(word 2,$(subst /, ,$(1)))

.PHONY: check debug lint format fuzz bench-programs fault-programs
check: $(filter build/%,$(CHOSEN)) $(foreach s,$(filter tests/%,$(CHOSEN)),$(NEEDS_$(call folder,$(s))))
	@tests/run.sh $(CHOSEN)

# The one program that T names, in gdb, stopped where an assertion fails. (The search for leaks needs the debugger's place.)
DEBUGGED := $(filter build/asan/%,$(or $(filter build/asan/%/$(T),$(CHOSEN)),$(CHOSEN)))
debug: $(if $(word 2,$(DEBUGGED)),,$(DEBUGGED))
	@[ $(words $(DEBUGGED)) = 1 ] || { printf '%s\n' 'GDB=1 wants a T that names one program, not:' $(DEBUGGED) >&2; exit 64; }
	@ASAN_OPTIONS=detect_leaks=0 gdb -q -ex 'set breakpoint pending on' -ex 'break _fail' -ex run --args $(DEBUGGED)

bench-programs: build/release/besa $(call programs,release,$(BENCH))
fault-programs: $(call programs,release,$(FAULT))

# T=word chooses among the targets.
# `anybody` is no libFuzzer: it knows the description of the API, and so gets behind the doors.
FUZZ_RUNS := $(addprefix fuzz-,$(call chosen,$(FUZZ:tests/fuzz/%.c=%) anybody))
.PHONY: $(FUZZ_RUNS)
fuzz: $(FUZZ_RUNS)
	@[ -n '$(FUZZ_RUNS)' ] || { echo 'no such fuzz target; there are: $(FUZZ:tests/fuzz/%.c=%)' >&2; exit 64; }
fuzz-anybody: build/asan/tests/flow/anybody
	REQUESTS=60000 SEED=$$RANDOM$$RANDOM LSAN_OPTIONS=suppressions=tests/leaks.supp:print_suppressions=0 $<
$(filter-out fuzz-anybody,$(FUZZ_RUNS)): fuzz-%: build/fuzz/tests/fuzz/%
	@mkdir -p build/fuzz/corpus/$* tests/fuzz/cases/$*
	LSAN_OPTIONS=suppressions=tests/leaks.supp:print_suppressions=0 $< -max_total_time=$(FUZZ_SECONDS) -timeout=5 -rss_limit_mb=1024 -print_final_stats=1 -verbosity=0 \
	    -artifact_prefix=tests/fuzz/cases/$*/ build/fuzz/corpus/$* tests/fuzz/cases/$*

# ---- lint
TIDY := $(patsubst %.c,build/lint/%.tidy,$(filter app/%,$(ALL_C)))
TOLD := -include tests/lint/analyzer.h
build/lint/app/base/problem.tidy: TOLD :=
build/lint/%.tidy: %.c build/clang/%.o .clang-tidy tests/lint/analyzer.h
	@mkdir -p $(@D)
	@clang-tidy --quiet $< -- $(TOLD) $(COMMON) $$(cat build/gen/cflags) 2>/dev/null
	@touch $@

build/lint/format: $(ALL_C) $(HEADERS) .clang-format
	@mkdir -p $(@D)
	@clang-format --dry-run -Werror $(filter %.c %.h,$^)
	@touch $@

# The browser side and its tests. (The globs are prettier's; what it leaves alone stands in .prettierignore.)
PRETTIER := web/node_modules/.bin/prettier --log-level=warn
MODULES := 'web/**/*.{js,mjs,d.ts}' 'tests/**/*.mjs'
# What reads it is fetched only here: whoever serves Besa has no use for a compiler.
TOOLS := web/node_modules/.tools
$(TOOLS): $(VENDOR)
	@$(NPM_CI) web && touch $@
# What the server answers, as types: out of its description.
web/types/api.d.ts: web/openapi.json $(TOOLS)
	@web/node_modules/.bin/openapi-typescript $< -o $@ --root-types --root-types-no-schema-prefix \
	    --default-non-nullable false >/dev/null
.PHONY: lint-web
lint-web: web/types/api.d.ts $(LIMITS)
	@$(PRETTIER) --check $(MODULES)
	@web/node_modules/.bin/tsc -p web

.PHONY: lint-rules
lint-rules:
	@for rule in layers circles headers size names units; do tests/lint/$$rule.sh || exit 1; done

lint: lint-rules lint-web build/lint/format $(TIDY) $(call objects,release,$(ALL_C)) $(call objects,clang,$(ALL_C)) \
    $(MADE:%=build/release/gen/%.o) $(MADE:%=build/clang/gen/%.o)
	@echo "lint: nothing found in $(words $(ALL_C) $(HEADERS)) files"

format: $(TOOLS)
	@clang-format -i $(ALL_C) $(HEADERS)
	@$(PRETTIER) --write $(MODULES)
