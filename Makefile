# make run | make desk | make test: they do all the set-up. Variables: PORT, STORY, ADDRESS, PYTHON, JOBS.
PORT ?= 8501
STORY ?= .
ADDRESS ?= 127.0.0.1
PYTHON ?= python3
# Tests at a time. Most of a browser test is waiting, so that two cores carry four of them.
JOBS ?= 4
VENV := .venv
BIN := $(VENV)/bin
PYTEST = $(BIN)/python -m pytest --numprocesses $(JOBS) --dist worksteal --durations 10

PIP = -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:
# The environment of the tools in requirements-tools.txt.
TOOLS := build/tools

.PHONY: run desk test test-long lint bench bench-readers bench-draft bench-moved bench-desk \
  screenshots docs golden-update lock audit fuzz lint-deploy clean

run: $(VENV)/plotly.stamp
	@$(BIN)/python -m dateline serve "$(STORY)" --port $(PORT) --address $(ADDRESS)

desk: $(VENV)/plotly.stamp
	@$(BIN)/python -m dateline desk "$(STORY)" --port $(PORT)

# The linters run beside the first tests; either failing fails the whole.
test: $(VENV)/dev.stamp $(VENV)/plotly.stamp $(VENV)/fonts.stamp
	$(BIN)/python scripts/browser.py --install
	$(BIN)/python scripts/nginx.py --install
	@$(MAKE) --no-print-directory lint & \
	  $(PYTEST) -m "not long"; tests=$$?; \
	  wait $$! || { echo "The tests ended with $$tests; make lint failed, see above"; exit 1; }; \
	  exit $$tests

# What is slow because it must be: properties of many examples, sweeps, other browsers, and great
# sizes, which are measured alone.
test-long: $(VENV)/dev.stamp $(VENV)/plotly.stamp $(VENV)/fonts.stamp
	$(BIN)/python scripts/browser.py --install
	$(PYTEST) --hypothesis-profile thorough -m "hypothesis and not long"
	$(BIN)/python -m pytest --durations 10 -m long

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python scripts/tsc.py

bench: $(VENV)/dev.stamp $(VENV)/plotly.stamp
	$(BIN)/python scripts/browser.py --install
	$(BIN)/python -m scripts.bench $(if $(QUICK),--quick) $(if $(WRITE),--write)
	@$(MAKE) --no-print-directory bench-desk

# A thousand readers within a minute, and readers beside attackers: figures for docs/performance.md.
bench-readers: $(VENV)/dev.stamp $(VENV)/plotly.stamp
	$(BIN)/python scripts/browser.py --install
	$(BIN)/python -m scripts.bench --readers

# What the rules for drafts find in articles that were labelled by hand; ERRORS=1 lists the errors.
bench-draft: $(VENV)/dev.stamp
	$(BIN)/python -m scripts.bench_draft $(if $(ERRORS),--errors)

# What becomes of the passages of the shipped articles when these are edited; ERRORS=1 lists the errors.
bench-moved: $(VENV)/dev.stamp
	$(BIN)/python -m scripts.bench_moved $(if $(ERRORS),--errors)

# From an action at the desk to the files and to what its page shows, at 200 and 500 rows.
bench-desk: $(VENV)/dev.stamp $(VENV)/plotly.stamp
	$(BIN)/python -m scripts.bench_desk
	$(BIN)/python scripts/browser.py --install
	$(BIN)/python -m scripts.bench_desk_page

# The pictures of docs/, and build/contact-sheet.png: many views of the page on one sheet.
screenshots: $(VENV)/dev.stamp $(VENV)/plotly.stamp
	$(BIN)/python scripts/browser.py --install
	$(BIN)/python -m scripts.screenshots

# The pages of docs/ as HTML in build/site.
docs: $(VENV)/run.stamp
	$(BIN)/python -m scripts.docs_site

golden-update: $(VENV)/dev.stamp
	$(PYTEST) tests/figures --golden-update

# Pins all requirements, also indirect ones, with hashes in locks/, and lists their licences in
# NOTICE.md; UPGRADE=1 takes the newest indirect ones.
lock: $(TOOLS)/stamp
	$(TOOLS)/bin/python scripts/lock.py $(if $(UPGRADE),--upgrade)
	@$(MAKE) --no-print-directory $(VENV)/run.stamp
	$(BIN)/python -m scripts.licences --write

# Known weaknesses of what is installed; says so where no database can be reached.
audit: $(TOOLS)/stamp
	$(TOOLS)/bin/python scripts/audit.py

# Ten minutes for each of TARGETS; what was found is in build/fuzz. Linux alone.
FUZZ_SECONDS ?= 600
TARGETS ?= loader edtf importers url
fuzz: $(TOOLS)/stamp $(VENV)/run.stamp
	@packages=$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))'); \
	for target in $(TARGETS); do \
	  PYTHONPATH=$$packages $(TOOLS)/bin/python -m scripts.fuzz $$target \
	    --seconds $(FUZZ_SECONDS) || exit 1; \
	done

# The files of deploy/ that no test runs; make test runs nginx.conf, and checks the systemd unit.
lint-deploy: $(TOOLS)/stamp
	$(TOOLS)/bin/hadolint deploy/Dockerfile
	$(TOOLS)/bin/kubernetes-validate --strict deploy/kubernetes.yaml

clean:
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Dateline needs Python 3.11 or later; name one: make PYTHON=python3.12"; exit 1; }
	@# A half-made environment would pass for a whole one the next time.
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "$(PYTHON) could not make an environment (on Debian: apt-get install python3-venv)"; exit 1; }

$(VENV)/run.stamp: locks/requirements.txt | $(BIN)/python
	$(BIN)/python $(PIP) -r $<
	@touch $@

$(VENV)/dev.stamp: locks/requirements-dev.txt $(VENV)/run.stamp
	$(BIN)/python $(PIP) -r $< -r locks/requirements.txt
	@touch $@

$(TOOLS)/stamp: locks/requirements-tools.txt | $(BIN)/python
	$(BIN)/python -m venv $(TOOLS)
	$(TOOLS)/bin/python $(PIP) -r $<
	@touch $@

$(VENV)/fonts.stamp: requirements-fonts.txt locks/requirements-fonts.txt scripts/fonts.py | $(BIN)/python
	$(BIN)/python scripts/fonts.py --install
	@touch $@

# Asked once: without npm the full plotly.js of the pip package is used (rm the stamp to ask again).
$(VENV)/plotly.stamp: dateline/take_plotly.py $(VENV)/run.stamp
	$(BIN)/python -m dateline.take_plotly
	@touch $@
