package dev.rondo.operator.run;

import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.core.lifecycle.Control;
import dev.rondo.operator.event.Happening;
import dev.rondo.operator.event.Reason;
import java.util.List;

/** What to tell of answers to gestures. */
final class GestureHappenings {
  private GestureHappenings() {}

  static List<Happening> of(List<ControlEntry> news) {
    return news.stream()
        .map(entry ->
            new Happening(
                switch (entry.result()) {
                  case Control.REFUSED -> Reason.GESTURE_REFUSED;
                  case Control.DONE -> Reason.GESTURE_DONE;
                  default -> Reason.GESTURE_ACCEPTED;
                },
                entry.gesture() + ": " + entry.message()))
        .toList();
  }
}
