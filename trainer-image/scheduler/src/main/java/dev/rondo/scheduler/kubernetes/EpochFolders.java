package dev.rondo.scheduler.kubernetes;

import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.CloneSource;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.clone.SourceCondition;
import dev.rondo.protocol.state.StateFile;
import dev.rondo.scheduler.state.Checkpoints;
import dev.rondo.scheduler.state.DurableFiles;
import dev.rondo.scheduler.store.RunFolder;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * The folder a worker writes of a run under its epoch. A worker that takes a run over begins with
 * what its status names, and nothing that a former holder wrote after that: the folder of the
 * former epoch stays its own, and both go on without harm.
 */
final class EpochFolders {
  private final VolumeLayout layout;

  EpochFolders(VolumeLayout layout) {
    this.layout = layout;
  }

  /** Where it is; it may not be there. */
  RunFolder of(Run run) {
    return layout.run(run.metadata().getUid(), run.status().placement().epoch());
  }

  /**
   * Makes it, whole or not at all, unless it is there. A warm clone's has its own copy of the state
   * that it starts from.
   *
   * @throws IOException also when that state is not there, or not the one that its status names
   */
  void open(Run run) throws IOException {
    Path folder = of(run).directory();
    if (Files.isDirectory(folder)) {
      return;
    }
    Path aside = folder.resolveSibling("." + folder.getFileName() + ".new");
    DurableFiles.delete(aside);
    Files.createDirectories(aside);
    Optional<CheckpointRef> published = published(run);
    if (published.isPresent()) {
      Path former = layout.epochOf(published.get().path());
      if (former.normalize().startsWith(layout.run(run.metadata().getUid()))
          && Files.isDirectory(former)) {
        takeOver(former, published.get().step(), aside);
      }
    }
    if (SourceCondition.isWarmClone(run)) {
      takeSource(run.status().source(), new RunFolder(aside));
    }
    Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
    DurableFiles.sync(folder.getParent());
  }

  private static Optional<CheckpointRef> published(Run run) {
    return Optional.of(run.status()).map(RunStatus::worker).map(WorkerReport::checkpoint);
  }

  private static void takeOver(Path former, long step, Path into) throws IOException {
    RunFolder from = new RunFolder(former);
    RunFolder to = new RunFolder(into);
    Checkpoints checkpoints = from.checkpoints();
    for (long earlier : checkpoints.steps()) {
      if (earlier <= step) {
        String name = Checkpoints.name(earlier);
        link(former.resolve("checkpoints/" + name), into.resolve("checkpoints/" + name));
      }
    }
    for (Path results : List.of(from.source(), from.adapter(), from.model(), from.best())) {
      if (Files.isDirectory(results)) {
        link(results, into.resolve(former.relativize(results)));
      }
    }
    Path metrics = former.resolve("metrics.jsonl");
    if (Files.exists(metrics)) {
      Files.copy(metrics, into.resolve("metrics.jsonl"));
      to.metrics().cutAfter(step);
    }
  }

  private void takeSource(CloneSource source, RunFolder into) throws IOException {
    if (Files.isDirectory(into.source())) {
      return;
    }
    Path named = layout.experiment().resolve(source.path()).normalize();
    if (!named.startsWith(layout.runs()) || StateFile.newestReadable(named).isEmpty()) {
      throw new IOException(
          "%s of %s, which it starts from, is not whole or not on the volume: delete this clone"
              .formatted(source.checkpoint(), source.run()));
    }
    link(named, into.source());
  }

  /** Files that are never written again are shared, where the volume can. */
  private static void link(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(directory)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path target = to.resolve(from.relativize(file));
            try {
              Files.createLink(target, file);
            } catch (IOException | UnsupportedOperationException cannotLink) {
              Files.copy(file, target);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
