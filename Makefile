# Everything is done in .venv/, which the first target that needs it sets up. `make help` lists the targets.
# On another Python: make site PYTHON=python3.13

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Given by the caller, PYTHON also decides whether an existing .venv is still the right one.
ifneq ($(origin PYTHON),file)
ASKED_PYTHON := $(PYTHON)
endif

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help site serve test bench bench-full bench-limits docs lock clean set-up-site set-up-test

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s%s\n", $$1, $$2 }' Makefile

site: set-up-site ## build content/ into site/: open site/index.html when it is done
	@$(BIN)/nutgraf build --strict

serve: set-up-site ## build, serve on this machine, rebuild and reload at every change
	@$(BIN)/nutgraf serve

test: set-up-test ## run every check that the continuous integration runs
	@$(BIN)/python tests/chromium.py
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest

bench: set-up-test ## compare with a few other tools, in minutes: bench/.results/short.md
	@$(BIN)/python -m bench.run

bench-full: set-up-test ## compare with all other tools, up to 10,000 articles, in hours: bench/.results/full.md
	@$(BIN)/python -m bench.run --full

bench-limits: set-up-test ## build what is too much in one way each
	@$(BIN)/python -m bench.limits

docs: set-up-site ## renew schemas/ and docs/reference.md after a change to the format
	@$(BIN)/nutgraf schema --write schemas --reference docs/reference.md

# The second file is resolved within the versions of the first: both hold one set of versions.
lock: ## renew requirements.lock and requirements-dev.lock
	@$(check_python)
	@set -eu; tool=$$(mktemp -d); trap 'rm -rf "$$tool"' EXIT; \
	$(PYTHON) -m venv "$$tool"; "$$tool/bin/python" -m pip install -qq uv; \
	lock() { \
	  { printf '%s\n' "# $$1" '# For every platform and Python 3.11 or newer. To renew it: make lock'; \
	    "$$tool/bin/uv" pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
	      --generate-hashes --no-header --no-emit-index-url --no-emit-find-links $$2; } > "$$tool/lock"; \
	  cp "$$tool/lock" "$$3"; }; \
	lock 'What building a site needs.' '--group build' requirements.lock; \
	lock 'What the tests need, and all of requirements.lock.' '--group dev -c requirements.lock' requirements-dev.lock

clean: ## remove .venv, caches and what was built; nothing that is committed
	rm -rf $(VENV) .nutgraf-cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist bench/.peers bench/.results
	find site -mindepth 1 ! -path site/.gitignore -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Set-up. $(VENV)/set-up-site and set-up-test each hold the key that they were finished for; a set-up that was
# interrupted has written no key and is done again. The test set-up holds all that the site set-up does.
set-up-site:
	@$(call set_up,requirements.lock,site,$(VENV)/set-up-site $(VENV)/set-up-test)
set-up-test:
	@$(call set_up,requirements-dev.lock,test,$(VENV)/set-up-test)

# $(call set_up,LOCK,NAME,FILES): FILES are those that may hold the key of a finished set-up.
define set_up
set -eu; \
key() { { pwd; $(BIN)/python -VV; cat requirements.lock requirements-dev.lock pyproject.toml; } 2>/dev/null | cksum; }; \
same_python() { $(if $(ASKED_PYTHON),{ [ "$$($(BIN)/python -VV)" = "$$($(PYTHON) -VV)" ]; } 2>/dev/null,:); }; \
if same_python && grep -qsxF "$$(key)" $(3); then exit 0; fi; \
$(check_python); \
rm -f $(VENV)/set-up-*; \
echo 'Setting up $(VENV): once, and again when the requirements change'; \
same_python && $(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV); \
$(BIN)/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r $(1); \
$(BIN)/python -m pip install -qq --disable-pip-version-check --no-input --no-deps --no-build-isolation --editable .; \
key > $(VENV)/set-up-$(2)
endef

define check_python
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
  { echo 'nutgraf needs Python 3.11 or newer, and "$(PYTHON)" is not: install it, or name it with PYTHON=...' >&2; exit 1; }; \
$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
  { echo 'nutgraf needs the venv module of Python: install it (on Debian and Ubuntu, the package python3-venv)' >&2; exit 1; }
endef
