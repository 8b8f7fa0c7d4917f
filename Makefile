# Every command of the project; `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

JAVA_HOME := $(shell bin/find-jdk)
export JAVA_HOME
MVN := mvn -B

.PHONY: help
help: ## List the commands.
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: jdk
jdk:
	@bin/find-jdk > /dev/null

.PHONY: build
build: jdk ## Compile and package what ./rondo needs.
	$(MVN) -q package -DskipTests -pl cli,trainer-image/trainer -am

.PHONY: test
test: jdk ## Run every test: format, compiler, unit, property and golden.
	$(MVN) verify

.PHONY: demo
demo: build ## Compare six configs of the example model on support talk: a ranking and a picture (minutes).
	./rondo run examples/support-sft.yaml

LEARN_STORE = cli/target/learn

.PHONY: learn
learn: build ## Train the example model on preferences (DPO) and on sums (GRPO); fails unless it learns (two minutes).
	@rm -rf $(LEARN_STORE)
	./rondo run examples/short/support-dpo.yaml --store $(LEARN_STORE) --plain
	@.ci/margins-rise 0.75 $(LEARN_STORE)/support-dpo-short/runs/*/metrics.jsonl
	./rondo run examples/short/arithmetic-grpo.yaml --store $(LEARN_STORE) --plain
	@.ci/rewards-rise $(LEARN_STORE)/arithmetic-grpo-short/runs/arithmetic-grpo-short-base-1/metrics.jsonl 1.1

.PHONY: crds
crds: jdk ## Write the CustomResourceDefinitions, helm/install.yaml and docs/reference.md.
	$(MVN) -q compile exec:java -pl crds -Dexec.mainClass=dev.rondo.api.crd.GenerateCrds -Dexec.arguments="$(CURDIR)"
	$(MVN) -q process-test-classes -P install-yaml -pl operator -am

REFERENCES ?= references
CASES ?= sft-* dpo-* grpo-*
CHUNKS ?= 3,1,7,100

.PHONY: references
references: jdk ## Run recorded TRL cases ([REFERENCES=DIR] [CASES='sft-*']) and print how far apart the numbers are.
	@$(MVN) -q package -DskipTests -pl cli,references/runner -am
	@$(JAVA_HOME)/bin/java -cp "references/runner/target/rondo-references.jar:$$(< references/runner/target/classpath)" \
	  dev.rondo.references.CompareReferences ./rondo "$(REFERENCES)" references/bounds.json references/runner/target/work "$(CHUNKS)" $(foreach c,$(CASES),'$(c)')

TRIES ?= 20
SEED ?= 1

.PHONY: exactness
exactness: jdk ## Train random configs chunked, interleaved and killed, and compare every bit with the same alone ([TRIES=20] [SEED=1]; a minute a try).
	$(MVN) -q test -pl exactness -am -Dtest=ExactnessTest -Dsurefire.failIfNoSpecifiedTests=false \
	  -Drondo.exactness.tries=$(TRIES) -Drondo.exactness.seed=$(SEED)

GPUS ?= 2

.PHONY: cluster-tools
cluster-tools: ## Build Kubernetes' programs from Go modules, once, into ~/.cache/rondo (8 minutes; needs Go).
	@e2e/cluster/build

.PHONY: cluster-up
cluster-up: cluster-tools ## Start a real one-node Kubernetes with fake GPUs ([GPUS=2]), without Docker (root; Debian).
	@e2e/cluster/up node $(GPUS)

.PHONY: cluster-down
cluster-down: ## End that cluster, and remove all it made.
	@e2e/cluster/down

.PHONY: images
images: jdk ## Build the operator's and the workers' image without Docker, into images/target; prints their sizes.
	$(MVN) -q package -DskipTests -pl trainer-image/trainer,trainer-image/scheduler,operator -am
	@images/build

SCENARIOS ?=

.PHONY: e2e
e2e: cluster-tools images build ## Run what people do on a real node ([SCENARIOS='a b'] of e2e/), about an hour (root; Debian).
	@$(if $(wildcard $(PEFT_PYTHON)),PEFT_PYTHON=$(PEFT_PYTHON)) e2e/run $(SCENARIOS)

PEFT_VENV ?= .venv/peft
PEFT_PYTHON = $(abspath $(PEFT_VENV))/bin/python

# Made once, for the versions in references/peft/requirements.txt. PyPI has torch for Linux with CUDA only (a download of
# 3.3 GB); PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu takes the build without it.
$(PEFT_VENV)/installed: references/peft/requirements.txt
	python3 -m venv $(PEFT_VENV)
	$(PEFT_PYTHON) -m pip install -q -r $<
	touch $@

.PHONY: test-peft
test-peft: jdk $(PEFT_VENV)/installed ## Load what Rondo writes in real PEFT and Transformers (PEFT_VENV=DIR keeps the venv there).
	PEFT_PYTHON=$(PEFT_PYTHON) $(MVN) -q test -pl trainer-image/trainer -am -Dtest=LoadsInPeftTest -Dsurefire.failIfNoSpecifiedTests=false

BENCH_WORK = bench/target/work
BENCH_JAVA = $(JAVA_HOME)/bin/java --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+UseSerialGC \
  -Dai.djl.offline=true -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp bench/target/rondo-bench.jar:$$(< bench/target/classpath)
BENCH = RUST_FLAVOR=cpu OMP_NUM_THREADS=1 MKL_NUM_THREADS=1 $(PEFT_PYTHON) bench/

.PHONY: bench
bench: build $(PEFT_VENV)/installed ## Measure steps, packing, time to compare, swaps and memory against PyTorch + PEFT + TRL (a quarter of an hour).
	@$(MVN) -q package -DskipTests -pl bench -am
	@mkdir -p $(BENCH_WORK)
	@$(BENCH)steps.py --java "$(BENCH_JAVA)" --work $(BENCH_WORK)
	@$(BENCH)steps.py --java "$(BENCH_JAVA)" --work $(BENCH_WORK) --members 8
	@$(BENCH)preferences.py --java "$(BENCH_JAVA)" --work $(BENCH_WORK)
	@$(BENCH)experiment.py --java "$(BENCH_JAVA)" --work $(BENCH_WORK)
	@$(BENCH)memory.py --work $(BENCH_WORK)
	@$(BENCH)generation.py --java "$(BENCH_JAVA)" --work $(BENCH_WORK)
	@$(BENCH)grpo.py --work $(BENCH_WORK)

MIB ?= 400
HEAP ?= 64m

.PHONY: bench-data
bench-data: build ## Prepare a large JSONL file in a trainer with a small heap ([MIB=400] [HEAP=64m]): seconds and memory.
	@mkdir -p $(BENCH_WORK)
	@python3 bench/preparation.py --work $(BENCH_WORK) --mib $(MIB) --heap $(HEAP)

GESTURES ?= 10000
FUZZ_RUNS ?= 50
FUZZ_SEED ?= 20260214

.PHONY: fuzz
fuzz: jdk ## Make 10,000 random gestures on 50 runs of a real API server ([GESTURES=N] [FUZZ_RUNS=N] [FUZZ_SEED=N]): none lost, none doubled.
	$(MVN) -q test -pl operator -am -Dtest=GestureFuzzTest -Dsurefire.failIfNoSpecifiedTests=false \
	  -Drondo.fuzz.gestures=$(GESTURES) -Drondo.fuzz.runs=$(FUZZ_RUNS) -Drondo.fuzz.seed=$(FUZZ_SEED) -Drondo.fuzz.restart=400

EXPERIMENTS ?= 20

.PHONY: bench-operator
bench-operator: jdk ## Measure gestures and the operator's memory with 1,000 runs on a real API server ([EXPERIMENTS=20] of 50 runs; minutes).
	$(MVN) -q package -DskipTests -P thousand-runs -Drondo.bench.experiments=$(EXPERIMENTS) -pl operator -am

.PHONY: schedule-table
schedule-table: jdk ## Compare scheduling rules in virtual time, and write the table of docs/scheduling.md.
	@$(MVN) -q process-test-classes -P schedule-table -pl core -am

.PHONY: format
format: jdk ## Format the sources.
	$(MVN) -q spotless:apply

.PHONY: clean
clean: jdk ## Remove what was built.
	$(MVN) -q clean

EXAMPLE = $(MVN) -q process-classes -P example -pl examples/generator -am
EXAMPLE_STEPS ?= 4500

.PHONY: example-data
example-data: jdk ## Write the example data sets and tokenizer again.
	$(EXAMPLE) -Dexample.command="dev.rondo.examples.GenerateExamples ."

.PHONY: example-model
example-model: example-data ## Pretrain the example model again (half an hour).
	RUST_FLAVOR=cpu $(EXAMPLE) -Dexample.command="dev.rondo.examples.PretrainModel model generator/target/untrained $(EXAMPLE_STEPS)"
