package dev.rondo.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.RunHistory;
import dev.rondo.cli.store.SampleStore;
import dev.rondo.scheduler.local.StoreFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchedRecordsTest {
  @TempDir private Path directory;

  @Test
  void filesOfAVolumeBecomeAFolderThatLocalCommandsRead() throws IOException {
    Path local = SampleStore.finished(directory.resolve("local"), 3, 2);
    ExperimentView view = ExperimentView.read(local);
    List<Run> runs = new ArrayList<>();
    for (RunHistory history : view.runs()) {
      runs.add(saved(history.run()));
    }
    runs.add(view.runs().getFirst().run());
    FetchedRecords records = new FetchedRecords(view.experiment(), runs);
    Path fetched = directory.resolve("fetched");
    Files.createDirectories(fetched.resolve("turns"));
    List<String> turns = Files.readAllLines(local.resolve("turns.jsonl"));
    Files.write(fetched.resolve("turns/worker-0.jsonl"), turns.subList(0, turns.size() / 2));
    Files.write(
        fetched.resolve("turns/worker-1.jsonl"), turns.subList(turns.size() / 2, turns.size()));
    for (int i = 0; i < view.runs().size(); i++) {
      Path file = fetched.resolve(records.names().get(i));
      Files.createDirectories(file.getParent());
      Files.copy(
          local.resolve("runs").resolve(view.runs().get(i).name()).resolve("metrics.jsonl"), file);
    }
    StoreFolder into = new StoreFolder(directory.resolve("made"));
    records.arrange(fetched, into);
    ExperimentView made = ExperimentView.read(into.directory());
    assertEquals(view.turns(), made.turns());
    assertEquals(
        view.runs().stream().map(RunHistory::train).toList(),
        made.runs().stream().map(RunHistory::train).toList());
  }

  /** With a checkpoint on a volume. */
  private static Run saved(Run run) {
    RunStatus s = run.status();
    WorkerReport w = s.worker();
    WorkerReport saved =
        new WorkerReport(
            1L,
            w.phase(),
            w.slot(),
            w.progress(),
            w.metrics(),
            new CheckpointRef(
                64L, "runs/%s/1/checkpoints/step-000064".formatted(run.metadata().getName()), null),
            w.engine(),
            w.message());
    return new Run(
        run.apiVersion(),
        run.kind(),
        run.metadata(),
        run.spec(),
        new RunStatus(s.state(), null, null, null, null, s.conditions(), saved));
  }
}
