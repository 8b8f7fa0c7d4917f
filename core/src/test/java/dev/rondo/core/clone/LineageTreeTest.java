package dev.rondo.core.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.rondo.api.v1alpha1.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineageTreeTest {
  @Test
  void clonesStandUnderTheirParents() {
    Run a = SampleRuns.run("a", 8);
    Run b = SampleRuns.run("b", 8);
    Run hot = cloneOf(a, "hot");
    Run hotter = cloneOf(hot, "hotter");
    Run cold = cloneOf(a, "cold");
    Run orphan = cloneOf(SampleRuns.run("gone", 8), "orphan");
    assertEquals(
        List.of("a 0", "hot 1", "hotter 2", "cold 1", "b 0", "orphan 0"),
        LineageTree.of(List.of(a, b, hot, hotter, cold, orphan)).stream()
            .map(node -> node.run().metadata().getName() + " " + node.depth())
            .toList());
  }

  private static Run cloneOf(Run parent, String name) {
    CloneDecision decision =
        CloneRule.decide(
            SampleRuns.request("id-" + name, name, null), parent, List.of(parent), null);
    return assertInstanceOf(CloneDecision.Make.class, decision).run();
  }
}
