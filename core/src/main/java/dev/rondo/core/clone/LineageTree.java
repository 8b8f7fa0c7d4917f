package dev.rondo.core.clone;

import dev.rondo.api.v1alpha1.CloneFrom;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which run was cloned from which. */
public final class LineageTree {
  private final Map<String, List<Run>> children = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  private LineageTree() {}

  /**
   * A run in the tree.
   *
   * @param depth 0 of a run whose parent is not there
   * @param isLast among the clones of its parent
   */
  public record Node(Run run, int depth, boolean isLast) {}

  /** The runs in their order, each followed by its clones. */
  public static List<Node> of(Collection<Run> runs) {
    LineageTree tree = new LineageTree();
    Map<String, Run> byName = new LinkedHashMap<>();
    runs.forEach(run -> byName.put(run.metadata().getName(), run));
    List<Run> roots = new ArrayList<>();
    for (Run run : byName.values()) {
      Optional<String> parent = parentOf(run).filter(byName::containsKey);
      if (parent.isPresent()) {
        tree.children.computeIfAbsent(parent.get(), _ -> new ArrayList<>()).add(run);
      } else {
        roots.add(run);
      }
    }
    tree.add(roots, 0);
    return tree.nodes;
  }

  /** The run that a run was cloned from. */
  public static Optional<String> parentOf(Run run) {
    return Optional.ofNullable(run.spec()).map(RunSpec::cloneFrom).map(CloneFrom::run);
  }

  private void add(List<Run> siblings, int depth) {
    for (Run run : siblings) {
      nodes.add(new Node(run, depth, run.equals(siblings.getLast())));
      List<Run> clones = children.remove(run.metadata().getName());
      if (clones != null) {
        add(clones, depth + 1);
      }
    }
  }
}
