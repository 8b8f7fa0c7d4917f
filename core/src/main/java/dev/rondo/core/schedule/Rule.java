package dev.rondo.core.schedule;

import java.util.List;
import java.util.Optional;

/** One reason for which a run may go first. */
interface Rule {
  /**
   * Chooses, or leaves it to the next rule.
   *
   * @param candidates runs that fairness allows, in its order; never empty
   * @param situation everything else
   */
  Optional<Choice> choose(List<RunView> candidates, Situation situation);
}
