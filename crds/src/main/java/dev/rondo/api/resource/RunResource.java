package dev.rondo.api.resource;

import dev.rondo.api.names.Api;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunSpec;
import dev.rondo.api.v1alpha1.RunStatus;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** A {@link Run} on the API server. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@Kind(Api.RUN)
@Plural(Api.RUNS)
public final class RunResource extends CustomResource<RunSpec, RunStatus> implements Namespaced {
  private static final long serialVersionUID = 1;

  /** What core decides on. */
  public Run toRun() {
    return new Run(getApiVersion(), getKind(), getMetadata(), getSpec(), getStatus());
  }

  /** None: records have no empty value. */
  @Override
  protected RunSpec initSpec() {
    return null;
  }

  /** None before somebody wrote one. */
  @Override
  protected RunStatus initStatus() {
    return null;
  }
}
