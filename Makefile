# Every command of the project; `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

JAVA_HOME := $(shell bin/find-jdk)
export JAVA_HOME
MVN := mvn -B

.PHONY: help
help: ## List the commands.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: jdk
jdk:
	@bin/find-jdk > /dev/null

.PHONY: build
build: jdk ## Compile and package everything.
	$(MVN) package -DskipTests

.PHONY: test
test: jdk ## Run every test: format, compiler, unit, property and golden.
	$(MVN) verify

.PHONY: format
format: jdk ## Format the sources.
	$(MVN) -q spotless:apply

.PHONY: clean
clean: jdk ## Remove what was built.
	$(MVN) -q clean

.PHONY: example-data
example-data: jdk ## Write the example data sets and tokenizer again.
	$(MVN) -q process-classes -P example-data -pl examples/generator -am
