package dev.rondo.scheduler.trainer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How long fake runs are, and what goes wrong with them. */
public final class FakeScript {
  private record Place(String run, long step) {}

  private final long steps;
  private final Set<String> refused = new HashSet<>();
  private final Set<String> cutOff = ConcurrentHashMap.newKeySet();
  private final Map<Place, AtomicInteger> crashes = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> exportCrashes = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> leavings = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> losses = new ConcurrentHashMap<>();
  private final Map<String, Long> stepMillis = new ConcurrentHashMap<>();
  private final Map<String, Double> paces = new ConcurrentHashMap<>();
  private final Map<Place, AtomicInteger> waits = new ConcurrentHashMap<>();
  private final Map<String, RewardAnswers> answers = new ConcurrentHashMap<>();
  private final AtomicInteger trainers = new AtomicInteger();

  /** Runs of so many optimizer steps. */
  public FakeScript(long steps) {
    this.steps = steps;
  }

  /** The run's steps are told to have taken so long, however long they take. */
  public FakeScript pace(String run, double stepSeconds) {
    paces.put(run, stepSeconds);
    return this;
  }

  /** The connection is closed once while the run is prepared, by a trainer that seems alive. */
  public FakeScript cutOff(String run) {
    cutOff.add(run);
    return this;
  }

  /** The run is refused by every trainer. */
  public FakeScript refuse(String run) {
    refused.add(run);
    return this;
  }

  /** Taking this step ends the trainer so often. */
  public FakeScript crash(String run, long step, int times) {
    crashes.put(new Place(run, step), new AtomicInteger(times));
    return this;
  }

  /** Exporting the run ends the trainer so often. */
  public FakeScript crashAtExport(String run, int times) {
    exportCrashes.put(run, new AtomicInteger(times));
    return this;
  }

  /** A trainer ends after so many of the run's turns, when all is said. */
  public FakeScript leaveAfterTurns(String run, int times) {
    leavings.put(run, new AtomicInteger(times));
    return this;
  }

  /** The run's state in memory is damaged before so many turns that begin with one. */
  public FakeScript damageState(String run, int times) {
    losses.put(run, new AtomicInteger(times));
    return this;
  }

  /** A step of the run takes so long. */
  public FakeScript slow(String run, long millis) {
    stepMillis.put(run, millis);
    return this;
  }

  /** Before this step the run has to wait, so often, for rewards that others give. */
  public FakeScript awaitRewards(String run, long step, int times, RewardAnswers then) {
    waits.put(new Place(run, step), new AtomicInteger(times));
    answers.put(run, then);
    return this;
  }

  /** What comes of asking others for rewards. */
  public interface RewardAnswers {
    /** Why there is none for now; empty: it is there; null: the trainer ends. */
    String next();
  }

  /** How many trainers were started. */
  public int trainers() {
    return trainers.get();
  }

  void started() {
    trainers.incrementAndGet();
  }

  long steps() {
    return steps;
  }

  boolean isRefused(String run) {
    return refused.contains(run);
  }

  double stepSeconds(String run) {
    return paces.getOrDefault(run, stepMillis(run) / 1e3);
  }

  long stepMillis(String run) {
    return stepMillis.getOrDefault(run, 0L);
  }

  boolean isCutOffNow(String run) {
    return cutOff.remove(run);
  }

  boolean crashesAt(String run, long step) {
    return isDue(crashes.get(new Place(run, step)));
  }

  boolean awaitsRewardsBefore(String run, long step) {
    return isDue(waits.get(new Place(run, step)));
  }

  String rewards(String run) {
    return answers.get(run).next();
  }

  boolean crashesAtExport(String run) {
    return isDue(exportCrashes.get(run));
  }

  boolean leavesAfterTurn(String run) {
    return isDue(leavings.get(run));
  }

  /** Flips a bit of every generation. */
  void beforeTurn(String run, Path stateDir) throws IOException {
    Path first = stateDir.resolve("state.0");
    if (Files.exists(first) && isDue(losses.get(run))) {
      for (Path generation : new Path[] {first, stateDir.resolve("state.1")}) {
        if (Files.exists(generation)) {
          byte[] bytes = Files.readAllBytes(generation);
          bytes[bytes.length - 1] ^= 1;
          Files.write(generation, bytes);
        }
      }
    }
  }

  private static boolean isDue(AtomicInteger left) {
    return left != null && left.getAndDecrement() > 0;
  }
}
