package dev.rondo.core.placement;

import java.util.ArrayList;
import java.util.List;

/**
 * Which worker holds which run: {@link Homeless} runs first, then {@link Rebalancing}, then {@link
 * IdleRelease}. The same snapshot always gives the same actions.
 */
public final class RunPlacement {
  private RunPlacement() {}

  /** What is to be done, in order; nothing where all is as it should be. */
  public static List<PlacementAction> decide(PlacementSnapshot snapshot) {
    Load load = new Load(snapshot);
    List<PlacementAction> actions = new ArrayList<>(Homeless.bind(snapshot, load));
    actions.addAll(Rebalancing.handOver(load));
    actions.addAll(IdleRelease.release(snapshot, load));
    return List.copyOf(actions);
  }
}
