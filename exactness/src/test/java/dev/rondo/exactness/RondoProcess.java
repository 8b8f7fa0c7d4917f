package dev.rondo.exactness;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.cli.process.RondoCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code rondo} as its users start it: a process, with a trainer process a slot. */
final class RondoProcess implements AutoCloseable {
  private static final int LIMIT_MINUTES = 5;
  private static final int STATUS_MILLIS = 1500;

  private final Process process;
  private final Path log;

  private RondoProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts {@code rondo run} on this store. */
  static RondoProcess run(Path manifest, Store store, String... options) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("run", manifest.toString(), "--plain"));
    arguments.addAll(List.of("--store", store.directory().toString()));
    arguments.addAll(List.of(options));
    return start(arguments);
  }

  /** Starts {@code rondo stop RUN} or another gesture on this store. */
  static RondoProcess gesture(Store store, String gesture, String run) throws IOException {
    return start(List.of(gesture, run, "--store", store.directory().toString()));
  }

  /** Starts {@code rondo clone RUN --name NAME} on this store. */
  static RondoProcess clone(Store store, String run, String name, List<String> options)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("clone", run, "--name", name));
    arguments.addAll(List.of("--store", store.directory().toString()));
    arguments.addAll(options);
    return start(arguments);
  }

  private static RondoProcess start(List<String> arguments) throws IOException {
    // In a process group of its own, as a shell starts it: Ctrl-C reaches its trainers too. A
    // build in the background ignores that signal, and its children would as well.
    List<String> command = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT"));
    command.addAll(RondoCommand.of(RondoCommand.RONDO, arguments));
    Path log = Files.createTempFile("rondo", ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new RondoProcess(process, log);
  }

  /** Its trainers that run now: it has no other children. */
  List<ProcessHandle> trainers() {
    return process.children().toList();
  }

  /** Waits until a trainer was started. */
  void awaitTrainer() throws InterruptedException {
    while (isAlive() && trainers().isEmpty()) {
      Thread.sleep(10);
    }
  }

  /** Stops its trainers where they are, and waits until every status tells what they did. */
  void pauseTrainers() throws IOException, InterruptedException {
    for (ProcessHandle trainer : trainers()) {
      signal(trainer, "STOP");
    }
    Thread.sleep(STATUS_MILLIS);
  }

  void resumeTrainers() throws IOException, InterruptedException {
    for (ProcessHandle trainer : trainers()) {
      signal(trainer, "CONT");
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** kill -9 of this process alone. */
  void kill() throws InterruptedException {
    int _ = process.destroyForcibly().waitFor();
  }

  /** kill -9 of its trainers; returns when they are gone. */
  void killTrainers() throws IOException, InterruptedException {
    for (ProcessHandle trainer : trainers()) {
      signal(trainer, "KILL");
      trainer.onExit().join();
    }
  }

  /** A signal to the process group, as a terminal sends it. */
  void signalGroup(String signal) throws IOException, InterruptedException {
    signal(signal, "-" + process.pid());
  }

  /** A signal to this process alone. */
  void signal(String signal) throws IOException, InterruptedException {
    signal(signal, Long.toString(process.pid()));
  }

  static void signal(ProcessHandle target, String signal) throws IOException, InterruptedException {
    signal(signal, Long.toString(target.pid()));
  }

  private static void signal(String signal, String target)
      throws IOException, InterruptedException {
    int _ = new ProcessBuilder("kill", "-" + signal, "--", target).inheritIO().start().waitFor();
  }

  /** Waits for its end; its exit code. */
  int await() throws IOException, InterruptedException {
    assertTrue(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES), () -> "it hangs: " + output());
    return process.exitValue();
  }

  /** Waits until its runs have written so many records, or it has ended. */
  void awaitRecords(Store store, List<String> runs, long count)
      throws IOException, InterruptedException {
    while (isAlive() && store.records(runs) < count) {
      Thread.sleep(1);
    }
  }

  String output() {
    try {
      return Files.readString(log);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  @Override
  public void close() throws IOException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    Files.deleteIfExists(log);
  }
}
