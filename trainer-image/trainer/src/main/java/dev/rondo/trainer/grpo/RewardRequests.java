package dev.rondo.trainer.grpo;

import dev.rondo.rewards.NamedReward;
import dev.rondo.rewards.RewardException;
import dev.rondo.rewards.Sample;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks for rewards that others give, beside the model's thread and outside of turns. An answer is
 * recorded before it counts; what failed in a way that may pass is asked again when somebody waits
 * for it again.
 */
public final class RewardRequests {
  /** Rounds and parts of an evaluation that are asked about at the same time. */
  private static final int AT_ONCE = 4;

  private final List<NamedReward> rewards;
  private final String stated;
  private final RecordedRewards recorded;
  private final Map<String, Request> open = new ConcurrentHashMap<>();
  private final Semaphore turns = new Semaphore(AT_ONCE);
  private volatile boolean isFailureTold;

  /**
   * Asks nothing yet.
   *
   * @param stated the rewards as the manifest states them
   * @param recorded where answers are kept
   */
  public RewardRequests(List<NamedReward> rewards, String stated, RecordedRewards recorded) {
    this.rewards = List.copyOf(rewards);
    this.stated = stated;
    this.recorded = recorded;
  }

  /** The rewards in the order of the numbers. */
  List<NamedReward> rewards() {
    return rewards;
  }

  /**
   * The rewards of samples, by sample, then by reward. What was answered once is never asked again.
   *
   * @param patience how long the caller can wait for others
   * @return empty while there is no answer
   * @throws RewardException if asking again would not help
   */
  Optional<double[][]> answer(List<Sample> samples, Duration patience)
      throws RewardException, IOException {
    if (rewards.stream().noneMatch(reward -> reward.reward().isRemote())) {
      return Optional.of(ask(samples));
    }
    String key = RecordedRewards.key(stated, samples);
    Optional<double[][]> known = recorded.find(key);
    if (known.isPresent()) {
      return known;
    }
    Request request =
        open.compute(key, (_, old) -> old == null || old.mayPass() ? begin(key, samples) : old);
    try {
      return Optional.of(request.numbers().get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException slow) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException failed) {
      if (request.mayPass()) {
        return Optional.empty();
      }
      open.remove(key, request);
      switch (failed.getCause()) {
        case IOException unwritable -> throw new IOException(unwritable.getMessage(), unwritable);
        case RewardException wrong -> throw new RewardException(wrong.getMessage(), false);
        default -> throw new IllegalStateException(failed.getCause());
      }
    }
  }

  /**
   * Waits for everything that was asked. When all is answered or has failed, and some failed in a
   * way that may pass, that is told; the next call asks those again. Any thread.
   *
   * @return whether all is answered; false: it takes longer than this
   * @throws RewardException if others are away or fail, for now
   */
  public boolean settle(Duration patience) throws RewardException {
    long end = System.nanoTime() + patience.toNanos();
    if (isFailureTold) {
      open.replaceAll((key, old) -> old.mayPass() ? begin(key, old.samples()) : old);
    }
    Optional<RewardException> away = Optional.empty();
    for (Request request : List.copyOf(open.values())) {
      try {
        request.numbers().get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException slow) {
        return false;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      } catch (ExecutionException failed) {
        // What would not pass is met by the run's next turn, which says so.
        away = request.mayPass() ? Optional.of((RewardException) failed.getCause()) : away;
      }
    }
    if (away.isPresent()) {
      isFailureTold = true;
      throw new RewardException(away.get().getMessage(), true);
    }
    return true;
  }

  private Request begin(String key, List<Sample> samples) {
    isFailureTold = false;
    CompletableFuture<double[][]> numbers = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("rewards")
        .start(() -> {
          try {
            // It may have been recorded since somebody looked.
            Optional<double[][]> known = recorded.find(key);
            numbers.complete(
                known.isPresent() ? known.get() : recorded.keep(key, askInTurn(samples)));
            open.remove(key);
          } catch (RewardException | IOException | RuntimeException failed) {
            numbers.completeExceptionally(failed);
          }
        });
    return new Request(samples, numbers);
  }

  private double[][] askInTurn(List<Sample> samples) throws RewardException {
    turns.acquireUninterruptibly();
    try {
      return ask(samples);
    } finally {
      turns.release();
    }
  }

  private double[][] ask(List<Sample> samples) throws RewardException {
    double[][] numbers = new double[samples.size()][rewards.size()];
    for (int k = 0; k < rewards.size(); k++) {
      List<Double> given = rewards.get(k).reward().of(samples);
      for (int i = 0; i < numbers.length; i++) {
        if (Double.isInfinite(given.get(i))) {
          throw new RewardException(
              "the reward %s gave an infinite number".formatted(rewards.get(k).name()), false);
        }
        numbers[i][k] = given.get(i);
      }
    }
    return numbers;
  }

  /** What was asked, and what is answered. */
  private record Request(List<Sample> samples, CompletableFuture<double[][]> numbers) {
    /** Whether it has failed, and asking again may help. */
    boolean mayPass() {
      return numbers.isCompletedExceptionally()
          && numbers.exceptionNow() instanceof RewardException failed
          && failed.mayPass();
    }
  }
}
