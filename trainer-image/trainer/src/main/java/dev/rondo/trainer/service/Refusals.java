package dev.rondo.trainer.service;

import dev.rondo.protocol.v1.Problem;
import dev.rondo.protocol.v1.Refused;
import dev.rondo.trainer.config.RefusedException;
import java.util.List;

/** Problems as the protocol tells them. */
final class Refusals {
  private Refusals() {}

  static Refused of(RefusedException refused) {
    return Refused.newBuilder().addAllProblems(problems(refused.problems())).build();
  }

  static List<Problem> problems(List<dev.rondo.trainer.config.Problem> problems) {
    return problems.stream()
        .map(p -> Problem.newBuilder().setField(p.field()).setMessage(p.message()).build())
        .toList();
  }
}
