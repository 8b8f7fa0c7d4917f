package dev.rondo.core.schedule;

import java.util.Set;

/**
 * What rules look at besides the candidates.
 *
 * @param evenShare seconds each slot has to work if all work left were spread evenly
 * @param attached names of the runs whose states free slots hold
 */
record Situation(double evenShare, Set<String> attached) {
  Situation {
    attached = Set.copyOf(attached);
  }
}
