package dev.rondo.trainer.service;

import dev.rondo.protocol.v1.CheckRequest;
import dev.rondo.protocol.v1.CheckResponse;
import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.data.DataPreparation;
import dev.rondo.trainer.source.Sources;
import java.util.ArrayList;
import java.util.List;

/** Tells what keeps a run from being trained, without reading all of its data. */
final class Checks {
  private final Preparations preparations;
  private final Hubs hubs;

  Checks(Preparations preparations, Hubs hubs) {
    this.preparations = preparations;
    this.hubs = hubs;
  }

  CheckResponse check(CheckRequest request) throws Exception {
    Sources sources = hubs.present(request.getRun().getRevisionsMap());
    List<Problem> problems = new ArrayList<>();
    try {
      look(Inputs.resolve(request.getRun(), sources), problems);
    } catch (RefusedException refused) {
      problems.addAll(refused.problems());
    }
    // What is not in the cache would be downloaded: no problem, but nothing is known of it.
    problems.removeAll(sources.downloadable());
    return CheckResponse.newBuilder()
        .addAllProblems(Refusals.problems(problems))
        .addAllUnchecked(sources.absent())
        .build();
  }

  /** The model and the first rows are looked at each, so that one does not hide the other. */
  private void look(Inputs inputs, List<Problem> problems) throws Exception {
    try {
      inputs.checkReference();
      preparations.checkMemory(inputs);
      preparations.layout(inputs);
    } catch (RefusedException refused) {
      problems.addAll(refused.problems());
    }
    try {
      DataPreparation.check(inputs.preparation());
    } catch (RefusedException refused) {
      problems.addAll(refused.problems());
    }
  }
}
