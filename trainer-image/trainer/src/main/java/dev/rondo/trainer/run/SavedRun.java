package dev.rondo.trainer.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rondo.protocol.state.StateFile;
import dev.rondo.protocol.state.StateFormatException;
import dev.rondo.protocol.state.StateWriter;
import dev.rondo.trainer.grpo.Round;
import dev.rondo.trainer.step.ParameterLayout;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The payload of a run's state file: a JSON block in its first {@value #HEAD_BYTES} bytes, then the
 * flat float32 vectors of parameters and both moments, and of a run that is held to a frozen copy
 * of an adapter, that copy's parameters.
 *
 * @param head what the numbers belong to
 * @param vectors parameters, first and second moments, one after the other
 * @param rounds what a GRPO run trains on; after the vectors, as JSON
 */
record SavedRun(Head head, MemorySegment vectors, List<Round> rounds) {
  static final int HEAD_BYTES = 16_384;
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /**
   * What the numbers belong to.
   *
   * @param identity of the run
   * @param engines who computed them, in the order of their steps
   * @param counters where the run is
   * @param roundBytes bytes of its rounds at the payload's end
   * @param cloneIdentity what a clone must have in common with it
   * @param position what a clone goes on from, besides the counters
   * @param isEvaluationDue whether an evaluation of this state waits for others' rewards
   * @param frozenReference what the weights of the reference are that it keeps; null: it keeps none
   */
  record Head(
      RunIdentity identity,
      List<EngineSpan> engines,
      Counters counters,
      int roundBytes,
      CloneIdentity cloneIdentity,
      Position position,
      boolean isEvaluationDue,
      String frozenReference) {
    /** What an older build did not save yet is empty. */
    Head {
      engines = engines == null ? List.of() : List.copyOf(engines);
    }

    private Optional<String> lack() {
      return identity == null || !identity.isComplete()
          ? Optional.of("lacks the identity of its run")
          : counters == null ? Optional.of("lacks its counters") : Optional.empty();
    }
  }

  /**
   * Where the run is in its schedule and in its data.
   *
   * @param scheduleStep steps of the learning rate's schedule done
   * @param place of the next step
   */
  record Position(long scheduleStep, Origin.Place place) {}

  /**
   * Bytes of a payload.
   *
   * @param keepsReference whether a frozen reference's parameters follow
   */
  static long bytes(ParameterLayout layout, boolean keepsReference) {
    return referenceOffset(layout) + (keepsReference ? Float.BYTES * layout.length() : 0);
  }

  /** Rounds as they are saved. */
  static byte[] bytes(List<Round> rounds) throws IOException {
    return rounds.isEmpty() ? new byte[0] : JSON.writeValueAsBytes(rounds);
  }

  /** Where in a payload a frozen reference's parameters begin. */
  static long referenceOffset(ParameterLayout layout) {
    return HEAD_BYTES + 3L * Float.BYTES * layout.length();
  }

  /** The parameters of the run's frozen reference, of a run that keeps one. */
  MemorySegment reference(ParameterLayout layout) {
    return vectors.asSlice(referenceOffset(layout) - HEAD_BYTES);
  }

  /**
   * Maps a generation; its checksum was looked at by whoever chose it.
   *
   * @param arena its end unmaps the vectors
   * @throws StateFormatException if another build wrote what this one can't go on from; what it
   *     only doesn't know is passed over
   */
  static SavedRun read(Path generation, Arena arena) throws IOException {
    try {
      return readAsOurs(generation, arena);
    } catch (JsonProcessingException other) {
      throw StateFormatException.other(
          generation, "can't be read (%s)".formatted(other.getOriginalMessage()), other);
    }
  }

  private static SavedRun readAsOurs(Path generation, Arena arena) throws IOException {
    MemorySegment payload = StateFile.map(generation, arena);
    byte[] head = payload.asSlice(0, HEAD_BYTES).toArray(ValueLayout.JAVA_BYTE);
    int length = 0;
    while (length < HEAD_BYTES && head[length] != 0) {
      length++;
    }
    Head read = JSON.readValue(Arrays.copyOf(head, length), Head.class);
    Optional<String> lack = read.lack();
    if (lack.isPresent()) {
      throw StateFormatException.other(generation, lack.get(), null);
    }
    long vectorBytes = payload.byteSize() - HEAD_BYTES - read.roundBytes();
    byte[] rounds = payload.asSlice(HEAD_BYTES + vectorBytes).toArray(ValueLayout.JAVA_BYTE);
    return new SavedRun(
        read,
        payload.asSlice(HEAD_BYTES, vectorBytes),
        rounds.length == 0 ? List.of() : JSON.readValue(rounds, new TypeReference<>() {}));
  }

  /**
   * Saves a state.
   *
   * @param newest generation that is whole
   * @param payload as long as {@link #bytes} says, vectors filled in already
   * @param rounds what comes after it
   * @return the generation's file
   */
  static Path write(
      Path stateDir, Optional<Path> newest, Head head, MemorySegment payload, byte[] rounds)
      throws IOException {
    byte[] json = JSON.writeValueAsBytes(head);
    if (json.length >= HEAD_BYTES) {
      throw new IOException("the state's head has %d bytes".formatted(json.length));
    }
    MemorySegment.copy(
        MemorySegment.ofArray(Arrays.copyOf(json, HEAD_BYTES)), 0, payload, 0, HEAD_BYTES);
    long step = head.counters().step();
    if (rounds.length == 0) {
      return StateWriter.save(stateDir, newest, step, payload);
    }
    try (Arena memory = Arena.ofConfined()) {
      MemorySegment whole = memory.allocate(payload.byteSize() + rounds.length, Long.BYTES);
      whole.copyFrom(payload);
      whole.asSlice(payload.byteSize()).copyFrom(MemorySegment.ofArray(rounds));
      return StateWriter.save(stateDir, newest, step, whole);
    }
  }
}
