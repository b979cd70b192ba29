# Five commands, the same at the desk and in CI. `make demo` and `make test` set up what they need themselves.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
KG := $(VENV)/bin/kg
RUN := $(VENV)/bin/python -m

.PHONY: setup setup-dev browser engine demo test check gate bench clean

setup: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml
	@test -n "$(PYTHON)" || { echo "Summitry needs Python 3.11 or newer; none was found on PATH"; exit 1; }
	@test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	@$(RUN) pip install --quiet --disable-pip-version-check -e .
	@touch $@

setup-dev: $(VENV)/.installed-dev

$(VENV)/.installed-dev: $(VENV)/.installed pyproject.toml
	@$(RUN) pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

# A Chromium for the browser tests: one that is there, else Debian's. Without both the tests say why they are skipped.
browser:
	@if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  echo "installing Debian's chromium for the browser tests"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	else echo "no Chromium, and no root to install one: browser tests will be skipped"; fi

# A second SPARQL engine for `kg push` and `--store URL`: Debian's Virtuoso. Without it its test says that it is skipped.
engine:
	@if command -v virtuoso-t >/dev/null; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  echo "installing Debian's Virtuoso for a test"; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq virtuoso-opensource >/dev/null 2>&1; } \
	    || echo "Virtuoso could not be installed: its test will be skipped"; \
	fi

demo: setup
	@$(KG) demo

test: setup-dev browser engine
	@$(RUN) pytest

check: setup-dev
	@$(RUN) ruff check kg tests
	@$(RUN) ruff format --check kg tests
	@$(RUN) mypy

gate: setup-dev
	@$(RUN) pytest -q tests/gate

bench: setup-dev
	@$(RUN) pip install --quiet --disable-pip-version-check -e '.[bench]'
	@$(VENV)/bin/python tests/bench/run.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache demo kg-store
