package dev.rondo.scheduler.trainer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Slots with fake trainers. */
public final class FakeTrainers {
  private FakeTrainers() {}

  /** So many slots whose trainers follow one script. */
  public static List<TrainerSource> slots(int count, FakeScript script, Path sockets) {
    return IntStream.range(0, count)
        .mapToObj(id -> source(script, sockets.resolve("%d.sock".formatted(id))))
        .toList();
  }

  private static TrainerSource source(FakeScript script, Path socket) {
    return new TrainerSource() {
      @Override
      public boolean isAvailable() {
        return true;
      }

      @Override
      public Trainer open() throws IOException {
        script.started();
        return new FakeTrainer(script, socket);
      }
    };
  }
}
