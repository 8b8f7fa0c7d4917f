package dev.rondo.references;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * {@code make references}: runs every recorded case and prints a line each with the worst
 * differences. Exit code 1 when one is out of bounds, 2 when there is no such case.
 */
public final class CompareReferences {
  private static final List<Measure> SHOWN =
      List.of(
          Measure.LOSS,
          Measure.GRAD_NORM,
          Measure.LEARNING_RATE,
          Measure.EVAL_LOSS,
          Measure.METRIC,
          Measure.WEIGHTS,
          Measure.UPDATE);

  private CompareReferences() {}

  /**
   * Compares.
   *
   * @param arguments the rondo command, the directory of {@code cases}, the bounds file, a work
   *     directory, numbers of chunks separated by commas, then globs of case names
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    Path root = Path.of(arguments[1]).toAbsolutePath().normalize();
    JsonNode bounds = new ObjectMapper().readTree(Path.of(arguments[2]).toFile());
    CaseRun command = new CaseRun(Path.of(arguments[0]), Path.of(arguments[3]).toAbsolutePath());
    List<Integer> chunks = Stream.of(arguments[4].split(",", -1)).map(Integer::valueOf).toList();
    List<String> globs = List.of(arguments).subList(5, arguments.length);
    List<ReferenceCase> cases = ReferenceCase.matching(root, globs);
    if (cases.isEmpty()) {
      System.err.printf("no case under %s matches %s%n", root.resolve("cases"), globs);
      System.exit(2);
    }
    System.exit(compare(cases, command, bounds, chunks) ? 0 : 1);
  }

  private static boolean compare(
      List<ReferenceCase> cases, CaseRun command, JsonNode bounds, List<Integer> chunks)
      throws InterruptedException, ExecutionException {
    int width = cases.stream().mapToInt(recorded -> recorded.name().length()).max().orElse(0);
    StringBuilder header = new StringBuilder("%-" + width + "s");
    SHOWN.forEach(measure -> header.append(" %12s".formatted(measure.title())));
    System.out.println(header.toString().formatted("case"));
    boolean held = true;
    try (ExecutorService pool =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<Verdict>> verdicts = new ArrayList<>();
      for (ReferenceCase recorded : cases) {
        Bounds own = Bounds.of(bounds, recorded);
        verdicts.add(pool.submit(() -> Verdict.of(recorded, command, own, chunks)));
      }
      for (int i = 0; i < cases.size(); i++) {
        Verdict verdict = verdicts.get(i).get();
        System.out.println(line(cases.get(i).name(), width, verdict));
        held &= verdict.problems().isEmpty();
      }
    }
    return held;
  }

  private static String line(String name, int width, Verdict verdict) {
    StringBuilder line = new StringBuilder(("%-" + width + "s").formatted(name));
    verdict
        .deviation()
        .ifPresent(found ->
            SHOWN.forEach(measure -> line.append(" %12s".formatted(cell(found, measure)))));
    String problems = String.join("; ", verdict.problems());
    return line.append(problems.isEmpty() ? "  ok" : "  OUT OF BOUNDS: " + problems).toString();
  }

  private static String cell(Deviation deviation, Measure measure) {
    OptionalDouble worst = deviation.worst(measure);
    return worst.isPresent() ? "%.1e".formatted(worst.getAsDouble()) : "-";
  }
}
