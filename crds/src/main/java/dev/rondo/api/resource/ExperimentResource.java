package dev.rondo.api.resource;

import dev.rondo.api.names.Api;
import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.api.v1alpha1.ExperimentSpec;
import dev.rondo.api.v1alpha1.ExperimentStatus;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** An {@link Experiment} on the API server. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@Kind(Api.EXPERIMENT)
@Plural(Api.EXPERIMENTS)
public final class ExperimentResource extends CustomResource<ExperimentSpec, ExperimentStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1;

  /** What core decides on. */
  public Experiment toExperiment() {
    return new Experiment(getApiVersion(), getKind(), getMetadata(), getSpec(), getStatus());
  }

  /** None: records have no empty value. */
  @Override
  protected ExperimentSpec initSpec() {
    return null;
  }

  /** None before somebody wrote one. */
  @Override
  protected ExperimentStatus initStatus() {
    return null;
  }
}
