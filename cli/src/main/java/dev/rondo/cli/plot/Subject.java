package dev.rondo.cli.plot;

import dev.rondo.api.v1alpha1.ExperimentSpec;
import dev.rondo.cli.store.ExperimentView;
import java.util.ArrayList;
import java.util.List;

/** What was compared, in one line under the title. */
final class Subject {
  private Subject() {}

  static String of(ExperimentView view) {
    ExperimentSpec spec = view.experiment().spec();
    List<String> words = new ArrayList<>();
    words.add(view.trainer().name());
    if (spec.model() != null) {
      String dtype = spec.model().dtype() == null ? "" : " (" + spec.model().dtype() + ")";
      words.add(spec.model().uri() + dtype);
    }
    if (spec.dataset() != null && spec.dataset().train() != null) {
      words.add(spec.dataset().train().uri());
    }
    if (spec.chunks() != null) {
      words.add(spec.chunks() + " chunks an epoch");
    }
    if (spec.seed() != null) {
      words.add("seed " + spec.seed());
    }
    return String.join(" · ", words);
  }
}
