package dev.rondo.cli.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.v1alpha1.CloneFrom;
import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunSpec;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.RunHistory;
import dev.rondo.cli.store.SampleStore;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineageTextTest {
  @TempDir private Path store;

  @Test
  void aBranchGoesOnBesideTheClonesOfItsFirstRun() throws IOException {
    ExperimentView view = ExperimentView.read(SampleStore.finished(store, 1, 1));
    RunHistory first = view.runs().getFirst();
    List<RunHistory> runs = new ArrayList<>(List.of(first));
    runs.add(clone(first, "one", first.name()));
    runs.add(clone(first, "one-a", "one"));
    runs.add(clone(first, "two", first.name()));
    runs.add(clone(first, "two-a", "two"));
    List<String> names =
        LineageText.of(new ExperimentView(view.experiment(), runs, List.of())).stream()
            .map(line -> line.replaceFirst("  +(Succeeded|Failed).*", ""))
            .toList();
    assertEquals(List.of(first.name(), "├─ one", "│  └─ one-a", "└─ two", "   └─ two-a"), names);
  }

  @Test
  void aCloneThatCanNotStartSaysWhy() throws IOException {
    ExperimentView view = ExperimentView.read(SampleStore.finished(store, 1, 1));
    Run run = clone(view.runs().getFirst(), "hot", "deleted").run();
    String why = "deleted is gone, and had no checkpoint; delete this clone";
    Condition condition =
        new Condition("SourceReady", "False", "NoSource", why, 1L, "2026-01-01T00:00:00Z");
    RunStatus status = new RunStatus("Pending", null, null, null, null, List.of(condition), null);
    Run hot = new Run(run.apiVersion(), run.kind(), run.metadata(), run.spec(), status);
    RunHistory waiting = new RunHistory(hot, List.of(), List.of());
    assertTrue(
        LineageText.of(new ExperimentView(view.experiment(), List.of(waiting), List.of()))
            .getLast()
            .endsWith("can't start: " + why));
  }

  private static RunHistory clone(RunHistory of, String name, String parent) {
    Run run = of.run();
    RunSpec s = run.spec();
    RunSpec spec =
        new RunSpec(
            s.experiment(),
            s.desiredState(),
            s.trainer(),
            s.seed(),
            s.chunks(),
            s.model(),
            s.dataset(),
            s.config(),
            new CloneFrom(parent, null, null),
            null);
    return new RunHistory(
        new Run(
            run.apiVersion(),
            run.kind(),
            new ObjectMetaBuilder(run.metadata()).withName(name).build(),
            spec,
            run.status()),
        of.train(),
        of.eval());
  }
}
