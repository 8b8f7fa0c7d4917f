# shellcheck shell=bash
# What the scenarios share. Each runs in a namespace of its own, with the volume and inputs that `stage` gives it.
set -euo pipefail
E2E=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
HOME_DIR=$(cd "$E2E/.." && pwd)
SCENARIO=$(basename "$(cd "$(dirname "$0")" && pwd)")
NS=${RONDO_E2E_NAMESPACE:-$SCENARIO}
WORK=${RONDO_E2E_WORK:-$HOME_DIR/.cluster/e2e}/$SCENARIO
mkdir -p "$WORK"

say() { printf '%s  %s\n' "$(date +%H:%M:%S)" "$*"; }
fail() { say "FAILED: $*" >&2; tell_why >&2 || true; exit 1; }
k() { kubectl --namespace "$NS" "$@"; }

# tell_why: what one looks at first when something is wrong.
tell_why() {
  k get experiments,runs,pods --output wide
  k get runs --output jsonpath='{range .items[*]}{.metadata.name}: {.status.worker}{"\n"}{end}'
  k get events --sort-by .metadata.creationTimestamp | tail -15
  for pod in $(k get pods --output name); do k logs "$pod" --all-containers --prefix --tail 15; done
}

# await SECONDS WHAT COMMAND...: until the command succeeds.
await() {
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || fail "waited in vain for $what"
    sleep 0.3
  done
  say "ok: $what"
}

expect() { # expect WHAT GOT WANTED
  [ "$2" = "$3" ] || fail "$1: got '$2', wanted '$3'"
  say "ok: $1: $3"
}

namespace() {
  kubectl delete namespace "$NS" --ignore-not-found --wait >/dev/null 2>&1
  kubectl create namespace "$NS" >/dev/null
  kubectl label namespace "$NS" pod-security.kubernetes.io/enforce=restricted >/dev/null
  say "namespace $NS, restricted pod security"
}

# stage EXPERIMENT FILE...: puts inputs on the volume of an experiment that is still to come, under their names.
stage() {
  local experiment=$1
  shift
  k apply --filename - >/dev/null <<YAML
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: rondo-$experiment}
spec: {accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}
YAML
  await 20 "a volume for $experiment" bound "rondo-$experiment"
  cp -r "$@" "$(volume "$experiment")/"
  chmod -R a+rwX "$(volume "$experiment")"
}
bound() { [ "$(k get persistentvolumeclaim "$1" --output jsonpath='{.status.phase}')" = Bound ]; }

# volume EXPERIMENT: where its volume is on this machine.
volume() {
  local claim
  claim=$(k get persistentvolumeclaim "rondo-$1" --output jsonpath='{.spec.volumeName}')
  kubectl get persistentvolume "$claim" --output jsonpath='{.spec.hostPath.path}'
}

field() { k get run "$1" --output "jsonpath=$2"; }
state() { field "$1" '{.status.state}'; }
step() { local s; s=$(field "$1" '{.status.worker.progress.step}'); echo "${s:-0}"; }
is() { [ "$(state "$2")" = "$1" ]; }
at_step() { [ "$(step "$2")" -ge "$1" ]; }
all_are() { # all_are STATE COUNT
  [ "$(k get runs --output jsonpath='{range .items[*]}{.status.state}{"\n"}{end}' | grep -cx "$1")" = "$2" ]
}
worker() { k get pods --selector app.kubernetes.io/component=worker --field-selector status.phase=Running --output jsonpath='{.items[0].metadata.name}'; }
workers() { k get pods --selector app.kubernetes.io/component=worker --no-headers 2>/dev/null | grep -cv Terminating || true; }
workers_are() { [ "$(workers)" = "$1" ]; }

# adapter RUN: the folder of a run's newest adapter, which its status names.
epoch_folder() {
  local uid path
  uid=$(k get experiment "$(field "$1" '{.spec.experiment}')" --output jsonpath='{.metadata.uid}')
  path=$(field "$1" '{.status.worker.checkpoint.path}')
  echo "$(volume "$(field "$1" '{.spec.experiment}')")/experiments/$uid/${path%/checkpoints/*}"
}

# apply_two: starts the two runs of two.yaml, or of PAIR.yaml, on inputs of their own, and waits until both train.
PAIR=two
apply_two() {
  namespace
  stage $PAIR "$HOME_DIR/references/models/tiny-llama" "$HOME_DIR/references/data/sft-pc-text.jsonl"
  k apply --filename "$E2E/$PAIR.yaml"
  await 120 "both runs have taken steps" both_at_step 4
}
both_at_step() { at_step "$1" $PAIR-base-1 && at_step "$1" $PAIR-base-2; }
two_succeed_as_local() {
  await 400 "both runs have succeeded" all_are Succeeded 2
  k get runs --output wide
  local_run "$E2E/$PAIR.yaml"
  same_as_local $PAIR $PAIR-base-1 $PAIR-base-2
}

# inputs MANIFEST [FILE...]: a directory as on a laptop, the manifest beside the files it names; by default what two.yaml names.
inputs() {
  local manifest=$1
  shift
  [ $# -gt 0 ] || set -- "$HOME_DIR/references/models/tiny-llama" "$HOME_DIR/references/data/sft-pc-text.jsonl"
  rm -rf "$WORK/inputs"
  mkdir -p "$WORK/inputs"
  cp -r "$manifest" "$@" "$WORK/inputs/"
}

# local_run MANIFEST [FILE...]: the same experiment without a cluster, once for all scenarios that compare with it.
local_run() {
  local store=$HOME_DIR/.cluster/e2e/local
  if [ ! -f "$store/$(basename "$1").done" ]; then
    say "the same experiment in local mode, to compare with"
    inputs "$@"
    "$HOME_DIR/rondo" run "$WORK/inputs/$(basename "$1")" --store "$store" --plain >"$WORK/local.log" 2>&1 || { tail -20 "$WORK/local.log"; fail "local mode"; }
    touch "$store/$(basename "$1").done"
  fi
}

# same_as_local EXPERIMENT RUN...: adapters and records are equal to local mode's, bit for bit.
same_as_local() {
  local experiment=$1 run store=$HOME_DIR/.cluster/e2e/local there
  shift
  for run in "$@"; do
    there=$(epoch_folder "$run")
    cmp "$store/$experiment/runs/$run/adapter/adapter_model.safetensors" "$there/adapter/adapter_model.safetensors" ||
      fail "$run: its adapter is not local mode's"
    cmp <(records "$store/$experiment/runs/$run/metrics.jsonl") <(records "$there/metrics.jsonl") ||
      fail "$run: its records are not local mode's"
  done
  say "ok: adapters and records of $* equal local mode's bit for bit"
}
records() { sed -E 's/,"time":"[^"]*"//; s/,"[a-z_]*(per_second|runtime)":[^,}]*//g' "$1"; }

epoch_is() { [ "$(field "$2" '{.status.worker.epoch}')" = "$1" ]; }
scheduler_restarted() { [ "$(k get pod "$1" --output jsonpath='{.status.initContainerStatuses[0].restartCount}')" -ge 1 ]; }
another_trainer() { local pid; pid=$(trainer_pid "$1" 0) && [ "$pid" != "$2" ]; }

# trainer_pid POD SLOT: the process of this machine in which the trainer computes.
container_pids() {
  local id
  id=$(k get pod "$1" --output jsonpath="{.status.containerStatuses[?(@.name==\"$2\")].containerID}{.status.initContainerStatuses[?(@.name==\"$2\")].containerID}")
  grep -l "${id#containerd://}" /proc/[0-9]*/cgroup 2>/dev/null | cut -d/ -f3
}
trainer_pid() {
  local pid
  for pid in $(container_pids "$1" "trainer-$2"); do
    tr '\0' ' ' <"/proc/$pid/cmdline" | grep -q TrainerMain && echo "$pid" && return
  done
  return 1
}
none() { [ -z "$(k get "$1" --output name)" ]; }
