package dev.rondo.scheduler.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.protocol.v1.TrainRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is stopped by a signal keeps its socket open, and says nothing. */
class TrainerPulseTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @TempDir private Path directory;
  private Path socket;
  private Process trainer;

  @BeforeEach
  void start() throws Exception {
    socket = directory.resolve("trainer.sock");
    trainer =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                SilentTrainer.class.getName(),
                socket.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    while (!Files.exists(socket)) {
      assertFalse(
          trainer.waitFor(20, TimeUnit.MILLISECONDS),
          () -> "no trainer: " + read(directory.resolve("log")));
    }
  }

  @AfterEach
  void end() {
    trainer.destroyForcibly();
  }

  @Test
  void aFrozenTrainerIsToldFromOneThatWorksAndOneThatIsGone() throws Exception {
    try (TrainerPulse pulse = new TrainerPulse(socket, PATIENCE, Duration.ofMinutes(1))) {
      assertFalse(pulse.isFrozen());
      signal("STOP");
      assertTrue(pulse.isFrozen());
      signal("CONT");
      assertFalse(pulse.isFrozen());
      trainer.destroyForcibly().waitFor();
      assertFalse(pulse.isFrozen());
    }
  }

  @Test
  void aTrainerThatHasNotAnsweredSinceItWasStartedIsFrozenAfterAWhile() throws Exception {
    signal("STOP");
    try (TrainerPulse pulse = new TrainerPulse(socket, PATIENCE, Duration.ofMinutes(1))) {
      assertFalse(pulse.isFrozen(), "it may be starting");
    }
    try (TrainerPulse pulse = new TrainerPulse(socket, PATIENCE, Duration.ofSeconds(1))) {
      assertTrue(pulse.isFrozen());
    }
  }

  @Test
  void aCallOfATrainerThatFreezesFails() throws Exception {
    try (TrainerConnection connection = new TrainerConnection(socket, PATIENCE)) {
      var events = connection.calls().train(TrainRequest.getDefaultInstance());
      assertTrue(events.hasNext());
      events.next();
      signal("STOP");
      StatusRuntimeException failed = assertThrows(StatusRuntimeException.class, events::hasNext);
      assertEquals(Status.Code.UNAVAILABLE, failed.getStatus().getCode());
    }
  }

  private void signal(String name) throws Exception {
    assertEquals(
        0,
        new ProcessBuilder("kill", "-" + name, Long.toString(trainer.pid()))
            .inheritIO()
            .start()
            .waitFor());
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException unreadable) {
      return unreadable.getMessage();
    }
  }
}
