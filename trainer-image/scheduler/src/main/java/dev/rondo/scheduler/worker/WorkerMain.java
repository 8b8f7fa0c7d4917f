package dev.rondo.scheduler.worker;

import dev.rondo.api.names.WorkerPod;
import dev.rondo.scheduler.kubernetes.WorkerIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The worker image's entry point: its first argument says which container this is. */
public final class WorkerMain {
  private WorkerMain() {}

  /** The commands of {@link WorkerPod}; what they need comes from the environment. */
  public static void main(String[] arguments) throws Exception {
    Map<String, String> environment = System.getenv();
    switch (arguments.length == 0 ? "" : arguments[0]) {
      case WorkerPod.SCHEDULER_COMMAND ->
          new SchedulerContainer(WorkerIdentity.of(environment)).run();
      case WorkerPod.TRAINER_COMMAND -> System.exit(TrainerContainer.of(environment).run());
      case WorkerPod.HOLD_COMMAND -> new CountDownLatch(1).await();
      case WorkerPod.PACK_COMMAND -> pack(List.of(arguments).subList(1, arguments.length));
      case WorkerPod.UNPACK_COMMAND -> FolderZip.read(System.in, Path.of(arguments[1]));
      default -> {
        System.err.println(
            "usage: scheduler | trainer | hold | pack FOLDER [NAME...] | unpack FOLDER");
        System.exit(2);
      }
    }
  }

  /** A folder, or what is named in it. */
  private static void pack(List<String> arguments) throws IOException {
    Path folder = Path.of(arguments.getFirst());
    if (arguments.size() == 1) {
      FolderZip.write(folder, System.out);
    } else {
      FolderZip.write(folder, arguments.stream().skip(1).map(Path::of).toList(), System.out);
    }
  }
}
