# shellcheck shell=bash disable=SC2034
# Settings and functions shared by the scripts here.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
VERSION=$(sed -n 's#^\tk8s.io/kubernetes v##p' "$HERE/kubenode/go.mod")
BIN=${RONDO_TOOLS_DIR:-$HOME/.cache/rondo}/k8s/$VERSION-linux-amd64 # The layout that fabric8's kube-api-test looks for.
DIR=$(realpath -m "${RONDO_CLUSTER_DIR:-.cluster}")
PORT=${RONDO_CLUSTER_PORT:-6443} # kube-apiserver; etcd takes the next two.
export RONDO_CLUSTER_DIR=$DIR    # Also the mark by which `alive` knows this cluster's processes.

NODE=node
PODS=10.244.0.0/24 SERVICES=10.96.0.0/16
API_IP=10.244.1.1 NODE_IP=10.244.1.2 # The two ends of the link between the machine and the node.

die() { echo "$*" >&2; exit 1; }

# What the node needs of this machine, all that is missing at once.
require_node_packages() {
  local missing=()
  [ "$(id -u)" = 0 ] || die "a node needs root: run it as root, or use \`up api\`"
  command -v containerd >/dev/null || missing+=(containerd)
  command -v runc >/dev/null || missing+=(runc)
  [ -x /usr/lib/cni/ptp ] || [ -x /opt/cni/bin/ptp ] || missing+=(containernetworking-plugins)
  command -v nft >/dev/null || missing+=(nftables)
  command -v ip >/dev/null || missing+=(iproute2)
  command -v unshare >/dev/null || missing+=(util-linux)
  command -v openssl >/dev/null || missing+=(openssl)
  [ ${#missing[@]} = 0 ] || die "a node needs: apt-get install ${missing[*]}"
}

# alive NAME: whether the process started under this name still runs (and the PID is not another process's by now).
alive() {
  local pid; pid=$(cat "$DIR/run/$1.pid" 2>/dev/null) || return
  grep -qzxF "RONDO_CLUSTER_DIR=$DIR" "/proc/$pid/environ" 2>/dev/null
}

# start NAME COMMAND...: run it in the background, unless it runs already.
start() {
  local name=$1; shift
  alive "$name" && return
  setsid "$@" >"$DIR/log/$name.log" 2>&1 </dev/null &
  echo $! >"$DIR/run/$name.pid"
}

# stop NAME: at once, since nothing of the cluster is kept.
stop() {
  while alive "$1"; do kill -9 "$(cat "$DIR/run/$1.pid")" || true; sleep 0.05; done
  rm -f "$DIR/run/$1.pid"
}

# await SECONDS WHAT COMMAND...: until the command succeeds.
await() {
  local end=$((SECONDS + $1)) what=$2; shift 2
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || die "timed out waiting for $what; see $DIR/log"
    sleep 0.1
  done
}
