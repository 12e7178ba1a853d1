# `make serve` and `make test` are all that is needed; each sets up what it needs first.
# `make help` lists the rest.

# The Python that makes .venv, 3.11 or newer.
PYTHON ?= python3
# Where `make serve` answers.
HOST ?= 127.0.0.1
PORT ?= 8000
# Passed on to pytest, nox or `python -m lab record`.
ARGS ?=

BIN := .venv/bin
ASKED = make $(firstword $(MAKECMDGOALS) help)
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help serve build test check format test-all audit record lock successor clean

# The snippets that need a newer Python than this; `make test-all` measures them on the newest.
NEWER = from snippets._catalogue import snippets; print(",".join(s.file for s in snippets().values() if not s.runs_here))

# What is wrong with $(PYTHON), in one line; nothing if it will do.
unfit = $(shell \
  $(PYTHON) -c '' >/dev/null 2>&1 \
    || { echo 'no Python called $(PYTHON) starts here; install 3.11 or newer, or name one: $(ASKED) PYTHON=python3.13'; exit; }; \
  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
    || { $(PYTHON) -c 'import sys; print("$(PYTHON) is Python %d.%d, but 3.11 or newer is needed; name another: $(ASKED) PYTHON=python3.13" % sys.version_info[:2])'; exit; }; \
  $(PYTHON) -c 'import ensurepip, venv' >/dev/null 2>&1 \
    || echo '$(PYTHON) lacks the module venv or ensurepip; on Debian or Ubuntu bring it with: apt install python3-venv')

# End with one line if there is one.
stop-if = $(if $(strip $1),$(error $(strip $1)))

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: .venv/ready ## build the site and serve both languages, reloading on every edit [HOST= PORT=]
	$(call stop-if,$(shell $(BIN)/python -m lab.serve --why-not '$(HOST)' '$(PORT)'))
	@$(BIN)/python -m lab.serve '$(HOST)' '$(PORT)'

build: .venv/ready ## build the site into site/, strictly
	$(BIN)/python -m mkdocs build --strict

# CPython 3.12.1 crashes when coverage and `snippets.testing.gate` both trace threads.
CRASHES = $(BIN)/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 12))'

test: .venv/ready ## run all tests on this Python and measure the coverage of snippets/ [ARGS=]
	@if $(CRASHES); then \
	  echo 'coverage is not measured on Python 3.12, which it can crash'; \
	  $(BIN)/python -m pytest $(ARGS); \
	else \
	  $(BIN)/python -m coverage erase && \
	  $(BIN)/python -m coverage run -m pytest $(ARGS) && \
	  $(BIN)/python -m coverage combine --quiet && \
	  $(BIN)/python -m coverage report --omit="$$($(BIN)/python -c '$(NEWER)')"; \
	fi

test-all: .venv/ready ## run the tests of snippets/ on every interpreter [ARGS=]
	$(BIN)/python -m nox $(ARGS)

test-%: .venv/ready # one interpreter, such as `make test-3.13t`
	$(BIN)/python -m nox --sessions snippets-$*

check: .venv/ready ## lint, format, types, spelling and Chinese typography
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/codespell
	$(BIN)/python -m lab.typography

format: .venv/ready ## mend what `make check` can mend by itself
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format
	$(BIN)/python -m lab.typography --fix

audit: .venv/ready ## audit the site with Lighthouse and the Nu checker; needs npm, Java, Chromium
	$(BIN)/python -m tests.site.audit

record: .venv/ready ## record anew what the pages show, on every interpreter [ARGS=part.topic]
	$(BIN)/python -m lab record $(ARGS)

lock: ## compile the requirement files from pyproject.toml; needs uv
	uv pip compile pyproject.toml --group dev $(LOCK) --output-file requirements.txt
	uv pip compile pyproject.toml --group snippets $(LOCK) --output-file requirements-snippets.txt

LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

successor: .venv/ready ## try to build with Zensical, which is to follow mkdocs-material
	$(BIN)/python -m venv --clear .cache/zensical
	.cache/zensical/bin/python -m pip install --quiet --require-hashes -r requirements.txt
	.cache/zensical/bin/python -m pip install --quiet --upgrade zensical
	.cache/zensical/bin/python -m zensical build --strict --config-file mkdocs.yml
	.cache/zensical/bin/python -m zensical build --strict --config-file mkdocs.en.yml

clean: ## remove all that was made here
	rm -rf .venv .nox .cache site htmlcov .coverage* .pytest_cache .mypy_cache .ruff_cache
	find lab snippets tests -name __pycache__ -prune -exec rm -rf {} +

.venv/ready: requirements.txt
	$(call stop-if,$(unfit))
	@echo 'Setting up .venv, once; this takes about a minute …'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@
