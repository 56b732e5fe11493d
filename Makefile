# Everything one does with the hub from a fresh clone. `make demo` and `make test` need Python 3.11 or newer, nothing else.
# PORT and HUB_DATA (and every other setting) pass through: make demo PORT=8001 HUB_DATA=/tmp/hub

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help demo test test-hub test-pages quick quick-hub nightly check bench sdl released pin setup assets lock clean

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$each"; exit; }; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install
# Two processes, each with a Neo4j of its own; a module runs in one of them. TESTS names a part of the tests.
PROCESSES ?= 2
PYTEST = $(BIN)/python -m pytest -n $(PROCESSES) --dist loadfile --no-loadscope-reorder --durations 15
TESTS ?=
# Python keeps what it compiled, whatever the shell says: else each hub that a test starts compiles all its modules.
export PYTHONDONTWRITEBYTECODE :=
COMPILE := uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --no-emit-index-url \
	--python-version 3.11
# What a page is built from; what was generated is not.
sources = $(shell find workbench/$(1) -type f -not -path '*/node_modules/*' -not -path '*/src/generated/*' 2>/dev/null)
# What the hub and the workbench both read.
SHARED := hub/serving/addresses.json hub/capabilities/charts/limits.json hub/capabilities/screening/limits.json
DERIVED := schema/schema.graphql schema/model.json schema/api.json loaders/sources.json
BUILDING := workbench/build.sh workbench/compress.py requirements-node.lock

help: ## say what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

demo: setup assets ## start a hub with an invented city
	$(BIN)/hub demo

test: $(VENV)/.dev assets ## check, and run all tests; parts side by side (docs/for-developers.md)
	$(MAKE) --no-print-directory --jobs 2 test-hub test-pages check

test-hub: $(VENV)/.dev assets
	$(PYTEST) $(TESTS)

test-pages: assets
	workbench/build.sh app check
	workbench/build.sh app test

quick: $(VENV)/.dev ## check, and run the tests that one wants all day: no browser, no village, nothing slow
	$(MAKE) --no-print-directory --jobs 2 quick-hub check

quick-hub: $(VENV)/.dev
	$(PYTEST) -p randomly --hypothesis-profile quick -m "not slow and not village and not browser" $(TESTS)

nightly: $(VENV)/.dev assets ## run all tests of the hub in random order, with twenty times as many random examples
	$(PYTEST) --hypothesis-profile nightly -p randomly $(TESTS)

check: $(VENV)/.dev ## lint, format, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev hub/static/workbench/index.html ## measure beside a bare endpoint and plain strawberry, write docs/benchmarks.md and its annex
	$(BIN)/python -m benchmarks --write
	$(BIN)/python -m benchmarks.audit
	$(BIN)/python -m benchmarks.compression
	workbench/build.sh app bench

sdl: setup ## write what derives from the declarations: schema.graphql, model.json and api.json in schema/, docs/model.md, loaders/sources.json
	$(BIN)/hub sdl > $(VENV)/schema.graphql
	mv $(VENV)/schema.graphql schema/schema.graphql
	$(BIN)/python -m schema.document > $(VENV)/model.md
	mv $(VENV)/model.md docs/model.md
	$(BIN)/python -m schema.outline > $(VENV)/model.json
	mv $(VENV)/model.json schema/model.json
	$(BIN)/python -m hub.api.outline > $(VENV)/api.json
	mv $(VENV)/api.json schema/api.json
	$(BIN)/python -m loaders.outline > $(VENV)/sources.json
	mv $(VENV)/sources.json loaders/sources.json

released: ## keep the schema as that of a release; later changes are compared with it
	{ head -n 1 schema/released.graphql; cat schema/schema.graphql; } > schema/released.graphql.new
	mv schema/released.graphql.new schema/released.graphql

pin: $(VENV)/.dev ## write the pinned statements of tests/hub/questions/pinned; read the difference before you commit it
	$(BIN)/python tests/support/pinned_statements.py --pin

setup: $(VENV)/.runtime ## install the hub into .venv

assets: hub/static/workbench/index.html hub/static/graphiql/index.html ## build the web pages that the hub serves

lock: ## write the lock files anew (needs uv)
	$(COMPILE) pyproject.toml --group build --output-file requirements.lock
	$(COMPILE) pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock
	$(COMPILE) requirements-node.in --output-file requirements-node.lock

clean: ## remove what was built and installed; data directories stay
	rm -rf $(VENV) hub/static/graphiql hub/static/workbench workbench/*/node_modules workbench/app/src/generated

$(VENV)/.created:
	@test -n "$(PYTHON)" || { echo "The hub needs Python 3.11 or newer, and there is none on the path. Install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "The hub needs Python 3.11 or newer; $(PYTHON) is older or does not run." >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV)
	touch $@

$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/.created
	$(PIP) --require-hashes --only-binary :all: --requirement requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	$(PIP) --require-hashes --only-binary :all: --requirement requirements-dev.lock
	touch $@

hub/static/graphiql/index.html: $(call sources,graphiql) $(BUILDING) | $(VENV)/.runtime
	workbench/build.sh graphiql

hub/static/workbench/index.html: $(call sources,app) $(DERIVED) $(SHARED) $(BUILDING) | $(VENV)/.runtime
	workbench/build.sh app
