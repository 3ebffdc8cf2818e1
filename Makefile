# Each target says what it is for; `make` alone lists them. All logic is in tools/, in Python.

PYTHON ?= python3
VENV = .venv/bin/python
export PORT ARGS ONLY

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test check lint bench screenshots manage messages format lock environment test-environment

help: ## this list
	@echo "The e-services portal. What you can do here:"
	@echo
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'
	@echo
	@echo "README.md has the rest: settings, production, backup."

run: environment ## start the portal with demo content on http://localhost:8000 (PORT=8001 for another port)
	@$(VENV) -m tools.run

test: test-environment ## run all tests, on SQLite and on PostgreSQL (ARGS="tests/accounts -k login" for some)
	@$(VENV) -m tools.test

check: lint test ## everything a change must pass: lint, then the tests

lint: test-environment ## style, types, migrations, deployment checks, translations (ONLY=mypy for one part)
	@$(VENV) -m tools.lint

bench: test-environment ## measure the portal beside what one would use instead (needs PostgreSQL)
	@$(VENV) -m tests.bench $(ARGS)

screenshots: test-environment ## pictures of the demo's pages, on a telephone and a wide screen, into var/screenshots
	@$(VENV) -m tools.screenshots

manage: environment ## a Django command with the settings of make run: make manage COMMAND="createsuperuser"
	@$(VENV) -m tools.manage $(COMMAND)

messages: test-environment ## bring the English catalogue in step with the source, then compile it
	@$(VENV) -m tools.messages extract
	@$(VENV) -m tools.messages compile

format: test-environment ## put the source in the common format
	@$(VENV) -m ruff check --fix --quiet .
	@$(VENV) -m ruff format --quiet .

lock: ## pin all packages anew after a change in requirements.txt (ARGS=--upgrade to raise the others too)
	@$(PYTHON) -m tools.lock $(ARGS)

environment:
	@$(PYTHON) -m tools.bootstrap

test-environment:
	@$(PYTHON) -m tools.bootstrap --tests
