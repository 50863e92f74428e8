# foedus: `make` alone lists what can be made. Needs only make and Python 3.11 or newer; all that is installed
# goes into .venv, at the versions and hashes of requirements/*.lock.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
CODE := src tests $(wildcard bench)
CASE ?= cases/turkic-states
DOCS ?= $(BIN)/python -m foedus.cli.reference docs/reference
# For `make lock`: UPGRADE=1 takes the newest versions that pyproject.toml allows, else pins are kept.
UV ?= uv==0.13.8
COMPILE = $(BIN)/python -m uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade) pyproject.toml --group build

.PHONY: help demo test check bench docs lock clean
.NOTPARALLEL:

# Lists what can be made, a sentence each.
help:
	@awk '/^# / { said = substr($$0, 3); next } \
	      /^[a-z]+:/ { sub(/:.*/, ""); if (said) printf "make %-6s  %s\n", $$0, said } \
	      { said = "" }' Makefile

# Checks the bundled case, builds its record, writes its brief, and says where they are.
demo: .venv/.core
	@$(BIN)/foedus make $(CASE)

# Installs what the tests need, then checks style, types and the order of the rooms, and runs every test.
test: check
	@echo "Running the tests"
	@$(BIN)/python -m pytest -n auto --dist loadgroup

# Checks style, types and the order of the rooms, without running a test.
check: .venv/.dev
	@echo "Checking style"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "Not formatted: run $(BIN)/ruff format ." >&2; exit 1; }
	@echo "Checking types"
	@$(BIN)/python -m mypy --no-error-summary $(CODE)
	@echo "Checking the order of the rooms"
	@$(BIN)/lint-imports > .venv/lint-imports.txt || { cat .venv/lint-imports.txt >&2; exit 1; }

# Measures speed and memory on a case made large.
bench: .venv/.dev
	@$(BIN)/python -m bench $(ARGS)

# Writes those pages of docs/ that are generated from the code.
docs: .venv/.core
	@$(DOCS)

# Pins every dependency with its hashes in requirements/*.lock, keeping what is pinned unless UPGRADE=1.
lock: .venv/.made
	@$(PIP) install -qq '$(UV)'
	@echo "Pinning the core in requirements/core.lock"
	@$(COMPILE) --output-file requirements/core.lock > /dev/null
	@echo "Pinning the core, every extra and the tools in requirements/dev.lock"
	@$(COMPILE) --all-extras --group dev --constraint requirements/core.lock \
		--output-file requirements/dev.lock > /dev/null

# Removes all that was made here: the environment, what was built from cases, and caches.
clean:
	@rm -rf .venv dist cases/*/build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find src tests $(wildcard bench) -name __pycache__ -type d -prune -exec rm -rf {} +

# --- The environment. A stamp stands for each step, so that what is done is not done again. ---

.venv/.made:
	@if $(BIN)/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' > /dev/null 2>&1; then exit 0; fi; \
	"$(PYTHON)" -c '' 2> /dev/null || { \
		echo "'$(PYTHON)' does not run. foedus needs Python 3.11 or newer; if yours has another name, say: make PYTHON=python3.12 ..." >&2; exit 1; }; \
	"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "'$(PYTHON)' is Python $$("$(PYTHON)" -c 'import platform; print(platform.python_version())'), but foedus needs 3.11 or newer. If you have one under another name, say: make PYTHON=python3.12 ..." >&2; exit 1; }; \
	"$(PYTHON)" -c 'import venv, ensurepip' 2> /dev/null || { \
		echo "'$(PYTHON)' cannot make environments: its venv module is missing. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }; \
	echo "Making an environment in .venv"; \
	"$(PYTHON)" -m venv --clear .venv
	@touch $@

.venv/.core: requirements/core.lock pyproject.toml | .venv/.made
	@echo "Installing foedus and what it stands on, as pinned in requirements/core.lock"
	@$(PIP) install -qq --require-hashes --requirement requirements/core.lock
	@$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@touch $@

# requirements/dev.lock holds all of core.lock at the same versions, so this stands for both.
.venv/.dev: requirements/dev.lock requirements/core.lock pyproject.toml | .venv/.made
	@echo "Installing foedus, its extras and the tools of its tests, as pinned in requirements/dev.lock"
	@$(PIP) install -qq --require-hashes --requirement requirements/dev.lock
	@$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@touch .venv/.core $@
