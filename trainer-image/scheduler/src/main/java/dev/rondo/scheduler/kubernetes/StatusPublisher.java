package dev.rondo.scheduler.kubernetes;

import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.WorkerReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the newest report of each run on a thread of its own, so that training never waits for the
 * API server. While that is away, reports replace each other; when it is back, the newest is told.
 */
final class StatusPublisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StatusPublisher.class);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private record Offer(Run run, WorkerReport report, Instant since) {
    String uid() {
      return run.metadata().getUid();
    }
  }

  private final StatusTarget target;
  private final Clock clock;
  private final Map<String, Offer> offers = new LinkedHashMap<>();
  private final ReportThrottle throttle = new ReportThrottle();
  private final Thread thread;
  private Instant notBefore = Instant.MIN;
  private boolean closing;

  StatusPublisher(StatusTarget target, Clock clock) {
    this.target = target;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("status").daemon().start(this::publish);
  }

  /** Has it written in good time, in place of any that was not. Any thread. */
  synchronized void offer(Run run, WorkerReport report) {
    Offer before = offers.get(run.metadata().getUid());
    Instant since = before == null ? clock.instant() : before.since();
    Offer offer = new Offer(run, report, since);
    offers.put(offer.uid(), offer);
    notifyAll();
  }

  private void publish() {
    try {
      for (Optional<Offer> next = next(); next.isPresent(); next = next()) {
        write(next.get());
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the one that is due first; empty once all are written and no more will come. */
  private synchronized Optional<Offer> next() throws InterruptedException {
    while (true) {
      if (closing && offers.isEmpty()) {
        return Optional.empty();
      }
      Optional<Offer> first = offers.values().stream().min(Comparator.comparing(this::due));
      Instant now = clock.instant();
      if (first.isEmpty()) {
        wait();
      } else if (due(first.get()).isAfter(now)) {
        wait(Math.max(1, Duration.between(now, due(first.get())).toMillis()));
      } else {
        offers.remove(first.get().uid());
        return first;
      }
    }
  }

  private Instant due(Offer offer) {
    Instant due = closing ? Instant.MIN : throttle.due(offer.run(), offer.report(), offer.since());
    return due.isBefore(notBefore) ? notBefore : due;
  }

  private void write(Offer offer) {
    StatusTarget.Answer answer = target.write(offer.run(), offer.report());
    synchronized (this) {
      switch (answer) {
        case StatusTarget.Answer.Written() ->
            throttle.wrote(offer.run(), offer.report(), clock.instant());
        case StatusTarget.Answer.Refused(var why) ->
            LOG.warn("{}: its status was refused: {}", offer.run().metadata().getName(), why);
        case StatusTarget.Answer.Away(var why) -> {
          LOG.warn("the API server does not take statuses, training goes on: {}", why);
          offers.putIfAbsent(offer.uid(), offer);
          notBefore = clock.instant().plus(RETRY);
        }
      }
    }
  }

  /** Writes what is left, for a short time. */
  @Override
  public void close() {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    try {
      if (!thread.join(PATIENCE)) {
        thread.interrupt();
      }
    } catch (InterruptedException interrupted) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
