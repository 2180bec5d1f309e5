# make demo   build the graph of seeds/, ask it three questions, write graph.html
# make test   install what the tests need and run them
# make lint   style, types, import layers, dependencies, generated docs
# Each sets up .venv by itself. LOCKED=1 installs exactly requirements.lock, wheels only, hashes checked.

PYTHON ?= python3
BIN := .venv/bin
LOCKED ?=

define SUPPLIES
MATCH (a:Entity)<-[:SUBJECT]-(c:Claim {relation: 'SUPPLIES', polarity: 'positive', modality: 'asserted'})-[:OBJECT]->(b:Entity)
OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(who:Entity)
RETURN a.name AS supplier, c.theme AS what, b.name AS recipient, who.name AS says ORDER BY supplier, recipient
endef
define CLAIMED
MATCH (a:Entity)-[r:CLAIMED]->(b:Entity)
RETURN a.name AS subject, r.relation AS relation, b.name AS object, r.polarity AS polarity, r.modality AS modality ORDER BY subject, object
endef
export SUPPLIES CLAIMED

.DEFAULT_GOAL := help
.PHONY: help demo test lint docs lock clean

help:
	@sed -n 's/^# \(make .*\)/  \1/p' Makefile

.venv/ready: pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and f"graphbuilder needs Python 3.11 or newer, {sys.version.split()[0]} was given: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
ifdef LOCKED
	$(BIN)/python -m pip install --quiet --only-binary :all: --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
else
	$(BIN)/python -m pip install --quiet --prefer-binary --editable '.[explore]'
endif
	@touch $@

.venv/ready-develop: .venv/ready
ifndef LOCKED
	$(BIN)/python -m pip install --quiet --prefer-binary --editable '.[explore]' --group test --group lint
endif
	@touch $@

demo: .venv/ready
	@echo "1. Build the graph of seeds/ in the embedded store graphbuilder.kgl"
	@$(BIN)/graphbuilder build seeds
	@echo; echo "2. Who supplies whom, and who says so?"
	@$(BIN)/graphbuilder query "$$SUPPLIES"
	@echo; echo "3. In which sentences?"
	@$(BIN)/graphbuilder path Iran Russia
	@echo; echo "4. What is only planned, possible or denied?"
	@$(BIN)/graphbuilder query "$$CLAIMED"
	@echo; echo "5. Write the graph as one page that works offline"
	@$(BIN)/graphbuilder snapshot graph.html --title "The graph of seeds/"
	@echo; echo "Next: open graph.html in a browser and click an edge to read its sentence;"
	@echo "      $(BIN)/graphbuilder show Russia     an entity with its relations and evidence"
	@echo "      $(BIN)/graphbuilder serve --open    walk through the graph in the browser"
	@echo "      $(BIN)/graphbuilder build FOLDER    read your own texts; docs/tutorial.md goes on from here"

test: .venv/ready-develop
	$(BIN)/python -m pytest $(ARGS)

lint: .venv/ready-develop
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/cog --check docs/*.md

docs: .venv/ready-develop
	$(BIN)/cog -r docs/*.md

lock:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-package uv --extra explore --group test --group lint --group build pyproject.toml -o requirements.lock

clean:
	rm -rf .venv .cache build dist *.egg-info graph.html graphbuilder.kgl*
