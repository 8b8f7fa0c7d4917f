package dev.rondo.core.search;

import dev.rondo.api.v1alpha1.ConfigEntry;
import dev.rondo.api.v1alpha1.Experiment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which runs an experiment has, by the ledger in its status. The ledger is written before a run is
 * created and never shrinks: what it lists and is absent, a person deleted, and it is not created
 * again.
 *
 * @param runs every config of the expansion, in its order, with names
 * @param added those of them that the ledger did not list: to be created
 * @param left ledger entries that the expansion no longer has: their runs stay as they are
 * @param ledger to be written to {@code status.configs} before anything is created
 */
public record RunPlan(
    List<PlannedRun> runs,
    List<PlannedRun> added,
    List<ConfigEntry> left,
    List<ConfigEntry> ledger) {

  /** Keeps copies. */
  public RunPlan {
    runs = List.copyOf(runs);
    added = List.copyOf(added);
    left = List.copyOf(left);
    ledger = List.copyOf(ledger);
  }

  /**
   * The plan of a valid experiment.
   *
   * @param experiment {@code status.configs} is its ledger; absent at first
   */
  public static RunPlan of(Experiment experiment) {
    List<ConfigEntry> before =
        experiment.status() == null || experiment.status().configs() == null
            ? List.of()
            : experiment.status().configs();
    return of(experiment.metadata().getName(), before, Expansion.of(experiment));
  }

  static RunPlan of(String experiment, List<ConfigEntry> before, List<ExpandedConfig> expansion) {
    Map<String, String> names = new HashMap<>();
    before.forEach(entry -> names.putIfAbsent(entry.digest(), entry.name()));
    List<ConfigEntry> ledger = new ArrayList<>(before);
    List<PlannedRun> runs = new ArrayList<>();
    List<PlannedRun> added = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (ExpandedConfig config : expansion) {
      if (!seen.add(config.digest())) {
        continue;
      }
      String known = names.get(config.digest());
      String prefix = experiment + "-" + config.config() + "-";
      int ordinal = known == null ? nextOrdinal(prefix, ledger) : ordinal(known);
      String name = known == null ? prefix + ordinal : known;
      PlannedRun run =
          new PlannedRun(config.config(), ordinal, name, config.digest(), config.spec());
      runs.add(run);
      if (known == null) {
        added.add(run);
        ledger.add(new ConfigEntry(name, config.digest()));
      }
    }
    List<ConfigEntry> left = before.stream().filter(e -> !seen.contains(e.digest())).toList();
    return new RunPlan(runs, added, left, ledger);
  }

  private static int nextOrdinal(String prefix, List<ConfigEntry> ledger) {
    return 1
        + ledger.stream()
            .map(ConfigEntry::name)
            .filter(name -> name.lastIndexOf('-') == prefix.length() - 1)
            .filter(name -> name.startsWith(prefix))
            .mapToInt(RunPlan::ordinal)
            .max()
            .orElse(0);
  }

  /** What stands after the last dash; 0 when that is no ordinal. */
  private static int ordinal(String name) {
    String digits = name.substring(name.lastIndexOf('-') + 1);
    return digits.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(digits) : 0;
  }
}
