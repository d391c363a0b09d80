# The commands of the project. Each prints what it does and its time; README.md
# says what they are for.
.DEFAULT_GOAL := help
.PHONY: help serve build dev check check-fast test bench shots torture fuzz icons setup

# The port of `make serve` and `make dev`; a free one is taken if it is in use.
PORT ?= 8080
# The path below which a build will be served, for example /crm/.
TANGGA_BASE ?= /
export TANGGA_BASE

STEP := scripts/step

help: ## Lists these commands
	@sed -nE 's/^([a-z-]+):.*## (.*)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

setup:
	@$(STEP) "tools" scripts/setup build

serve: build ## Sets up, builds the release and serves it on 127.0.0.1
	@node scripts/serve.mjs --port $(PORT)

build: setup ## Builds the release into dist/ (TANGGA_BASE=/crm/ for a sub-path)
	@$(STEP) "release build (about 5 minutes from nothing)" scripts/build

dev: setup ## Serves a development build that follows every edit
	@mkdir -p target .tools
	@. scripts/environment && CARGO_TARGET_DIR=target/erased \
		CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--cfg erase_components" \
		trunk serve --dist target/erased/dist --port $(PORT)

check: setup ## Formatting, lints of both targets, native tests
	@$(STEP) "check" scripts/check

check-fast: ## The same for the native half alone
	@$(STEP) "check-fast" scripts/check fast

test: ## Sets up and runs everything; the last line counts the tests
	@$(STEP) "tools (about 20 minutes on a new machine)" scripts/setup test
	@scripts/suite

bench: ## Measures the release build in Chromium and Firefox
	@$(STEP) "tools" scripts/setup test
	@$(STEP) "release build" scripts/build
	@$(STEP) "measurements" env TANGGA_DIST=$(CURDIR)/dist cargo run --locked --release -p tangga-e2e --bin bench

shots: ## Looks at every screen in Chromium, checks it, and keeps pictures in target/shots
	@$(STEP) "tools" scripts/setup test
	@$(STEP) "release build" scripts/build
	@$(STEP) "screens" env TANGGA_DIST=$(CURDIR)/dist cargo run --locked -p tangga-e2e --bin shots

torture: ## The laws and fault runs with many more cases
	@$(STEP) "torture (about 10 minutes after its build)" env TANGGA_TORTURE=100 PROPTEST_CASES=50000 \
		cargo test --locked --release --no-fail-fast -p tangga-engine
	@$(STEP) "tools" scripts/setup test
	@$(STEP) "release build" scripts/build
	@$(STEP) "60 kills, 60 damaged files (about 15 minutes)" env TANGGA_DIST=$(CURDIR)/dist \
		TANGGA_KILLS=60 TANGGA_DAMAGES=60 TANGGA_PATIENCE=3600 \
		cargo test --locked -p tangga-e2e --test scenarios -- chromium::faults

fuzz: ## Feeds every reader of outside bytes whatever libFuzzer thinks of, 5 minutes each
	@$(STEP) "fuzzing (5 minutes a reader)" scripts/fuzz

icons: ## Draws the PNG icons again from public/icons/*.svg
	@$(STEP) "icons" node scripts/icons.mjs
