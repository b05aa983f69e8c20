# Two commands suffice: `make run` and `make test`. Each installs what it needs first.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test check bench bench-kill fuzz bench-window bindings screenshots tools packages test-packages ui

export CARGO_TARGET_DIR ?= $(CURDIR)/target
BIN := $(CARGO_TARGET_DIR)/debug

BUILD_PACKAGES := build-essential pkg-config libwebkit2gtk-4.1-dev libclang-dev
TEST_PACKAGES := webkit2gtk-driver xvfb chromium fonts-noto-core libxml2-utils
NEEDED_RUST := 1.90
NEEDED_NODE := 20.19

COMMENTS ?= 10000,100000

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1\t\2/' | column -t -s $$'\t'

run: tools packages ui ## Install, build, and open the window on the sample project
	cargo build --workspace --bins
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
	    $(BIN)/assay demo demo >/dev/null && exec $(BIN)/assay-desktop demo/demo.assay; \
	else \
	    echo "There is no display here, so the window stays shut; the same job runs without it:"; \
	    $(BIN)/assay demo demo && echo && \
	    echo "The report is demo/report.md. With a browser on this machine: $(BIN)/assay serve demo/demo.assay"; \
	fi

test: tools packages test-packages ui ## Install, and run every test: Rust, interface, browser, window
	cd ui && npm test
	cargo test --workspace
	cd ui && ASSAY_BIN=$(BIN)/assay npm run e2e

check: tools packages ui ## Format, lints and types, as a change has to pass them
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	cd ui && npm run check

encoder: tools ## Build assay with sentence encoders (analyze --encoder), and test them: several minutes
	cargo test -p assay-encoder --features candle
	cargo build --release -p assay-cli --features encoder

bench: tools packages ui ## Seconds and memory for COMMENTS=10000,100000, of ranking CUSTOMERS=100000; theme quality beside BERTopic's with LABELLED="file:text:label …"
	cargo build --release -p assay-cli -p assay-tests
	cargo build --release -p assay-analysis --example group_vectors
	$(CARGO_TARGET_DIR)/release/bench $(CARGO_TARGET_DIR)/release/assay $(CARGO_TARGET_DIR)/release/examples/group_vectors $(COMMENTS) $(LABELLED)
	$(CARGO_TARGET_DIR)/release/bench_impact $(CARGO_TARGET_DIR)/release/assay $(or $(CUSTOMERS),100000)

bench-kill: tools packages ui ## End assay by SIGKILL at KILLS=500 random moments, and look at what is left
	cargo build --release -p assay-cli -p assay-tests
	$(CARGO_TARGET_DIR)/release/bench_kill $(CARGO_TARGET_DIR)/release/assay $(or $(KILLS),500)

bench-window: tools packages test-packages ui ## How fast the window is on projects of 100,000 and 300,000 comments, in a real browser
	cargo build --release -p assay-cli -p assay-tests
	folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	for comments in 100000 300000; do $(CARGO_TARGET_DIR)/release/bench $(CARGO_TARGET_DIR)/release/assay project $$comments "$$folder/$$comments.assay"; done; \
	node tests/bench/window.mjs $(CARGO_TARGET_DIR)/release/assay "$$folder/100000.assay" "$$folder/300000.assay"

fuzz: tools packages ## Give each parser made-up input for SECONDS_EACH=60; needs a nightly compiler and cargo-fuzz (cargo install cargo-fuzz)
	cd tests/fuzz && cargo run --example seed && for target in $$(cargo +nightly fuzz list); do \
	    cargo +nightly fuzz run -O $$target -- -max_total_time=$(or $(SECONDS_EACH),60) -rss_limit_mb=2048 -timeout=20 -max_len=6000; done

bindings: tools packages ## Write the window's TypeScript types anew from the Rust types
	UPDATE_BINDINGS=1 cargo test -p assay-workbench bindings

screenshots: tools packages test-packages ui ## Pictures of every screen, and the one in the README
	cargo build --workspace --bins
	$(BIN)/assay demo demo >/dev/null
	cd ui && ASSAY_BIN=$(BIN)/assay npm run screenshots

tools:
	@version() { printf '%s\n%s\n' "$$1" "$$2" | sort -CV; }; \
	command -v cargo >/dev/null || { echo "Assay is built with Rust, which is not here: install Rust $(NEEDED_RUST) or newer with rustup (rustup.rs), open a new shell, and run make again." >&2; exit 1; }; \
	rust=$$(rustc --version | cut -d' ' -f2); \
	version $(NEEDED_RUST) "$$rust" || { echo "Assay needs Rust $(NEEDED_RUST) or newer and this is $$rust: run rustup update, and run make again." >&2; exit 1; }; \
	command -v node >/dev/null && command -v npm >/dev/null || { echo "Assay's window is built with Node.js, which is not here: install Node.js $(NEEDED_NODE) or newer (nodejs.org), and run make again." >&2; exit 1; }; \
	node=$$(node --version | tr -d v); \
	version $(NEEDED_NODE) "$$node" || { echo "Assay needs Node.js $(NEEDED_NODE) or newer and this is $$node: install a newer one (nodejs.org), and run make again." >&2; exit 1; }

packages:
	@$(call install,$(BUILD_PACKAGES))

test-packages:
	@$(call install,$(TEST_PACKAGES))

# Debian packages that are missing, through apt-get, as root or with sudo.
define install
missing=(); for package in $(1); do \
    dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing+=($$package); done; \
if [ $${#missing[@]} -gt 0 ]; then \
    command -v apt-get >/dev/null || { echo "These packages are missing, and there is no apt-get to install them: $${missing[*]}. Install them (or what your system calls them) and run make again." >&2; exit 1; }; \
    root=""; if [ "$$(id -u)" != 0 ]; then command -v sudo >/dev/null || { echo "These packages are missing: $${missing[*]}. Install them as root and run make again." >&2; exit 1; }; root=sudo; fi; \
    echo "Installing $${missing[*]}"; \
    $$root apt-get update -q && $$root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$${missing[@]}"; \
fi
endef

ui: ui/dist/index.html

ui/dist/index.html: ui/node_modules/.package-lock.json ui/index.html ui/vite.config.ts ui/svelte.config.js ui/tsconfig.json $(shell find ui/src ui/public -type f 2>/dev/null | sed 's/ /\\ /g')
	cd ui && npm run build

ui/node_modules/.package-lock.json: ui/package.json ui/package-lock.json | tools
	cd ui && npm ci --no-audit --no-fund
	@touch $@
