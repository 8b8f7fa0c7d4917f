package dev.rondo.scheduler.worker;

import dev.rondo.api.names.WorkerPod;
import dev.rondo.scheduler.kubernetes.WorkerIdentity;
import java.util.Map;

/** The worker image's entry point: its first argument says which container this is. */
public final class WorkerMain {
  private WorkerMain() {}

  /** {@code scheduler} or {@code trainer}; all else comes from the environment. */
  public static void main(String[] arguments) throws Exception {
    Map<String, String> environment = System.getenv();
    switch (arguments.length == 0 ? "" : arguments[0]) {
      case WorkerPod.SCHEDULER_COMMAND ->
          new SchedulerContainer(WorkerIdentity.of(environment)).run();
      case WorkerPod.TRAINER_COMMAND -> System.exit(TrainerContainer.of(environment).run());
      default -> {
        System.err.println(
            "usage: %s | %s".formatted(WorkerPod.SCHEDULER_COMMAND, WorkerPod.TRAINER_COMMAND));
        System.exit(2);
      }
    }
  }
}
