# Besa. `make run` and `make test` install what is missing, build and go; `make help` lists the rest.
# How each file under build/ is made stands in deploy/build.mk; it builds in parallel by itself.
PREFIX       ?= /usr/local
DESTDIR      ?=
DATA         ?= var/demo
LISTEN       ?= 127.0.0.1:8080
FUZZ_SECONDS ?= 60
ROUNDS       ?= 50
SHIFTS       ?= all
FILMS        ?= 24
export FUZZ_SECONDS

BUILD := $(MAKE) --no-print-directory -f deploy/build.mk

# One goal after the other, so that `make lint test` does not do both at once.
.NOTPARALLEL:
.PHONY: build run test bare films browsers screenshots lint advisories bench fuzz fault histories format deb installed install copied packages clean help

build: ## the program: build/release/besa, its bill of materials, and the pages in web/built/ where npm is there
	+@$(BUILD) build/release/besa build/besa.cdx.json web

run: ## install what is missing, build, make a demonstration municipality, serve it
	@deploy/packages.sh build
	+@$(BUILD) build/release/besa web
	@if [ ! -e $(DATA) ]; then build/release/besa demo --data $(DATA) --base-uri http://$(LISTEN) >/dev/null || { rm -rf $(DATA); exit 1; }; fi
	@exec build/release/besa serve --data $(DATA) --listen $(LISTEN) --greeting $(DATA)/demo.txt $(if $(filter 0,$(shell id -u)),--allow-root)

test: ## install what is missing, build with sanitizers, run all tests (T=word: those with it in the path; GDB=1: that one program in gdb)
	@deploy/packages.sh build test $(if $(GDB),debug)
	+@$(BUILD) $(if $(GDB),debug,check) T='$(T)'

bare: ## run and test in a bare Debian 12 made for it: what the package lists lack, or the tests find beside the tree, fails
	@deploy/packages.sh bare
	@deploy/bare.sh run test

films: ## how far the checker's camera reads: rates of pictures with blur, noise, glare and the like (FILMS=24 of each kind)
	@deploy/packages.sh build test
	+@$(BUILD) build/release/besa build/asan/besa web tests/e2e/node_modules/.made
	@FILMS=$(FILMS) node --test --test-reporter=tap tests/e2e/film_set.test.mjs

browsers: ## the checker in Firefox and in WebKit (ONLY=Firefox, ONLY=WebKit)
	@deploy/packages.sh build test browsers
	+@$(BUILD) build/release/besa web tests/e2e/node_modules/.made
	@BESA=build/release/besa ONLY=$(ONLY) node --test --test-reporter=tap tests/e2e/browsers.mjs

screenshots: ## every answer of the checker and every screen of the staff app as build/screenshots/*.png, and the pictures of the README
	@deploy/packages.sh build test
	+@$(BUILD) build/release/besa web tests/e2e/node_modules/.made
	@BESA=build/release/besa node tests/e2e/screenshots.mjs build/screenshots web/pictures web/check
	@BESA=build/release/besa node tests/e2e/staff_screenshots.mjs build/screenshots web/pictures

lint: ## warnings with gcc and clang, clang-tidy, formatting, the house rules
	@deploy/packages.sh build test lint
	+@$(BUILD) --keep-going lint

advisories: ## what is known today of faults in components (asks npm's registry; after `apt-get update`)
	@deploy/packages.sh build
	+@$(BUILD) build/besa.cdx.json
	@deploy/advisories.sh build/besa.cdx.json web

bench: ## measure the targets against their baselines (BENCH_SIZES='1000 100000' for less)
	@deploy/packages.sh build bench
	+@$(BUILD) bench-programs web
	@tests/bench/run.sh

fuzz: ## each fuzz target for FUZZ_SECONDS (T=word: those with it in the name); what it finds is kept under tests/fuzz/cases/
	@deploy/packages.sh build test lint
	+@$(BUILD) fuzz T='$(T)'

fault: ## kill what serves in the middle of 10 000 writes, upgrades and payment runs (ROUNDS=50); a million commits of two processes; full disks
	@deploy/packages.sh build test
	+@$(BUILD) build/release/besa build/asan/besa fault-programs
	@ROUNDS=$(ROUNDS) ACKNOWLEDGED=10000 KILLS=$(ROUNDS) ROOMS=all COMMITS=1000000 node --test --test-reporter=tap \
	    tests/fault/kill.test.mjs tests/fault/upgrade.test.mjs tests/fault/payment.test.mjs tests/fault/full.test.mjs \
	    tests/fault/log.test.mjs

histories: ## the legal histories with their days shifted around every limit, about an hour (SHIFTS=3: one shift of each)
	@deploy/packages.sh build test
	+@$(BUILD) build/asan/tests/conformance/histories
	@BESA_SHIFTS=$(SHIFTS) build/asan/tests/conformance/histories

format: ## bring all C and JavaScript files into the house format
	@deploy/packages.sh build lint
	+@$(BUILD) format

deb: ## a package for Debian 12, in build/deb/ (TWICE=1: made again elsewhere, and the two compared)
	@deploy/packages.sh build deb
	@deploy/deb.sh

installed: ## the package in a clean Debian 12: apt, setup, an order, a check, burnt and gone back to, purged (as root)
	@deploy/packages.sh build deb bare installed
	@deploy/installed.sh

install: build ## copy the program and the browser side to $(DESTDIR)$(PREFIX)
	+@$(MAKE) copied

# What is built already.
copied:
	install -D -m 755 build/release/besa $(DESTDIR)$(PREFIX)/bin/besa
	@[ ! -d web/built ] || rm -rf $(DESTDIR)$(PREFIX)/share/besa/web
	@for side in check staff public; do \
	    [ -d web/built/$$side ] || continue; \
	    install -d $(DESTDIR)$(PREFIX)/share/besa/web/$$side && \
	    find web/built/$$side -type f ! -name '*.map*' -exec install -m 644 -t $(DESTDIR)$(PREFIX)/share/besa/web/$$side {} + || exit 1; \
	done
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/doc/besa LICENSE README.md build/besa.cdx.json
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/besa/setup deploy/setup/*
	chmod 755 $(DESTDIR)$(PREFIX)/share/besa/setup/setup.sh
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/besa/setup/nginx deploy/nginx/*.conf
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/besa/setup/systemd deploy/systemd/*.service deploy/systemd/*.timer
	deploy/systemd/instances.sh $(DESTDIR)$(PREFIX)/share/besa/setup/systemd

packages: ## install the packages for building, testing and linting
	@deploy/packages.sh build test lint

clean: ## forget everything built
	rm -rf build web/built web/vendor web/types/api.d.ts web/node_modules
	rm -rf tests/conformance/node_modules tests/e2e/node_modules

help:
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' Makefile | sort | awk -F'|' '{ printf "  make %-11s %s\n", $$1, $$2 }'

# A single file by its name: make build/asan/tests/unit/date
build/%: FORCE
	+@$(BUILD) $@
FORCE:
