# `make demo` and `make test` do all their own set-up on a machine with Python 3.11+ (with venv) and make.

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.made
SHARED ?= ../shared

.DEFAULT_GOAL := help
.PHONY: help explorer demo test verify score contact bench browser java parsers strangers clean

help: ## Show what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(STAMP): pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

EXPLORER := kg/explorer/index.html
EXPLORER_SOURCES := $(wildcard explorer/*.*) explorer/.npmrc $(wildcard explorer/src/*)

$(EXPLORER): $(STAMP) $(EXPLORER_SOURCES)
	$(BIN)/python explorer/build.py

explorer: $(EXPLORER) ## Build the explorer, which `kg serve` and `kg view --app` show

demo: $(STAMP) ## Build the bundled sample, answer three questions, write exports/ and the view
	$(BIN)/kg demo

test: $(STAMP) $(EXPLORER) browser java parsers ## The gate: format, lint, types, floors, words, tests
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/kg words
	$(BIN)/python explorer/build.py check
	$(BIN)/python -m pytest

verify: test strangers ## The gate, and what takes long
	$(BIN)/python -m pytest -m slow

score: $(STAMP) ## Accuracy on the annotated articles beside the repository
	@rm -rf build/score && mkdir -p build
	@$(BIN)/kg build $(SHARED)/corpus --store build/score > build/score.log
	@$(BIN)/kg export --to nq -o build/score.nq --store build/score >> build/score.log
	@$(BIN)/python $(SHARED)/eval/score.py build/score.nq --queries ontology/queries

contact: $(STAMP) ## Meet FOLDER=… of annotated texts as SERIES=…: the log, the page, every confidence
	$(BIN)/python -m scripts.first_contact $(FOLDER) --series $(SERIES)
	$(BIN)/python -m scripts.calibrate

bench: $(STAMP) ## Speed, as ratios of one run
	$(BIN)/python -m tests.bench

browser: # Chromium and a Chinese font for the tests of the view, where root may install them
	@if command -v chromium chromium-browser google-chrome > /dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends \
			chromium fontconfig fonts-wqy-zenhei; \
	else echo "There is no Chromium here, so the tests of the view are skipped; install it to run them."; fi

parsers: # rapper and serdi, other people's parsers of RDF, for the tests of the exports
	@if command -v rapper > /dev/null && command -v serdi > /dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends \
			raptor2-utils serdi; \
	else echo "There is no rapper or serdi here, so tests with them are skipped; install raptor2-utils and serdi."; fi

strangers: # Heavier readers of the exports, each apart from our environment; without them their tests are skipped
	@mkdir -p build/graphology
	@if command -v npm > /dev/null; then npm install --silent --no-fund --no-audit --prefix build/graphology \
		graphology graphology-gexf graphology-graphml; fi
	@if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends \
			g++ pkg-config libicu-dev libreoffice-calc-nogui; fi
	@$(PYTHON) -m venv build/followthemoney && build/followthemoney/bin/python -m pip install --quiet followthemoney \
		|| echo "followthemoney could not be installed, so its test is skipped."

java: # For the reasoner in the tests of the ontology, where root may install it
	@if command -v java > /dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends \
			default-jre-headless; \
	else echo "There is no Java here, so the tests that reason over the ontology are skipped; install it to run them."; fi

clean: ## Remove what was made, but not the environment
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
