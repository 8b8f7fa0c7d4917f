# shellcheck shell=bash
# For scenarios that install the chart with Helm, in place of the plain installation.
VERSION=v3.16.4
bin=${RONDO_TOOLS_DIR:-$HOME/.cache/rondo}/helm/$VERSION
PATH=$PATH:$bin
if ! command -v helm >/dev/null; then
  say "building Helm $VERSION, once (some minutes)"
  GOBIN=$bin go install "helm.sh/helm/v3/cmd/helm@$VERSION"
fi

# The plain installation makes room, but for the definitions, which Helm leaves alone too.
without_plain_installation() {
  awk -v RS='---\n' -v ORS='---\n' '!/(^|\n)kind: CustomResourceDefinition/' "$HOME_DIR/helm/install.yaml" |
    kubectl delete --filename - --ignore-not-found --wait >/dev/null
}

# plain_installation RELEASE: as it was before the scenario, in place of a release.
plain_installation() {
  helm --namespace rondo-system uninstall "$1" --ignore-not-found --wait >/dev/null
  kubectl apply --server-side --force-conflicts --filename "$HOME_DIR/helm/install.yaml" >/dev/null
  kubectl --namespace rondo-system wait deployment --all --for condition=Available --timeout 120s >/dev/null
}
