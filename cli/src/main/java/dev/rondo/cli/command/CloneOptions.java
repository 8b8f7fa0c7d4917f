package dev.rondo.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.core.clone.ClonePayload;
import dev.rondo.core.clone.CloneReading;
import java.util.List;
import picocli.CommandLine.Option;

/** What a clone is to be. */
public final class CloneOptions {
  /** What a warm clone takes over. */
  enum Warm {
    WEIGHTS,
    OPTIMIZER
  }

  /** Whether something of the parent's goes on. */
  enum Continuation {
    RESTART("Restart"),
    CONTINUE("Continue");

    private final String word;

    Continuation(String word) {
      this.word = word;
    }
  }

  /** What the reference policy is. */
  enum Reference {
    INHERIT("Inherit"),
    PARENT("Parent");

    private final String word;

    Reference(String word) {
      this.word = word;
    }
  }

  @Option(names = "--name", paramLabel = "N", description = "The clone's name.")
  private String name;

  @Option(
      names = "--warm",
      arity = "0..1",
      fallbackValue = "weights",
      paramLabel = "optimizer",
      description = "Start from the run's weights; with =optimizer from its moments too.")
  private Warm warm;

  @Option(
      names = "--schedule",
      paramLabel = "restart|continue",
      description = "Of the learning rate in a warm clone, with its budget (default: restart).")
  private Continuation schedule;

  @Option(
      names = "--data",
      paramLabel = "continue|restart",
      description = "The place in the data of a warm clone (default: continue).")
  private Continuation data;

  @Option(
      names = "--reference",
      paramLabel = "inherit|parent",
      description = "The reference policy of a warm clone (default: inherit).")
  private Reference reference;

  @Option(
      names = "--at",
      paramLabel = "STEP",
      description = "Start from the checkpoint of this step, or of this digest.")
  private String at;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description =
          "Set a field of the configuration, e.g. trainingArgs.learning_rate=5e-4; without a value"
              + " it has its default again. May be given several times.")
  private List<String> settings = List.of();

  /** Picocli makes it. */
  public CloneOptions() {}

  /** What is wrong with them, whatever run is cloned; a line each, none if nothing. */
  public List<String> problems() {
    if (warm == null && (schedule != null || data != null || reference != null || at != null)) {
      return List.of("--schedule, --data, --reference and --at are of a warm clone; add --warm");
    }
    return switch (ClonePayload.read("", payload())) {
      case CloneReading.Accepted _ -> List.of();
      case CloneReading.Refused(var problems) -> problems;
    };
  }

  /** As a gesture carries them. */
  public String payload() {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    if (name != null) {
      payload.put("name", name);
    }
    if (at != null) {
      payload.put("at", at);
    }
    if (warm != null) {
      ObjectNode fields = payload.putObject("warmStart");
      fields.put("optimizer", warm == Warm.OPTIMIZER);
      if (schedule != null) {
        fields.put("schedule", schedule.word);
      }
      if (data != null) {
        fields.put("data", data.word);
      }
      if (reference != null) {
        fields.put("reference", reference.word);
      }
    }
    settings.forEach(payload.putArray("set")::add);
    return payload.toString();
  }
}
