package dev.rondo.scheduler.local;

import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.api.v1alpha1.ConfigEntry;
import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.clone.CloneRule;
import dev.rondo.core.clone.SourceChoice;
import dev.rondo.core.clone.SourceCondition;
import dev.rondo.core.lifecycle.Conditions;
import dev.rondo.core.lifecycle.Control;
import dev.rondo.core.lifecycle.RunConditions;
import dev.rondo.core.lifecycle.RunFacts;
import dev.rondo.core.lifecycle.RunState;
import dev.rondo.core.lifecycle.Timestamps;
import dev.rondo.scheduler.state.DurableFiles;
import dev.rondo.scheduler.store.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The Run objects of an experiment in their files, as the one process that may write them. */
final class LocalRuns {
  private final StoreFolder folder;
  private final GestureLog log;
  private final Clock clock;
  private final RunFacts.Hold hold;
  private final Map<String, Run> runs = new LinkedHashMap<>();
  private final Map<String, Long> steps = new HashMap<>();
  private final Set<String> handedOut = new HashSet<>();

  /**
   * Reads them; what was being deleted is gone.
   *
   * @param ledger the experiment's own runs come in its order, clones after them by age
   * @param hold whether this process trains
   */
  LocalRuns(
      StoreFolder folder, List<ConfigEntry> ledger, RunFacts.Hold hold, GestureLog log, Clock clock)
      throws IOException {
    this.folder = folder;
    this.log = log;
    this.hold = hold;
    this.clock = clock;
    DurableFiles.delete(folder.deleted());
    List<String> order = ledger.stream().map(ConfigEntry::name).toList();
    List<Run> found = new ArrayList<>();
    for (String name : folder.runs()) {
      Run run = YamlObjects.read(folder.runObject(name), Run.class);
      if (run.metadata().getDeletionTimestamp() == null) {
        found.add(run);
      } else {
        runs.put(name, run);
        remove(name);
      }
    }
    found.stream()
        .sorted(
            Comparator.<Run>comparingInt(
                    run -> {
                      int place = order.indexOf(run.metadata().getName());
                      return place < 0 ? order.size() : place;
                    })
                .thenComparing(run -> run.metadata().getCreationTimestamp())
                .thenComparing(run -> run.metadata().getName()))
        .forEach(run -> runs.put(run.metadata().getName(), run));
    completeLog();
  }

  /** Tells the log what a process that was killed had written and not told it. */
  private void completeLog() throws IOException {
    Set<GestureLog.Entry> told = new HashSet<>(log.entries());
    for (Run run : runs.values()) {
      for (ControlEntry answer : RunEdit.control(run).entries()) {
        String name = run.metadata().getName();
        if (!told.contains(new GestureLog.Entry(name, answer))) {
          log.append(name, answer);
        }
      }
    }
  }

  /** All of them, those included that are being deleted. */
  Collection<Run> all() {
    return Collections.unmodifiableCollection(runs.values());
  }

  Optional<Run> find(String name) {
    return Optional.ofNullable(runs.get(name));
  }

  RunFolder folder(String name) {
    return folder.run(name);
  }

  /** Writes a run, if it has changed, and tells the log what it answers. */
  void write(Run run) throws IOException {
    String name = run.metadata().getName();
    Run before = runs.get(name);
    if (run.equals(before)) {
      return;
    }
    YamlObjects.write(folder.runObject(name), run);
    runs.put(name, run);
    List<ControlEntry> told = before == null ? List.of() : RunEdit.control(before).entries();
    for (ControlEntry answer : RunEdit.control(run).entries()) {
      if (!told.contains(answer)) {
        log.append(name, answer);
      }
    }
  }

  /** Writes a run with the state and the conditions that follow from all else of it. */
  void writeDerived(Run run, WorkerReport report) throws IOException {
    writeDerived(run, report, source(run));
  }

  /** Writes what became of the choice of a clone's checkpoint. */
  void writeSource(Run run, SourceChoice choice) throws IOException {
    Run fixed =
        choice instanceof SourceChoice.Fixed(var source, _) ? RunEdit.source(run, source) : run;
    writeDerived(fixed, RunEdit.status(fixed).worker(), SourceCondition.of(choice));
  }

  private void writeDerived(Run run, WorkerReport report, RunFacts.Source source)
      throws IOException {
    RunFacts facts = facts(run, report, source);
    Conditions next = new Conditions(RunEdit.status(run).conditions(), 1, clock.instant());
    List<Condition> conditions = RunConditions.of(facts, RunEdit.control(run).entries(), next);
    write(RunEdit.state(run, facts.state().word(), conditions, report));
  }

  /** What was written last of it; null of a run that starts from no checkpoint. */
  private static RunFacts.Source source(Run run) {
    return SourceCondition.isWarmClone(run) ? SourceCondition.told(run.status()) : null;
  }

  RunState state(Run run) {
    return facts(run, RunEdit.status(run).worker(), source(run)).state();
  }

  private RunFacts facts(Run run, WorkerReport report, RunFacts.Source source) {
    return new RunFacts(
        null, source, run.spec().desiredState(), false, false, hold, null, report, null);
  }

  /** Whether this process trains. */
  boolean areHeld() {
    return hold == RunFacts.Hold.HELD;
  }

  void stepped(String name, long step) {
    steps.put(name, step);
  }

  /** Optimizer steps that a run has done. */
  Long step(Run run) {
    return steps.getOrDefault(run.metadata().getName(), CloneRule.stepOf(run));
  }

  /** The runs that are not being deleted, for the loop: it will say when it has forgotten one. */
  List<Run> handOut() {
    List<Run> wanted =
        runs.values().stream()
            .filter(run -> run.metadata().getDeletionTimestamp() == null)
            .toList();
    wanted.forEach(run -> handedOut.add(run.metadata().getName()));
    return wanted;
  }

  /** Whether somebody may still write a run's files. */
  boolean isHandedOut(String name) {
    return handedOut.contains(name);
  }

  /** Deletes a run with all its files, and tells the log of it. */
  void remove(String name) throws IOException {
    Run run = runs.get(name);
    Control before = RunEdit.control(run);
    Control gone = before.acted("delete", "gone", now(), step(run));
    for (String gesture : List.of("stop", "resume", "clone")) {
      gone = gone.acted(gesture, "overtaken by the run's deletion", now(), step(run));
    }
    for (ControlEntry answer : gone.entries()) {
      if (!before.entries().contains(answer)) {
        log.append(name, answer);
      }
    }
    // Out of the way in one go: a run of the same name must not find half of this one.
    Path aside = folder.deleted().resolve(run.metadata().getUid());
    Files.createDirectories(aside.getParent());
    Files.move(folder.run(name).directory(), aside, StandardCopyOption.ATOMIC_MOVE);
    DurableFiles.delete(aside);
    runs.remove(name);
    handedOut.remove(name);
    steps.remove(name);
  }

  String now() {
    return Timestamps.micros(clock.instant());
  }
}
