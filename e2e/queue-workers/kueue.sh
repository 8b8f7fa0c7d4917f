# shellcheck shell=bash
# Kueue itself, built from its Go module and installed by its own chart, as a pod of the node.
. "$E2E/helm.sh"
kueue=$WORK/kueue.yaml

install_kueue() {
  local chart image=$WORK/image
  chart=$(cd "$E2E/cluster/kueue" && go list -m -f '{{.Dir}}' sigs.k8s.io/kueue)/charts/kueue
  mkdir -p "$image"
  cp "$("$E2E/cluster/tool" kueue)" "$image/manager"
  "$E2E/cluster/image" localhost/kueue:1 --user 65532:65532 "$image" >/dev/null
  # Without its extension of the API server, for which this cluster has no aggregation layer.
  helm template kueue "$chart" --namespace kueue-system --values "$(dirname "$0")/kueue-values.yaml" \
    --set controllerManager.manager.image.repository=localhost/kueue,controllerManager.manager.image.tag=1 \
    --set controllerManager.manager.image.pullPolicy=Never \
    --set 'controllerManager.featureGates[0].name=VisibilityOnDemand,controllerManager.featureGates[0].enabled=false' |
    awk -v RS='---\n' -v ORS='---\n' '!/(^|\n)kind: APIService/' >"$kueue"
  kubectl create namespace kueue-system --dry-run=client --output yaml | kubectl apply --filename - >/dev/null
  kubectl apply --server-side --force-conflicts --filename "$kueue" >/dev/null
  kueue_is_there
  say "Kueue $(basename "$(dirname "$("$E2E/cluster/tool" kueue)")") is installed"
}
# The manager is ready before its certificate is in the webhooks.
kueue_is_there() {
  kubectl --namespace kueue-system rollout status deployment kueue-controller-manager --timeout 180s >/dev/null
  await 60 "Kueue's webhooks answer" kubectl apply --dry-run=server --filename "$(dirname "$0")/queues.yaml"
}
kueue_replicas() { kubectl --namespace kueue-system scale deployment kueue-controller-manager --replicas "$1" >/dev/null; }
uninstall_kueue() {
  kubectl delete --filename "$(dirname "$0")/queues.yaml" --namespace "$NS" --ignore-not-found --wait >/dev/null
  kubectl delete --filename "$kueue" --ignore-not-found --wait >/dev/null
  kubectl delete namespace kueue-system --wait=false >/dev/null
}
