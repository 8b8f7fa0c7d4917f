package dev.rondo.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.core.clone.ClonePayload;
import dev.rondo.core.clone.CloneReading;
import dev.rondo.scheduler.local.StoreFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rondo clone}: a new run from an edited configuration. */
@Command(
    name = "clone",
    mixinStandardHelpOptions = true,
    description = {
      "Make a new run from a run's configuration, edited with --set.",
      "Without --warm it starts from new weights; with it, from the run's state: of a run that"
          + " trains, the one after its next step."
    },
    footer = {
      "",
      "Examples:",
      "  rondo clone support-sft-rank-8-2 --warm --set trainingArgs.learning_rate=2.5e-3",
      "  rondo clone support-sft-rank-8-2 --name wide --set peft.r=64 --set peft.lora_alpha=128"
    })
public final class CloneCommand implements Callable<Integer> {
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

  @Parameters(paramLabel = "RUN", description = "The run that is cloned.")
  private String run;

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

  @Mixin private StoreOption store;

  @Mixin private WaitOption wait;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  CloneCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    if (warm == null && (schedule != null || data != null || reference != null || at != null)) {
      err.println("--schedule, --data, --reference and --at are of a warm clone; add --warm");
      return ExitCode.BAD_INPUT;
    }
    String id = GestureCall.newId();
    String payload = payload();
    if (ClonePayload.read(id, payload) instanceof CloneReading.Refused(List<String> problems)) {
      problems.forEach(err::println);
      return ExitCode.BAD_INPUT;
    }
    StoreFolder folder = new StoreFolder(store.experimentOfRun(run).toAbsolutePath());
    return new GestureCall(folder, run, spec.commandLine().getOut(), err)
        .make(id, "clone", payload, wait.duration());
  }

  private String payload() {
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
