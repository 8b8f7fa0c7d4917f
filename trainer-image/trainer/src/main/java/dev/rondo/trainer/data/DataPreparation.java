package dev.rondo.trainer.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.digest.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Turns a run's data into rows of tokens, as TRL's trainers prepare their datasets. */
public final class DataPreparation {
  private final PreparationRequest request;
  private final PreparedCache cache;
  private final ProgressListener progress;
  private final FileDigests fileDigests;
  private final Map<List<Path>, String> dataDigests = new HashMap<>();

  private DataPreparation(PreparationRequest request, Path cacheDir, ProgressListener progress) {
    this.request = request;
    this.cache = new PreparedCache(cacheDir);
    this.fileDigests = new FileDigests(cacheDir.resolve("digests"), Clock.systemUTC());
    this.progress = progress;
  }

  /**
   * Reads, renders and tokenises the data, or opens what was prepared from the same before.
   *
   * @param cacheDir holds prepared rows by digest; several processes may share it
   * @throws RefusedException with everything that is wrong with the data
   * @throws IOException when a file cannot be read or the cache cannot be written
   */
  public static PreparedData prepare(
      PreparationRequest request, Path cacheDir, ProgressListener progress)
      throws RefusedException, IOException {
    return new DataPreparation(request, cacheDir, progress).prepare();
  }

  /** The first rows as trained on, with the trained tokens marked. */
  public static List<PreviewRow> preview(PreparationRequest request, Path cacheDir, int rows)
      throws RefusedException, IOException {
    return RowPreview.of(request, prepare(request, cacheDir, ProgressListener.NONE), rows);
  }

  /**
   * Looks at the arguments, the model's text files and each split's first row.
   *
   * @throws RefusedException with everything that they tell against the request
   */
  public static void check(PreparationRequest request) throws RefusedException, IOException {
    new DataPreparation(request, Path.of(""), ProgressListener.NONE).look((_, _, _) -> null);
  }

  private PreparedData prepare() throws RefusedException, IOException {
    return look(this::prepare);
  }

  /** What is done with a request that passed every check before its rows are read. */
  private interface Next<T> {
    T with(List<SplitJob> jobs, Optional<CompiledFormat> format, ModelText model)
        throws RefusedException, IOException;
  }

  private <T> T look(Next<T> next) throws RefusedException, IOException {
    List<Problem> problems = FileChecks.problems(request);
    Optional<CompiledFormat> format = Optional.empty();
    if (request.format().isPresent()) {
      format =
          Optional.of(
              CompiledFormat.of(
                  request.format().get(), request.frozenDate().atStartOfDay(), problems));
    }
    refuseIfAny(problems);
    List<SplitJob> jobs = SplitJob.of(request, format, problems);
    boolean conversational = jobs.stream().anyMatch(job -> job.rows().isConversational());
    Optional<ModelText> loaded = ModelText.load(request, conversational, problems);
    refuseIfAny(problems);
    try (ModelText model = loaded.orElseThrow()) {
      Set<Problem> found = new LinkedHashSet<>();
      for (SplitJob job : jobs) {
        found.addAll(job.rows().problems(job.name(), model));
      }
      refuseIfAny(List.copyOf(found));
      return next.with(jobs, format, model);
    }
  }

  private PreparedData prepare(
      List<SplitJob> jobs, Optional<CompiledFormat> format, ModelText model)
      throws RefusedException, IOException {
    List<PreparedSplit> splits = new ArrayList<>();
    List<String> digests = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (SplitJob job : jobs) {
      ObjectNode inputs = SplitInputs.of(request, job, dataDigest(job), model);
      digests.add(RowsDigest.of(inputs));
      RowPipeline pipeline = new RowPipeline(format, job.rows().tokenizer(model));
      SplitPreparation preparation = new SplitPreparation(job, pipeline, progress);
      AtomicBoolean written = new AtomicBoolean();
      PreparedSplit split =
          cache.get(
              digests.getLast(),
              directory -> {
                written.set(true);
                preparation.writeTo(directory, inputs);
              });
      splits.add(split);
      if (!written.get()) {
        warnings.add("%s: %d rows, prepared before".formatted(job.name(), split.size()));
      }
      warnings.addAll(job.rows().warnings(job.name()));
      // Equal splits share their rows, so a summary does not say whose it is.
      split.summary().warnings().forEach(warning -> warnings.add(job.name() + ": " + warning));
    }
    SplitSummary train = splits.getFirst().summary();
    return new PreparedData(
        splits.getFirst(),
        splits.size() > 1 ? Optional.of(splits.get(1)) : Optional.empty(),
        splits.size() > 2 ? Optional.of(splits.get(2)) : Optional.empty(),
        digests.getFirst(),
        String.join("\n", digests.subList(1, digests.size())),
        splits.size() > 1 ? source(jobs.get(1), splits.get(1)) : "",
        splits.size() > 1
            ? jobs.get(1).rows().targetBytes(splits.get(1), model)
            : OptionalLong.empty(),
        train.dropped(),
        train.truncated(),
        warnings);
  }

  /** What a split was made of, whatever tokens were made of it. */
  private String source(SplitJob job, PreparedSplit split) throws IOException {
    ObjectNode inputs = SplitInputs.ofData(request, job, dataDigest(job));
    job.rows().describeTargets(inputs, split.summary());
    return RowsDigest.of(inputs);
  }

  private String dataDigest(SplitJob job) throws IOException {
    List<Path> files = job.source().file().paths();
    if (!dataDigests.containsKey(files)) {
      progress.progress("Reading " + files.getFirst().getFileName(), -1);
      dataDigests.put(files, digest(files));
    }
    return dataDigests.get(files);
  }

  /** One file's digest, or a digest over those of many. */
  private String digest(List<Path> files) throws IOException {
    List<String> digests = new ArrayList<>();
    for (Path file : files) {
      digests.add(fileDigests.of(file));
    }
    return digests.size() == 1 ? digests.getFirst() : Sha256.of(String.join("\n", digests));
  }

  private static void refuseIfAny(List<Problem> problems) throws RefusedException {
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
  }
}
