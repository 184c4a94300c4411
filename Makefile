# Every target sets up what it needs first (tools/setup.sh), so each works on a fresh Debian 12.
PYTHON := .venv/bin/python
# Most of a test is waiting for guests and daemons, so more workers than processors. A file's tests stay in one worker.
WORKERS := 3
export PYTHONUNBUFFERED := 1

.PHONY: help setup run stop test bench lint fix docs migration

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

setup: ## install what is missing: Debian packages, .venv, the client tests' npm packages
	@tools/setup.sh

run: setup ## start xapid and boot a small guest with xe, step by step; leaves both running
	@tools/tour.sh

stop: ## end what `make run` started: the guests, the daemon, its libvirt and its bridges
	@tools/stop.sh

test: setup ## the whole suite, with real guests (PYTEST="-k name" picks tests, "-n 0" runs one at a time)
	$(PYTHON) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(PYTEST)

bench: setup ## the speed table, each figure against its baseline in the same run
	$(PYTHON) -m bench

lint: setup ## style and types
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy

fix: setup ## let ruff repair what it can
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

docs: setup ## write the generated reference pages
	$(PYTHON) -m tools.docs

migration: setup ## write the database revision that declarations need: make migration m="VIFs have colours"
	$(PYTHON) -m migrations "$(m)"
