# The one door to every task; `make` alone lists them. PORT, PYTHON and ARGS can be given: make run PORT=8123.

PORT ?= 8000
PYTHON ?= python3
# Two processes serve about twice what one does; more than the machine's cores gain nothing.
WORKERS ?= 2

# Modules are run with -m, so that a moved folder still works.
PY := .venv/bin/python
MANAGE := $(PY) manage.py
# What checks need: the development side of the settings, neither the private configuration nor its database.
FOR_CHECKS := ENV_FILE=/dev/null DEBUG=1 DATABASE_URL=sqlite://:memory:
# What check --deploy needs: a production that exists nowhere.
FOR_DEPLOY := ENV_FILE=/dev/null DEBUG=0 HTTPS=1 ALLOWED_HOSTS=waymark.example DATABASE_URL=sqlite://:memory: \
	SECRET_KEY=not-a-secret-but-as-long-and-as-varied-as-check-deploy-asks-0123456789

.DEFAULT_GOAL := help
.PHONY: help run editor content dev stack test test-next hold fuzz fuzz-api lint format check bench lock port
# Recipes follow each other: two that install into .venv at once would spoil it.
.NOTPARALLEL:

help:
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: port .venv/.run .env staticfiles/staticfiles.json ## serve the site at http://127.0.0.1:8000/, set up on the first run
	@$(MANAGE) migrate -v0
	@$(MANAGE) load_content --if-empty
	@echo
	@echo "  Waymark is at http://127.0.0.1:$(PORT)/ (Ctrl-C stops it)."
	@echo "  Editors work at http://127.0.0.1:$(PORT)/admin/; make editor makes one."
	@echo
	@PYTHON=$(PY) PORT=$(PORT) WORKERS=$(WORKERS) PROMETHEUS_MULTIPROC_DIR=.run/metrics exec deploy/serve

editor: .venv/.run .env ## make an account that may edit everything (asks for name and password)
	@$(MANAGE) migrate -v0
	@$(MANAGE) createsuperuser

content: .venv/.run .env ## load the content files over what is in the database, and say what changed
	@$(MANAGE) migrate -v0
	@$(MANAGE) load_content

dev: port .venv/.dev .env ## serve for development: reloads on changes, debug toolbar
	@$(MANAGE) migrate -v0
	@$(MANAGE) load_content --if-empty
	@DEBUG=1 DEBUG_TOOLBAR=1 HTTPS=0 exec $(MANAGE) runserver 127.0.0.1:$(PORT)

stack: .venv/.dev ## serve by PostgreSQL with a replica, Redis, two application servers and nginx, and throw it away after
	@$(PY) -m deploy.local.stack

test: .venv/.dev ## run all tests: on SQLite, on PostgreSQL, in a browser and on the whole stack
	@$(PY) -m tests.run $(ARGS)

test-next: ## run the tests on the next Django, where a Python of 3.12 or newer is found
	@deploy/local/test-next $(ARGS)

hold: .venv/.dev ## try for half an hour what holds when parts fail (make test tries it for minutes)
	@WAYMARK_HOLD=full $(PY) -m pytest -m stack tests/stack $(ARGS)

lint: .venv/.dev ## check style, the admin's templates, migrations and settings
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check --quiet . || { echo "The files above are not formatted: make format."; exit 1; }
	@find templates/django -name '*.html' -exec .venv/bin/djade --check --target-version 5.2 {} +
	@$(FOR_CHECKS) $(MANAGE) makemigrations --check --dry-run
	@$(FOR_CHECKS) $(MANAGE) check --fail-level WARNING

format: .venv/.dev ## write Python files and the admin's templates in the house format
	@$(PY) -m ruff check --fix-only --quiet .
	@$(PY) -m ruff format .
	@find templates/django -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} +

check: .venv/.dev .env ## check the content, the settings of a production site, and the packages for weaknesses
	@$(MANAGE) migrate -v0
	@$(MANAGE) load_content --if-empty
	@$(MANAGE) check_content
	@$(FOR_DEPLOY) $(MANAGE) check --deploy --fail-level WARNING
	@$(PY) deploy/local/audit.py

fuzz: .venv/.dev ## attack a throw-away site with 50,000 hostile requests, on SQLite and on PostgreSQL
	@$(PY) -m tests.fuzz $(ARGS)

fuzz-api: .venv/.dev ## ask the API for anything that its specification allows, and for more, 2,000 times an operation
	@WAYMARK_API_EXAMPLES=1000 $(PY) -m pytest -q tests/test_api_specification.py $(ARGS)

bench: .venv/.dev ## measure how fast the site is
	@$(PY) -m bench $(ARGS)

# Hashes, but no address of a package index: the lock is the same wherever the packages come from.
COMPILE := $(PY) -m uv pip compile --quiet --upgrade --universal --generate-hashes --no-header
lock: .venv/.dev ## lock the newest versions that pyproject.toml allows
	@$(COMPILE) --python-version 3.11 pyproject.toml -o requirements.txt
	@$(COMPILE) --python-version 3.11 pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
	@echo 'django>=6.1,<6.2' > .venv/next.txt
	@$(COMPILE) --python-version 3.12 pyproject.toml --group dev --override .venv/next.txt \
		--no-annotate -o requirements-next.txt
	@git diff --stat -- 'requirements*.txt'

# --- What the tasks above stand on -------------------------------------------------------------------------

# Told first, before anything is installed or changed.
port:
	@deploy/local/port-is-free $(PORT) $(PYTHON)

.venv/.run: requirements.txt
	@deploy/local/install .venv $(PYTHON) requirements.txt $@

.venv/.dev: .venv/.run requirements-dev.txt
	@deploy/local/install .venv $(PYTHON) requirements-dev.txt $@

# No prerequisite is ever newer: what an operator wrote here stays.
.env: | .venv/.run
	@$(PY) deploy/local/configure.py

# Django writes the manifest last, so that it stands only for a complete collection. Folders count too: they
# change when a file goes. Django's own static files come with the packages.
staticfiles/staticfiles.json: .venv/.run $(shell find static */static 2>/dev/null) | .env
	@echo "Collecting static files…"
	@$(MANAGE) collectstatic --noinput -v0
