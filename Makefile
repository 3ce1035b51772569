# Everything is installed into this folder, from locked versions; `make help` lists what can be done.

SHELL := /bin/sh
BIN := .venv/bin
UV := .tools/bin/uv
STATE := .state
PYTEST_PROCESSES ?= 2
TEST ?=

# Every process started here would compile Django anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup run test check format types vendor verify-vendor lock system clean

help: ## List what can be done
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-9s %s\n", $$1, $$2 }'

setup: $(STATE)/everything ## Install all that development needs

run: $(STATE)/runtime ## Start Stepwell with a fictional clinic; Ctrl-C stops it
	@sh tools/system.sh letters
	@exec $(BIN)/stepwell up --demo

test: $(STATE)/everything ## Run every test; TEST=path runs some
	@sh tools/system.sh letters browser
	$(BIN)/pytest -q -n $(PYTEST_PROCESSES) --dist worksteal $(TEST)

check: $(STATE)/everything ## Everything a machine can find fault with, short of tests
	@sh tools/check.sh

format: $(STATE)/everything ## Put all Python files into our form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

types: $(STATE)/everything ## Check the types only
	$(BIN)/mypy

vendor: $(STATE)/everything ## Fetch the pages' own assets anew from npm (needs npm)
	$(BIN)/python frontend/vendor.py

lock: $(UV) ## Choose new versions within the limits of pyproject.toml
	$(UV) lock --upgrade

system: ## Install the system's packages (as root), or say which command does
	@sh tools/system.sh letters browser

clean: ## Remove what was installed here; the database stays
	rm -rf .venv .tools $(STATE) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(UV): tools/uv.txt
	@sh tools/uv.sh

# Two stamps: running needs less than developing, and installing for one must not undo the other.
$(STATE)/runtime: $(UV) pyproject.toml uv.lock
	@sh tools/install.sh --no-default-groups --inexact
	@mkdir -p $(STATE) && touch $@

$(STATE)/everything: $(UV) pyproject.toml uv.lock
	@sh tools/install.sh
	@mkdir -p $(STATE) && touch $(STATE)/runtime $@
