# Every habit of this project is one short target; `make` lists them. Works with any make since GNU make 3.81 and any sh.

PYTHON ?= python3
PORT ?= 8000
# Not taken from the environment, where some shells and tools put the name of the machine under HOST.
HOST = 127.0.0.1
# Everything that a start, a test or a build leaves behind.
STATE_DIR ?= var
override STATE_DIR := $(abspath $(STATE_DIR))
export HOST PORT STATE_DIR

BIN = "$(STATE_DIR)/venv/bin"
# Replaces the shell, so that the launcher sees make itself go away.
LAUNCHER = PYTHONPATH=site exec $(PYTHON) -m launcher

.DEFAULT_GOAL := help
.PHONY: help python install install-dev run manage reset test lint format messages bench

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

python:
	@$(PYTHON) -c '' 2>/dev/null || \
	{ echo "Python was not found as $(PYTHON). Install Python 3.11 or later, or name it: make PYTHON=/path/to/python3"; exit 1; } >&2
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "$(PYTHON) is `$(PYTHON) -V 2>&1`; 3.11 or later is needed. Name another: make PYTHON=python3.11"; exit 1; } >&2

install: python ## make the Python environment, or bring it up to date
	@$(LAUNCHER) install

install-dev: python ## the same, with what tests and checks need
	@$(LAUNCHER) install --dev

run: python ## start the whole portal (PORT=8000 HOST=127.0.0.1 to change where); Ctrl-C stops it
	@$(LAUNCHER) run

manage: python ## run a management command on the same database: make manage ARGS="createsuperuser"
	@$(LAUNCHER) manage $(ARGS)

reset: python ## remove all local state: environment, database, media, logs
	@$(LAUNCHER) reset

# Any server will do for commands that open no connection; the settings ask for an address all the same.
OFFLINE = DJANGO_SETTINGS_MODULE=config.settings.test DATABASE_URL=$${DATABASE_URL:-postgresql:///unused}
IN_ENVIRONMENT = PATH=$(BIN):"$$PATH" PYTHONPATH=.:site

test: install-dev ## run the suite on PostgreSQL and in a browser: make test ARGS="tests/events -k past"
	@$(IN_ENVIRONMENT) python -m tests.browser.chromium
	@$(IN_ENVIRONMENT) python -m pytest $(or $(ARGS),--numprocesses 2)

lint: install-dev ## check format, style, types, imports, templates, migrations, message catalogues and dependencies
	@$(IN_ENVIRONMENT) ruff format --check .
	@$(IN_ENVIRONMENT) ruff check .
	@$(IN_ENVIRONMENT) $(OFFLINE) mypy
	@$(IN_ENVIRONMENT) lint-imports --no-cache
	@$(IN_ENVIRONMENT) djlint templates --check --lint --quiet
	@$(IN_ENVIRONMENT) $(OFFLINE) python -W ignore manage.py makemigrations --check --dry-run
	@$(IN_ENVIRONMENT) $(OFFLINE) python manage.py messages --check
	@$(IN_ENVIRONMENT) python -m tests.dependencies

format: install-dev ## put code and templates into the project's format
	@$(IN_ENVIRONMENT) ruff check --fix --exit-zero --quiet .
	@$(IN_ENVIRONMENT) ruff format --quiet .
	@$(IN_ENVIRONMENT) djlint templates --reformat --quiet

messages: install-dev ## bring the message catalogues up to date, and compile them
	@$(IN_ENVIRONMENT) $(OFFLINE) python manage.py messages
	@$(LAUNCHER) install --dev

bench: install-dev ## measure the reader's pages: queries, sizes, times
	@$(IN_ENVIRONMENT) python -m tests.bench
