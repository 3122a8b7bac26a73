# Everything sets itself up on first use; see .ci/setup.

TOPIC ?= uk-contributions
ARGS ?=

# As many tests at a time as there are processors; ARGS=-n0 runs them one after the other.
PYTEST = .venv/bin/python -m pytest -n logical --maxprocesses 8

.PHONY: help brief test coverage lint format schema gallery wheels lowest

help:
	@echo "make brief             make the brief on $(TOPIC) and print its path (TOPIC=… for another)"
	@echo "make test              run the tests (ARGS=… is passed to pytest)"
	@echo "make coverage          run them, and list the lines and branches that none reaches"
	@echo "make lint              check style and types"
	@echo "make format            bring the code into the project's style"
	@echo "make schema            write the JSON Schemas that editors complete the data from"
	@echo "make wheels DIR=…      fill a folder for a machine without a network (there: BRIEFINGS_WHEELS=…)"
	@echo "make lowest            run the tests with the lowest versions that pyproject.toml names"
	@echo "make gallery           make the pictures of the README and of docs/gallery.md anew"

brief:
	@.ci/setup
	@.venv/bin/python make_brief.py --topic $(TOPIC) $(ARGS)

test:
	@.ci/setup dev
	@$(PYTEST) $(ARGS)

coverage:
	@.ci/setup dev
	@$(PYTEST) --cov $(ARGS)

lint:
	@.ci/setup dev
	@.venv/bin/ruff check --quiet
	@.venv/bin/ruff format --quiet --check
	@.venv/bin/mypy --no-error-summary

format:
	@.ci/setup dev
	@.venv/bin/ruff check --quiet --fix
	@.venv/bin/ruff format --quiet

schema:
	@.ci/setup
	@.venv/bin/python make_brief.py schema data/schema

gallery:
	@.ci/setup dev
	@folder=$$(mktemp -d) && .venv/bin/python -m docs.make_gallery "$$folder"; rm -rf "$$folder"

wheels:
	@.ci/setup dev
	@.ci/wheels "$(DIR)"

lowest:
	@.ci/lowest $(ARGS)
