# Needs Python 3.11 or newer and make. Everything is installed into .venv, at the versions of constraints.txt.

PYTHON ?= $(shell for python in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
# Some tests wait for servers and processes, so one worker more than there are cores is the fastest.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(min(4, 1 + (os.cpu_count() or 1)))')
VENV := .venv
BIN := $(VENV)/bin
PIP := -m pip --disable-pip-version-check
EXTRAS := test,cohere,fastembed,qdrant,server,evals,edgar
FILINGS ?= ../shared/data/filings/10-K
PDFS ?= ../shared/data/erc_round1
ALSO ?= ../shared/data/docugami_10q/docs

.PHONY: help demo test lint format bench studio readme constraints clean
.DEFAULT_GOAL := help

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-12s %s\n", $$1, $$2}' Makefile

demo: $(VENV)/.core ## install, read three sample filings, ask three questions
	@$(BIN)/tieout demo

test: lint ## the gate: format, lint, types, tests with branch coverage, the wheel
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --cov --cov-report term

lint: $(VENV)/.all ## format, lint and types alone
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy -p tieout
	$(BIN)/mypy tests

format: $(VENV)/.all ## format, and repair what can be repaired
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.all ## speed and size into docs/benchmarks.md; of real files with FILINGS= PDFS= ALSO=folder
	@mkdir -p docs/results
	@rm -rf .cache/wheel
	$(BIN)/python $(PIP) wheel --quiet --no-deps --wheel-dir .cache/wheel .
	$(if $(wildcard $(PDFS)),$(BIN)/python -m tieout.evals.retrieval $(PDFS) evals/retrieval/annual_reports.jsonl \
		$(if $(wildcard $(ALSO)),--also $(ALSO)) --home .cache/retrieval/home --peers --ablation \
		--out docs/results/retrieval.json)
	$(if $(wildcard $(FILINGS)),$(BIN)/python -m tieout.evals.overhead --data $(FILINGS) --home .cache/bench/graph \
		--out docs/results/overhead.json)
	$(if $(wildcard $(FILINGS)),$(BIN)/python -m tieout.evals.peers --data $(FILINGS) --home .cache/bench/graph \
		--out docs/results/peers.json)
	$(BIN)/python -m tieout.evals.bench $(if $(wildcard $(FILINGS)),--data $(FILINGS)) \
		$(if $(wildcard $(PDFS)),--pdfs $(PDFS)) --install .cache/wheel/*.whl \
		--out docs/results/bench.json --page docs/benchmarks.md

studio: $(VENV)/.studio ## chat in LangGraph Studio, which is a hosted page
	LANGGRAPH_CLI_NO_ANALYTICS=1 $(BIN)/langgraph dev

readme: $(VENV)/.core ## run the examples of README.md and docs/ again, redraw the graph
	$(BIN)/python -m tests.documents

constraints: $(BIN)/python ## newest versions into constraints.txt; run make test after it
	rm -rf .cache/newest
	$(PYTHON) -m venv .cache/newest
	.cache/newest/bin/python $(PIP) install --quiet '.[$(EXTRAS)]'
	grep '^#' constraints.txt > .cache/constraints.txt
	.cache/newest/bin/python $(PIP) freeze | grep -v -e '^tieout' -e ' @ ' >> .cache/constraints.txt
	mv .cache/constraints.txt constraints.txt

clean: ## remove the environment, caches and build results; homes stay
	rm -rf $(VENV) .cache build dist *.egg-info .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "no Python 3.11 or newer was found; install one, or: make PYTHON=/its/path" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "$(PYTHON) cannot make a virtual environment" >&2; exit 1; }

$(VENV)/.core: pyproject.toml constraints.txt | $(BIN)/python
	@echo "installing tieout into $(VENV), a minute or two" >&2
	@$(BIN)/python $(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.all: pyproject.toml constraints.txt | $(BIN)/python
	@echo "installing tieout and what its tests need into $(VENV), a few minutes" >&2
	@$(BIN)/python $(PIP) install --quiet --constraint constraints.txt --editable '.[$(EXTRAS)]'
	@touch $@ $(VENV)/.core $(VENV)/.studio

$(VENV)/.studio: pyproject.toml constraints.txt | $(BIN)/python
	@echo "installing tieout and the LangGraph server into $(VENV), a minute or two" >&2
	@$(BIN)/python $(PIP) install --quiet --constraint constraints.txt --editable '.[server]'
	@touch $@ $(VENV)/.core
