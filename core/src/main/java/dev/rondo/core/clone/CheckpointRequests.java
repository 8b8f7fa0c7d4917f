package dev.rondo.core.clone;

import dev.rondo.api.v1alpha1.GestureRequest;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.core.gesture.GestureWord;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Open requests of a run that a durable checkpoint after its next step answers. */
public final class CheckpointRequests {
  private static final Set<String> WORDS = Set.of(GestureWord.CHECKPOINT, GestureWord.CLONE);

  private CheckpointRequests() {}

  /** Their ids. */
  public static Set<String> open(Run run) {
    return Optional.ofNullable(run.spec().requests()).orElse(List.of()).stream()
        .filter(request -> WORDS.contains(request.gesture()))
        .map(GestureRequest::id)
        .collect(Collectors.toUnmodifiableSet());
  }
}
