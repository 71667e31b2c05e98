.DEFAULT_GOAL := help
.PHONY: help run test check format bench build words lock migration

help: ## What there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Start the desk on this machine, with the demo estate
	@bin/run

test: ## Everything that must pass; pytest gets ARGS="…"
	@bin/test $(ARGS)

check: ## Only what needs no test run: style, types, catalogs, locks
	@bin/check

format: ## Lay out the Python files that you name: make format FILES="desk/db.py"
	@.venv/bin/ruff format $(FILES)

bench: ## Measure, and write the table into docs/performance.md
	@bin/setup bench && .venv/bin/python -m benchmarks $(ARGS)

build: ## Render the static pages into build/site
	@bin/setup && .venv/bin/flask pages build

lock: ## Write the locks again; UPGRADE=1 takes newer releases
	@UPGRADE=$(UPGRADE) bin/lock

migration: ## Write the next numbered migration: make migration register=visitors
	@bin/migration $(register)
