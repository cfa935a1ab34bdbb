# Everything is done in .venv/, which the first target that needs it sets up. `make help` lists the targets.
# On another Python: make site PYTHON=python3.13

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Given by the caller, PYTHON also decides whether an existing .venv is still the right one.
ifneq ($(origin PYTHON),file)
ASKED_PYTHON := $(PYTHON)
endif

AUDIT := $(BIN)/pytest -n 2 --dist worksteal tests/audit

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help site serve test audit ci screenshots bench bench-full bench-limits docs lock clean
.PHONY: set-up-site set-up-test set-up-audit

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s%s\n", $$1, $$2 }' Makefile

site: set-up-site ## build content/ into site/: open site/index.html when it is done
	@$(BIN)/nutgraf build --strict

serve: set-up-site ## build, serve on this machine, rebuild and reload at every change
	@$(BIN)/nutgraf serve

test: set-up-test ## run every check that takes no minutes by itself
	@$(BIN)/python tests/chromium.py
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -n auto --dist worksteal -m 'not long'

# Both parts run, and the table comes last, whatever the first part finds. Times are measured when nothing else runs.
audit: set-up-audit ## run the long checks: every page at every width in every look; then the table of budgets
	@$(BIN)/python tests/chromium.py
	@status=0; $(AUDIT) tests/browser -m 'long or not browser' || status=1; \
	$(BIN)/python -m tests.audit || status=1; exit $$status

ci: set-up-audit test ## run what the continuous integration runs: test, and of the audit what is not long
	$(AUDIT) -m 'not long'

screenshots: set-up-audit ## make pictures of the main pages in .screenshots/, and those of the README
	@$(BIN)/python tests/chromium.py
	@$(BIN)/python -m tests.audit.screenshots

bench: set-up-test ## compare with a few other tools, in minutes: bench/.results/short.md
	@$(BIN)/python -m bench.run

bench-full: set-up-test ## compare with all other tools, up to 10,000 articles, in hours: bench/.results/full.md
	@$(BIN)/python -m bench.run --full

bench-limits: set-up-test ## build what is too much in one way each
	@$(BIN)/python -m bench.limits

docs: set-up-site ## renew schemas/ and docs/reference.md after a change to the format
	@$(BIN)/nutgraf schema --write schemas --reference docs/reference.md

# Each file is resolved within the versions of the one before: all hold one set of versions.
lock: ## renew requirements.lock, requirements-dev.lock and requirements-audit.lock
	@$(check_python)
	@set -eu; tool=$$(mktemp -d); trap 'rm -rf "$$tool"' EXIT; \
	$(PYTHON) -m venv "$$tool"; "$$tool/bin/python" -m pip install -qq uv; \
	lock() { \
	  { printf '%s\n' "# $$1" '# For every platform and Python 3.11 or newer. To renew it: make lock'; \
	    "$$tool/bin/uv" pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
	      --generate-hashes --no-header --no-emit-index-url --no-emit-find-links $$2; } > "$$tool/lock"; \
	  cp "$$tool/lock" "$$3"; }; \
	lock 'What building a site needs.' '--group build' requirements.lock; \
	lock 'What the tests need, and all of requirements.lock.' '--group dev -c requirements.lock' requirements-dev.lock; \
	lock 'What the audit needs, and all of requirements-dev.lock.' \
	  '--group audit -c requirements-dev.lock' requirements-audit.lock

clean: ## remove .venv, caches and what was built; nothing that is committed
	rm -rf $(VENV) .nutgraf-cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache .screenshots build dist \
	  bench/.peers bench/.results
	find site -mindepth 1 ! -path site/.gitignore -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Set-up. $(VENV)/set-up-site, set-up-test and set-up-audit each hold the key that they were finished for; a set-up that
# was interrupted has written no key and is done again. Each set-up holds all that the one before it does.
set-up-site:
	@$(call set_up,requirements.lock,site,$(VENV)/set-up-site $(VENV)/set-up-test $(VENV)/set-up-audit)
set-up-test:
	@$(call set_up,requirements-dev.lock,test,$(VENV)/set-up-test $(VENV)/set-up-audit)
set-up-audit:
	@$(call set_up,requirements-audit.lock,audit,$(VENV)/set-up-audit)

# $(call set_up,LOCK,NAME,FILES): FILES are those that may hold the key of a finished set-up.
define set_up
set -eu; \
key() { { pwd; $(BIN)/python -VV; cat requirements*.lock pyproject.toml; } 2>/dev/null | cksum; }; \
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
